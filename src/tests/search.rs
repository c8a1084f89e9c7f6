//! The one search box.

use crate::support::TestApp;
use crate::support::fixtures::{self, Member, things};
use axum::http::{StatusCode, header};
use smartstore::server::forms::percent_encode;

#[tokio::test]
async fn a_whole_number_leads_straight_to_what_it_is_the_number_of() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let mut work = app.scope().begin().await.unwrap();
    sqlx::raw_sql("update product_variants set barcode = '4792024010128'; update deliveries set waybill = 'DEX998877'")
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
    let mut browser = app.sign_in("OWNER").await;
    let (order, customer, product) =
        (format!("/orders/{}", own.order), format!("/customers/{}", own.customer), format!("/products/{}", own.product));
    for (typed, path) in [
        (fixtures::ORDER_NUMBER, &order),
        // The letter O is read as the digit 0, a hash before it is nothing.
        ("#ook7m", &order),
        (fixtures::TRACKING_NUMBER, &order),
        ("dex998877", &order),
        ("0771234567", &customer),
        ("+94 77 123 4567", &customer),
        (fixtures::SKU, &product),
        ("lamp-1", &product),
        ("4792024010128", &product),
    ] {
        let page = browser.get(&format!("/search?exact=1&q={}", percent_encode(typed))).await;
        let target = page.headers.get(header::LOCATION).map(|value| value.to_str().unwrap()).unwrap_or_default();
        assert!(page.status.is_redirection() && target == path, "{typed}: {} {target}", page.status);
        // Without the wish to go there it is the first of the results.
        let page = browser.open(&format!("/search?q={}", percent_encode(typed))).await;
        assert_eq!(page.attributes(".hits a", "href").first(), Some(path), "{typed}");
    }
    // Words and the last four digits may mean several things.
    for typed in ["4567", "Nimal", "brass"] {
        assert_eq!(browser.get(&format!("/search?exact=1&q={typed}")).await.status, StatusCode::OK, "{typed}");
        assert!(!browser.open(&format!("/search?q={typed}")).await.attributes(".hits a", "href").is_empty(), "{typed}");
    }
    let nothing = browser.open("/search?q=zzzz-no-such-thing").await;
    assert!(nothing.visible().contains("zzzz-no-such-thing") && nothing.attributes(".hits a", "href").is_empty());
}

#[tokio::test]
async fn each_person_finds_only_what_they_may_see() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    things(&app.other_scope()).await;
    let found = |page: crate::support::Page| page.attributes("[role=option]", "href");
    let owner = found(app.sign_in("OWNER").await.open("/search/suggest?q=Nimal").await);
    assert_eq!(
        owner,
        [format!("/orders/{}", own.order), format!("/customers/{}", own.customer)],
        "one's own organization, and nothing twice"
    );
    let warehouse = found(app.sign_in("WAREHOUSE").await.open("/search/suggest?q=Nimal").await);
    assert_eq!(warehouse, [format!("/orders/{}", own.order)]);
    let influencer = app.sign_in("INFLUENCER").await.open("/search/suggest?q=Nimal").await;
    assert!(!influencer.visible().contains("Perera"), "{influencer:?}");
    let stranger = app.stranger().get("/search/suggest?q=Nimal").await;
    assert!(stranger.status.is_redirection() && !stranger.body.contains("Perera"));
}

#[tokio::test]
async fn pages_and_actions_are_found_by_name_in_three_languages() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("OWNER").await;
    for (typed, path) in [
        ("import prod", "/imports"),
        ("new order", "/orders/new"),
        ("පාරිභෝගික", "/customers"),
        ("ஆர்டர்", "/orders"),
        ("audit", "/settings/audit"),
    ] {
        let page = browser.open(&format!("/search/suggest?q={}", percent_encode(typed))).await;
        assert!(page.attributes("[role=option]", "href").contains(&path.to_owned()), "{typed}: {page:?}");
    }
    // Who may not do it is not offered it.
    let page = app.sign_in("VIEWER").await.open("/search/suggest?q=new").await;
    assert!(!page.attributes("[role=option]", "href").contains(&"/orders/new".to_owned()));
    for typed in ["", "%00", "%27", "%25", "a%20%20%20b", &"x".repeat(400)] {
        assert_eq!(browser.get(&format!("/search/suggest?q={typed}")).await.status, StatusCode::OK, "{typed}");
    }
}

/// SKUs of the list of products for words.
async fn listed(scope: &smartstore::server::Scope, words: &str) -> (Vec<String>, bool) {
    use smartstore::domains::catalog::model::ProductFilter;
    use smartstore::shared::{Language, Params, paging::PageRequest};
    let filter = ProductFilter::from_params(&Params::parse(&format!("q={}", percent_encode(words))));
    let list = smartstore::domains::catalog::service::list(scope, &filter, Language::En, PageRequest::default()).await.unwrap();
    (list.page.rows.into_iter().map(|row| row.sku).collect(), list.is_similar)
}

