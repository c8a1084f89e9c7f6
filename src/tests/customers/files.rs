//! Customers as files: what leaves comes back and changes nothing; what others bring is mapped, found and never says yes for anybody.

use super::{customer, execute, texts};
use crate::support::TestApp;
use crate::support::fixtures::tenant_count;
use axum::http::StatusCode;
use smartstore::domains::bulk::model::{Counts, ImportFormat, ImportKind, RowFilter};
use smartstore::domains::bulk::service::{
    Upload, detail as import_detail, refused_rows, run, save_mapping, start, upload, upload_and_claim,
};
use smartstore::domains::customers::model::{
    AddressForm, Birthday, ConsentForm, ConsentSource, CustomerFilter, CustomerForm, CustomerStatus, FileCustomer,
};
use smartstore::domains::customers::service::{
    add_identifier, anonymise, create, detail, export_batch, merge, preview, record_consent, save_address,
};
use smartstore::server::Scope;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use uuid::Uuid;

async fn import(scope: &Scope, format: ImportFormat, name: &str, bytes: Vec<u8>) -> (Uuid, Counts) {
    let file = Upload { kind: ImportKind::Customers, format, file_name: name.to_owned(), bytes };
    let id = upload_and_claim(scope, file).await.unwrap();
    (id, run(scope, id, None, |_| ()).await.unwrap().counts)
}

async fn table(scope: &Scope, text: &str) -> (Uuid, Counts) {
    import(scope, ImportFormat::Smartstore, "people.csv", text.as_bytes().to_vec()).await
}

fn made(counts: Counts) -> [i32; 4] {
    [counts.created, counts.updated, counts.unchanged, counts.failed]
}

async fn all(scope: &Scope) -> Vec<FileCustomer> {
    let (mut rows, next) = export_batch(scope, &CustomerFilter::default(), None).await.unwrap();
    assert!(next.is_none());
    rows.sort_by_key(|row| row.id);
    rows
}

