//! Other people's code against ours: npm's `stripe` makes the same requests of the stand-in as our adapter and signs what our endpoint
//! takes; npm's `emvqr` reads our LANKAQR codes. A mistake would have to be made by two who do not know each other.

use super::fake_stripe::{FakeStripe, SECRET, account, event, value};
use super::stand_in::Asked;
use super::{JSON, Shop, notify, sealer};
use axum::http::StatusCode;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use smartstore::domains::payments::service::holds;
use smartstore::domains::refunds::model::RefundForm;
use smartstore::domains::refunds::service::request;
use smartstore::server::forms::percent_decode;
use smartstore::shared::lankaqr::{Code, Merchant};
use std::time::Duration;

/// Longest wait for a program.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs a script of Node with what `npm ci` has installed; what it is given is `given`, what it says last is its answer.
pub async fn node(package: &str, script: &str, given: &Value) -> Value {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(root.join("node_modules").join(package).exists(), "npm ci has not been run");
    let script = format!("const given = JSON.parse(process.env.GIVEN);\n{script}");
    let run = tokio::process::Command::new("node")
        .args(["-e", &script])
        .env("GIVEN", given.to_string())
        .current_dir(root)
        .kill_on_drop(true)
        .output();
    let output = tokio::time::timeout(PATIENCE, run).await.expect("node says nothing").expect("node");
    let said = String::from_utf8(output.stdout).unwrap();
    let last = said.lines().next_back().unwrap_or_default();
    serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {said}\n{}", String::from_utf8_lossy(&output.stderr)))
}

/// What a form says, in the order of its names.
fn pairs(asked: &Asked) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = asked
        .body
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (percent_decode(&name.replace('+', " ")), percent_decode(&value.replace('+', " "))))
        .collect();
    pairs.sort();
    pairs
}

const STRIPE: &str = r"
const library = require('stripe');
const Stripe = library.Stripe ?? library.default ?? library;
const stripe = new Stripe('sk_test_1', { host: '127.0.0.1', port: given.port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
(async () => {
  const said = {};
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    client_reference_id: given.payment,
    line_items: [{ quantity: 1, price_data: { currency: 'lkr', unit_amount: 250000, product_data: { name: given.title } } }],
    metadata: { payment_id: given.payment },
    payment_intent_data: { capture_method: 'manual', metadata: { payment_id: given.payment } },
    success_url: given.success,
    cancel_url: given.cancel,
    customer_email: 'nimal@buyers.example',
  }, { idempotencyKey: given.payment });
  said.page = [session.id, session.object, session.amount_total];
  const taken = await stripe.paymentIntents.capture('pi_1', { amount_to_capture: 150000 }, { idempotencyKey: given.capture });
  said.taken = [taken.status, taken.amount_received];
  const refund = await stripe.refunds.create({
    payment_intent: 'pi_1',
    amount: 50000,
    metadata: { reason: 'Broken', refund_id: given.refund, payment_id: given.payment },
  }, { idempotencyKey: given.refund });
  said.refund = [refund.id, refund.status];
  const all = await stripe.refunds.list({ payment_intent: 'pi_1', limit: 100 });
  said.refunds = all.data.map((one) => one.id);
  said.header = stripe.webhooks.generateTestHeaderString({ payload: given.event, secret: given.secret, timestamp: given.time });
  said.vector = stripe.webhooks.generateTestHeaderString({ payload: given.vector, secret: 'whsec_test_secret', timestamp: 1700000000 });
  console.log(JSON.stringify(said));
})().catch((error) => { console.error(error); process.exit(1); });
";