#[tokio::test]
async fn words_with_mistakes_find_what_was_meant_in_three_scripts() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let named = [
        ("VASE", "Ceramic vase, blue", "සෙරමික් මල් බඳුන", "பீங்கான் பூச்சாடி"),
        ("SARI", "Handloom sari", "අත්යන්ත්‍ර සාරිය", "கைத்தறி புடவை"),
        ("TRAY", "Tea tray of coconut shell", "පොල්කටු තේ බන්දේසිය", "தேங்காய் ஓட்டு தட்டு"),
    ];
    for (sku, name, sinhala, tamil) in named {
        fixtures::product(&scope, sku, 3).await;
        let mut work = scope.begin().await.unwrap();
        sqlx::query("update products set name = $1 where sku = $2").bind(name).bind(sku).execute(work.conn()).await.unwrap();
        for (language, value) in [("si", sinhala), ("ta", tamil)] {
            sqlx::query(
                "insert into translations (id, resource, resource_id, field, language, value)
                 select gen_random_uuid(), 'product', id, 'name', $1, $2 from products where sku = $3",
            )
            .bind(language)
            .bind(value)
            .bind(sku)
            .execute(work.conn())
            .await
            .unwrap();
        }
        work.commit().await.unwrap();
    }
    let one = |sku: &str, similar| (vec![sku.to_owned()], similar);
    assert_eq!(listed(&scope, "ceramic").await, one("VASE", false), "what is there is found as before");
    for (typed, sku) in [
        ("ceremic", "VASE"),
        ("blue ceramik", "VASE"),
        ("hanloom", "SARI"),
        ("handlom sarri", "SARI"),
        ("cocconut", "TRAY"),
        ("සෙරමක්", "VASE"),
        ("සාරීය", "SARI"),
        ("பூச்சாடீ", "VASE"),
        ("கைத்தரி", "SARI"),
    ] {
        assert_eq!(listed(&scope, typed).await, one(sku, true), "{typed}");
    }
    for typed in ["zzqx", "qq", "%%%"] {
        assert_eq!(listed(&scope, typed).await, (Vec::new(), false), "{typed}");
    }
    // Another organization's products are like nothing.
    let other = app.other_scope();
    assert_eq!(listed(&other, "ceremic").await, (Vec::new(), false));
}

#[tokio::test]
async fn suppliers_and_orders_to_them_are_found_by_who_may_see_them() {
    use smartstore::domains::purchasing::model::{PurchaseForm, PurchaseLineForm, SupplierForm};
    use smartstore::domains::purchasing::service;
    let app = TestApp::start().await;
    let scope = app.scope();
    fixtures::product(&scope, "LAMP", 0).await;
    let supplier = SupplierForm {
        business_name: "Lanka Brass Works".to_owned(),
        contact: "Mohamed Cassim".to_owned(),
        email: "cassim@lanka-brass.example".to_owned(),
        phone: "081 234 9911".to_owned(),
        currency: "LKR".to_owned(),
        is_active: "true".to_owned(),
        ..SupplierForm::default()
    };
    let (supplier, _) = service::create_supplier(&scope, &supplier).await.unwrap();
    let line = PurchaseLineForm { sku: "LAMP".to_owned(), quantity: "5".to_owned(), price: "100".to_owned() };
    let form = PurchaseForm { supplier_id: supplier.to_string(), lines: vec![line], ..PurchaseForm::default() };
    let (order, number) = service::create(&scope, service::parse("", &form).unwrap()).await.unwrap();
    assert_eq!(number, "PO-0001");
    let (supplier, order) = (format!("/suppliers/{supplier}"), format!("/purchasing/{order}"));
    let mut owner = app.sign_in("OWNER").await;
    for (typed, path) in
        [("081 234 9911", &supplier), ("+94812349911", &supplier), ("CASSIM@lanka-brass.example", &supplier), ("po-0001", &order)]
    {
        let page = owner.get(&format!("/search?exact=1&q={}", percent_encode(typed))).await;
        let target = page.headers.get(header::LOCATION).map(|value| value.to_str().unwrap()).unwrap_or_default();
        assert!(page.status.is_redirection() && target == path, "{typed}: {} {target}", page.status);
    }
    for (typed, path) in [("lanka bra", &supplier), ("mohamed", &supplier), ("PO-00", &order), ("1", &order)] {
        let page = owner.open(&format!("/search?q={}", percent_encode(typed))).await;
        assert!(page.attributes(".hits a", "href").contains(path), "{typed}: {page:?}");
    }
    for role in ["INFLUENCER", "WHOLESALER"] {
        let mut other = app.sign_in(role).await;
        for typed in ["lanka", "PO-0001"] {
            let page = other.open(&format!("/search/suggest?q={typed}")).await;
            let found = page.attributes("[role=option]", "href");
            assert!(!found.contains(&supplier) && !found.contains(&order), "{role} {typed}: {found:?}");
        }
    }
    let mut stranger = app.sign_in_as(&Member { email: "owner@galle-test.example".to_owned(), role: "OWNER".to_owned() }).await;
    assert!(stranger.open("/search/suggest?q=lanka").await.attributes("[role=option]", "href").is_empty(), "another organization's");
}
