//! Statements: read, taken once, and held against orders, slips and refunds.

mod formats;
mod matching;
mod two_formats;

use crate::support::fixtures::{self, new_order, product, tenant_count};
use crate::support::{Browser, Page, TestApp};
use axum::http::StatusCode;
use rust_decimal::Decimal;
use smartstore::domains::orders::service::{NewOrder, create};
use smartstore::server::Scope;
use smartstore::server::clock::new_id;
use std::path::Path;
use uuid::Uuid;

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("end2end/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

const UPLOAD: &str = "form[action='/api/statements/upload_statement']";
const TAKE: &str = "form[action='/api/statements/take_statement']";
const CONFIRM: &str = "form[action='/api/statements/confirm_line']";
const CONFIRM_SURE: &str = "form[action='/api/statements/confirm_lines']";

/// An organization with an account at a bank, on whose lines of more than 10,000 two people look.
struct Shop {
    app: TestApp,
    scope: Scope,
    account: Uuid,
}

impl Shop {
    async fn open() -> Self {
        let app = TestApp::start().await;
        let scope = app.scope();
        product(&scope, "LAMP", 200).await;
        let account = new_id();
        let mut work = scope.begin().await.unwrap();
        sqlx::query(
            "insert into payment_accounts (id, method, name, settings) values ($1, 'BANK_TRANSFER', 'Current account',
             '{\"bank\": \"BOC\", \"holder\": \"Kandy Test\", \"number\": \"0000012345\", \"second_over\": \"10000\"}')",
        )
        .bind(account)
        .execute(work.conn())
        .await
        .unwrap();
        work.commit().await.unwrap();
        Self { app, scope, account }
    }

    /// An order of so many lamps at 1,250. Its id and number.
    async fn order(&self, pieces: i32) -> (Uuid, String) {
        create(&self.scope, NewOrder { shipping: Decimal::ZERO, ..new_order(&[("LAMP", pieces)]) }).await.unwrap()
    }

    /// The bank's other file of today's lines: who, what is said, the bank's number and the amount.
    fn ofx(&self, lines: &[(&str, &str, &str, &str)]) -> Vec<u8> {
        let today = self.app.clock.now().with_timezone(&self.scope.organization.time_zone).date_naive().to_string().replace('-', "");
        let movement = |(name, memo, number, amount): &(&str, &str, &str, &str)| {
            format!(
                "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{today}<TRNAMT>{amount}<FITID>{number}<NAME>{name}{}</STMTTRN>\n",
                if memo.is_empty() { String::new() } else { format!("<MEMO>{memo}") }
            )
        };
        let movements: String = lines.iter().map(movement).collect();
        format!(
            "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>LKR\n<BANKACCTFROM><BANKID>7010<ACCTID>0000012345\
             <ACCTTYPE>CHECKING</BANKACCTFROM>\n<BANKTRANLIST>\n{movements}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
        )
        .into_bytes()
    }

    /// A file of today's lines: what is said, the bank's number and the amount.
    fn file(&self, lines: &[(&str, &str, &str)]) -> Vec<u8> {
        let today = self.app.clock.now().with_timezone(&self.scope.organization.time_zone).date_naive();
        let rows: Vec<String> = lines.iter().map(|(said, number, amount)| format!("{today},{said},{number},{amount}\n")).collect();
        format!("Date,Description,Reference,Amount\n{}", rows.concat()).into_bytes()
    }

    /// Uploads and takes a file. The page of the statement.
    async fn take(&self, browser: &mut Browser, name: &str, bytes: &[u8]) -> Page {
        let page = browser.open("/payments/statements").await;
        let page = browser.submit_file(&page, UPLOAD, &[], ("file", name, bytes)).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        let page = browser.submit_form(&page, TAKE, &[("step", "take")]).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        page
    }

    /// Takes a file and returns the id of its only line.
    async fn line(&self, browser: &mut Browser, said: &str, number: &str, amount: &str) -> Uuid {
        let bytes = self.file(&[(said, number, amount)]);
        let page = self.take(browser, &format!("{number}.csv"), &bytes).await;
        let link = page.attribute("a.row-link", "href").unwrap_or_else(|| panic!("no line: {page:?}"));
        link.rsplit('/').next().unwrap().parse().unwrap()
    }

    async fn count(&self, sql: &'static str) -> i64 {
        tenant_count(&self.scope, sql).await
    }

    /// How an order stands.
    async fn paid(&self, order: Uuid) -> String {
        let mut work = self.scope.begin().await.unwrap();
        sqlx::query_scalar("select financial_status from orders where id = $1").bind(order).fetch_one(work.conn()).await.unwrap()
    }

    /// Status of a line, and how much of it is matched.
    async fn standing(&self, line: Uuid) -> (String, Decimal) {
        let mut work = self.scope.begin().await.unwrap();
        sqlx::query_as("select status, matched from bank_statement_lines where id = $1").bind(line).fetch_one(work.conn()).await.unwrap()
    }
}

