//! Letters with a secret, and what the secret is good for: confirming an address and choosing a new password.

use super::account::replace_password;
use super::attempts::{Limit, account_allowed, limit_address};
use super::passwords::check_password;
use super::sign_in::Visitor;
use super::{is_address, organization, store};
use crate::domains::access::urls;
use crate::domains::audit;
use crate::server::clock::{Clock, hash_secret, new_id, new_secret};
use crate::server::error::OnConstraint;
use crate::server::{Db, Error, Result, Scope, Work, outbox, password};
use crate::shared::{AppError, Language};
use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;

/// Hours for which a secret that changes a password can be used.
pub const RESET_HOURS: i64 = 1;
/// Hours for which a secret that confirms an address can be used.
pub const CONFIRM_HOURS: i64 = 48;
/// Forgotten passwords that one address may report in an hour.
const REQUESTS: Limit = Limit { endpoint: "request_password_reset", requests: 20, minutes: 60 };
/// Letters about a forgotten password to one account in an hour.
const RESET_LETTERS: Limit = Limit { endpoint: "reset_letters", requests: 5, minutes: 60 };
/// Secrets that one address may try in an hour.
const SECRETS: Limit = Limit { endpoint: "secrets", requests: 60, minutes: 60 };

/// Asks for a letter with which a new password can be chosen. Nobody learns whether there is such an account: an event is
/// written in any case, and its handler finds somebody or nobody.
///
/// # Errors
/// A field error for what is no address, `TooMany` for an address that asks all the time.
pub async fn request_password_reset(db: &Db, clock: &Clock, email: &str, visitor: &Visitor) -> Result<()> {
    let email = email.trim().to_lowercase();
    if email.is_empty() {
        return Err(Error::field("email", "error-required"));
    }
    if !is_address(&email) {
        return Err(Error::field("email", "error-email"));
    }
    limit_address(db, clock.now(), REQUESTS, visitor).await?;
    // Somebody else's requests must not keep the owner of the account from the answer, which is the same; they only cost letters.
    if !account_allowed(db, clock.now(), RESET_LETTERS, &email).await? {
        return Ok(());
    }
    let person = store::person(db.global(), None, Some(&email)).await?;
    outbox::emit_alone(db, clock, "access.password_reset_requested", person.map_or_else(new_id, |person| person.id)).await
}

/// Who gets a letter, and in which language.
#[derive(Clone, Debug)]
pub struct LetterTo {
    /// Address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Language.
    pub language: Language,
    /// The path of the letter's link with its secret, if it has one.
    pub path: String,
}

fn letter_to(person: &store::Person) -> LetterTo {
    let language = person.locale.as_deref().and_then(Language::parse).or_else(|| Language::parse(&person.organization_locale));
    LetterTo { email: person.email.clone(), name: person.name.clone(), language: language.unwrap_or_default(), path: String::new() }
}

/// Makes the secret of a letter. Earlier ones of the same purpose lose their use, so that only the newest letter works.
async fn issue(db: &Db, clock: &Clock, token: &store::Token, hours: i64) -> Result<String> {
    let secret = new_secret();
    let mut tx = db.begin().await?;
    store::drop_tokens(&mut tx, token.user_id, token.purpose).await?;
    store::insert_token(&mut tx, &hash_secret(&secret), token, clock.now() + TimeDelta::hours(hours)).await?;
    tx.commit().await?;
    Ok(secret)
}

async fn letter(db: &Db, clock: &Clock, user_id: Uuid, purpose: store::Purpose, hours: i64) -> Result<Option<LetterTo>> {
    let Some(person) = store::person(db.global(), Some(user_id), None).await? else { return Ok(None) };
    let mut to = letter_to(&person);
    match purpose {
        store::Purpose::VerifyEmail if person.is_verified => return Ok(None),
        store::Purpose::ChangeEmail => match person.pending_email {
            Some(email) => to.email = email,
            None => return Ok(None),
        },
        _ => {}
    }
    let token = store::Token { user_id, purpose, email: to.email.clone() };
    let secret = issue(db, clock, &token, hours).await?;
    to.path = if purpose == store::Purpose::ResetPassword { urls::reset_password(&secret) } else { urls::verify_email(&secret) };
    Ok(Some(to))
}

/// For the letter that asks somebody to confirm their address; nobody when it is confirmed.
///
/// # Errors
/// When the database refuses.
pub async fn verification_letter(db: &Db, clock: &Clock, user_id: Uuid) -> Result<Option<LetterTo>> {
    letter(db, clock, user_id, store::Purpose::VerifyEmail, CONFIRM_HOURS).await
}

/// For the letter with which somebody chooses a new password; nobody when there is no such account.
///
/// # Errors
/// When the database refuses.
pub async fn reset_letter(db: &Db, clock: &Clock, user_id: Uuid) -> Result<Option<LetterTo>> {
    letter(db, clock, user_id, store::Purpose::ResetPassword, RESET_HOURS).await
}

/// For the letter to the address that somebody wants to change to; nobody when they do not want to any more.
///
/// # Errors
/// When the database refuses.
pub async fn email_change_letter(db: &Db, clock: &Clock, user_id: Uuid) -> Result<Option<LetterTo>> {
    letter(db, clock, user_id, store::Purpose::ChangeEmail, CONFIRM_HOURS).await
}

