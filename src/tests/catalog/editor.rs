//! The editor of products: texts in three languages, address, brand, sizes, attributes, wholesale; and how texts are shown.

use super::{create, form, one, opened, refused};
use crate::support::TestApp;
use crate::support::fixtures::tenant_count;
use axum::http::StatusCode;
use proptest::prelude::*;
use smartstore::domains::catalog::model::{AttributeForm, ProductForm};
use smartstore::domains::catalog::service;
use smartstore::domains::localization::service::set_languages;
use smartstore::server::markdown;
use smartstore::shared::Language;

fn attribute(name: &str, value: &str) -> AttributeForm {
    AttributeForm { name: name.to_owned(), value: value.to_owned() }
}

#[test]
fn markdown_becomes_text_with_its_headings_below_those_of_the_page() {
    let html =
        markdown::html("# Care\n\n**Wash** by *hand*.\n\n- cold\n- gentle\n\n[More](https://example.com/care)\n\n|S|M|\n|-|-|\n|1|2|");
    for part in ["<h3>Care</h3>", "<strong>Wash</strong>", "<em>hand</em>", "<li>cold</li>", "<td>1</td>"] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    assert!(html.contains(r#"href="https://example.com/care""#) && html.contains(r#"rel="nofollow noopener noreferrer""#), "{html}");
    assert_eq!(markdown::words("## Care\n\n**Wash** by\nhand, [always](https://example.com)", 100), "Care Wash by hand, always");
    assert_eq!(markdown::words("one two three", 7), "one two…");
}

#[test]
fn nothing_in_a_text_can_do_anything() {
    for text in [
        "<script>alert(1)</script>",
        "<ScRiPt src=//evil.example>alert(1)</sCrIpT>",
        "<p onclick=\"alert(1)\">Press</p>",
        "<img src=x onerror=alert(1)>",
        "[press](javascript:alert(1))",
        "[press](JaVaScRiPt:alert(1))",
        "[press](data:text/html;base64,PHNjcmlwdD4=)",
        "[press](vbscript:alert(1))",
        "<a href=\"javascript:alert(1)\">press</a>",
        "<iframe src=\"https://evil.example\"></iframe>",
        "<object data=x></object><embed src=x>",
        "<form action=/api/access/sign_out method=post><button>press</button></form>",
        "<style>*{display:none}</style>",
        "<svg onload=alert(1)><a xlink:href=\"javascript:alert(1)\">x</a></svg>",
        "<p style=\"position:fixed\" class=\"toast\" id=\"main\">x</p>",
        "<math><mi xlink:href=\"data:x,<script>alert(1)</script>\"></math>",
        "`<script>`\n\n<div><script>alert(1)",
        "[x](/api/access/sign_out)",
    ] {
        let html = markdown::html(text).to_lowercase();
        for danger in [
            "<script",
            "onclick",
            "onerror",
            "onload",
            "javascript:",
            "vbscript:",
            "data:",
            "<iframe",
            "<object",
            "<embed",
            "<form",
            "<style",
            "style=",
            "class=",
            "id=",
            "<svg",
            "<math",
            "<img",
            "/api/",
        ] {
            // What is code or text is shown, not done.
            let done = html.replace("&lt;script", "");
            assert!(!done.contains(danger), "{danger} in {html} of {text}");
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_only_known_elements_come_out(text in "[<>/a-z\"'=:! #*_`\\[\\]()\n-]{0,200}") {
        let html = markdown::html(&text);
        for tag in html.split('<').skip(1) {
            let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            let known = ["p", "br", "hr", "em", "strong", "del", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td"];
            prop_assert!(known.contains(&name.as_str()), "{} in {}", name, html);
        }
    }
}

#[tokio::test]
async fn a_product_keeps_everything_that_its_form_has() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let full = ProductForm {
        name_si: "පිත්තල පහන".to_owned(),
        name_ta: "பித்தளை விளக்கு".to_owned(),
        description: "Cast in **Pilimathalawa**.".to_owned(),
        description_si: "පිළිමතලාවේ වාත්තු කළ".to_owned(),
        seo_title: "Brass lamp from Kandy".to_owned(),
        seo_title_ta: "கண்டி விளக்கு".to_owned(),
        seo_description: "A lamp.\nOf brass.".to_owned(),
        brand: " Lakshmi ".to_owned(),
        wholesale_price: "3,900".to_owned(),
        minimum_wholesale_quantity: "12".to_owned(),
        length: "30".to_owned(),
        width: "12.5".to_owned(),
        height: "0.4".to_owned(),
        attributes: vec![attribute("", ""), attribute("Material", "Brass"), attribute("", ""), attribute("Made in", "Sri Lanka")],
        ..form("Brass lamp", "4500")
    };
    let id = create(&scope, &full).await;
    let product = service::product(&scope, id, Language::Si).await.unwrap();
    assert_eq!((product.shown_name.as_str(), product.slug.as_str()), ("පිත්තල පහන", "brass-lamp"));
    assert_eq!(product.size_mm, [Some(300), Some(125), Some(4)]);
    assert_eq!(product.attributes, [attribute("Material", "Brass"), attribute("Made in", "Sri Lanka")]);
    assert_eq!(product.brand.as_deref(), Some("Lakshmi"));
    assert_eq!(product.seo_description.as_deref(), Some("A lamp. Of brass."), "a line, as search engines show it");
    assert_eq!(product.translation(Language::Ta, "seo_title"), "கண்டி விளக்கு");
    let only = &product.variants[0];
    assert_eq!((only.wholesale_price.unwrap().to_string().as_str(), only.minimum_wholesale_quantity), ("3900.00", Some(12)));
    // Saved as it is opened, nothing changes.
    let (form, version, base) = opened(&scope, id).await;
    let before = tenant_count(&scope, "select count(*) from audit_logs").await;
    service::update_product(&scope, &id.to_string(), (&version, &base), &form).await.unwrap();
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs").await, before);
    assert_eq!((form.length.as_str(), form.width.as_str(), form.height.as_str()), ("30", "12.5", "0.4"));
    // The page shows the text as text, and what is known.
    let mut viewer = app.sign_in("VIEWER").await;
    let page = viewer.open(&format!("/products/{id}")).await;
    assert_eq!(page.text(".prose strong"), "Pilimathalawa");
    for part in ["30 × 12.5 × 0.4 cm", "Made in", "Lakshmi"] {
        assert!(page.visible().contains(part), "{part} is missing in {}", page.visible());
    }
    assert!(!page.visible().contains("3,900"), "who may only look does not see wholesale");
    app.assert_quiet().await;
}

#[tokio::test]
async fn mistakes_are_said_beside_their_fields_and_nothing_is_kept() {
    let app = TestApp::start().await;
    let scope = app.scope();
    create(&scope, &form("Brass lamp", "4500")).await;
    let good = form("Clay lamp", "100");
    let text = str::to_owned;
    for (wrong, field, key) in [
        (ProductForm { slug: text("Clay Lamp"), ..good.clone() }, "slug", "catalog-error-slug"),
        (ProductForm { slug: text("brass-lamp"), ..good.clone() }, "slug", "catalog-error-slug-taken"),
        (ProductForm { length: text("12.55"), ..good.clone() }, "length", "catalog-error-centimetres"),
        (ProductForm { width: text("-1"), ..good.clone() }, "width", "catalog-error-centimetres"),
        (ProductForm { height: text("tall"), ..good.clone() }, "height", "catalog-error-centimetres"),
        (ProductForm { minimum_wholesale_quantity: text("0"), ..good.clone() }, "minimum_wholesale_quantity", "catalog-error-pieces"),
        (ProductForm { wholesale_price: text("cheap"), ..good.clone() }, "wholesale_price", "error-amount-not-a-number"),
        (ProductForm { seo_title: "x".repeat(201), ..good.clone() }, "seo_title", "error-too-long"),
        (ProductForm { seo_description_ta: "x".repeat(501), ..good.clone() }, "seo_description_ta", "error-too-long"),
        (ProductForm { name_si: "x".repeat(201), ..good.clone() }, "name_si", "error-too-long"),
        (ProductForm { brand: "x".repeat(101), ..good.clone() }, "brand", "error-too-long"),
        (ProductForm { size_guide_id: text("nonsense"), ..good.clone() }, "size_guide_id", "error-choice"),
        (ProductForm { size_guide_id: uuid::Uuid::nil().to_string(), ..good.clone() }, "size_guide_id", "error-choice"),
        (ProductForm { attributes: vec![attribute("Material", "")], ..good.clone() }, "attributes[0][value]", "error-required"),
        (ProductForm { attributes: vec![attribute("", "Clay")], ..good.clone() }, "attributes[0][name]", "error-required"),
        (
            ProductForm { attributes: vec![attribute("Colour", "red"), attribute("colour", "blue")], ..good.clone() },
            "attributes[1][name]",
            "catalog-error-attribute-twice",
        ),
        (
            ProductForm { attributes: (0..51).map(|n| attribute(&format!("A{n}"), "x")).collect(), ..good.clone() },
            "attributes[0][name]",
            "catalog-error-attributes-many",
        ),
    ] {
        assert_eq!(refused(service::create_product(&scope, &wrong).await), one(field, key));
    }
    assert_eq!(tenant_count(&scope, "select count(*) from products").await, 1);
    assert_eq!(tenant_count(&scope, "select count(*) from brands").await, 0);
    // A name that is there already gets another address by itself.
    let twin = create(&scope, &form("Brass lamp", "100")).await;
    assert!(service::product(&scope, twin, Language::En).await.unwrap().slug.starts_with("brass-lamp-"));
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_people_who_change_different_rows_of_a_form_are_told_and_different_fields_both_stay() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = create(&scope, &ProductForm { attributes: vec![attribute("Material", "Brass")], ..form("Brass lamp", "4500") }).await;
    let (base_form, version, base) = opened(&scope, id).await;
    let save = async |form: ProductForm| service::update_product(&scope, &id.to_string(), (&version, &base), &form).await;
    save(ProductForm { attributes: vec![attribute("Material", "Brass"), attribute("Weight", "Heavy")], ..base_form.clone() })
        .await
        .unwrap();
    // What somebody has not touched does not undo what the other did; spare rows are no change.
    let untouched = vec![attribute("Material", "Brass"), attribute("", ""), attribute("", "")];
    save(ProductForm { seo_title: "Lamp".to_owned(), attributes: untouched, ..base_form.clone() }).await.unwrap();
    let product = service::product(&scope, id, Language::En).await.unwrap();
    assert_eq!((product.attributes.len(), product.seo_title.as_deref()), (2, Some("Lamp")));
    let clash = refused(save(ProductForm { attributes: vec![attribute("Material", "Bronze")], ..base_form.clone() }).await);
    assert_eq!(clash[0], ("attributes".to_owned(), "form-clash".to_owned()));
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_form_stands_in_the_language_that_texts_are_entered_in() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = create(&scope, &form("Brass lamp", "4500")).await;
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open(&format!("/products/{id}/edit")).await;
    assert_eq!(page.attributes(".columns-3 input[name^=name]", "name"), ["name", "name_si", "name_ta"]);
    assert_eq!(page.attributes(".columns-3 textarea[name^=description]", "name"), ["description", "description_si", "description_ta"]);
    assert_eq!(page.text("[data-preview] [data-part=title]"), "Brass lamp");
    assert_eq!(page.text("[data-preview] [data-part=slug]"), "brass-lamp");
    set_languages(&scope, "si", &["ta".to_owned(), "en".to_owned()]).await.unwrap();
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open(&format!("/products/{id}/edit")).await;
    assert_eq!(page.attributes(".columns-3 input[name^=name]", "name"), ["name", "name_en", "name_ta"]);
    let update = "form[action='/api/catalog/update_product']";
    let page = owner
        .submit_form(&page, update, &[("name_en", "Lamp of brass"), ("attributes[1][name]", "Material"), ("attributes[1][value]", "Brass")])
        .await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let product = service::product(&app.scope(), id, Language::En).await.unwrap();
    assert_eq!((product.shown_name.as_str(), product.attributes.len()), ("Lamp of brass", 1));
    // What is wrong in a row is said there, and the rows are as they were typed.
    let page = owner.open(&format!("/products/{id}/edit")).await;
    let refused = owner.submit_form(&page, update, &[("attributes[2][name]", "Finish"), ("slug", "No Slug")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
    assert_eq!(refused.attribute("[name='attributes[2][name]']", "value").as_deref(), Some("Finish"));
    assert!(refused.has("[name='attributes[2][value]'][aria-invalid]") && refused.has("#slug[aria-invalid]"), "{refused:?}");
    app.assert_quiet().await;
}