/// People with everything that a person can have, also what only other programs write.
async fn full(app: &TestApp) -> Uuid {
    let scope = app.scope();
    let form = CustomerForm {
        name: "Nimal \"Ni\" Perera, junior".to_owned(),
        phone: "0771234567".to_owned(),
        email: "nimal@crafts.lk".to_owned(),
        language: "si".to_owned(),
        status: "BLOCKED".to_owned(),
        tags: "VIP, kandy".to_owned(),
        birth_day: "29".to_owned(),
        birth_month: "2".to_owned(),
        anniversary: "2016-11-26".to_owned(),
        notes: "=1+1\r\nSecond line <b>&amp;</b>".to_owned(),
        ..CustomerForm::default()
    };
    let id = create(&scope, &form).await.unwrap();
    for (kind, value) in [("PHONE", "0112345678"), ("WHATSAPP", "0765556667"), ("TIKTOK", "@nimal.crafts"), ("EXTERNAL", "a,b 7")] {
        add_identifier(&scope, id, kind, value).await.unwrap();
    }
    let home = AddressForm {
        kind: "SHIPPING".to_owned(),
        label: "Home".to_owned(),
        full_name: "Nimal".to_owned(),
        phone: "0771234567".to_owned(),
        line1: "12 Temple Road".to_owned(),
        city: "Kandy".to_owned(),
        district: "Kandy".to_owned(),
        postal_code: "20000".to_owned(),
        ..AddressForm::default()
    };
    save_address(&scope, id, None, &home).await.unwrap();
    save_address(&scope, id, None, &AddressForm { label: "Second home".to_owned(), ..home.clone() }).await.unwrap();
    save_address(&scope, id, None, &AddressForm { kind: "BILLING".to_owned(), line1: "1 Lake Road".to_owned(), ..home }).await.unwrap();
    for (channel, answer) in [("EMAIL", "yes"), ("SMS", "no")] {
        let consent = ConsentForm {
            channel: channel.to_owned(),
            purpose: "MARKETING".to_owned(),
            answer: answer.to_owned(),
            source: "PHONE".to_owned(),
            note: "Asked twice".to_owned(),
            ..ConsentForm::default()
        };
        record_consent(&scope, id, &consent).await.unwrap();
    }
    execute(&scope, r#"update customers set preferences = '{"size": "M", "colours": ["red", "blue"], "count": 2}'"#).await;
    customer(&scope, "குமரன்", "", "").await;
    customer(&scope, "Kamala", "+94712223333", "").await;
    // Somebody who became part of another has answers of their own.
    let part = customer(&scope, "N. Perera", "0719998887", "").await;
    let consent = ConsentForm {
        channel: "CALL".to_owned(),
        purpose: "SERVICE".to_owned(),
        answer: "yes".to_owned(),
        source: "CHAT".to_owned(),
        ..ConsentForm::default()
    };
    record_consent(&scope, part, &consent).await.unwrap();
    let seen = preview(&scope, id, part).await.unwrap().seen();
    let form = smartstore::domains::customers::model::MergeForm { seen, ..Default::default() };
    merge(&scope, id, part, &form).await.unwrap();
    id
}

#[tokio::test]
async fn what_leaves_comes_back_and_changes_nothing() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = full(&app).await;
    let before = all(&scope).await;
    let nimal = before.iter().find(|row| row.id == Some(id)).unwrap();
    assert_eq!((nimal.others.len(), nimal.addresses.len(), nimal.consents.len()), (5, 3, 3), "{nimal:?}");
    let log = tenant_count(&scope, "select count(*) from audit_logs where action like 'customers.%'").await;
    let mut owner = app.sign_in("OWNER").await;
    let mut files = Vec::new();
    for kind in ["csv", "xlsx"] {
        let (status, headers, bytes) = owner.download(&format!("/channels/export/customers.{kind}")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(headers["content-disposition"].to_str().unwrap().contains("customers-"));
        let (job, counts) = import(&scope, ImportFormat::Smartstore, &format!("back.{kind}"), bytes.clone()).await;
        let refused = refused_rows(&scope, job).await.unwrap();
        assert_eq!(made(counts), [0, 0, 3, 0], "{kind}: {refused:?}");
        assert_eq!(all(&scope).await, before, "{kind}");
        files.push(bytes);
    }
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action like 'customers.%'").await, log);
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'channels.customers_exported'").await, 2);

    // In another shop everybody is new the first time, and known the second. How they said yes there is only told.
    let other = app.other_scope();
    for (bytes, wanted) in files.iter().zip([[3, 0, 0, 0], [0, 0, 3, 0]]) {
        assert_eq!(made(import(&other, ImportFormat::Smartstore, "there.csv", bytes.clone()).await.1), wanted);
    }
    let plain = |rows: Vec<FileCustomer>| -> Vec<FileCustomer> {
        let consents = |row: &FileCustomer| {
            row.consents
                .iter()
                .map(|said| smartstore::domains::customers::model::FileConsent { source: None, note: String::new(), ..said.clone() })
                .collect()
        };
        let notes = |row: &FileCustomer| row.notes.as_ref().map(|notes| notes.replace("\r\n", "\n"));
        let sorted = |mut row: FileCustomer| {
            row.others.sort_by_key(|way| (way.0.code(), way.1.clone()));
            row.addresses.sort_by_key(|given| (given.kind.code(), given.label.clone()));
            row
        };
        rows.into_iter().map(|row| FileCustomer { consents: consents(&row), notes: notes(&row), ..row }).map(sorted).collect()
    };
    let there = all(&other).await;
    assert!(there.iter().flat_map(|row| &row.consents).all(|said| said.source == Some(ConsentSource::Import)));
    assert_eq!(plain(there), plain(before));

    // One cell that somebody changes changes one person; an old file does not bring anybody back.
    let text = String::from_utf8(files[0].clone()).unwrap();
    assert_eq!(made(table(&scope, &text.replace("BLOCKED", "ACTIVE")).await.1), [0, 1, 2, 0]);
    assert_eq!(detail(&scope, id).await.unwrap().status, CustomerStatus::Active);
    anonymise(&scope, id, "Nimal \"Ni\" Perera, junior").await.unwrap();
    let (job, counts) = table(&scope, &text).await;
    assert_eq!(made(counts), [0, 0, 2, 1]);
    assert_eq!(refused_rows(&scope, job).await.unwrap()[0].1[0].key, "customers-error-anonymised");
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_narrowed_list_leaves_narrowed_and_only_for_who_may_see_it() {
    let app = TestApp::start().await;
    full(&app).await;
    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open("/channels/export/customers?status=BLOCKED&sort=name").await;
    assert!(page.visible().contains("Only the customers of the narrowed list"), "{}", page.visible());
    let (_, _, bytes) = staff.download("/channels/export/customers.csv?status=BLOCKED").await;
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("nimal@crafts.lk") && !text.contains("Kamala"), "{text}");
    for path in ["/channels/export/customers.csv", "/channels/export/customers.xlsx"] {
        assert_eq!(app.sign_in("INFLUENCER").await.download(path).await.0, StatusCode::FORBIDDEN);
        assert_eq!(app.stranger().download(path).await.0, StatusCode::SEE_OTHER, "to the sign-in page");
    }
}

#[tokio::test]
async fn columns_are_known_in_three_languages_and_what_they_mean_is_remembered() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("end2end/fixtures/customers.csv")).unwrap();
    let file = || Upload { kind: ImportKind::Customers, format: ImportFormat::Smartstore, file_name: "a.csv".into(), bytes: bytes.clone() };
    let id = upload(&scope, file()).await.unwrap();
    let look = import_detail(&scope, id, RowFilter::default()).await.unwrap().preview.unwrap();
    let fields: Vec<&str> = look.columns.iter().map(|column| column.field.as_str()).collect();
    assert_eq!(fields, ["name", "phone", "email", "", "birthday", "line1", "city", "accepts_email", "tags"]);
    assert_eq!((look.total, look.refused), (3, 0));
    let mut chosen: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
    chosen[3] = "notes".to_owned();
    save_mapping(&scope, id, &chosen).await.unwrap();
    start(&scope, id, &[]).await.unwrap();
    let counts = run(&scope, id, None, |_| ()).await.unwrap().counts;
    assert_eq!(made(counts), [2, 0, 0, 1]);
    assert_eq!(refused_rows(&scope, id).await.unwrap()[0].1[0].key, "customers-file-nobody");
    let people = all(&scope).await;
    let amara = people.iter().find(|row| row.phone.as_deref() == Some("+94779001101")).unwrap();
    assert_eq!((amara.birthday, amara.notes.as_deref()), (Birthday::new(29, 2, Some(1988)), Some("x")));
    assert_eq!((amara.tags.len(), amara.addresses[0].is_default, amara.consents[0].granted), (2, true, true));
    assert_eq!(amara.consents[0].source, Some(ConsentSource::Import));
    // The next file with these heads is read the same way, and says nothing new.
    let again = upload(&scope, file()).await.unwrap();
    let look = import_detail(&scope, again, RowFilter::default()).await.unwrap().preview.unwrap();
    assert_eq!(look.columns[3].field, "notes");
    start(&scope, again, &[]).await.unwrap();
    assert_eq!(made(run(&scope, again, None, |_| ()).await.unwrap().counts), [0, 0, 2, 1]);
    // What a shop has chosen is its own.
    let other = app.other_scope();
    let elsewhere = upload(&other, file()).await.unwrap();
    let look = import_detail(&other, elsewhere, RowFilter::default()).await.unwrap().preview.unwrap();
    assert_eq!(look.columns[3].field, "");
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_is_somebody_elses_is_refused_with_their_name() {
    let app = TestApp::start().await;
    let scope = app.scope();
    customer(&scope, "Nimal", "0771234567", "").await;
    let kamala = customer(&scope, "Kamala", "0712223333", "kamala@crafts.lk").await;
    let (job, counts) = table(
        &scope,
        "name,phone,email\nSomebody,077 123 4567,kamala@crafts.lk\nKamala Silva,,KAMALA@crafts.lk\nBad,12,\nWorse,0719998887,no mail\n\
         New,0719998887,new@crafts.lk\nNew again,0719998887,\n",
    )
    .await;
    assert_eq!(made(counts), [1, 2, 0, 3]);
    let refused = refused_rows(&scope, job).await.unwrap();
    let said: Vec<(i32, &str)> = refused.iter().map(|(row, messages)| (*row, messages[0].key.as_str())).collect();
    assert_eq!(said, [(1, "customers-file-taken"), (3, "import-warning-phone"), (4, "import-error-email")]);
    assert!(refused[0].1[0].args.contains(&("name".to_owned(), "Kamala".to_owned())), "{refused:?}");
    assert_eq!(detail(&scope, kamala).await.unwrap().name, "Kamala Silva");
    assert_eq!(texts(&scope, "select name from customers where phone = '+94719998887'").await, ["New again"], "one row after the other");
    let rows = import_detail(&scope, job, RowFilter::default()).await.unwrap().rows.rows;
    assert!(rows.iter().any(|row| row.resource.as_ref().is_some_and(|(kind, id)| kind == "customer" && *id == kamala)));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_file_says_no_for_people_and_never_yes_again() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let nimal = customer(&scope, "Nimal", "0771234567", "").await;
    let say = async |answer: &str| {
        let form = ConsentForm {
            channel: "SMS".to_owned(),
            purpose: "MARKETING".to_owned(),
            answer: answer.to_owned(),
            source: "IN_PERSON".to_owned(),
            ..ConsentForm::default()
        };
        record_consent(&scope, nimal, &form).await.unwrap();
    };
    say("yes").await;
    let old = r#"0771234567,"[{""channel"":""SMS"",""purpose"":""MARKETING"",""granted"":false,""at"":""2020-01-01T00:00:00Z""}]""#;
    assert_eq!(made(table(&scope, &format!("phone,consents\n{old}\n")).await.1), [0, 0, 1, 0], "what is older says nothing");
    app.clock.advance(chrono::TimeDelta::minutes(1));
    assert_eq!(made(table(&scope, "phone,accepts_sms\n0771234567,no\n").await.1), [0, 1, 0, 0]);
    app.clock.advance(chrono::TimeDelta::minutes(1));
    let (job, counts) = table(&scope, "phone,accepts_sms\n0771234567,yes\n").await;
    assert_eq!(made(counts), [0, 0, 1, 0]);
    let rows = import_detail(&scope, job, RowFilter::default()).await.unwrap().rows.rows;
    assert_eq!(rows[0].messages[0].key, "customers-file-consent-kept");
    let consents = detail(&scope, nimal).await.unwrap().consents;
    assert_eq!((consents[0].granted, consents[0].source), (false, ConsentSource::Import));
    app.assert_quiet().await;
}