/// For letters that only tell something; with the address that they want to change to.
///
/// # Errors
/// When the database refuses.
pub async fn person_letter(db: &Db, user_id: Uuid) -> Result<Option<(LetterTo, Option<String>)>> {
    let person = store::person(db.global(), Some(user_id), None).await?;
    Ok(person.map(|person| (letter_to(&person), person.pending_email)))
}

/// What a secret is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Choosing a new password.
    Password,
    /// Confirming an address.
    Email,
}

/// What the page of a secret shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenView {
    /// The address that the letter went to.
    pub email: String,
}

fn is_for(kind: TokenKind, token: &store::Token) -> bool {
    (token.purpose == store::Purpose::ResetPassword) == (kind == TokenKind::Password)
}

/// Looks at a secret; nothing changes by that, because mail programs open links too.
///
/// # Errors
/// [`AppError::NotFound`] for one that is used, too old or invented.
pub async fn show_token(db: &Db, clock: &Clock, secret: &str, kind: TokenKind) -> Result<TokenView> {
    let token = store::peek_token(db.global(), &hash_secret(secret), clock.now()).await?.filter(|token| is_for(kind, token));
    Ok(token.map(|token| TokenView { email: token.email }).ok_or(AppError::NotFound)?)
}

/// The secret's owner, and a unit of work in their name.
async fn owner_of(
    db: &Db,
    clock: &Clock,
    secret: &str,
    kind: TokenKind,
    visitor: &Visitor,
) -> Result<(store::Token, store::Person, Scope)> {
    limit_address(db, clock.now(), SECRETS, visitor).await?;
    let worn = || Error::field("", "access-error-link-worn");
    let token = store::peek_token(db.global(), &hash_secret(secret), clock.now()).await?.filter(|token| is_for(kind, token));
    let token = token.ok_or_else(worn)?;
    let person = store::person(db.global(), Some(token.user_id), None).await?.ok_or_else(worn)?;
    let mut scope = Scope::system(db.clone(), clock.clone(), organization(db, person.organization_id).await?);
    scope.ip = visitor.ip;
    scope.user_agent.clone_from(&visitor.user_agent);
    Ok((token, person, scope))
}

/// Chooses a new password with the secret of a letter. All sessions end; that the letter came shows whose the address is.
///
/// # Errors
/// Field errors; a form error for a secret that is used, too old or invented.
pub async fn reset_password(db: &Db, clock: &Clock, secret: &str, new: String, visitor: &Visitor) -> Result<()> {
    let (token, person, scope) = owner_of(db, clock, secret, TokenKind::Password, visitor).await?;
    check_password("password", &new, &person.email, &scope.organization.name)?;
    let hash = password::hash(new).await?;
    let mut work = Work::begin_global(&scope).await?;
    let now = work.now;
    // The address may have changed since the letter was sent.
    if token.email != person.email || !store::use_token(work.conn(), &hash_secret(secret), now).await? {
        return Err(Error::field("", "access-error-link-worn"));
    }
    store::verify_email(work.conn(), person.id, now).await?;
    replace_password(&mut work, &person, &hash).await?;
    audit::service::record_as(&mut work, Some(person.id), "access.password_reset", "user", person.id, json!(null), json!(null)).await?;
    work.commit().await
}

/// Confirms an address with the secret of a letter: the one that the account has, or the one that it changes to. True when it has
/// changed.
///
/// # Errors
/// A form error for a secret that is used, too old or invented, and when somebody else has the address by now.
pub async fn confirm_email(db: &Db, clock: &Clock, secret: &str, visitor: &Visitor) -> Result<bool> {
    let (token, person, scope) = owner_of(db, clock, secret, TokenKind::Email, visitor).await?;
    let mut work = Work::begin_global(&scope).await?;
    let now = work.now;
    let is_wanted = match token.purpose {
        store::Purpose::ChangeEmail => person.pending_email.as_ref() == Some(&token.email),
        _ => person.email == token.email,
    };
    if !is_wanted || !store::use_token(work.conn(), &hash_secret(secret), now).await? {
        return Err(Error::field("", "access-error-link-worn"));
    }
    let (old, new) = (json!({"email": person.email}), json!({"email": token.email}));
    if token.purpose == store::Purpose::ChangeEmail {
        let changed = store::set_email(work.conn(), person.id, &token.email, now).await;
        changed.on_constraint(&[("users_email_key", "", "access-error-email-taken")])?;
        for purpose in [store::Purpose::ResetPassword, store::Purpose::VerifyEmail] {
            store::drop_tokens(work.conn(), person.id, purpose).await?;
        }
        audit::service::record_as(&mut work, Some(person.id), "access.email_changed", "user", person.id, old, new).await?;
    } else {
        store::verify_email(work.conn(), person.id, now).await?;
        audit::service::record_as(&mut work, Some(person.id), "access.email_confirmed", "user", person.id, json!(null), new).await?;
    }
    work.commit().await?;
    Ok(token.purpose == store::Purpose::ChangeEmail)
}
