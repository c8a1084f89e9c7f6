//! PayPal's own client for Node, npm's `@paypal/checkout-server-sdk`, against ours: it understands the stand-in and asks it what our adapter
//! asks. The signature of a webhook is checked by Node alone, from the text that PayPal's pages describe.

use super::fake_paypal::{FakePayPal, TIME, TRANSMISSION, WEBHOOK, event, headers, in_dollars, public_key};
use super::independent::node;
use super::stand_in::Asked;
use super::{JSON, Shop, notify, sealer};
use axum::http::StatusCode;
use serde_json::{Value, json};
use smartstore::domains::payments::service::online;
use smartstore::domains::refunds::model::RefundForm;
use smartstore::domains::refunds::service::request;

const CLIENT: &str = r"
const { core, orders, payments } = require('@paypal/checkout-server-sdk');
const crypto = require('node:crypto');
const zlib = require('node:zlib');
const at = (id, secret) => new core.PayPalHttpClient(new core.PayPalEnvironment(id, secret, given.base, 'https://www.sandbox.paypal.com'));
const client = at('client', 'secret');
const send = async (request, key, body, through = client) => {
  if (key) request.headers['PayPal-Request-Id'] = key;
  if (body) request.requestBody(body);
  if (request.prefer) request.prefer('return=representation');
  try {
    const answer = await through.execute(request);
    return answer.result;
  } catch (error) {
    if (!error.statusCode) throw error;
    const refusal = JSON.parse(error.message);
    return { refused: [error.statusCode, refusal.name ?? refusal.error, refusal.details?.[0]?.issue ?? null] };
  }
};
const order = (payment, value) => ({
  intent: 'CAPTURE',
  purchase_units: [{
    reference_id: 'order',
    custom_id: payment,
    invoice_id: payment,
    description: given.title,
    amount: { currency_code: 'USD', value },
  }],
  payment_source: { paypal: { experience_context: {
    return_url: given.return_url,
    cancel_url: given.cancel_url,
    user_action: 'PAY_NOW',
    shipping_preference: 'NO_SHIPPING',
  } } },
});
const refund = (value, note, custom) => ({ amount: { currency_code: 'USD', value }, note_to_payer: note, custom_id: custom });
const approve = (id, card) => fetch(`${given.base}/checkoutnow?token=${id}&card=${card}`);
(async () => {
  const said = {};
  // What we have asked, under the keys that we used: it was done already.
  const ours = await send(new orders.OrdersCreateRequest(), given.payment, order(given.payment, '2500.00'));
  const taken = await send(new orders.OrdersCaptureRequest(ours.id), given.capture_key, {});
  const capture = taken.purchase_units[0].payments.captures[0];
  const back = await send(new payments.CapturesRefundRequest(capture.id), given.refund, refund('500.00', 'Broken', given.refund));
  said.ours = [ours.id, taken.status, capture.status, back.id, back.status];
  const known = await send(new orders.OrdersGetRequest(ours.id));
  said.known = [known.status, known.purchase_units[0].payments.captures[0].status, known.purchase_units[0].payments.refunds.map((one) => one.id)];
  // An order of its own, from the beginning to the end.
  const made = await send(new orders.OrdersCreateRequest(), 'own', order('own', '40.00'));
  said.made = [made.status, made.links.map((link) => link.rel)];
  const id = made.id;
  said.early = await send(new orders.OrdersCaptureRequest(id), 'early', {});
  await approve(id, 'good');
  said.approved = (await send(new orders.OrdersGetRequest(id))).status;
  const captured = await send(new orders.OrdersCaptureRequest(id), 'capture-own', {});
  const again = await send(new orders.OrdersCaptureRequest(id), 'capture-own', {});
  const own = captured.purchase_units[0].payments.captures[0].id;
  said.captured = [captured.status, own === again.purchase_units[0].payments.captures[0].id];
  said.twice = await send(new orders.OrdersCaptureRequest(id), 'another key', {});
  said.more = await send(new payments.CapturesRefundRequest(own), 'r-1', refund('40.01', 'n', 'r-1'));
  said.other = await send(new payments.CapturesRefundRequest(own), 'r-2', { amount: { currency_code: 'EUR', value: '1.00' } });
  const part = await send(new payments.CapturesRefundRequest(own), 'r-3', refund('15.50', 'n', 'r-3'));
  const rest = await send(new payments.CapturesRefundRequest(own), 'r-4', {});
  said.refunds = [part.amount.value, rest.amount.value, (await send(new payments.RefundsGetRequest(rest.id))).status];
  said.nothing = await send(new payments.CapturesRefundRequest(own), 'r-5', {});
  // A card that is declined, an invoice that was paid, and what is not there.
  const poor = await send(new orders.OrdersCreateRequest(), 'poor', order('poor', '1.00'));
  await approve(poor.id, 'declined');
  said.declined = await send(new orders.OrdersCaptureRequest(poor.id), 'capture-poor', {});
  const same = await send(new orders.OrdersCreateRequest(), 'same', order(given.payment, '1.00'));
  await approve(same.id, 'good');
  said.same = await send(new orders.OrdersCaptureRequest(same.id), 'capture-same', {});
  said.missing = await send(new orders.OrdersGetRequest('5O190127TN364719X'));
  said.stranger = await send(new orders.OrdersGetRequest(ours.id), null, null, at('stranger', 'guessed'));
  // A webhook, as PayPal's pages say that it is signed.
  const signed = (body) => {
    const text = [given.transmission, given.time, given.webhook, zlib.crc32(body)].join('|');
    return crypto.verify('RSA-SHA256', Buffer.from(text), given.key, Buffer.from(given.signature, 'base64'));
  };
  said.signed = [signed(given.event), signed(`${given.event} `)];
  said.crc = zlib.crc32(JSON.stringify({ id: 'WH-1' }));
  console.log(JSON.stringify(said));
})().catch((error) => { console.error(error); process.exit(1); });
";