const SHOPIFY: &str = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Address1,Default Address City,\
    Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Note,Tags\n\
    '61,Nimal,Perera,nimal@shop.lk,yes,12 Temple Road,Kandy,LK,20000,0771234567,'+94771234567,no,100.00,Rings twice,\"vip, old\"\n\
    '62,,,anna@shop.lk,no,,,,,,12345,no,0.00,,\n";

const WOOCOMMERCE: &str = r#"[{"id": 25, "email": "Nimal@shop.lk", "first_name": "N.", "last_name": "P.", "username": "nimal",
    "billing": {"first_name": "Nimal", "last_name": "Perera", "address_1": "1 Lake Road", "city": "Kandy", "country": "LK", "phone": "077 123 4567"},
    "shipping": {"first_name": "", "address_1": "", "country": ""}}, {"id": 26, "line_items": []}]"#;

#[tokio::test]
async fn other_programs_fill_in_what_is_missing() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let nimal = customer(&scope, "Nimal, our own name", "0771234567", "").await;
    for wanted in [[1, 1, 0, 0], [0, 0, 2, 0]] {
        assert_eq!(made(import(&scope, ImportFormat::Shopify, "shopify.csv", SHOPIFY.into()).await.1), wanted);
    }
    for wanted in [[0, 1, 0, 1], [0, 0, 1, 1]] {
        assert_eq!(made(import(&scope, ImportFormat::Woocommerce, "customers.json", WOOCOMMERCE.into()).await.1), wanted);
    }
    let person = detail(&scope, nimal).await.unwrap();
    assert_eq!((person.name.as_str(), person.email.as_deref()), ("Nimal, our own name", Some("nimal@shop.lk")));
    assert_eq!((person.tags.join("|").as_str(), person.notes.as_str(), person.addresses.len()), ("vip|old", "Rings twice", 2));
    assert_eq!(person.consents.len(), 1, "a shop's no is no answer: {:?}", person.consents);
    app.assert_quiet().await;
}

