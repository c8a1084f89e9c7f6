//! What browsers send: addresses, headers, cookies, forms.

use super::{bytes, cases, text};
use crate::support::TestApp;
use crate::support::app::HOST;
use crate::support::fixtures::things;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Request, header};
use chrono::Datelike;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde::{Deserialize, Serialize};
use smartstore::domains::access::service::{Agent, agent};
use smartstore::domains::audit::model::AuditFilter;
use smartstore::domains::channels::service::import_store;
use smartstore::domains::customers::model::CustomerFilter;
use smartstore::domains::delivery::model::ParcelFilter;
use smartstore::domains::notifications::service::device_name;
use smartstore::domains::orders::model::OrderFilter;
use smartstore::domains::payments::model::PaymentFilter;
use smartstore::domains::platform::service::create_connection;
use smartstore::domains::platform::urls::woocommerce_hook;
use smartstore::domains::views::model::{Column, List, SavedView};
use smartstore::server::cookies;
use smartstore::server::forms::{percent_decode, percent_encode, without_nul};
use smartstore::server::live::Signal;
use smartstore::server::middleware::decode_flash;
use smartstore::server::seal::Sealer;
use smartstore::shared::merge::merge;
use smartstore::shared::paging::Cursor;
use smartstore::shared::params::day;
use smartstore::shared::{Language, Params, Permission, Selection};
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Note {
    title: String,
    body: String,
}

const LIST: List = List {
    area: "orders",
    permission: Permission::OrdersRead,
    title: "nav-orders",
    columns: &[Column::new("number", "a"), Column::num("total", "b").descending("total"), Column::new("note", "c").on_demand()],
};

/// Parameters of lists.
const NAMES: &str = "(from|to|least|status|source|paid|customer|q|sort|columns|after|before|warehouse|state|person|id)";
/// Headers with weights as they are and as they are not.
const LANGUAGES: &str = "((en|si|ta|fr|\\*|en-GB|SI_lk)(;q=(0|1|0\\.[0-9]{1,3}|-1|NaN|inf|1e9|))?[, ]{1,2}){0,6}";
/// Parts of what browsers call themselves.
const AGENTS: &str = "((Mozilla/5\\.0|\\(|\\)|;|Android|iPhone|Edg/1|OPR/1|Chrome/1|Safari/1|Linux|<script>| ){0,12})";
/// What a form may say that it was made from.
const BASES: &str = "\\{(\"(title|body|x)\":(\"[a-z]{0,3}\"|1|null|\\{\\}|\\[\\]),?){0,3}\\}";

