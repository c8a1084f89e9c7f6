//! How people come: by a letter with a link that is good for a week, once.

use super::check_password;
use super::rights::Acting;
use crate::domains::access::model::{InvitationState, InvitationView, role_key};
use crate::domains::access::store::invitations::{Acceptance, Found, Guest, Invitation, NewInvitation};
use crate::domains::access::{store, urls};
use crate::domains::audit;
use crate::server::clock::{Clock, new_code, new_id};
use crate::server::error::OnConstraint;
use crate::server::format::date_in;
use crate::server::i18n::{text, text_with};
use crate::server::mail::Letter;
use crate::server::session::SignedIn;
use crate::server::worker::JobContext;
use crate::server::{Db, Error, Result, Scope, Work, outbox, password};
use crate::shared::{AppError, FieldErrors, Language, Permission};
use chrono::TimeDelta;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use uuid::Uuid;

/// How long a link is good.
const LIFETIME: TimeDelta = TimeDelta::days(7);
/// How long to wait before it is sent again.
const BETWEEN_LETTERS: TimeDelta = TimeDelta::minutes(1);
/// Most invitations of an organization that wait at once: it writes to whom it wants, but not to everybody.
const MOST_OPEN: i64 = 100;
/// Longest name, in characters.
const LONGEST_NAME: usize = 100;

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// 200 bits of chance.
fn new_token() -> String {
    new_code(40)
}

fn normal_address(typed: &str) -> Option<String> {
    let address = typed.trim().to_lowercase();
    let is_address = address.parse::<lettre::Address>().is_ok_and(|address| address.domain().contains('.'));
    is_address.then_some(address)
}

/// Invites an address to a role. The letter follows.
///
/// # Errors
/// Field errors for an address that is none, that has been invited or is a member's, and for an unknown role;
/// [`AppError::Forbidden`] for a role that allows what the acting person lacks; a conflict when too many wait.
pub async fn invite(scope: &Scope, email: &str, role_id: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let acting = Acting::now(&mut work, Permission::UsersWrite).await?;
    let invited_by = acting.user_id.ok_or(AppError::Unauthenticated)?;
    let organization_id = scope.organization.id;
    let mut errors = FieldErrors::default();
    let address = normal_address(email);
    match &address {
        None if email.trim().is_empty() => errors.add("email", "error-required"),
        None => errors.add("email", "error-email"),
        Some(address) if store::invitations::is_member(work.conn(), organization_id, address).await? => {
            errors.add("email", "access-error-already-member");
        }
        Some(_) => {}
    }
    let role = match Uuid::parse_str(role_id) {
        Ok(id) => store::roles::by_id(work.conn(), id).await?,
        Err(_) => None,
    };
    if role.is_none() {
        errors.add("role_id", "error-choice");
    }
    errors.into_result()?;
    let (Some(address), Some(role)) = (address, role) else { return Err(AppError::NotFound.into()) };
    acting.reach_role(&role)?;
    if store::invitations::count_open(work.conn()).await? >= MOST_OPEN {
        return Err(Error::conflict("access-error-invitations-many"));
    }
    let (id, now) = (new_id(), work.now);
    let new = NewInvitation {
        id,
        email: &address,
        role_id: role.id,
        token_hash: &hash(&new_token()),
        invited_by,
        expires_at: now + LIFETIME,
        now,
    };
    let taken = [("invitations_email_key", "email", "access-error-already-invited")];
    store::invitations::insert(work.conn(), new).await.on_constraint(&taken)?;
    let values = json!({"email": address, "role": role.name});
    audit::service::record(&mut work, "access.member_invited", "invitation", id, json!(null), values).await?;
    outbox::emit(&mut work, "access.invited", id, json!({})).await?;
    work.commit().await?;
    Ok(address)
}

