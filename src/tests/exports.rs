//! Files of lists: exactly what is shown.

use crate::support::fixtures::things;
use crate::support::{Browser, Page, TestApp};
use axum::http::{StatusCode, header};
use rust_decimal::Decimal;
use smartstore::domains::orders::model::OrderFilter;
use smartstore::domains::orders::service::list;
use smartstore::server::Scope;
use smartstore::server::export::exact;
use smartstore::shared::Params;
use smartstore::shared::paging::{Direction, PageRequest, Sort};

async fn run(scope: &Scope, sql: &str) {
    let mut work = scope.begin().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(work.conn()).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    work.commit().await.unwrap();
}

fn read(page: &Page) -> Vec<Vec<String>> {
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let text = page.body.strip_prefix('\u{feff}').expect("a spreadsheet is told that this is UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(ToOwned::to_owned).collect()).collect()
}

/// The order numbers of a list, page by page as one sees them.
async fn shown(scope: &Scope, query: &str, sort: Sort) -> Vec<String> {
    let filter = OrderFilter::from_params(&Params::parse(query));
    let mut numbers = Vec::new();
    let mut cursor = None;
    loop {
        let page = list(scope, &filter, PageRequest { cursor, direction: Direction::Next, sort, ..PageRequest::default() }).await.unwrap();
        numbers.extend(page.rows.into_iter().map(|row| row.order_number));
        cursor = page.next;
        if cursor.is_none() {
            return numbers;
        }
    }
}

async fn column(browser: &mut Browser, path: &str, at: usize) -> Vec<String> {
    let rows = read(&browser.get(path).await);
    rows.into_iter().skip(1).map(|row| row[at].clone()).collect()
}

#[tokio::test]
async fn a_file_has_the_rows_of_the_list_in_its_order() {
    let app = TestApp::start().await;
    let scope = app.scope();
    // More than two batches.
    run(
        &scope,
        "insert into orders (id, order_number, source, status, subtotal, total, shipping_address, ordered_at)
         select gen_random_uuid(), lpad(n::text, 5, '0'), case when n % 3 = 0 then 'PHONE' else 'ADMIN' end, 'PENDING', n % 40 * 25, n % 40 * 25,
                jsonb_build_object('full_name', 'Buyer ' || n % 7, 'phone', '0771234567', 'city', 'Kandy'), now() - n * interval '1 minute'
         from generate_series(1, 1203) n",
    )
    .await;
    let mut browser = app.sign_in("OWNER").await;
    let newest = Sort::NEWEST;
    let largest = Sort { key: "total", descending: true };
    for (query, sort, count) in [
        ("", newest, 1203),
        ("source=PHONE", newest, 401),
        ("sort=-total", largest, 1203),
        ("sort=-total&source=PHONE&least=500", largest, 1),
        ("q=Buyer+3", newest, 1),
    ] {
        let file = column(&mut browser, &format!("/orders/export.csv?{query}"), 0).await;
        assert!(file.len() >= count, "{query}: {} rows", file.len());
        assert_eq!(file, shown(&scope, query, sort).await, "{query}");
    }
    let rows = read(&browser.get("/orders/export.csv?columns=number,total").await);
    assert_eq!(rows[0], ["Order", "Platform number", "Total", "Currency"]);
    assert!(rows[1][0].starts_with('0'), "leading zeros survive: {:?}", rows[1]);
    browser.post_form("/api/access/choose_language", &[("language", "si")]).await;
    assert_eq!(read(&browser.get("/orders/export.csv?columns=number,total").await)[0][0], "ඇණවුම");

    // Ticked rows, and all that match without some.
    let page = browser.open("/orders?source=PHONE").await;
    let ids = page.attributes("tbody .cell-check input", "value");
    let ticked = format!("/orders/export.csv?form=1&query=source%3DPHONE&ids%5B0%5D={}&ids%5B4%5D={}", ids[0], ids[4]);
    let all = shown(&scope, "source=PHONE", newest).await;
    assert_eq!(column(&mut browser, &ticked, 0).await, [all[0].clone(), all[4].clone()]);
    let without = format!(
        "/orders/export.csv?form=1&query=source%3DPHONE&all=1&shown={}&{}",
        ids.join(","),
        ids.iter().enumerate().skip(2).map(|(at, id)| format!("ids%5B{at}%5D={id}")).collect::<Vec<_>>().join("&")
    );
    assert_eq!(column(&mut browser, &without, 0).await, all[2..]);
}

#[tokio::test]
async fn a_spreadsheet_runs_nothing_that_somebody_has_typed() {
    let app = TestApp::start().await;
    run(
        &app.scope(),
        "insert into customers (id, name, phone) values (gen_random_uuid(), '=HYPERLINK(\"http://evil\")', '+94771234567'), (gen_random_uuid(), '@SUM(1)', null),
           (gen_random_uuid(), E'Two\\nlines, \"quoted\"', null), (gen_random_uuid(), 'නිමල්', null)",
    )
    .await;
    let mut browser = app.sign_in("OWNER").await;
    let rows = read(&browser.get("/customers/export.csv?sort=name").await);
    let names: Vec<&str> = rows.iter().skip(1).map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["'=HYPERLINK(\"http://evil\")", "'@SUM(1)", "Two\nlines, \"quoted\"", "නිමල්"]);
    assert_eq!(rows[1][1], "077 123 4567", "a phone number is no number");
    // A number is no formula, though it begins with a minus.
    let own = things(&app.scope()).await;
    run(&app.scope(), &format!("update inventory_levels set backorder_limit = 50 where id = '{}'", own.level)).await;
    let operation = format!(
        "select stock_apply('{}', now(), jsonb_build_array(jsonb_build_object('op', 'RESERVE', 'warehouse_id', '{}', 'variant_id', '{}', 'quantity', 13, 'owner_type', 'ORDER_ITEM', 'owner_id', '{}')))",
        own.user, own.warehouse, own.variant, own.item
    );
    run(&app.scope(), &operation).await;
    assert_eq!(read(&browser.get("/inventory/export.csv?columns=available").await)[1][1], "-3");
}

