//! Lists: saved views, columns, order, selection.

use crate::support::TestApp;
use crate::support::fixtures::things;
use axum::http::StatusCode;
use proptest::prelude::*;
use smartstore::domains::catalog::model::ProductFilter;
use smartstore::domains::customers::model::CustomerFilter;
use smartstore::domains::inventory::model::LevelFilter;
use smartstore::domains::orders::model::OrderFilter;
use smartstore::domains::views::model::AREAS;
use smartstore::domains::{catalog, customers, inventory, orders};
use smartstore::server::Scope;
use smartstore::shared::paging::{Direction, PageRequest, Sort};
use smartstore::shared::{Cursor, Language, Page, Params, Selection};
use uuid::Uuid;

async fn run(scope: &Scope, sql: &str) {
    let mut work = scope.begin().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(work.conn()).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    work.commit().await.unwrap();
}

/// Orders whose totals repeat.
async fn many_orders(scope: &Scope, count: usize) {
    run(
        scope,
        &format!(
            "insert into orders (id, order_number, subtotal, total, shipping_address, ordered_at)
             select gen_random_uuid(), lpad(n::text, 5, '0'), n % 17 * 100, n % 17 * 100, '{{\"full_name\": \"Nimal\", \"phone\": \"0771234567\"}}',
                    now() - n * interval '1 minute'
             from generate_series(1, {count}) n"
        ),
    )
    .await;
}

