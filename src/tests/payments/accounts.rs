//! Accounts: their secrets are sealed, never shown, and kept where nothing else is typed.

use super::{Shop, form, sealer};
use axum::http::StatusCode;
use smartstore::domains::payments::service::accounts::{self, create, list, place, update};
use smartstore::server::Error;
use smartstore::server::seal::Sealer;
use smartstore::shared::AppError;
use uuid::Uuid;

const SECRET: &str = "MzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MA==";
const VALUES: &[(&str, &str)] = &[("merchant_id", "1221149"), ("merchant_secret", SECRET)];

async fn sealed(shop: &Shop) -> (Uuid, Vec<u8>) {
    let mut work = shop.scope.begin().await.unwrap();
    sqlx::query_as("select id, credentials_enc from payment_accounts").fetch_one(work.conn()).await.unwrap()
}

#[tokio::test]
async fn secrets_are_sealed_and_never_shown_again() {
    let shop = Shop::open().await;
    let mut browser = shop.app.sign_in("OWNER").await;
    let page = browser.open("/settings/payments?add=PAYHERE").await;
    let css = "form[action='/api/payments/create_account']";
    let refused = browser.submit_form(&page, css, &[("values[merchant_secret]", SECRET)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "the number is missing");
    assert!(!refused.body.contains(SECRET), "not even in a form that was refused");
    let typed = [("values[merchant_id]", "1221149"), ("values[merchant_secret]", SECRET), ("name", "Our PayHere")];
    let made = browser.submit_form(&refused, css, &typed).await;
    assert_eq!(made.status, StatusCode::OK, "{made:?}");
    let (id, bytes) = sealed(&shop).await;
    assert!(!bytes.windows(8).any(|part| SECRET.as_bytes().windows(8).any(|secret| secret == part)));
    let mut work = shop.scope.begin().await.unwrap();
    assert_eq!(accounts::open(&mut work, &sealer(&shop.app), id).await.unwrap().value("merchant_secret"), SECRET);
    drop(work);
    // It is bound to its row, and to its organization.
    assert!(sealer(&shop.app).open(place(shop.app.other.id, id), &bytes).is_err());
    let page = browser.open(&format!("/settings/payments?edit={id}")).await;
    assert!(!page.body.contains(SECRET) && page.body.contains("1221149"), "{page:?}");
    assert!(page.visible().contains(&format!("/hooks/payhere/{id}")), "{page:?}");
    // An empty secret stays, another replaces it.
    let css = "form[action='/api/payments/update_account']";
    browser.submit_form(&page, css, &[("name", "PayHere of Kandy")]).await;
    let kept = list(&shop.scope, &sealer(&shop.app)).await.unwrap();
    assert_eq!((kept[0].name.as_str(), kept[0].kept.as_slice()), ("PayHere of Kandy", ["merchant_secret".to_owned()].as_slice()));
    let page = browser.open(&format!("/settings/payments?edit={id}")).await;
    browser.submit_form(&page, css, &[("values[merchant_secret]", "another")]).await;
    let mut work = shop.scope.begin().await.unwrap();
    assert_eq!(accounts::open(&mut work, &sealer(&shop.app), id).await.unwrap().value("merchant_secret"), "another");
    drop(work);
    let log: Vec<String> = {
        let mut work = shop.scope.begin().await.unwrap();
        sqlx::query_scalar("select coalesce(old_values::text, '') || coalesce(new_values::text, '') from audit_logs")
            .fetch_all(work.conn())
            .await
            .unwrap()
    };
    assert!(
        log.iter().any(|row| row.contains("replaced")) && !log.iter().any(|row| row.contains(SECRET) || row.contains("another")),
        "{log:?}"
    );
    let page = browser.open("/settings/payments").await;
    browser.submit_form(&page, "form[action='/api/payments/switch_account']", &[]).await;
    assert!(!list(&shop.scope, &sealer(&shop.app)).await.unwrap()[0].is_active);
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn what_is_typed_is_checked_by_the_methods_own_rules() {
    let shop = Shop::open().await;
    let (scope, sealer) = (&shop.scope, sealer(&shop.app));
    let refused = async |method: &str, values: &[(&str, &str)]| match create(scope, &sealer, method, &form(method, values)).await {
        Err(Error::App(AppError::Invalid(errors))) => {
            errors.0.into_iter().map(|error| format!("{}: {}", error.field, error.key)).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(refused("COD", &[]).await, ["method: error-choice"]);
    assert_eq!(refused("PAYHERE", &[("merchant_id", "1")]).await, ["values[merchant_secret]: error-required"]);
    assert_eq!(refused("LANKAQR", &[("code", "0002")]).await, ["values[code]: payments-error-code-malformed"]);
    assert_eq!(refused("WEBXPAY", &[("public_key", "x"), ("secret_key", "y")]).await, ["values[public_key]: payments-error-public-key"]);
    let bank = [("bank", "BOC"), ("holder", "K"), ("number", "1"), ("second_over", "ten")];
    assert_eq!(refused("BANK_TRANSFER", &bank).await, ["values[second_over]: error-amount-not-a-number"]);
    let id = create(scope, &sealer, "PAYHERE", &form("PAYHERE", VALUES)).await.unwrap();
    assert_eq!(refused("PAYHERE", VALUES).await, ["name: payments-error-account-name"]);
    let other = shop.app.other_scope();
    let foreign = update(&other, &sealer, id, &form("PAYHERE", VALUES)).await;
    assert!(matches!(foreign, Err(Error::App(AppError::NotFound))), "{foreign:?}");
    shop.app.assert_quiet().await;
}

#[test]
fn what_an_older_key_has_sealed_is_opened_and_sealed_anew() {
    let (old, new) = (Sealer::new(&[1; 32]).unwrap(), || Sealer::new(&[2; 32]).unwrap());
    let here = place(Uuid::from_u128(1), Uuid::from_u128(2));
    let sealed = old.seal(here, b"secret").unwrap();
    assert!(new().open(here, &sealed).is_err());
    let both = new().after(old);
    assert_eq!(both.open(here, &sealed).unwrap(), b"secret");
    let renewed = both.renew(here, &sealed).unwrap().unwrap();
    assert_eq!(new().open(here, &renewed).unwrap(), b"secret");
    assert_eq!(both.renew(here, &renewed).unwrap(), None);
    assert!(both.renew(place(Uuid::from_u128(1), Uuid::from_u128(3)), &sealed).is_err(), "it stays bound to its place");
}
