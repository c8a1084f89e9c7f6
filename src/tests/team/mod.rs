//! The team: who joins, what roles allow, who may give what, and that an owner always stays.

mod invitations;
mod members;
mod roles;

use crate::support::fixtures::{self, Member, tenant_count};
use crate::support::{Browser, Page, TestApp};
use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use smartstore::domains::access::service::{add_user, invitations as service_invitations, members as service};
use smartstore::server::clock::new_id;
use smartstore::server::context::Person;
use smartstore::server::{Error, Scope};
use smartstore::shared::{AppError, Language, Permission};
use std::sync::Arc;
use uuid::Uuid;

const INVITE: &str = "/api/access/invite_member";
const CHANGE_ROLE: &str = "/api/access/change_member_role";
const DEACTIVATE: &str = "/api/access/deactivate_member";
const REACTIVATE: &str = "/api/access/reactivate_member";
const REMOVE: &str = "/api/access/remove_member";
const JOIN: &str = "form[action='/api/access/join_by_invitation']";
const ACCEPT: &str = "form[action='/api/access/accept_invitation']";

async fn user_id(app: &TestApp, email: &str) -> Uuid {
    sqlx::query_scalar("select id from users where email = $1 and deleted_at is null").bind(email).fetch_one(app.db.global()).await.unwrap()
}

async fn id_of(app: &TestApp, role: &str) -> Uuid {
    user_id(app, &fixtures::member(&app.organization, role).email).await
}

async fn role_id(app: &TestApp, name: &str) -> String {
    let mut work = app.scope().begin().await.unwrap();
    let id: Uuid = sqlx::query_scalar("select id from roles where name = $1").bind(name).fetch_one(work.conn()).await.unwrap();
    id.to_string()
}

/// A role with these permissions and a browser of somebody who has it.
async fn somebody_who_may(app: &TestApp, name: &str, permissions: &[Permission]) -> Browser {
    let mut work = app.scope().begin().await.unwrap();
    let keys: Vec<String> = permissions.iter().map(|permission| permission.key().to_owned()).collect();
    sqlx::query("insert into roles (id, name, permissions) values ($1, $2, $3)")
        .bind(new_id())
        .bind(name)
        .bind(keys)
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
    let email = format!("{}@kandy-test.example", name.to_lowercase().replace(' ', "-"));
    let member = Member { email, role: name.to_owned() };
    fixtures::add_member(&app.scope(), &member).await;
    app.sign_in_as(&member).await
}

/// The scope that a member's requests have.
async fn scope_of(app: &TestApp, email: &str, role: &str) -> Scope {
    let person = Person {
        id: user_id(app, email).await,
        name: email.to_owned(),
        email: email.to_owned(),
        role: role.to_owned(),
        role_id: None,
        image_key: None,
        is_platform_admin: false,
        mfa_enabled: false,
        email_verified: true,
    };
    Scope { person: Some(Arc::new(person)), ..app.scope() }
}

fn forbidden(page: &Page) -> Option<String> {
    let error: serde_json::Value = serde_json::from_str(&page.body).unwrap_or_default();
    error["Forbidden"].as_str().map(ToOwned::to_owned)
}

fn conflict(page: &Page) -> String {
    let error: serde_json::Value = serde_json::from_str(&page.body).unwrap_or_default();
    error["Conflict"]["key"].as_str().map(ToOwned::to_owned).unwrap_or_else(|| panic!("not a conflict: {page:?} {}", page.body))
}

fn newest_letter(app: &TestApp) -> String {
    app.letters().pop().expect("no letter was sent").to_string()
}

/// The path that the newest invitation links to; other letters may have left in the same moment.
fn link(app: &TestApp) -> String {
    let letter = app.letters().into_iter().rev().map(|letter| letter.to_string()).find(|letter| letter.contains("/invitations/"));
    let letter = letter.expect("no letter with a link was sent");
    let start = letter.find("/invitations/").unwrap_or_default();
    letter[start..].chars().take_while(|char| char.is_ascii_alphanumeric() || *char == '/').collect()
}

async fn invite(app: &TestApp, email: &str, role: &str) -> String {
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.post_form(INVITE, &[("email", email), ("role_id", &role_id(app, role).await)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{page:?}");
    app.drain().await;
    link(app)
}

async fn memberships(app: &TestApp, email: &str) -> i64 {
    sqlx::query_scalar("select count(*) from memberships m join users u on u.id = m.user_id where u.email = $1 and u.deleted_at is null")
        .bind(email)
        .fetch_one(app.db.global())
        .await
        .unwrap()
}
