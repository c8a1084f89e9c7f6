//! Pictures of a product: stored once, in their order, shown where the product is, gone when nothing shows them.

use super::{make, product, shown};
use crate::support::TestApp;
use crate::support::fixtures::tenant_count;
use axum::http::StatusCode;
use futures::TryStreamExt;
use image::{ImageFormat, Rgb, RgbImage};
use smartstore::domains::catalog::model::{MediaRow, PictureCells, PictureLine, picture_action, picture_name, row_key};
use smartstore::domains::catalog::service::{NewFile, Uploaded, add_pictures, media_page, save_pictures};
use smartstore::server::{Error, Scope};
use smartstore::shared::{AppError, Language};
use std::collections::BTreeMap;
use uuid::Uuid;

fn jpeg(shade: u8) -> Vec<u8> {
    let image = RgbImage::from_fn(400, 200, |x, _| Rgb([shade, (x % 256) as u8, 90]));
    let mut out = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(image).write_to(&mut out, ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

fn file(name: &str, bytes: Vec<u8>) -> NewFile {
    NewFile { name: name.to_owned(), bytes: bytes.into() }
}

async fn media(scope: &Scope, product: Uuid) -> Vec<MediaRow> {
    media_page(scope, product, Language::En).await.unwrap().media
}

fn form(rows: &[MediaRow], change: impl Fn(usize, &mut PictureLine)) -> BTreeMap<String, PictureLine> {
    let lines = rows.iter().enumerate().map(|(at, row)| {
        let cells = PictureCells::from(row);
        let base = serde_json::to_string(&cells).unwrap();
        let mut line = PictureLine { base, place: at.to_string(), alt: cells.alt, variant: cells.variant };
        change(at, &mut line);
        (row_key(row.id), line)
    });
    lines.collect()
}

async fn files(app: &TestApp) -> usize {
    app.storage().list().try_collect::<Vec<_>>().await.unwrap().len()
}

#[tokio::test]
async fn several_pictures_are_added_once_each_and_what_is_none_does_not_keep_the_others_out() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = product(&scope, "TEE", 0).await;
    let sent = vec![file("a.jpg", jpeg(1)), file("b.jpg", jpeg(2)), file("again.jpg", jpeg(1))];
    let done = add_pictures(&scope, app.storage(), &id.to_string(), sent).await.unwrap().1;
    assert_eq!(done, Uploaded { added: 2, known: 1 });
    assert_eq!(files(&app).await, 12, "two pictures in three sizes and two formats");
    let rows = media(&scope, id).await;
    assert_eq!((rows.len(), rows[0].width, rows[0].height), (2, Some(400), Some(200)));
    // The same file in another product is that product's own.
    let other = product(&scope, "CUP", 0).await;
    assert_eq!(add_pictures(&scope, app.storage(), &other.to_string(), vec![file("a.jpg", jpeg(1))]).await.unwrap().1.added, 1);
    let sent = vec![file("letter.pdf", b"%PDF-1.7\n".to_vec()), file("c.jpg", jpeg(3))];
    let Err(Error::App(AppError::Invalid(errors))) = add_pictures(&scope, app.storage(), &id.to_string(), sent).await else {
        panic!("taken")
    };
    assert_eq!((errors.0[0].field.as_str(), errors.0[0].args[0].1.as_str()), ("pictures", "letter.pdf"));
    assert_eq!(media(&scope, id).await.len(), 3, "the other one is there");
    let none = add_pictures(&scope, app.storage(), &id.to_string(), Vec::new()).await;
    assert!(matches!(none, Err(Error::App(AppError::Invalid(_)))));
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_same_file_sent_twice_at_once_is_stored_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = product(&scope, "TEE", 0).await.to_string();
    let send = || add_pictures(&scope, app.storage(), &id, vec![file("a.jpg", jpeg(9))]);
    let (one, two) = tokio::join!(send(), send());
    assert_eq!(one.unwrap().1.added + two.unwrap().1.added, 1);
    assert_eq!(files(&app).await, 6, "nothing is left over");
    app.assert_quiet().await;
}

#[tokio::test]
async fn pictures_are_described_put_in_order_given_to_a_variant_and_removed_with_their_files() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = product(&scope, "TEE", 0).await;
    make(&scope, id, &[("Colour", "Red, Blue")]).await;
    let blue = shown(&scope, id).await.variants[1].id;
    let key = id.to_string();
    let sent = (1..=3).map(|shade| file(&format!("{shade}.jpg"), jpeg(shade))).collect();
    add_pictures(&scope, app.storage(), &key, sent).await.unwrap();
    let rows = media(&scope, id).await;
    let order =
        async || media(&scope, id).await.iter().map(|row| rows.iter().position(|old| old.id == row.id).unwrap()).collect::<Vec<_>>();
    // By hand.
    let typed = form(&rows, |at, line| {
        line.place = (2 - at).to_string();
        if at == 1 {
            line.alt = "A blue shirt".to_owned();
            line.variant = blue.to_string();
        }
    });
    save_pictures(&scope, &key, &typed, "").await.unwrap();
    assert_eq!(order().await, [2, 1, 0]);
    assert_eq!((media(&scope, id).await[1].alt.as_str(), media(&scope, id).await[1].variant_id), ("A blue shirt", Some(blue)));
    // By a button.
    let now = media(&scope, id).await;
    save_pictures(&scope, &key, &form(&now, |_, _| {}), &picture_action("earlier", rows[0].id)).await.unwrap();
    assert_eq!(order().await, [2, 0, 1]);
    // A variant of another product is no choice.
    let foreign = shown(&scope, product(&scope, "CUP", 0).await).await.variants[0].id;
    let now = media(&scope, id).await;
    let wrong = save_pictures(&scope, &key, &form(&now, |_, line| line.variant = foreign.to_string()), "").await;
    assert!(matches!(wrong, Err(Error::App(AppError::Invalid(_)))));
    // Two people write about different pictures.
    let (hers, his) = (
        form(&now, |at, line| {
            if at == 0 {
                line.alt = "Hers".to_owned()
            }
        }),
        form(&now, |at, line| {
            if at == 1 {
                line.alt = "His".to_owned()
            }
        }),
    );
    save_pictures(&scope, &key, &hers, "").await.unwrap();
    save_pictures(&scope, &key, &his, "").await.unwrap();
    let alts: Vec<String> = media(&scope, id).await.into_iter().map(|row| row.alt).collect();
    assert_eq!(alts, ["Hers", "His", "A blue shirt"]);
    // Removed, and its files after it.
    assert_eq!(files(&app).await, 18);
    let now = media(&scope, id).await;
    assert!(save_pictures(&scope, &key, &form(&now, |_, _| {}), &picture_action("remove", now[0].id)).await.unwrap().1);
    app.drain().await;
    assert_eq!((files(&app).await, media(&scope, id).await.len()), (12, 2));
    assert_eq!(tenant_count(&scope, "select count(*) from uploads").await, 2);
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_page_takes_files_as_a_plain_form_and_the_first_picture_stands_in_lists() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = product(&scope, "TEE", 0).await;
    let mut browser = app.sign_in("ADMIN").await;
    let page = browser.open(&format!("/products/{id}/pictures")).await;
    let upload = "form[action='/api/catalog/add_pictures']";
    let page = browser.submit_file(&page, upload, &[], ("pictures", "front.jpg", &jpeg(5))).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let refused = browser.submit_file(&page, upload, &[], ("pictures", "notes.txt", b"hello")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text(".error-summary").contains("notes.txt"));
    let first = media(&scope, id).await.remove(0);
    let field = picture_name(first.id, "alt");
    let page = browser.submit_form(&page, "form[action='/api/catalog/save_pictures']", &[(&field, "The front")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let detail = browser.open(&format!("/products/{id}")).await;
    let set = detail.attribute("picture source[type='image/webp']", "srcset").unwrap();
    assert_eq!(set.split(", ").count(), 3, "{set}");
    let src = detail.attribute("picture img[alt='The front']", "src").unwrap();
    assert_eq!(browser.download(&src).await.0, StatusCode::OK);
    let list = browser.open("/products").await;
    assert!(list.has(".thumb[alt='The front']"), "{list:?}");
    app.assert_quiet().await;
}