/// Orders, customers and products are read where the shared files are.
fn shared(folder: &str) -> Option<PathBuf> {
    let root = std::env::var_os("SMARTSTORE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    Some(root.join(folder)).filter(|path| path.exists())
}

#[tokio::test]
async fn real_files_of_customers_are_read_twice() {
    let Some(data) = shared("data") else { return };
    let app = TestApp::start().await;
    let scope = app.scope();
    for (folder, name, format) in [
        ("woocommerce-rest-json", "customer.json", ImportFormat::Woocommerce),
        ("woocommerce-rest-json", "customer-2.json", ImportFormat::Woocommerce),
        ("woocommerce-rest-json", "customer-without-data.json", ImportFormat::Woocommerce),
        ("peer-spree", "customers.csv", ImportFormat::Shopify),
        ("peer-bagisto", "customers.csv", ImportFormat::Shopify),
    ] {
        let bytes = std::fs::read(data.join(folder).join(name)).unwrap();
        let (_, first) = import(&scope, format, name, bytes.clone()).await;
        assert_eq!(first.failed, 0, "{folder} {name}");
        assert_eq!(import(&scope, format, name, bytes).await.1.unchanged, first.total, "{folder} {name}");
    }
}

#[tokio::test]
async fn many_people_come_in_batches() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let mut text = "name,phone,tags,line1,city\n".to_owned();
    for number in 0..1_000 {
        writeln!(text, "Person {number},077{number:07},many,{number} Main Street,Kandy").unwrap();
    }
    assert_eq!(made(table(&scope, &text).await.1), [1_000, 0, 0, 0]);
    assert_eq!(made(table(&scope, &text).await.1), [0, 0, 1_000, 0]);
    let mut place = None;
    let mut found = 0;
    loop {
        let (rows, next) = export_batch(&scope, &CustomerFilter::default(), place).await.unwrap();
        found += rows.len();
        place = next;
        if place.is_none() {
            break;
        }
    }
    assert_eq!(found, 1_000);
}
