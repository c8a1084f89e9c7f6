//! Payments: accounts, links, slips, and providers that are played by stand-ins on this machine.

mod accounts;
mod cards;
mod fake_paypal;
mod fake_stripe;
mod gone_back;
mod holds;
mod independent;
mod independent_paypal;
mod late;
mod payhere;
mod paypal;
mod slips;
mod stand_in;
mod stripe;
mod twocheckout;
mod webxpay;

use crate::support::fixtures::{new_order, product, tenant_count};
use crate::support::{Browser, Page, TestApp};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use rust_decimal::Decimal;
use smartstore::domains::orders::service::{NewOrder, create};
use smartstore::domains::payments::model::accounts::AccountForm;
use smartstore::domains::payments::model::links::LinkForm;
use smartstore::domains::payments::service::{accounts as service, links};
use smartstore::domains::payments::urls;
use smartstore::server::Scope;
use smartstore::server::seal::Sealer;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use uuid::Uuid;

/// An organization with an order of 2,500.00 and a link to pay it by.
struct Shop {
    app: TestApp,
    scope: Scope,
    order: Uuid,
    /// Path of the payment page.
    page: String,
}

fn sealer(app: &TestApp) -> Sealer {
    Sealer::load(&app.config().data).unwrap()
}

impl Shop {
    async fn open() -> Self {
        let app = TestApp::start().await;
        let scope = app.scope();
        product(&scope, "LAMP", 5).await;
        let (order, _) = create(&scope, NewOrder { shipping: Decimal::ZERO, ..new_order(&[("LAMP", 2)]) }).await.unwrap();
        let mut work = scope.begin().await.unwrap();
        sqlx::query("update customers set email = 'nimal@buyers.example'").execute(work.conn()).await.unwrap();
        work.commit().await.unwrap();
        let page = link(&app, &scope, order, "").await;
        Self { app, scope, order, page }
    }

    /// An account of a provider that is played at this address.
    async fn account(&self, method: &str, values: &[(&str, &str)], base: &str) -> Uuid {
        let id = service::create(&self.scope, &sealer(&self.app), method, &form(method, values)).await.unwrap();
        let mut work = self.scope.begin().await.unwrap();
        sqlx::query(
            "update payment_accounts set is_test = true, settings = settings || jsonb_build_object('base_url', $2::text) where id = $1",
        )
        .bind(id)
        .bind(base)
        .execute(work.conn())
        .await
        .unwrap();
        work.commit().await.unwrap();
        id
    }

    /// The buyer presses the button of an account. The page after it.
    async fn start(&self, browser: &mut Browser, account: Uuid) -> Page {
        let page = browser.open(&self.page).await;
        assert!(page.has(&format!("form[action='/api/payments/start_payment'] input[value='{account}']")), "{page:?}");
        let token = self.page.rsplit('/').next().unwrap();
        let values = [("organization", "kandy-test"), ("token", token), ("account_id", &account.to_string())];
        let page = browser.post_form("/api/payments/start_payment", &values).await;
        browser.follow(page).await
    }

    /// The one payment that there is.
    async fn payment(&self) -> Uuid {
        let mut work = self.scope.begin().await.unwrap();
        sqlx::query_scalar("select id from payments order by created_at desc limit 1").fetch_one(work.conn()).await.unwrap()
    }

    async fn count(&self, sql: &'static str) -> i64 {
        tenant_count(&self.scope, sql).await
    }

    /// How the newest payment stands, and what the order says of it.
    async fn standing(&self) -> (String, String) {
        let mut work = self.scope.begin().await.unwrap();
        sqlx::query_as(
            "select p.status, o.financial_status from payments p join orders o on o.id = p.order_id order by p.created_at desc, p.id desc limit 1",
        )
        .fetch_one(work.conn())
        .await
        .unwrap()
    }