#[tokio::test]
async fn a_view_is_saved_pinned_shared_renamed_and_deleted() {
    let app = TestApp::start().await;
    things(&app.scope()).await;
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open("/orders?status=PENDING&sort=-total&columns=number,total&dialog=save-view").await;
    let form = "form[action='/api/views/save_view']";
    let refused = owner.submit_form(&page, form, &[("name", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.visible().contains("This is needed."), "{refused:?}");
    let saved = owner.submit_form(&page, form, &[("name", "Large ones"), ("pinned", "1")]).await;
    assert_eq!(saved.status, StatusCode::OK);
    let tab = saved.text(".tabs [aria-current=page]");
    assert!(tab.starts_with("Large ones") && tab.ends_with('1'), "{tab}");
    assert!(
        saved.path.contains("status=PENDING") && saved.path.contains("sort=-total") && saved.path.contains("columns=number,total"),
        "{}",
        saved.path
    );
    assert_eq!(saved.texts(".nav-views .name"), ["Large ones"]);
    let twice = owner.submit_form(&page, form, &[("name", "Large ones")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);

    let mut staff = app.sign_in("STAFF").await;
    assert!(!staff.open("/orders").await.visible().contains("Large ones"));
    let id: Uuid = {
        let mut work = app.scope().begin().await.unwrap();
        sqlx::query_scalar("select id from saved_views where name = 'Large ones'").fetch_one(work.conn()).await.unwrap()
    };
    let staff_role: Uuid = {
        let mut work = app.scope().begin().await.unwrap();
        sqlx::query_scalar("select id from roles where name = 'STAFF'").fetch_one(work.conn()).await.unwrap()
    };
    let (id, staff_role) = (id.to_string(), staff_role.to_string());
    let edit = owner.open(&format!("/orders?dialog=edit-view&view={id}")).await;
    let shared = owner
        .submit_form(&edit, "form[action='/api/views/update_view']", &[("name", "Big ones"), ("role", &staff_role), ("pinned", "1")])
        .await;
    assert_eq!(shared.status, StatusCode::OK, "{shared:?}");
    assert!(staff.open("/orders").await.visible().contains("Big ones"));
    // Shared is not given away.
    for path in ["/api/views/update_view", "/api/views/delete_view"] {
        assert_eq!(staff.call(path, &[("id", &id), ("name", "Mine now")]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let gone = owner.submit_form(&edit, "form[action='/api/views/delete_view']", &[]).await;
    assert!(gone.visible().contains("Big ones"), "the message names it: {gone:?}");
    assert!(!staff.open("/orders").await.visible().contains("Big ones"));
}

/// Long enough for a machine that does other things too.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

#[tokio::test]
async fn of_every_list_a_view_and_columns_can_be_kept() {
    let app = TestApp::start().await;
    let mut owner = app.sign_in("OWNER").await;
    for (area, _) in AREAS {
        let kept = owner.post_form("/api/views/save_view", &[("area", area), ("name", "Mine"), ("query", "q=x")]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{area}: {kept:?}");
        let page = owner.follow(kept).await;
        assert_eq!(page.status, StatusCode::OK, "{area}: {page:?}");
        assert!(page.path.starts_with(&format!("/{area}?")) && page.visible().contains("Mine"), "{area}: {}", page.path);
        let chosen = owner.post_form("/api/views/choose_columns", &[("area", area), ("reset", "1")]).await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{area}: {chosen:?}");
    }
}

#[tokio::test]
async fn the_navigation_counts_what_pinned_views_hold() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let own = things(&scope).await;
    many_orders(&scope, 150).await;
    run(&scope, "update orders set source = 'WHATSAPP', financial_status = 'PAID' where order_number in ('00003', '00004', '00005')").await;
    let (customer, today) = (format!("customer={}", own.customer), scope.clock.now().date_naive());
    let (since, until) = (format!("from={today}&source=PHONE"), "to=2001-01-01".to_owned());
    let asked = ["", "source=WHATSAPP", "source=WHATSAPP&least=500", &customer, &since, &until, "paid=PAID"];
    let filters: Vec<OrderFilter> = asked.iter().map(|query| OrderFilter::from_params(&Params::parse(query))).collect();
    let counted = orders::service::count_each(&scope, &filters, 100, PATIENCE).await.unwrap();
    for ((query, filter), count) in asked.iter().zip(&filters).zip(&counted).take(6) {
        let page = PageRequest { size: 99, ..PageRequest::default() };
        let listed = orders::service::list(&scope, filter, page).await.unwrap();
        let expected = listed.rows.len() + usize::from(listed.next.is_some());
        assert_eq!(*count, Some(i64::try_from(expected).unwrap()), "{query}");
    }
    assert_eq!(counted.iter().map(Option::is_some).collect::<Vec<_>>(), [true, true, true, true, true, true, false], "six of them");
    assert_eq!(counted[0], Some(100), "and no further than the cap");
    let words = OrderFilter::from_params(&Params::parse("q=Nimal"));
    assert_eq!(orders::service::count_each(&scope, &[words, filters[1].clone()], 100, PATIENCE).await.unwrap(), [None, Some(3)]);
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open("/orders?source=WHATSAPP&dialog=save-view").await;
    owner.submit_form(&page, "form[action='/api/views/save_view']", &[("name", "Chats"), ("pinned", "1")]).await;
    let page = owner.open("/orders?dialog=save-view").await;
    owner.submit_form(&page, "form[action='/api/views/save_view']", &[("name", "All"), ("pinned", "1")]).await;
    let elsewhere = owner.open("/settings").await;
    assert_eq!(elsewhere.texts(".nav-views .name"), ["All", "Chats"]);
    // On a busy machine the page is shown without them.
    let counts = elsewhere.texts(".nav-views .count");
    assert!(counts.is_empty() || counts == ["99+", "3"], "{counts:?}");
}

#[tokio::test]
async fn sharing_needs_to_see_roles_and_a_role_that_can_open_the_list() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let role = |name: &'static str| {
        let scope = scope.clone();
        async move {
            let mut work = scope.begin().await.unwrap();
            let id: Uuid = sqlx::query_scalar("select id from roles where name = $1").bind(name).fetch_one(work.conn()).await.unwrap();
            id.to_string()
        }
    };
    let (staff, influencer) = (role("STAFF").await, role("INFLUENCER").await);
    let share = |role: &str| {
        vec![("area".to_owned(), "orders".to_owned()), ("name".to_owned(), "Shared".to_owned()), ("role".to_owned(), role.to_owned())]
    };
    let call = |mut browser: crate::support::Browser, values: Vec<(String, String)>| async move {
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.call("/api/views/save_view", &values).await.status
    };
    // A viewer may see orders, but not who has which role.
    assert_eq!(call(app.sign_in("VIEWER").await, share(&staff)).await, StatusCode::FORBIDDEN);
    assert_eq!(call(app.sign_in("OWNER").await, share(&influencer)).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(call(app.sign_in("INFLUENCER").await, share("")).await, StatusCode::FORBIDDEN);
    assert_eq!(call(app.sign_in("OWNER").await, share(&staff)).await, StatusCode::OK);
}

#[tokio::test]
async fn columns_are_remembered_for_a_person_and_the_address_has_the_last_word() {
    let app = TestApp::start().await;
    things(&app.scope()).await;
    let mut browser = app.sign_in("OWNER").await;
    let heads = |page: &crate::support::Page| page.texts("thead th");
    let usual = heads(&browser.open("/orders").await);
    let page = browser.open("/orders?status=PENDING").await;
    browser
        .post_form(
            "/api/views/choose_columns",
            &[("area", "orders"), ("columns[3]", "paid"), ("columns[6]", "total"), ("next", &page.path)],
        )
        .await;
    let chosen = heads(&browser.open("/orders?status=PENDING").await);
    assert!(chosen.len() == 4 && chosen.len() < usual.len(), "{chosen:?}");
    assert!(chosen.iter().any(|head| head.contains("Payment")), "{chosen:?}");
    let other = heads(&browser.open("/orders?columns=number,buyer").await);
    assert!(other.iter().any(|head| head.contains("Buyer")) && !other.iter().any(|head| head.contains("Payment")), "{other:?}");
    assert_eq!(heads(&app.sign_in("STAFF").await.open("/orders").await), usual, "somebody else's columns");
    browser.post_form("/api/views/choose_columns", &[("area", "orders"), ("reset", "1")]).await;
    assert_eq!(heads(&browser.open("/orders").await), usual);
    browser.post_form("/api/views/choose_density", &[("density", "dense"), ("area", "orders")]).await;
    assert!(browser.open("/orders").await.has("[data-density=dense] table"));
}

#[tokio::test]
async fn heads_say_how_a_list_is_sorted_and_filters_come_off_one_by_one() {
    let app = TestApp::start().await;
    things(&app.scope()).await;
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open("/orders").await;
    assert_eq!(page.attributes("th[aria-sort]", "aria-sort"), ["descending"]);
    let page = browser.open("/orders?sort=total&source=ADMIN&paid=UNPAID").await;
    assert_eq!(page.attributes("th[aria-sort]", "aria-sort"), ["ascending"]);
    assert!(page.attributes("th[aria-sort] a", "href").iter().all(|href| href.contains("sort=%2Dtotal")), "{page:?}");
    let chips = page.attributes(".list-chips a", "href");
    assert_eq!(chips.len(), 3, "two filters and the way to clear them");
    assert!(!chips[0].contains("source=") && chips[0].contains("paid=") && chips[0].contains("sort=total"), "{chips:?}");
    assert!(!chips[2].contains("source=") && !chips[2].contains("paid=") && chips[2].contains("sort=total"), "{chips:?}");
    // A search has its own order.
    assert_eq!(browser.open("/orders?q=Nimal").await.attributes("th a[href*=sort]", "href").len(), 0);
}

/// Walks a list forth and back in small pages and gives the rows in their order.
async fn walk<T, F, Fut>(load: F, sort: Sort, id: impl Fn(&T) -> Uuid) -> Vec<Uuid>
where
    F: Fn(PageRequest) -> Fut,
    Fut: Future<Output = Page<T>>,
{
    let size = 7;
    let mut pages: Vec<Vec<Uuid>> = Vec::new();
    let mut cursor: Option<Cursor> = None;
    let mut last;
    loop {
        let page = load(PageRequest { cursor, direction: Direction::Next, size, sort }).await;
        pages.push(page.rows.iter().map(&id).collect());
        last = page.previous;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let mut back = pages.len() - 1;
    while let Some(cursor) = last {
        let page = load(PageRequest { cursor: Some(cursor), direction: Direction::Previous, size, sort }).await;
        if page.rows.is_empty() {
            break;
        }
        back -= 1;
        assert_eq!(page.rows.iter().map(&id).collect::<Vec<_>>(), pages[back], "page {back} from behind in the order {sort:?}");
        last = page.previous;
    }
    assert_eq!(back, 0, "the way back ends at the first page");
    pages.concat()
}

async fn expected(scope: &Scope, sql: &str) -> Vec<Uuid> {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_all(work.conn()).await.unwrap()
}

#[tokio::test]
async fn every_order_of_every_list_pages_forth_and_back() {
    let app = TestApp::start().await;
    let scope = app.scope();
    many_orders(&scope, 60).await;
    run(
        &scope,
        "insert into customers (id, name, total_spent, last_order_at)
         select gen_random_uuid(), 'Name ' || n % 9, n % 5 * 10, case when n % 4 = 0 then '-infinity'::timestamptz else now() - n % 6 * interval '1 day' end
         from generate_series(1, 40) n;
         insert into products (id, name, slug, status, sku) select gen_random_uuid(), 'Thing ' || n % 8, 'thing-' || n, 'ACTIVE', 'T-' || n from generate_series(1, 30) n;
         insert into product_variants (id, product_id, name, sku, price) select gen_random_uuid(), p.id, '', p.sku, 1 from products p;",
    )
    .await;
    for (key, column) in [("date", "ordered_at"), ("total", "total_minor")] {
        for descending in [true, false] {
            let way = if descending { "desc" } else { "asc" };
            let load = |page| {
                let scope = scope.clone();
                async move { orders::service::list(&scope, &OrderFilter::default(), page).await.unwrap() }
            };
            let found = walk(load, Sort { key, descending }, |row: &orders::model::OrderRow| row.id).await;
            assert_eq!(found, expected(&scope, &format!("select id from orders order by {column} {way}, id {way}")).await, "{key} {way}");
        }
    }
    for (key, column) in [("date", "created_at"), ("name", "name"), ("spent", "spent_minor"), ("order", "last_order_at")] {
        for descending in [true, false] {
            let way = if descending { "desc" } else { "asc" };
            let load = |page| {
                let scope = scope.clone();
                async move { customers::service::list(&scope, &CustomerFilter::default(), page).await.unwrap().0 }
            };
            let found = walk(load, Sort { key, descending }, |row: &customers::model::CustomerRow| row.id).await;
            assert_eq!(
                found,
                expected(&scope, &format!("select id from customers order by {column} {way}, id {way}")).await,
                "{key} {way}"
            );
        }
    }
    for (key, column) in [("date", "created_at"), ("name", "name"), ("updated", "updated_at")] {
        for descending in [true, false] {
            let way = if descending { "desc" } else { "asc" };
            let load = |page| {
                let scope = scope.clone();
                async move { catalog::service::list(&scope, &ProductFilter::default(), Language::En, page).await.unwrap().page }
            };
            let found = walk(load, Sort { key, descending }, |row: &catalog::model::ProductRow| row.id).await;
            assert_eq!(found, expected(&scope, &format!("select id from products order by {column} {way}, id {way}")).await, "{key} {way}");
        }
    }
    for (key, column) in [("date", "created_at"), ("sku", "sku")] {
        for descending in [true, false] {
            let way = if descending { "desc" } else { "asc" };
            let load = |page| {
                let scope = scope.clone();
                async move { inventory::service::list(&scope, &LevelFilter::default(), Language::En, page).await.unwrap().page }
            };
            let found = walk(load, Sort { key, descending }, |row: &inventory::model::LevelRow| row.variant_id).await;
            assert_eq!(
                found,
                expected(&scope, &format!("select id from product_variants order by {column} {way}, id {way}")).await,
                "{key} {way}"
            );
        }
    }
    let least = OrderFilter::from_params(&Params::parse("least=1,500"));
    let found = orders::service::list(&scope, &least, PageRequest::default()).await.unwrap();
    assert!(!found.rows.is_empty() && found.rows.iter().all(|row| row.total >= 1500.into()));
}

#[tokio::test]
async fn all_that_match_is_the_filter_without_what_was_unticked() {
    let app = TestApp::start().await;
    many_orders(&app.scope(), 60).await;
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open("/orders?status=PENDING").await;
    assert_eq!(page.attributes("tbody .cell-check input", "value").len(), 50);
    assert!(!page.has("tbody .cell-check input[checked]"));
    let all = page.attributes(".bulkbar a[href*='select=all']", "href");
    let page = browser.open(&all[0]).await;
    assert_eq!(page.attributes("tbody .cell-check input[checked]", "value").len(), 50);
    assert!(page.text(".bulkbar .picked").contains("60"), "{}", page.text(".bulkbar .picked"));
    assert_eq!(page.attribute("#ticked-rows input[name=query]", "value").as_deref(), Some("status=PENDING"));
    let ids = page.attributes("tbody .cell-check input", "value");
    let shown = page.attribute("#ticked-rows input[name=shown]", "value").unwrap();
    let selection = Selection::parse(&ids[1..], "1", "status=PENDING", &shown, "");
    assert_eq!(selection.except, [Uuid::parse_str(&ids[0]).unwrap()]);
    assert_eq!(selection.all_matching.as_deref(), Some("status=PENDING"));
    assert!(!selection.has(selection.except[0]) && selection.has(Uuid::parse_str(&ids[1]).unwrap()) && selection.has(Uuid::nil()));
    let some = Selection::parse(&[&ids[2], "nonsense", &ids[2]], "", "status=PENDING", &shown, "");
    assert_eq!((some.ids.len(), some.all_matching, some.except.len()), (1, None, 0));
    assert!(Selection::parse::<&str>(&[], "", "", "", "").is_empty());
}

proptest! {
    #[test]
    fn a_query_string_survives_being_read_and_written(pairs in proptest::collection::vec(("[a-z]{1,8}", "\\PC{1,20}"), 0..6)) {
        let mut params = Params::default();
        for (name, value) in &pairs {
            params = params.with(name, value.trim());
        }
        prop_assert!(Params::parse(&params.encode()).same_as(&params), "{}", params.encode());
        prop_assert!(Params::parse(&params.address("/orders")).same_as(&params));
    }

    #[test]
    fn no_query_string_is_too_strange(text in "\\PC{0,80}") {
        let params = Params::parse(&text);
        drop(OrderFilter::from_params(&params));
        prop_assert!(Params::parse(&params.encode()).same_as(&params));
    }
}