#[tokio::test]
async fn a_file_is_looked_at_before_it_is_taken_and_its_columns_are_remembered() {
    let shop = Shop::open().await;
    let mut staff = shop.app.sign_in("STAFF").await;
    let page = staff.open("/payments/statements").await;
    let none = staff.submit_file(&page, UPLOAD, &[], ("file", "empty.csv", b"")).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let pdf = staff.submit_file(&page, UPLOAD, &[("format", "OFX")], ("file", "a.ofx", b"%PDF-1.7")).await;
    assert!(pdf.visible().contains("no text file") && pdf.has("option[value=OFX][selected]"), "{pdf:?}");
    let page = staff.submit_file(&page, UPLOAD, &[], ("file", "nov.csv", &fixture("bank-statement.csv"))).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert!(page.visible().contains("5 lines can be read") && page.visible().contains("Balance agrees"), "{page:?}");
    assert_eq!(shop.count("select count(*) from bank_statement_lines").await, 0, "nothing is taken yet");
    // Without its amounts it says nothing.
    let lost = [("columns[3]", "SKIP"), ("columns[4]", "SKIP"), ("date_order", "YMD")];
    let page = staff.submit_form(&page, TAKE, &lost).await;
    assert!(page.visible().contains("Say which column") && !page.visible().contains("Take 5 lines"), "{page:?}");
    let page = staff.submit_form(&page, TAKE, &[("columns[3]", "DEBIT"), ("columns[4]", "CREDIT"), ("date_order", "DMY")]).await;
    let page = staff.submit_form(&page, TAKE, &[("columns[2]", "DESCRIPTION"), ("step", "take")]).await;
    assert!(page.visible().contains("5 new lines, 0 known before"), "{page:?}");
    assert_eq!(page.texts("tbody tr").len(), 5);
    assert_eq!(
        shop.count("select count(*) from bank_statements where content is null and balance = 'AGREES' and opening = 100000").await,
        1
    );
    assert_eq!(shop.count("select count(distinct hash) from bank_statement_lines where amount = 1000").await, 2, "two like ones stay two");
    // The same file is there; the next one of this bank is read as said, and only what is new in it comes.
    let list = staff.open("/payments/statements").await;
    let known = staff.submit_file(&list, UPLOAD, &[], ("file", "again.csv", &fixture("bank-statement.csv"))).await;
    assert!(known.visible().contains("here already"), "{known:?}");
    let next = String::from_utf8(fixture("bank-statement.csv")).unwrap();
    let next = format!("{}06/11/2026,\"CASH DEPOSIT\",CD1,,10.00,\"109,235.50\"\n", next);
    let page = staff.submit_file(&list, UPLOAD, &[], ("file", "next.csv", next.as_bytes())).await;
    assert!(page.visible().contains("As you said for the last file"), "{page:?}");
    assert!(page.has("select[name='columns[2]'] option[value=DESCRIPTION][selected]"), "{page:?}");
    let page = staff.submit_form(&page, TAKE, &[("step", "take")]).await;
    assert!(page.visible().contains("1 new lines, 5 known before"), "{page:?}");
    shop.app.drain().await;
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn a_file_that_does_not_add_up_or_is_of_another_account_is_asked_about() {
    let shop = Shop::open().await;
    let mut staff = shop.app.sign_in("STAFF").await;
    let list = staff.open("/payments/statements").await;
    let wrong = String::from_utf8(fixture("bank-statement.xml")).unwrap().replace("107225.50", "107225.51");
    let page = staff.submit_file(&list, UPLOAD, &[], ("file", "nov.xml", wrong.as_bytes())).await;
    assert!(page.visible().contains("Balance differs"), "{page:?}");
    let refused = staff.submit_form(&page, TAKE, &[("step", "take")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
    let taken = staff.submit_form(&refused, TAKE, &[("differs", "true"), ("step", "take")]).await;
    assert!(taken.visible().contains("4 new lines"), "{taken:?}");
    let other = String::from_utf8(fixture("bank-statement.sta")).unwrap().replace("0000012345", "8877665544");
    let refused = staff.submit_file(&list, UPLOAD, &[], ("file", "nov.sta", other.as_bytes())).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.visible().contains("8877665544"), "{refused:?}");
    let page = staff.submit_file(&refused, UPLOAD, &[("other_account", "true")], ("file", "nov.sta", other.as_bytes())).await;
    assert!(page.visible().contains("3 lines can be read"), "{page:?}");
    let page = staff.submit_form(&page, "form[action='/api/statements/discard_statement']", &[]).await;
    assert!(page.visible().contains("thrown away"), "{page:?}");
    assert_eq!(shop.count("select count(*) from bank_statements").await, 1);
    let page = staff.submit_file(&list, UPLOAD, &[], ("file", "nov.ofx", &fixture("bank-statement.ofx"))).await;
    assert!(page.visible().contains("Line 14: The day cannot be read"), "{page:?}");
    let mut viewer = shop.app.sign_in("VIEWER").await;
    let page = viewer.open("/payments/statements").await;
    assert!(!page.has(UPLOAD) && page.has("tbody tr"), "{page:?}");
    shop.app.drain().await;
    shop.app.assert_quiet().await;
}

/// The organization as a member of a role works in it.
async fn person(app: &TestApp, role: &str) -> Scope {
    let email = fixtures::member(&app.organization, role).email;
    let id: Uuid = sqlx::query_scalar("select id from users where email = $1").bind(&email).fetch_one(app.db.global()).await.unwrap();
    let person = smartstore::server::context::Person {
        id,
        name: role.to_owned(),
        email,
        role: role.to_owned(),
        role_id: None,
        image_key: None,
        is_platform_admin: false,
        mfa_enabled: false,
        email_verified: true,
    };
    Scope { person: Some(std::sync::Arc::new(person)), ..app.scope() }
}