/// Days and numbers at the ends of what can be written.
const VALUES: &str = "(-?[0-9]{1,6}-[0-9]{1,2}-[0-9]{1,2}|\\+262142-12-31|-?[0-9]{1,30}(\\.[0-9]{1,30})?|[a-zA-Z0-9-]{0,40})";

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn filters_take_from_an_address_only_what_the_database_knows(pairs in prop::collection::vec((NAMES, prop_oneof![VALUES.prop_map(String::from), text(30)]), 0..8)) {
        let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", percent_encode(value))).collect();
        let params = Params::parse(&query.join("&"));
        prop_assert!(params.pairs().all(|(name, value)| !name.is_empty() && !value.is_empty() && !value.contains('\0')));
        let filter = OrderFilter::from_params(&params);
        let log = AuditFilter::read(|name| params.query(name));
        for day in [filter.from, filter.to, log.from, log.to].into_iter().flatten() {
            prop_assert!((1000..=9999).contains(&day.year()), "{}", day);
        }
        drop((CustomerFilter::from_params(&params), ParcelFilter::from_params(&params), PaymentFilter::from_params(&params)));
        prop_assert!(["total", "date"].contains(&LIST.sort(&params).key));
    }

    #[test]
    fn a_cursor_is_read_to_itself_or_not_at_all(typed in prop_oneof!["-?[0-9]{1,20}\\.[0-9a-f]{32}", text(60)]) {
        if let Some(cursor) = Cursor::decode(&typed) {
            prop_assert!((1000..=9999).contains(&cursor.at.year()));
            prop_assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        }
    }

    #[test]
    fn a_form_goes_on_without_nul_whatever_stands_around_it(form in "(%|0|00|%00|%0|a|=|&|%%0000|\\x00){0,24}", rest in bytes(100)) {
        let sent: Vec<u8> = [form.as_bytes(), &rest].concat();
        let kept = without_nul(Bytes::from(sent.clone()));
        prop_assert!(!kept.contains(&0) && !kept.windows(3).any(|three| three == b"%00"));
        prop_assert_eq!(without_nul(kept.clone()), kept.clone());
        let had_one = sent.contains(&0) || sent.windows(3).any(|three| three == b"%00");
        prop_assert!(had_one || kept == sent);
    }

    #[test]
    fn text_survives_an_address(typed in text(80)) {
        prop_assert_eq!(percent_decode(&percent_encode(&typed)), typed.clone());
        drop(percent_decode(&typed));
    }

    #[test]
    fn a_language_is_one_of_those_that_were_asked_for(header in prop_oneof![LANGUAGES, text(80)]) {
        if let Some(language) = Language::from_accept_language(&header) {
            prop_assert!(header.to_lowercase().contains(language.code()));
        }
    }

    #[test]
    fn what_a_browser_calls_itself_becomes_words_that_we_know(header in prop_oneof![AGENTS, text(300)]) {
        let Agent { browser, system } = agent(&header);
        prop_assert!(browser.len() < 24 && system.len() < 24 && !browser.contains('<') && !system.contains('<'));
        let name = device_name(&header);
        prop_assert!(!name.is_empty() && name.len() < 40 && !name.contains('<'));
    }

    #[test]
    fn cookies_are_read_by_their_whole_name(value in text(60), other in "[a-z_-]{1,12}") {
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
            headers.append(header::COOKIE, value);
        }
        headers.append(header::COOKIE, HeaderValue::from_str(&format!("x{other}=no; {other}x=no; {other}=yes")).unwrap());
        let found = cookies::read(&headers, &other);
        prop_assert!(found == Some("yes") || value.contains(&other), "{:?}", found);
        if let Some((key, _)) = decode_flash(&value) {
            prop_assert!(!key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        }
        drop(Signal::parse(&value));
    }

    #[test]
    fn a_saved_view_opens_its_own_list(query in text(120), columns in prop_oneof!["(number|total|note|x|,){0,8}", text(40)]) {
        let view = SavedView {
            id: Uuid::nil(),
            area: "orders".to_owned(),
            name: "x".to_owned(),
            query,
            columns: columns.clone(),
            is_pinned: false,
            role_id: None,
            is_own: true,
            owner: "x".to_owned(),
        };
        let href = view.href();
        prop_assert!(href == "/orders" || href.starts_with("/orders?"), "{}", href);
        prop_assert!(href.bytes().all(|byte| byte.is_ascii_graphic()), "{}", href);
        prop_assert!(Params::parse(&href).same_as(&view.params()));
        let shown = LIST.columns(&columns);
        prop_assert!(shown.first().is_some_and(|column| column.key == "number") && shown.len() <= LIST.columns.len());
    }

    #[test]
    fn a_selection_is_bounded_and_leaves_out_what_it_says(ids in prop::collection::vec(text(40), 0..6), shown in "([0-9a-f-]{36},?){0,4}", except in text(120), all in "[01]?") {
        let selection = Selection::parse(&ids, &all, "status=PENDING", &shown, &except);
        prop_assert!(selection.ids.is_empty() || selection.all_matching.is_none());
        prop_assert!(selection.except.is_empty() || selection.all_matching.is_some());
        prop_assert!(selection.except.iter().all(|id| !selection.has(*id)));
    }

    #[test]
    fn a_merge_understands_its_own_forms_only(base in prop_oneof![text(120), BASES], mine in text(20), theirs in text(20)) {
        let (mine, theirs) = (Note { title: mine.clone(), body: mine }, Note { title: theirs.clone(), body: theirs });
        if let Some((merged, clashes)) = merge(&base, &mine, &theirs) {
            prop_assert!(serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&base).is_ok());
            prop_assert!(clashes.iter().all(|clash| ["title", "body"].contains(&clash.field.as_str())));
            prop_assert!(clashes.is_empty() || merged == mine || clashes.len() == 1);
        }
    }
}

#[test]
fn inputs_that_were_found_stay_mended() {
    // Taking a NUL away left another one behind, which the database refuses.
    assert_eq!(without_nul(Bytes::from_static(b"name=%%0000x")).as_ref(), b"name=x");
    assert_eq!(without_nul(Bytes::from_static(b"name=%%%000000")).as_ref(), b"name=");
    // Years that can be written and that the database does not know.
    for text in ["-200000-01-01", "+262142-12-31", "0001-01-01", "99999-01-01"] {
        assert_eq!(day(text), None, "{text}");
    }
    assert!(day("2026-11-26").is_some());
    // Kept as it was given, a value of white space was read back as none.
    assert_eq!(Params::default().with("columns", "\t").address("/orders"), "/orders");
    assert_eq!(Params::parse("q=a").with("q", " \0 ").encode(), "");
    assert_eq!(Cursor::decode("-8000000000000000000.00000000000000000000000000000001"), None);
}

