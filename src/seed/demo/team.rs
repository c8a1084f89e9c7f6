//! A role of the shop's own, and somebody who has been invited to it.

use crate::server::Scope;
use crate::server::clock::{new_code, new_id};
use crate::shared::Permission;
use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::Uuid;

/// The shop, the role, and the address that is invited to it.
const INVITED: (&str, &str, &str) = ("kandy-crafts", "Packing lead", "packing@kandy-crafts.example");

/// What the role allows.
const ALLOWED: &[Permission] = &[
    Permission::OrdersRead,
    Permission::OrdersFulfil,
    Permission::CatalogRead,
    Permission::InventoryRead,
    Permission::InventoryWrite,
    Permission::DeliveryRead,
    Permission::UsersRead,
];

/// Makes what is missing.
pub async fn team(scope: &Scope, users: &HashMap<&'static str, Uuid>) -> anyhow::Result<()> {
    let (slug, role, email) = INVITED;
    let Some(owner) = users.get("OWNER").filter(|_| scope.organization.slug == slug) else { return Ok(()) };
    let mut work = scope.begin().await?;
    let now = work.now;
    let keys: Vec<String> = ALLOWED.iter().map(|permission| permission.key().to_owned()).collect();
    sqlx::query!("insert into roles (id, name, permissions) values ($1, $2, $3) on conflict do nothing", new_id(), role, &keys)
        .execute(work.conn())
        .await?;
    // Nobody has its link: the letter is written when it is sent again.
    sqlx::query!(
        "insert into invitations (id, email, role_id, token_hash, invited_by, expires_at, created_at)
         select $1, $2, id, $3, $4, $5, $6 from roles where name = $7
         on conflict do nothing",
        new_id(),
        email,
        Sha256::digest(new_code(40)).to_vec(),
        owner,
        now + TimeDelta::days(6),
        now - TimeDelta::days(1),
        role,
    )
    .execute(work.conn())
    .await?;
    work.commit().await?;
    Ok(())
}