/// What was asked, without the question mark at the end that a query was left out of.
fn what(asked: &Asked) -> &str {
    asked.what.trim_end_matches('?')
}

fn body(asked: &Asked) -> Value {
    serde_json::from_str(&asked.body).unwrap_or_else(|_| json!(asked.body))
}

#[tokio::test]
async fn paypals_own_client_asks_as_we_do_and_reads_what_the_stand_in_signs() {
    let shop = Shop::open().await;
    let fake = FakePayPal::start().await;
    let account = fake.account(&shop).await;
    in_dollars(&shop).await;
    shop.start(&mut shop.app.stranger(), account).await;
    let payment = shop.payment().await;
    fake.approve();
    online::ask(&shop.scope, &sealer(&shop.app), payment).await.unwrap();
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    let form =
        RefundForm { amount: "500".to_owned(), destination: "METHOD".to_owned(), reason: "Broken".to_owned(), ..RefundForm::default() };
    let refund = request(&shop.scope, payment, &form).await.unwrap().id;
    shop.app.drain().await;
    let ours = fake.stand_in.asked();
    let ours_of = |name: &str| ours.iter().find(|asked| what(asked) == name).unwrap_or_else(|| panic!("we have not asked {name}"));
    let create = body(ours_of("POST /v2/checkout/orders"));
    let notice = event("WH-node", payment);
    let signature = headers(&notice);
    let given = json!({
        "base": fake.stand_in.base, "payment": payment, "refund": refund, "title": create["purchase_units"][0]["description"],
        "return_url": create["payment_source"]["paypal"]["experience_context"]["return_url"],
        "cancel_url": create["payment_source"]["paypal"]["experience_context"]["cancel_url"],
        "capture_key": format!("capture-{payment}"), "event": notice, "signature": signature[2].1, "key": public_key(),
        "transmission": TRANSMISSION, "time": TIME, "webhook": WEBHOOK,
    });
    let said = node("@paypal/checkout-server-sdk", CLIENT, &given).await;
    // It understands what the stand-in answers, and what was done under our keys is not done again.
    assert_eq!(said["ours"], json!(["5O190127TN364711T", "COMPLETED", "COMPLETED", "1JU08902781691411", "COMPLETED"]));
    assert_eq!(said["known"], json!(["COMPLETED", "PARTIALLY_REFUNDED", ["1JU08902781691411"]]));
    assert_eq!(said["made"], json!(["PAYER_ACTION_REQUIRED", ["self", "payer-action"]]));
    assert_eq!((&said["approved"], &said["captured"]), (&json!("APPROVED"), &json!(["COMPLETED", true])));
    assert_eq!(said["refunds"], json!(["15.50", "24.50", "COMPLETED"]));
    let refusals = [
        ("early", 422, "UNPROCESSABLE_ENTITY", Some("ORDER_NOT_APPROVED")),
        ("twice", 422, "UNPROCESSABLE_ENTITY", Some("ORDER_ALREADY_CAPTURED")),
        ("more", 422, "UNPROCESSABLE_ENTITY", Some("REFUND_AMOUNT_EXCEEDED")),
        ("other", 422, "UNPROCESSABLE_ENTITY", Some("REFUND_CURRENCY_MISMATCH")),
        ("nothing", 422, "UNPROCESSABLE_ENTITY", Some("CAPTURE_FULLY_REFUNDED")),
        ("declined", 422, "UNPROCESSABLE_ENTITY", Some("INSTRUMENT_DECLINED")),
        ("same", 422, "UNPROCESSABLE_ENTITY", Some("DUPLICATE_INVOICE_ID")),
        ("missing", 404, "RESOURCE_NOT_FOUND", Some("INVALID_RESOURCE_ID")),
        ("stranger", 401, "invalid_client", None),
    ];
    for (name, status, refusal, issue) in refusals {
        assert_eq!(said[name], json!({"refused": [status, refusal, issue]}), "{name}");
    }
    // It has asked what we asked, under the same keys.
    let theirs = &fake.stand_in.asked()[ours.len()..];
    let requests = [
        "POST /v1/oauth2/token",
        "POST /v2/checkout/orders",
        "GET /v2/checkout/orders/5O190127TN364711T",
        "POST /v2/checkout/orders/5O190127TN364711T/capture",
        "POST /v2/payments/captures/3C679366HH908991F/refund",
    ];
    for name in requests {
        let (one, other) = (ours_of(name), theirs.iter().find(|asked| what(asked) == name).unwrap());
        assert_eq!(body(one), body(other), "{name}");
        for header in ["paypal-request-id", "authorization", "content-type"] {
            assert_eq!(one.header(header), other.header(header), "{header} of {name}");
        }
        if name.starts_with("POST /v2") {
            assert_eq!(one.header("prefer"), other.header("prefer"), "{name}");
        }
    }
    // Node reads the signature from its parts, for these bytes only, and we take what is so signed.
    assert_eq!((&said["signed"], &said["crc"]), (&json!([true, false]), &json!(838_965_618)));
    let signed: Vec<(&str, &str)> = signature.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(notify(&shop.app, "paypal", account, JSON, &signed, &notice).await.status, StatusCode::OK);
    shop.app.drain().await;
    assert_eq!(shop.count("select count(*) from webhook_events where dedupe_key = 'WH-node' and status = 'PROCESSED'").await, 1);
    let books = smartstore::server::books::check(&shop.app.db, &shop.app.organization, shop.app.clock.now()).await.unwrap();
    assert!(books.is_empty(), "{books:?}");
}