    async fn messages(&self, key: &str) -> i64 {
        let mut work = self.scope.begin().await.unwrap();
        sqlx::query_scalar("select count(distinct dedupe_key) from notifications where title_key = $1")
            .bind(key)
            .fetch_one(work.conn())
            .await
            .unwrap()
    }
}

fn form(method: &str, values: &[(&str, &str)]) -> AccountForm {
    let values: BTreeMap<String, String> = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    AccountForm { name: format!("Our {method}"), is_test: true, values }
}

/// Makes a payment link. Returns the path of its page.
async fn link(app: &TestApp, scope: &Scope, order: Uuid, amount: &str) -> String {
    let form = LinkForm { amount: amount.to_owned(), days: String::new() };
    links::create(scope, &sealer(app), order, &form).await.unwrap();
    let rows = links::of_order(scope, &sealer(app), "", order).await.unwrap().rows;
    rows[0].url.clone().unwrap()
}

/// Sends what a provider sends.
async fn notify(app: &TestApp, provider: &str, account: Uuid, kind: &str, headers: &[(&str, &str)], body: &str) -> Page {
    let mut request = Request::post(urls::hook(provider, account))
        .header(header::HOST, crate::support::app::HOST)
        .header(header::CONTENT_TYPE, kind)
        .extension(ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 40001))));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.stranger().send(request.body(Body::from(body.to_owned())).unwrap()).await
}

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

#[tokio::test]
async fn a_link_is_made_on_the_orders_page_and_ended_there() {
    let shop = Shop::open().await;
    let mut browser = shop.app.sign_in("STAFF").await;
    let path = format!("/orders/{}", shop.order);
    let page = browser.open(&path).await;
    assert!(page.visible().contains("Buyers have no way to pay"), "{page:?}");
    let bank = [("bank", "BOC"), ("holder", "Kandy Test"), ("number", "0071234567")];
    shop.account("BANK_TRANSFER", &bank, "").await;
    let page = browser.open(&path).await;
    let refused = browser.submit_form(&page, "form[action='/api/payments/create_link']", &[("amount", "2500.01"), ("days", "100")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attribute("#link-amount", "value").as_deref(), Some("2500.01"));
    let made = browser.submit_form(&refused, "form[action='/api/payments/create_link']", &[("amount", "1000"), ("days", "3")]).await;
    assert_eq!(made.status, StatusCode::OK, "{made:?}");
    let links = made.attributes("#order-payments a", "href");
    let url = links.iter().find(|link| link.contains("/s/kandy-test/pay/")).unwrap().clone();
    let whatsapp = links.iter().find(|link| link.starts_with("https://wa.me/")).unwrap();
    assert!(whatsapp.starts_with("https://wa.me/94771234567?text="), "{whatsapp}");
    // The buyer sees the part that is asked for, in a language of their own.
    let mut buyer = shop.app.stranger();
    buyer.accept_language = Some("si".to_owned());
    let page = buyer.open(url.strip_prefix("http://shop.example").unwrap()).await;
    assert!(page.visible().contains("1,000.00") && page.visible().contains("0071234567"), "{page:?}");
    assert_eq!(page.attribute("meta[name=robots]", "content").as_deref(), Some("noindex"));
    assert!(page.visible().contains("ගෙවන්න"), "{page:?}");
    assert_eq!(shop.count("select count(*) from payment_links where opened_at is not null").await, 1);
    let page = browser.open(&path).await;
    browser.submit_form(&page, "form[action='/api/payments/revoke_link']", &[]).await;
    let ended = buyer.open(url.strip_prefix("http://shop.example").unwrap()).await;
    assert!(!ended.has("form[action='/api/payments/send_slip']"), "{ended:?}");
    assert_eq!(shop.app.stranger().get("/s/kandy-test/pay/guessed").await.status, StatusCode::NOT_FOUND);
    assert_eq!(shop.app.stranger().get(&shop.page.replace("kandy-test", "galle-test")).await.status, StatusCode::NOT_FOUND);
    shop.app.assert_quiet().await;
}
