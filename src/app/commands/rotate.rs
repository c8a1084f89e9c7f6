//! Another key: everything that is sealed is sealed anew.

use super::{FINE, scope_of};
use crate::domains::access::service::slugs;
use crate::domains::customers::service::method_place;
use crate::domains::payments::service::accounts::place as account_place;
use crate::server::Db;
use crate::server::config::Config;
use crate::server::push;
use crate::server::seal::{Place, Sealer};
use anyhow::Context;
use uuid::Uuid;

/// Seals anew what the key before had sealed, and says how much. It may be given again: what is done stays done.
#[expect(clippy::print_stdout, reason = "a command speaks to the terminal")]
pub async fn rotate_key(config: &Config, db: &Db) -> anyhow::Result<u8> {
    let sealer = Sealer::load(&config.data)?;
    let (mut people, mut connections, mut accounts, mut methods) = (0, 0, 0, 0);
    let mut tx = db.begin().await?;
    let rows = sqlx::query!(r#"select id, mfa_secret_enc as "sealed!" from users where mfa_secret_enc is not null for update"#)
        .fetch_all(&mut *tx)
        .await?;
    for row in rows {
        let place = Place { organization_id: Uuid::nil(), table: "users", column: "mfa_secret_enc", id: row.id };
        if let Some(sealed) = sealer.renew(place, &row.sealed).with_context(|| format!("the second factor of {}", row.id))? {
            sqlx::query!("update users set mfa_secret_enc = $2 where id = $1", row.id, sealed).execute(&mut *tx).await?;
            people += 1;
        }
    }
    tx.commit().await?;
    for slug in slugs(db).await? {
        let scope = scope_of(db, &slug).await?;
        let organization_id = scope.organization.id;
        let mut work = scope.begin().await?;
        let rows = sqlx::query!(r#"select id, secret_enc as "sealed!" from webhook_endpoints where secret_enc is not null for update"#)
            .fetch_all(work.conn())
            .await?;
        for row in rows {
            let place = Place { organization_id, table: "webhook_endpoints", column: "secret_enc", id: row.id };
            if let Some(sealed) = sealer.renew(place, &row.sealed)? {
                sqlx::query!("update webhook_endpoints set secret_enc = $2 where id = $1", row.id, sealed).execute(work.conn()).await?;
                connections += 1;
            }
        }
        let rows =
            sqlx::query!(r#"select id, credentials_enc as "sealed!" from payment_accounts where credentials_enc is not null for update"#)
                .fetch_all(work.conn())
                .await?;
        for row in rows {
            if let Some(sealed) = sealer.renew(account_place(organization_id, row.id), &row.sealed)? {
                sqlx::query!("update payment_accounts set credentials_enc = $2 where id = $1", row.id, sealed).execute(work.conn()).await?;
                accounts += 1;
            }
        }
        let rows =
            sqlx::query!(r#"select id, token_enc as "sealed!" from customer_payment_methods where token_enc is not null for update"#)
                .fetch_all(work.conn())
                .await?;
        for row in rows {
            if let Some(sealed) = sealer.renew(method_place(organization_id, row.id), &row.sealed)? {
                sqlx::query!("update customer_payment_methods set token_enc = $2 where id = $1", row.id, sealed)
                    .execute(work.conn())
                    .await?;
                methods += 1;
            }
        }
        work.commit().await?;
    }
    let pushes = push::renew_key(&config.data, &sealer)?;
    println!(
        "sealed anew: {people} second factors, {connections} connections, {accounts} payment accounts, {methods} saved ways to pay, {pushes} keys of web push"
    );
    Ok(FINE)
}
