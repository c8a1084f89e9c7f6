//! A new organization and its owner.

use super::attempts::{Limit, limit_address};
use super::passwords::check_password;
use super::sign_in::Visitor;
use super::{is_address, parse_name, store};
use crate::domains::access::model::CURRENCIES;
use crate::domains::audit;
use crate::server::clock::{Clock, new_id};
use crate::server::context::Organization;
use crate::server::error::OnConstraint;
use crate::server::session::SignedIn;
use crate::server::{Db, Error, Result, Scope, Work, outbox, password};
use crate::shared::permission::BUILT_IN_ROLES;
use crate::shared::{AppError, FieldErrors, Language};
use chrono_tz::Tz;
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// New organizations from one address in an hour.
const SIGN_UPS: Limit = Limit { endpoint: "sign_up", requests: 10, minutes: 60 };
/// Longest name in URLs.
const LONGEST_SLUG: usize = 40;
/// Names in URLs that are tried when the first one is taken.
const SLUGS_TRIED: usize = 20;

/// The form of a new organization, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewAccount {
    /// Name of the organization.
    pub organization: String,
    /// Its name in URLs; empty to have one made from the name.
    pub slug: String,
    /// Code of its language, and of the owner's.
    pub language: String,
    /// ISO 4217 code.
    pub currency: String,
    /// IANA name.
    pub time_zone: String,
    /// Name of its first warehouse.
    pub warehouse: String,
    /// Name of the owner.
    pub name: String,
    /// Address of the owner.
    pub email: String,
    /// Password of the owner.
    pub password: String,
}

/// The owner of a new organization.
pub(super) struct Owner {
    id: Uuid,
    email: String,
    name: String,
    password_hash: String,
}

/// A name in URLs made from a name for people; empty where that has no Latin letter or digit.
fn slug_from(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') && letter != '\'' {
            slug.push('-');
        }
    }
    let cut: String = slug.chars().take(LONGEST_SLUG).collect();
    cut.trim_end_matches('-').to_owned()
}

fn is_slug(slug: &str) -> bool {
    slug.len() <= LONGEST_SLUG
        && slug.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

/// An organization that is not in the database yet.
pub(super) fn new_organization(name: String, slug: String, language: Language) -> Organization {
    Organization {
        id: new_id(),
        slug,
        name,
        currency: "LKR".to_owned(),
        language,
        time_zone: Tz::Asia__Colombo,
        is_active: true,
        is_cancelled: false,
        plan: "FREE".to_owned(),
        settings: Arc::new(json!({})),
        features: Arc::new(json!({})),
    }
}

/// Writes the organization of a unit of work, its built-in roles and its owner.
pub(super) async fn found(work: &mut Work, owner: Option<&Owner>) -> Result<()> {
    let organization = work.scope.organization.clone();
    store::insert_organization(work.conn(), &organization).await.on_constraint(&[
        ("organizations_slug_key", "slug", "access-error-slug-taken"),
        ("organizations_slug_check", "slug", "access-error-slug-form"),
    ])?;
    let mut owner_role = None;
    for role in BUILT_IN_ROLES {
        let permissions: Vec<String> = role.permissions.iter().map(|permission| permission.key().to_owned()).collect();
        let id = new_id();
        store::insert_role(work.conn(), id, role.name, &permissions).await?;
        if role.name == "OWNER" {
            owner_role = Some(id);
        }
    }
    if let (Some(owner), Some(role_id)) = (owner, owner_role) {
        let Owner { id, email, name, password_hash } = owner;
        let user = store::NewUser { id: *id, email, name, password_hash, locale: organization.language.code() };
        store::insert_owner(work.conn(), &user).await.on_constraint(&[("users_email_key", "email", "access-error-email-taken")])?;
        store::insert_member(work.conn(), *id, organization.id, role_id).await?;
    }
    let values = json!({"name": organization.name, "slug": organization.slug});
    let by = owner.map(|owner| owner.id);
    audit::service::record_as(work, by, "access.organization_created", "organization", organization.id, json!(null), values).await
}

/// Makes an organization and its owner, who may then be signed in. A letter asks the owner to confirm the address; the first
/// warehouse is made by the inventory, which hears of it.
///
/// # Errors
/// Field errors, and `TooMany` for an address that does this all the time.
pub async fn sign_up(db: &Db, clock: &Clock, new: NewAccount, visitor: &Visitor) -> Result<SignedIn> {
    let mut errors = FieldErrors::default();
    let name = parse_name(&mut errors, "organization", &new.organization);
    let typed = new.slug.trim().to_lowercase();
    let slug = if typed.is_empty() { slug_from(&name) } else { typed.clone() };
    if slug.is_empty() && !name.is_empty() {
        errors.add("slug", "access-error-slug-needed");
    } else if !slug.is_empty() && !is_slug(&slug) {
        errors.add("slug", "access-error-slug-form");
    }
    let language = Language::parse(&new.language);
    let time_zone: Option<Tz> = new.time_zone.parse().ok();
    for (field, known) in
        [("language", language.is_some()), ("currency", CURRENCIES.contains(&new.currency.as_str())), ("time_zone", time_zone.is_some())]
    {
        if !known {
            errors.add(field, "error-choice");
        }
    }
    let warehouse = parse_name(&mut errors, "warehouse", &new.warehouse);
    let owner_name = parse_name(&mut errors, "name", &new.name);
    let email = new.email.trim().to_lowercase();
    if email.is_empty() {
        errors.add("email", "error-required");
    } else if !is_address(&email) {
        errors.add("email", "error-email");
    }
    if let Err(Error::App(AppError::Invalid(refused))) = check_password("password", &new.password, &email, &name) {
        errors.0.extend(refused.0);
    }
    errors.into_result()?;
    limit_address(db, clock.now(), SIGN_UPS, visitor).await?;
    let owner = Owner { id: new_id(), email, name: owner_name, password_hash: password::hash(new.password).await? };
    let mut organization = new_organization(name, slug.clone(), language.unwrap_or_default());
    organization.currency = new.currency;
    organization.time_zone = time_zone.unwrap_or(Tz::Asia__Colombo);
    organization.settings = Arc::new(json!({"first_warehouse": warehouse}));
    for number in 1..=SLUGS_TRIED {
        if number > 1 {
            organization.slug = format!("{}-{number}", slug.chars().take(LONGEST_SLUG - 3).collect::<String>().trim_end_matches('-'));
        }
        match try_to_found(db, clock, &organization, &owner, visitor).await {
            // A name in URLs that nobody chose gives way.
            Err(Error::App(AppError::Invalid(refused)))
                if typed.is_empty() && number < SLUGS_TRIED && refused.0.iter().all(|error| error.key == "access-error-slug-taken") => {}
            Err(error) => return Err(error),
            Ok(()) => break,
        }
    }
    Ok(SignedIn { user_id: owner.id, organization_id: organization.id })
}

async fn try_to_found(db: &Db, clock: &Clock, organization: &Organization, owner: &Owner, visitor: &Visitor) -> Result<()> {
    let mut scope = Scope::system(db.clone(), clock.clone(), organization.clone());
    scope.ip = visitor.ip;
    scope.user_agent.clone_from(&visitor.user_agent);
    let mut work = Work::begin_global(&scope).await?;
    found(&mut work, Some(owner)).await?;
    outbox::emit(&mut work, "access.signed_up", organization.id, json!({"user_id": owner.id})).await?;
    outbox::emit(&mut work, "access.verification_requested", owner.id, json!({})).await?;
    work.commit().await
}
