//! Labels of goods and places.

use super::two_warehouses;
use crate::support::TestApp;
use crate::support::fixtures::product;
use axum::http::{Method, StatusCode, header};
use smartstore::domains::inventory::model::LabelRequest;
use smartstore::domains::inventory::service::{add_bins, label_file, labelled};
use smartstore::domains::inventory::urls;
use smartstore::server::pdf::labels;
use smartstore::shared::{Label, LabelFormat, Language, Params};

fn pages(file: &[u8]) -> usize {
    assert!(file.starts_with(b"%PDF-"));
    String::from_utf8_lossy(file).matches("/Type/Page/").count() + String::from_utf8_lossy(file).matches("/Type /Page\n").count()
}

#[test]
fn every_format_holds_as_many_as_it_says_and_begins_where_the_sheet_is_free() {
    let label = Label {
        title: "අත්යන්ත්‍ර සාරිය – රතු".to_owned(),
        note: "SARI-RED-M".to_owned(),
        price: "Rs 12,500.00".to_owned(),
        code: "4792024010128".to_owned(),
    };
    for format in LabelFormat::ALL {
        let full = vec![label.clone(); format.of_sheet()];
        let one = labels(&full, format, 0, "Labels", Language::Si).unwrap();
        let two = labels(&full, format, 1, "Labels", Language::Si).unwrap();
        assert_eq!(pages(&one), 1, "{format:?}");
        assert_eq!(pages(&two), if format.of_sheet() == 1 { 1 } else { 2 }, "{format:?}");
        assert_eq!(LabelFormat::parse(format.code()), Some(format));
    }
}

#[test]
fn whatever_a_shop_calls_its_goods_becomes_a_label() {
    let names = ["", "සාරිය", "கைத்தறி", "A-1", "4792024010129", "12345670", &"X".repeat(60), "a\u{0}b", "☂", &"9".repeat(80)];
    for code in names {
        let label = Label { title: code.to_owned(), note: code.to_owned(), price: code.to_owned(), code: code.to_owned() };
        for format in LabelFormat::ALL {
            assert!(
                labels(std::slice::from_ref(&label), format, 0, "", Language::Ta).unwrap().starts_with(b"%PDF-"),
                "{code:?} {format:?}"
            );
        }
    }
}

#[tokio::test]
async fn labels_are_asked_for_by_the_address_and_one_is_added_by_its_code() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (a, b) = (product(&scope, "LAMP-A", 1).await, product(&scope, "LAMP-B", 0).await);
    let foreign = product(&app.other_scope(), "LAMP-C", 1).await;
    let query = |text: &str| LabelRequest::from_params(&Params::parse(text));
    let counts = format!("count[{a}]=3&count[{foreign}]=5&count[{b}]=0&count[x]=2&count[{b}]=-1");
    let (rows, known) = labelled(&scope, &query(&format!("{counts}&add=lamp-b")), Language::En).await.unwrap();
    assert!(known);
    let shown: Vec<_> = rows.iter().map(|row| (row.sku.as_str(), row.count)).collect();
    assert_eq!(shown, [("LAMP-A", 3), ("LAMP-B", 1)], "another organization's goods are nothing");
    let (_, known) = labelled(&scope, &query("add=LAMP-C"), Language::En).await.unwrap();
    assert!(!known);
    assert!(!query("format=roll").with_price && query("format=roll&price=true").with_price && query("").with_price);

    let (name, file) = label_file(&scope, &query(&format!("{counts}&format=a4-24&skip=22")), Language::En).await.unwrap();
    assert_eq!((name.as_str(), pages(&file)), ("labels-a4-24.pdf", 2));
    assert!(label_file(&scope, &query(&format!("count[{b}]=0")), Language::En).await.is_err());
    assert!(label_file(&scope, &query(&format!("count[{a}]=2000&count[{b}]=1")), Language::En).await.is_err());
}

#[tokio::test]
async fn who_may_see_stock_gets_the_files_and_nobody_elses_places() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = product(&scope, "LAMP-A", 1).await;
    let (main, other) = two_warehouses(&scope).await;
    add_bins(&scope, &main.id.to_string(), "A-01\nA-02").await.unwrap();
    let mut browser = app.sign_in("WAREHOUSE").await;
    let page = browser.open(&urls::labels_of(&[(variant, 4)])).await;
    assert!(page.visible().contains("Make 4 labels"), "{}", page.visible());
    let file = format!("{}?format=a4-65&count%5B{variant}%5D=4", urls::LABELS_FILE);
    let (status, headers, bytes) = browser.download(&file).await;
    assert_eq!((status, headers["content-type"].to_str().unwrap()), (StatusCode::OK, "application/pdf"));
    assert_eq!(pages(&bytes), 1);
    let (status, _, bytes) = browser.download(urls::LABELS_FILE).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(String::from_utf8(bytes).unwrap().contains("Say how many labels to print."));
    // The form comes back with what was typed, and says beside the field what is wrong with it.
    let input = format!("input[name='count[{variant}]']");
    for (typed, said) in [("0", "Say how many labels"), ("2001", "Make several"), ("many", "whole number"), ("-1", "whole number")] {
        let page = browser.get(&format!("{}?format=a4-65&count%5B{variant}%5D={typed}", urls::LABELS_FILE)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert_eq!(page.attribute(&input, "value").as_deref(), Some(typed));
        assert_eq!(page.attribute(&input, "aria-invalid").as_deref(), Some("true"), "{typed}");
        assert!(page.visible().contains(said), "{typed}: {}", page.visible());
        assert!(page.has("option[value='a4-65'][selected]"));
    }
    // What is no browser gets a line in the reader's language.
    let mut asked = browser.form_request(&format!("{}?count%5B{variant}%5D=0", urls::LABELS_FILE), &[]);
    *asked.method_mut() = Method::GET;
    asked.headers_mut().insert(header::ACCEPT, "application/pdf".parse().unwrap());
    let refused = browser.send(asked).await;
    assert_eq!((refused.status, refused.body.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "Say how many labels to print.\n"));
    assert_eq!(browser.download(&urls::bin_labels(main.id)).await.0, StatusCode::OK);
    assert_eq!(browser.download(&urls::bin_labels(other.id)).await.0, StatusCode::UNPROCESSABLE_ENTITY, "it has no places");
    assert_eq!(browser.download(&urls::bin_labels(variant)).await.0, StatusCode::NOT_FOUND);
    let mut influencer = app.sign_in("INFLUENCER").await;
    for path in [file.as_str(), &urls::bin_labels(main.id)] {
        assert_eq!(influencer.download(path).await.0, StatusCode::FORBIDDEN, "{path}");
        assert!(
            app.stranger().download(path).await.0.is_redirection() || app.stranger().download(path).await.0 == StatusCode::UNAUTHORIZED
        );
    }
}