#[tokio::test]
async fn npms_stripe_asks_as_we_do_and_signs_what_we_take() {
    let shop = Shop::open().await;
    let fake = FakeStripe::start().await;
    let account = account(&shop, &fake, "true").await;
    shop.start(&mut shop.app.stranger(), account).await;
    let payment = shop.payment().await;
    fake.paid("requires_capture");
    smartstore::domains::payments::service::online::ask(&shop.scope, &sealer(&shop.app), payment).await.unwrap();
    holds::take(&shop.scope, &sealer(&shop.app), payment, "1500").await.unwrap();
    let form =
        RefundForm { amount: "500".to_owned(), destination: "METHOD".to_owned(), reason: "Broken".to_owned(), ..RefundForm::default() };
    let refund = request(&shop.scope, payment, &form).await.unwrap().id;
    shop.app.drain().await;
    let ours = fake.stand_in.asked();
    let ours_of = |what: &str| ours.iter().find(|asked| asked.what == what).unwrap_or_else(|| panic!("we have not asked {what}")).clone();
    let page = ours_of("POST /v1/checkout/sessions");
    let capture = ours_of("POST /v1/payment_intents/pi_1/capture");
    let intent = json!({"id": "pi_1", "object": "payment_intent", "metadata": {"payment_id": payment}});
    let body = event("evt_npm", "payment_intent.succeeded", &intent);
    let given = json!({
        "port": fake.stand_in.base.rsplit(':').next().unwrap().parse::<u16>().unwrap(), "payment": payment, "refund": refund,
        "title": value(&page.body, "line_items[0][price_data][product_data][name]"), "success": value(&page.body, "success_url"),
        "cancel": value(&page.body, "cancel_url"), "capture": capture.header("idempotency-key"), "event": body, "secret": SECRET,
        "time": shop.app.clock.now().timestamp(), "vector": r#"{"id":"evt_1","object":"event","type":"checkout.session.completed"}"#,
    });
    let said = node("stripe", STRIPE, &given).await;
    // It understands what the stand-in answers.
    assert_eq!(said["page"], json!(["cs_1", "checkout.session", 250_000]));
    assert_eq!(said["taken"], json!(["succeeded", 150_000]));
    assert_eq!((&said["refund"], &said["refunds"]), (&json!(["re_1", "succeeded"]), &json!(["re_1"])));
    // It has asked what we asked, under the same keys.
    let theirs = &fake.stand_in.asked()[ours.len()..];
    for what in ["POST /v1/checkout/sessions", "POST /v1/payment_intents/pi_1/capture", "POST /v1/refunds"] {
        let (one, other) = (ours_of(what), theirs.iter().find(|asked| asked.what == what).unwrap());
        assert_eq!(pairs(&one), pairs(other), "{what}");
        assert_eq!(one.header("idempotency-key"), other.header("idempotency-key"), "{what}");
        assert_eq!(one.header("authorization"), other.header("authorization"), "{what}");
    }
    assert!(theirs.iter().any(|asked| asked.what == "GET /v1/refunds?payment_intent=pi_1&limit=100"), "{theirs:?}");
    // What it signs is taken, and nothing else under that signature.
    assert_eq!(said["vector"], "t=1700000000,v1=d1e4aa90551919f198c22ba0a9691b35338d4b631d54ce1f1465e93b1d41c430");
    let header = said["header"].as_str().unwrap();
    let signature = [("stripe-signature", header)];
    assert_eq!(notify(&shop.app, "stripe", account, JSON, &signature, &body).await.status, StatusCode::OK);
    let other = body.replace("succeeded", "canceled");
    assert_eq!(notify(&shop.app, "stripe", account, JSON, &signature, &other).await.status, StatusCode::UNAUTHORIZED);
    shop.app.drain().await;
    assert_eq!(shop.count("select count(*) from webhook_events where dedupe_key = 'evt_npm' and status = 'PROCESSED'").await, 1);
    let books = smartstore::server::books::check(&shop.app.db, &shop.app.organization, shop.app.clock.now()).await.unwrap();
    assert!(books.is_empty(), "{books:?}");
}

const EMVQR: &str = r"
const { decode } = require('emvqr');
const items = (fields) => Object.fromEntries((Array.isArray(fields) ? fields : Object.values(fields)).map((field) => [field.id, field]));
const read = (text) => {
  const fields = items(decode(text));
  const plain = (id) => fields[id] && String(fields[id].rawData ?? fields[id].data);
  const below = fields['26'].data;
  const account = typeof below === 'string' ? below.slice(4) : items(below)['00'];
  return { account: String(account.rawData ?? account.data ?? account), kind: plain('01'), amount: plain('54'), currency: plain('53'), name: plain('59'), city: plain('60') };
};
const said = given.codes.map(read);
console.log(JSON.stringify(said));
";

#[tokio::test]
async fn npms_emvqr_reads_our_lankaqr_codes() {
    let account = "1705600100000000000123450001";
    let shop = Code::of(&Merchant { account, category: "5999", name: "RAJA BATIKS", city: "COLOMBO" }).unwrap();
    let amounts = [Decimal::from(4500), Decimal::new(5, 2), Decimal::new(19_999_999, 2)];
    let mut codes = vec![shop.encode()];
    codes.extend(amounts.iter().map(|amount| shop.charge(*amount, "INV-1001").unwrap().encode()));
    let said = node("emvqr", EMVQR, &json!({"codes": codes})).await;
    for (place, read) in said.as_array().unwrap().iter().enumerate() {
        assert_eq!((&read["account"], &read["name"], &read["city"]), (&json!(account), &json!("RAJA BATIKS"), &json!("COLOMBO")), "{read}");
        assert!(read["currency"].as_str().unwrap().starts_with("144"), "{read}");
        let (kind, amount) = match place {
            0 => ("11", None),
            _ => ("12", Some(format!("{:.2}", amounts[place - 1]))),
        };
        assert_eq!((read["kind"].as_str(), read["amount"].as_str()), (Some(kind), amount.as_deref()), "{read}");
    }
    assert_eq!(said.as_array().unwrap().len(), 4);
}
