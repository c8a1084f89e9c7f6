//! Where the demo's buyers pay: an account at a bank, and a LANKAQR code that no bank has given out.

use crate::seed::shops::Shop;
use crate::server::Scope;
use crate::server::clock::new_id;
use crate::shared::lankaqr::{Code, Merchant};
use serde_json::json;

/// Makes what is missing.
pub async fn accounts(scope: &Scope, shop: &Shop) -> anyhow::Result<()> {
    let name: String = shop.slug.to_uppercase().replace('-', " ").chars().take(25).collect();
    let merchant = Merchant { account: "0000000000000000000000000001", category: "5999", name: &name, city: "KANDY" };
    let code = Code::of(&merchant).map_err(|problem| anyhow::anyhow!("a code of the demo: {problem:?}"))?.encode();
    let bank = json!({"bank": "Bank of Ceylon", "branch": "Kandy", "holder": shop.name, "number": "0000012345", "second_over": "50000.00"});
    let mut work = scope.begin().await?;
    for (method, name, settings) in [("BANK_TRANSFER", "Bank of Ceylon", bank), ("LANKAQR", "LANKAQR", json!({"code": code}))] {
        sqlx::query!(
            "insert into payment_accounts (id, method, name, settings) values ($1, $2, $3, $4) on conflict (organization_id, name) do nothing",
            new_id(),
            method,
            name,
            settings
        )
        .execute(work.conn())
        .await?;
    }
    Ok(work.commit().await?)
}