/// Sends an invitation again: a new link, good for a week; the old one opens nothing any more.
///
/// # Errors
/// [`AppError::NotFound`] for one that does not wait; [`AppError::TooMany`] within a minute of the last letter;
/// [`AppError::Forbidden`] as for [`invite`].
pub async fn resend(scope: &Scope, id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let acting = Acting::now(&mut work, Permission::UsersWrite).await?;
    let invitation = store::invitations::open_by_id(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    acting.reach_role(&invitation.role)?;
    let now = work.now;
    let wait = invitation.expires_at - LIFETIME + BETWEEN_LETTERS - now;
    if wait > TimeDelta::zero() {
        return Err(AppError::TooMany(u32::try_from(wait.num_seconds() + 1).unwrap_or(u32::MAX)).into());
    }
    store::invitations::extend(work.conn(), id, now + LIFETIME).await?;
    let values = json!({"email": invitation.email});
    audit::service::record(&mut work, "access.invitation_resent", "invitation", id, json!(null), values).await?;
    outbox::emit(&mut work, "access.invited", id, json!({})).await?;
    work.commit().await?;
    Ok(invitation.email)
}

/// Takes an invitation back.
///
/// # Errors
/// [`AppError::NotFound`] for one that does not wait.
pub async fn revoke(scope: &Scope, id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    Acting::now(&mut work, Permission::UsersWrite).await?;
    let invitation = store::invitations::open_by_id(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let now = work.now;
    store::invitations::revoke(work.conn(), id, now).await?;
    let old = json!({"email": invitation.email, "role": invitation.role.name});
    audit::service::record(&mut work, "access.invitation_revoked", "invitation", id, old, json!(null)).await?;
    work.commit().await?;
    Ok(invitation.email)
}

fn role_name(language: Language, name: &str) -> String {
    role_key(name).map_or_else(|| name.to_owned(), |key| text(language, key, None))
}

/// Writes the letter of an invitation that still waits. Its token is made here and kept nowhere: a letter that is written
/// twice has another link the second time, and only that one opens.
///
/// # Errors
/// When the database refuses or the letter cannot leave.
pub async fn write(context: &JobContext, organization_id: Uuid, id: Uuid) -> anyhow::Result<()> {
    let organization = super::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
    let mut work = scope.begin().await?;
    let Some(invitation) = store::invitations::open_by_id(work.conn(), id).await? else { return Ok(()) };
    if invitation.expires_at <= work.now {
        return Ok(());
    }
    let account = store::invitations::account(work.conn(), &invitation.email).await?;
    let token = new_token();
    store::invitations::set_token(work.conn(), id, &hash(&token)).await?;
    work.commit().await?;
    let link = context.mail.url(&urls::invitation(&token));
    context.mail.send(&letter(&scope, invitation, account, link)).await
}

/// In the person's language if they have an account, else in the organization's.
fn letter(scope: &Scope, invitation: Invitation, account: Option<(String, Option<String>)>, link: String) -> Letter {
    let own_language = account.as_ref().and_then(|(_, locale)| locale.as_deref()).and_then(Language::parse);
    let language = own_language.unwrap_or(scope.organization.language);
    let until = date_in(invitation.expires_at, scope.organization.time_zone, language);
    let args = [
        ("inviter", invitation.invited_by.clone().into()),
        ("inviterEmail", invitation.inviter_email.clone().into()),
        ("organization", scope.organization.name.clone().into()),
        ("role", role_name(language, &invitation.role.name).into()),
        ("until", until.into()),
    ];
    let say = |key: &str| text_with(language, key, &args);
    let how = if account.is_some() { "access-letter-invited-known" } else { "access-letter-invited-new" };
    Letter {
        to: invitation.email,
        to_name: account.map(|(name, _)| name).unwrap_or_default(),
        language,
        subject: say("access-letter-invited-subject"),
        paragraphs: vec![say("access-letter-invited"), say(how), say("access-letter-invited-until")],
        action: Some((say("access-letter-invited-action"), link)),
        footer: say("access-letter-invited-footer"),
        ..Letter::default()
    }
}

async fn found(db: &Db, token: &str) -> Result<Found> {
    store::invitations::by_token(db, &hash(token)).await?.ok_or_else(|| AppError::NotFound.into())
}

/// What the link shows to who opens it; `signed_in_as` is their address when they are signed in.
///
/// # Errors
/// [`AppError::NotFound`] for a token that is none.
pub async fn view(db: &Db, clock: &Clock, token: &str, signed_in_as: Option<String>) -> Result<InvitationView> {
    let found = found(db, token).await?;
    let state = if found.accepted_at.is_some() {
        InvitationState::Accepted
    } else if found.revoked_at.is_some() {
        InvitationState::Revoked
    } else if found.expires_at <= clock.now() {
        InvitationState::Expired
    } else {
        match signed_in_as.as_deref() {
            Some(address) if address == found.email => InvitationState::Ready,
            Some(_) => InvitationState::OtherAddress,
            None if !found.has_account => InvitationState::NewPerson,
            None if found.can_sign_in => InvitationState::SignInFirst,
            None => InvitationState::AcceptThenSignIn,
        }
    };
    Ok(InvitationView {
        state,
        inviter: found.inviter,
        organization: found.organization_name,
        role: found.role_name,
        email: found.email,
        expires_at: found.expires_at,
        signed_in_as,
    })
}

fn refused(acceptance: Acceptance) -> Result<()> {
    let key = match acceptance {
        Acceptance::Done => return Ok(()),
        Acceptance::NotFound => return Err(AppError::NotFound.into()),
        Acceptance::Accepted => "access-error-invitation-accepted",
        Acceptance::Revoked => "access-error-invitation-revoked",
        Acceptance::Expired => "access-error-invitation-expired",
        Acceptance::AccountExists => "access-error-invitation-account",
        Acceptance::NoAccount | Acceptance::Disabled => "access-error-invitation-disabled",
        Acceptance::OtherAddress => "access-error-invitation-address",
    };
    Err(Error::conflict(key))
}

/// Where somebody comes from, for the log.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// Address of the client.
    pub ip: Option<IpAddr>,
    /// What the client calls itself.
    pub user_agent: Option<String>,
}

/// A unit of work of the inviting organization, in which a suspended one takes nobody in.
async fn begin_in(db: &Db, clock: &Clock, organization_id: Uuid, origin: Origin) -> Result<Work> {
    let organization = super::organization(db, organization_id).await?;
    if !organization.is_active {
        return Err(Error::conflict("error-organization-suspended"));
    }
    let mut scope = Scope::system(db.clone(), clock.clone(), organization);
    scope.ip = origin.ip;
    scope.user_agent = origin.user_agent;
    scope.begin().await
}

async fn joined(mut work: Work, found: &Found, user_id: Uuid) -> Result<SignedIn> {
    let values = json!({"email": found.email, "role": found.role_name});
    audit::service::record_as(&mut work, Some(user_id), "access.member_joined", "user", user_id, json!(null), values).await?;
    outbox::emit(&mut work, "access.member_joined", user_id, json!({})).await?;
    work.commit().await?;
    Ok(SignedIn { user_id, organization_id: found.organization_id })
}

/// What somebody new types on the page of their invitation.
pub struct Newcomer {
    /// Name.
    pub name: String,
    /// Password.
    pub password: String,
    /// Language of the page, which becomes theirs.
    pub language: Language,
}

/// Makes the account of who is invited and has none, and makes them a member. The letter has shown that the address is
/// theirs.
///
/// # Errors
/// [`AppError::NotFound`] for a token that is none; field errors; a conflict that says why the invitation is good no longer.
pub async fn join(db: &Db, clock: &Clock, token: &str, newcomer: Newcomer, origin: Origin) -> Result<SignedIn> {
    let found = found(db, token).await?;
    let name = newcomer.name.trim();
    let mut errors = FieldErrors::default();
    if name.is_empty() {
        errors.add("name", "error-required");
    } else if name.chars().count() > LONGEST_NAME {
        errors.add("name", "error-too-long");
    }
    if let Err(Error::App(AppError::Invalid(refused))) =
        check_password("password", &newcomer.password, &found.email, &found.organization_name)
    {
        errors.0.extend(refused.0);
    }
    errors.into_result()?;
    // Hashing is slow on purpose: it is not done for a link that opens nothing.
    let now = clock.now();
    if found.accepted_at.is_some() || found.revoked_at.is_some() || found.expires_at <= now || found.has_account {
        let reason = match () {
            () if found.accepted_at.is_some() => Acceptance::Accepted,
            () if found.revoked_at.is_some() => Acceptance::Revoked,
            () if found.expires_at <= now => Acceptance::Expired,
            () => Acceptance::AccountExists,
        };
        refused(reason)?;
    }
    let password_hash = password::hash(newcomer.password).await?;
    let id = new_id();
    let mut work = begin_in(db, clock, found.organization_id, origin).await?;
    let guest = Guest::New { id, name, password_hash: &password_hash, locale: newcomer.language.code() };
    let now = work.now;
    refused(store::invitations::accept(work.conn(), found.id, guest, now).await?)?;
    joined(work, &found, id).await
}

/// Makes the signed-in person a member. Who sends it twice is a member once.
///
/// # Errors
/// [`AppError::NotFound`] for a token that is none; a conflict for somebody else's invitation, or one that is good no longer.
pub async fn accept(scope: &Scope, token: &str) -> Result<(SignedIn, String)> {
    let person = scope.person.as_ref().ok_or(AppError::Unauthenticated)?;
    let found = found(&scope.db, token).await?;
    let origin = Origin { ip: scope.ip, user_agent: scope.user_agent.clone() };
    let mut work = begin_in(&scope.db, &scope.clock, found.organization_id, origin).await?;
    let now = work.now;
    let organization = found.organization_name.clone();
    match store::invitations::accept(work.conn(), found.id, Guest::Known(person.id), now).await? {
        Acceptance::Accepted if person.email == found.email => {
            drop(work);
            let is_member = store::is_member(scope.db.global(), person.id, found.organization_id).await?;
            let signed_in = SignedIn { user_id: person.id, organization_id: found.organization_id };
            if is_member { Ok((signed_in, organization)) } else { refused(Acceptance::Accepted).map(|()| (signed_in, organization)) }
        }
        outcome => {
            refused(outcome)?;
            Ok((joined(work, &found, person.id).await?, organization))
        }
    }
}

/// Makes the invited person a member whom no other organization lets in, so that they can sign in at all. The link gives
/// nobody the account: its password is asked for afterwards.
///
/// # Errors
/// As for [`accept`]; a conflict for somebody who can sign in, or has no account.
pub async fn accept_for_later(db: &Db, clock: &Clock, token: &str, origin: Origin) -> Result<()> {
    let found = found(db, token).await?;
    if found.can_sign_in {
        return refused(Acceptance::AccountExists);
    }
    let mut work = begin_in(db, clock, found.organization_id, origin).await?;
    let Some(user_id) = store::invitations::account_id(work.conn(), &found.email).await? else {
        return refused(Acceptance::NoAccount);
    };
    let now = work.now;
    refused(store::invitations::accept(work.conn(), found.id, Guest::Known(user_id), now).await?)?;
    joined(work, &found, user_id).await?;
    Ok(())
}