#[tokio::test]
async fn a_sheet_holds_what_somebody_has_typed_as_words() {
    let app = TestApp::start().await;
    run(
        &app.scope(),
        "insert into customers (id, name) values (gen_random_uuid(), '=HYPERLINK(1)'), (gen_random_uuid(), '+1'), (gen_random_uuid(), E'\t=2'), (gen_random_uuid(), '{=3}')",
    )
    .await;
    let (status, _, bytes) = app.sign_in("OWNER").await.download("/customers/export.xlsx").await;
    assert_eq!(status, StatusCode::OK);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    let (sheet, words) = (part("xl/worksheets/sheet1.xml"), part("xl/sharedStrings.xml"));
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{sheet}");
    for typed in ["=HYPERLINK(1)", "+1", "{=3}"] {
        assert!(words.contains(&format!(">{typed}</t>")), "{typed}: {words}");
    }
}

#[tokio::test]
async fn every_list_can_be_taken_out_by_who_may_see_it_and_it_is_written_down() {
    let app = TestApp::start().await;
    things(&app.scope()).await;
    run(&app.scope(), "select 1").await;
    sqlx::query("update organizations set status = 'SUSPENDED' where id = $1")
        .bind(app.organization.id)
        .execute(app.db.global())
        .await
        .unwrap();
    let mut owner = app.sign_in("OWNER").await;
    let areas = [
        "orders",
        "orders/returns",
        "products",
        "customers",
        "inventory",
        "inventory/movements",
        "inventory/transfers",
        "deliveries",
        "payments",
        "imports",
    ];
    for area in areas {
        let rows = read(&owner.get(&format!("/{area}/export.csv")).await);
        // Of customers there are some for a merge.
        let expected = if area == "customers" { 4 } else { 2 };
        assert_eq!(rows.len(), expected, "{area}: a head and the one row: {rows:?}");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{area}: {rows:?}");
        let sheet = owner.get(&format!("/{area}/export.xlsx")).await;
        assert_eq!(sheet.status, StatusCode::OK, "{area}");
        assert!(sheet.body.starts_with("PK"), "{area} is a zip file");
        let disposition = sheet.headers.get(header::CONTENT_DISPOSITION).unwrap().to_str().unwrap();
        let name = area.replace('/', "-");
        assert!(disposition.starts_with(&format!("attachment; filename=\"{name}-")) && disposition.ends_with(".xlsx\""), "{disposition}");
        assert_eq!(app.sign_in("INFLUENCER").await.get(&format!("/{area}/export.csv")).await.status, StatusCode::FORBIDDEN, "{area}");
        assert!(app.stranger().get(&format!("/{area}/export.csv")).await.status.is_redirection(), "{area}");
    }
    let mut work = app.scope().begin().await.unwrap();
    let written: i64 =
        sqlx::query_scalar("select count(*) from audit_logs where action = 'views.exported'").fetch_one(work.conn()).await.unwrap();
    assert_eq!(usize::try_from(written), Ok(2 * areas.len()), "two files of each list");
}

#[tokio::test]
async fn a_sheet_that_would_be_too_long_is_refused_with_the_way_out() {
    let app = TestApp::start().await;
    run(&app.scope(), "insert into customers (id, name) select gen_random_uuid(), 'N' || n from generate_series(1, 100001) n").await;
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.get("/customers/export.xlsx").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let page = browser.follow(page).await;
    assert!(page.visible().contains("100,000"), "{page:?}");
}

#[test]
fn a_number_that_a_sheet_would_change_is_written_as_text() {
    for (text, number) in [
        ("0", Some(0.0)),
        ("-12.50", Some(-12.5)),
        ("1234567890.12", Some(1_234_567_890.12)),
        ("999999999999.99", Some(999_999_999_999.99)),
    ] {
        assert_eq!(exact(text.parse().unwrap()), number, "{text}");
    }
    for text in ["10000000000000.01", "-9007199254740993", "79228162514264337593543950335"] {
        assert_eq!(exact(text.parse().unwrap()), None, "{text}");
    }
    assert_eq!(exact(Decimal::from(i64::MAX)), None);
    assert_eq!(exact("1200000000000000000".parse().unwrap()), None, "nineteen digits, though most are noughts");
}