/// Values of a strategy, always the same ones; no more than the application answers in a minute.
fn samples<S: Strategy>(strategy: &S, usual: u32) -> Vec<S::Value> {
    let mut runner = TestRunner::deterministic();
    (0..cases(usual).cases.min(200)).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

#[tokio::test]
async fn no_body_of_a_form_makes_a_function_fail() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("OWNER").await;
    let kinds =
        ["application/x-www-form-urlencoded", "multipart/form-data; boundary=limit", "multipart/form-data", "application/json", "\u{1}"];
    let part = "(--limit(--)?\r\n|Content-Disposition: form-data; name=\"(picture|name|\\.\\./x|)\"(; filename=\"(a\\.png|\\.\\./\\.\\./etc/passwd|)\")?\r\n|Content-Type: image/png\r\n|\r\n|\r|\n|x{0,40})";
    let multipart = prop::collection::vec(part, 0..14).prop_map(|parts| parts.concat().into_bytes());
    let fields = prop::collection::vec(
        "(name|form-key|ids|ids%5B0%5D|ids%5B99999999%5D|a%5Bb%5D%5Bc%5D|%5B|%5D|%00|%%0000)=?([a-z%0-9]{0,12})&?",
        0..8,
    );
    let bodies = prop_oneof![2 => multipart, 2 => fields.prop_map(|fields| fields.concat().into_bytes()), 1 => bytes(600)];
    let functions =
        ["/api/access/update_profile", "/api/access/upload_picture", "/api/access/save_security", "/api/notifications/mark_read"];
    for (number, (body, kind)) in samples(&(bodies, prop::sample::select(kinds.to_vec())), 64).into_iter().enumerate() {
        let mut request = browser.form_request(functions[number % functions.len()], &[]);
        if let Ok(kind) = HeaderValue::from_str(kind) {
            request.headers_mut().insert(header::CONTENT_TYPE, kind);
        }
        request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        *request.body_mut() = Body::from(body.clone());
        let page = browser.send(request).await;
        assert!(!page.status.is_server_error(), "{} as {kind}: {}", String::from_utf8_lossy(&body), page.status);
    }
}

#[tokio::test]
async fn no_key_of_a_form_makes_it_fail_and_a_key_is_one_persons_own() {
    let app = TestApp::start().await;
    let (mut owner, mut staff) = (app.sign_in("OWNER").await, app.sign_in("STAFF").await);
    let names = async |role: &str| -> String {
        let email = crate::support::fixtures::member(&app.organization, role).email;
        sqlx::query_scalar("select name from users where email = $1").bind(email).fetch_one(app.db.global()).await.unwrap()
    };
    for (number, key) in samples(&text(80), 24).into_iter().enumerate() {
        let (first, second) = (format!("Owner {number}"), format!("Staff {number}"));
        let answer = owner.post_form("/api/access/update_profile", &[("form-key", &key), ("form_key", &key), ("name", &first)]).await;
        assert!(answer.status.is_redirection(), "{key:?}: {}", answer.status);
        let answer = staff.post_form("/api/access/update_profile", &[("form-key", &key), ("form_key", &key), ("name", &second)]).await;
        assert!(answer.status.is_redirection(), "{key:?}: {}", answer.status);
        assert_eq!((names("OWNER").await, names("STAFF").await), (first, second), "{key:?}");
    }
}

#[tokio::test]
async fn no_search_and_no_address_makes_a_page_fail() {
    let app = TestApp::start().await;
    things(&app.scope()).await;
    let mut browser = app.sign_in("OWNER").await;
    let words =
        prop_oneof![2 => text(60), 1 => "[%_\\\\'\"():*&|!<>-]{0,12}", 1 => VALUES.prop_map(String::from), 1 => "[0-9෦-෯௦-௯+ -]{0,18}"];
    let paths = [
        "/search?q=",
        "/orders?q=",
        "/customers?q=",
        "/products?q=",
        "/inventory?q=",
        "/orders?from=",
        "/orders?least=",
        "/orders?after=",
        "/audit?from=",
        "/audit?address=",
    ];
    let found = [
        "-200000-01-01",
        "+262142-12-31",
        "-8000000000000000000.00000000000000000000000000000001",
        "79228162514264337593543950335",
        "%%0000",
    ];
    let words = found.iter().map(|word| (*word).to_owned()).chain(samples(&words, 20));
    for word in words {
        for path in paths {
            let address = format!("{path}{}", percent_encode(&word));
            let page = browser.get(&address).await;
            assert!(!page.status.is_server_error(), "{address}: {}", page.status);
        }
    }
}

#[tokio::test]
async fn no_webhook_makes_the_inbox_fail() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let mut work = scope.begin().await.unwrap();
    let store = import_store(&mut work).await.unwrap();
    work.commit().await.unwrap();
    let path = woocommerce_hook(create_connection(&scope, &Sealer::load(&app.config().data).unwrap(), store).await.unwrap().id);
    let headers = prop_oneof![text(40), "order\\.(created|updated)".prop_map(String::from)];
    for (body, topic, signature) in samples(&(bytes(400), headers, text(60)), 32) {
        let mut request = Request::post(&path).header(header::HOST, HOST);
        for (name, value) in [("x-wc-webhook-topic", &topic), ("x-wc-webhook-signature", &signature)] {
            if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
                request = request.header(name, value);
            }
        }
        let page = app.stranger().send(request.body(Body::from(body)).unwrap()).await;
        assert!(page.status.is_client_error() || page.status.is_success(), "{topic:?}: {}", page.status);
    }
    let large = vec![b'x'; (1 << 20) + 1];
    let request = Request::post(&path).header(header::HOST, HOST).body(Body::from(large)).unwrap();
    assert_eq!(app.stranger().send(request).await.status, axum::http::StatusCode::PAYLOAD_TOO_LARGE);
}
