//! Slips: what a buyer sends, what looks the same, and how many people look.

use super::{Shop, link, sealer};
use crate::support::fixtures::{Member, add_member, order, product};
use crate::support::{Browser, Page};
use axum::http::StatusCode;
use chrono::TimeDelta;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use rust_decimal::Decimal;
use smartstore::domains::access::service::sweep;
use smartstore::domains::payments::service::accounts::create;
use smartstore::server::clock::new_id;
use smartstore::server::images::looks;
use smartstore::server::storage::Key;
use smartstore::shared::lankaqr::{Code, Merchant};

/// A picture of a slip: dark lines on paper, which differ by `seed`.
fn slip(seed: u32, format: ImageFormat, width: u32) -> Vec<u8> {
    let image = RgbImage::from_fn(400, 300, |x, y| {
        let shade = ((x / 40 + seed * 7) * (y / 37 + seed + 3) * 53 % 200) as u8;
        Rgb([shade, shade, shade.saturating_add(20)])
    });
    let image = DynamicImage::ImageRgb8(image).resize(width, width, image::imageops::FilterType::Triangle);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn pictures_that_look_the_same_differ_in_a_few_bits() {
    let bits = |bytes: Vec<u8>| looks(&bytes).unwrap();
    let (one, smaller, other) =
        (bits(slip(1, ImageFormat::Png, 400)), bits(slip(1, ImageFormat::Jpeg, 211)), bits(slip(2, ImageFormat::Png, 400)));
    assert!((one ^ smaller).count_ones() <= 6, "{one:b} {smaller:b}");
    assert!((one ^ other).count_ones() > 6, "{one:b} {other:b}");
    assert_eq!(looks(b"no picture"), None);
}

const BANK: &[(&str, &str)] = &[("bank", "BOC"), ("holder", "Kandy Test"), ("number", "0071234567"), ("second_over", "2000")];

async fn send(browser: &mut Browser, path: &str, typed: &[(&str, &str)], name: &str, bytes: &[u8]) -> Page {
    let page = browser.open(path).await;
    browser.submit_file(&page, "form[action='/api/payments/send_slip']", typed, ("file", name, bytes)).await
}

#[tokio::test]
async fn a_slip_is_sent_looked_at_by_two_and_becomes_a_payment() {
    let shop = Shop::open().await;
    shop.account("BANK_TRANSFER", BANK, "").await;
    let mut buyer = shop.app.stranger();
    let picture = slip(1, ImageFormat::Jpeg, 400);
    for (name, bytes) in [("a.gif", b"GIF89a____".as_slice()), ("a.html", b"<html>"), ("a.exe", b"MZ\x90\0")] {
        let refused = send(&mut buyer, &shop.page, &[("reference", "CEFT 1")], name, bytes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.visible().contains("JPEG, PNG or WebP"), "{refused:?}");
        assert_eq!(refused.attribute("[name=reference]", "value").as_deref(), Some("CEFT 1"));
    }
    let refused = send(&mut buyer, &shop.page, &[("amount", "0"), ("paid_on", "2999-01-01")], "slip.jpg", &picture).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = send(&mut buyer, &shop.page, &[("bank", "Peoples Bank"), ("reference", "CEFT 1")], "slip.jpg", &picture).await;
    assert_eq!(sent.status, StatusCode::OK, "{sent:?}");
    assert!(sent.visible().contains("Your slip has arrived") && sent.visible().contains("Waits"), "{sent:?}");
    shop.app.drain().await;
    assert_eq!(shop.messages("notifications-slip-title").await, 1);
    // The slip is nobody's but the merchant's.
    let mut staff = shop.app.sign_in("STAFF").await;
    let queue = staff.open("/payments/slips").await;
    let path = queue.attribute("a.row-link", "href").unwrap();
    let page = staff.open(&path).await;
    let file = page.attribute("img.slip", "src").unwrap();
    assert_eq!(staff.download(&file).await.0, StatusCode::OK);
    assert_eq!(buyer.download(&file).await.0, StatusCode::NOT_FOUND);
    let approve = "form[action='/api/payments/approve_slip']";
    let more = staff.submit_form(&page, approve, &[("amount", "2500.01")]).await;
    assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY, "more than is due");
    staff.submit_form(&more, approve, &[("amount", "2500")]).await;
    assert_eq!(shop.count("select count(*) from payments").await, 0, "one of two has looked");
    let page = staff.open(&path).await;
    assert!(!page.has(approve) && page.visible().contains("Another person"), "{page:?}");
    let id = path.rsplit('/').next().unwrap().to_owned();
    let again = staff.post_form("/api/payments/approve_slip", &[("slip_id", &id)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let second = Member { email: "second@kandy.example".to_owned(), role: "STAFF".to_owned() };
    add_member(&shop.scope, &second).await;
    let mut other = shop.app.sign_in_as(&second).await;
    let clicks = (0..4).map(|_| {
        let (mut other, id) = (other.clone(), id.clone());
        async move { other.post_form("/api/payments/approve_slip", &[("slip_id", &id)]).await.status }
    });
    futures::future::join_all(clicks).await;
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    assert_eq!(shop.count("select count(*) from payments").await, 1);
    assert_eq!(
        shop.count(
            "select count(*) from bank_slips where status = 'MATCHED' and second_reviewer is not null and second_reviewer <> reviewed_by"
        )
        .await,
        1
    );
    // The money is not there after all.
    let page = other.open(&path).await;
    let refused = other.submit_form(&page, "form[action='/api/payments/reverse_slip']", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "not without a reason");
    other.submit_form(&refused, "form[action='/api/payments/reverse_slip']", &[("reason", "The bank took it back")]).await;
    assert_eq!(shop.standing().await.0, "CHARGED_BACK");
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn slips_that_were_seen_before_are_flagged_by_file_looks_and_facts() {
    let shop = Shop::open().await;
    shop.account("BANK_TRANSFER", BANK, "").await;
    let mut pages = vec![shop.page.clone()];
    for name in ["B", "C", "D"] {
        product(&shop.scope, name, 5).await;
        let order = order(&shop.scope, &[(name, 2)]).await;
        pages.push(link(&shop.app, &shop.scope, order, "").await);
    }
    let mut buyer = shop.app.stranger();
    let facts = [("bank", "BOC"), ("reference", "REF 77"), ("amount", "2500")];
    let again = [("bank", "  BOC "), ("reference", "REF  77"), ("amount", "2,500.00")];
    let first = slip(1, ImageFormat::Png, 400);
    send(&mut buyer, &pages[0], &facts, "a.png", &first).await;
    send(&mut buyer, &pages[1], &[("reference", "other")], "b.png", &first).await;
    send(&mut buyer, &pages[2], &[("reference", "third")], "c.jpg", &slip(1, ImageFormat::Jpeg, 211)).await;
    send(&mut buyer, &pages[3], &again, "d.pdf", b"%PDF-1.7\nslip").await;
    let mut staff = shop.app.sign_in("STAFF").await;
    let queue = staff.open("/payments/slips").await;
    assert_eq!(queue.texts("tbody tr").iter().filter(|row| row.contains("Seen before")).count(), 4, "{queue:?}");
    let first = queue.attributes("a.row-link", "href").pop().unwrap();
    let page = staff.open(&first).await;
    let twins = page.text(".alert-bad");
    assert!(twins.contains("the same file") && twins.contains("looks the same") && twins.contains("the same bank, number"), "{twins}");
    // A flag is no refusal: a person says.
    let rejected = staff.submit_form(&page, "form[action='/api/payments/reject_slip']", &[("reason", "Used for another order")]).await;
    assert_eq!(rejected.status, StatusCode::OK);
    let page = buyer.open(&pages[0]).await;
    assert!(page.visible().contains("Used for another order"), "{page:?}");
    assert_eq!(shop.count("select count(*) from payments").await, 0);
    let mut viewer = shop.app.sign_in("VIEWER").await;
    assert!(!viewer.open(&first).await.has("form[action^='/api/payments']"));
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn a_lankaqr_code_holds_the_amount_and_the_order() {
    let shop = Shop::open().await;
    let merchant = Merchant { account: "1705600100000000000123450001", category: "5999", name: "KANDY TEST", city: "KANDY" };
    let code = Code::of(&merchant).unwrap().encode();
    create(&shop.scope, &sealer(&shop.app), "LANKAQR", &super::form("LANKAQR", &[("code", &code)])).await.unwrap();
    let page = shop.app.stranger().open(&shop.page).await;
    assert!(page.has(".qr-code svg") && page.has("form[action='/api/payments/send_slip']"), "{page:?}");
    let charged = Code::decode(&code).unwrap().charge(Decimal::from(2500), "00K7M").unwrap();
    assert_eq!((charged.amount(), charged.is_dynamic()), (Some(Decimal::from(2500)), true));
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn documents_that_no_slip_names_are_swept_and_those_of_slips_stay() {
    let shop = Shop::open().await;
    shop.account("BANK_TRANSFER", BANK, "").await;
    send(&mut shop.app.stranger(), &shop.page, &[("reference", "CEFT 1")], "slip.pdf", b"%PDF-1.7\nslip").await;
    assert_eq!(shop.count("select count(*) from bank_slips where not is_picture").await, 1);
    // Its buyer closed the page before the row was written; the other organization has one of the same name.
    let [own, theirs] = [shop.scope.organization.id, shop.app.other_scope().organization.id]
        .map(|organization| Key::parse(&format!("{organization}/slip/{}.pdf", new_id())).unwrap());
    for key in [&own, &theirs] {
        shop.app.storage().put(key, b"%PDF-1.7\n".to_vec().into()).await.unwrap();
    }
    assert_eq!(sweep(&shop.app.job_context()).await.unwrap(), 0, "a slip may be on its way");
    shop.app.clock.advance(TimeDelta::hours(25));
    assert_eq!(sweep(&shop.app.job_context()).await.unwrap(), 2);
    assert!(!shop.app.storage().has(&own).await.unwrap() && !shop.app.storage().has(&theirs).await.unwrap());
    let mut work = shop.scope.begin().await.unwrap();
    let kept: String = sqlx::query_scalar("select storage_key from bank_slips").fetch_one(work.conn()).await.unwrap();
    assert!(shop.app.storage().has(&Key::parse(&kept).unwrap()).await.unwrap());
}
