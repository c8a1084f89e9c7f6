//! Rules of passkeys (Web Authentication): a second way to sign in. The device asks for a finger, a face or a PIN, so that a
//! passkey is both factors at once.

use super::second_factor::{check_password, tell, user_of};
use crate::domains::access::model::PasskeyRow;
use crate::domains::access::store;
use crate::domains::access::store::passkeys as rows;
use crate::server::clock::{Clock, new_id};
use crate::server::error::OnConstraint;
use crate::server::session::SignedIn;
use crate::server::{Db, Error, Result, Scope};
use crate::shared::AppError;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::net::IpAddr;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Webauthn, WebauthnBuilder, WebauthnError,
};

/// Longest name of a passkey.
const LONGEST_NAME: usize = 60;
/// Passkeys of one person.
const MOST: usize = 20;

/// Who passkeys are for: this server under its name.
pub struct RelyingParty {
    webauthn: Webauthn,
    /// The name that a browser must be at.
    pub host: String,
}

/// The relying party at an address; `None` where there is no name: browsers make no passkeys for numbers. An address of the
/// machine itself is called `localhost`, on any port.
#[must_use]
pub fn relying_party(base_url: &str) -> Option<RelyingParty> {
    let mut origin = Url::parse(base_url).ok()?;
    let is_own = origin.host_str().is_some_and(|host| host == "localhost" || host.starts_with("127.") || host == "[::1]");
    if is_own {
        origin.set_host(Some("localhost")).ok()?;
    }
    let host = origin.domain()?.to_owned();
    let builder = WebauthnBuilder::new(&host, &origin).ok()?.rp_name("smartstore").allow_any_port(is_own);
    let webauthn = builder.build().ok()?;
    Some(RelyingParty { webauthn, host })
}

fn refused(error: &WebauthnError) -> Error {
    tracing::info!(%error, "a passkey was refused");
    Error::field("", "factor-error-passkey")
}

/// The passkeys of the signed-in person.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope) -> Result<Vec<PasskeyRow>> {
    let rows = rows::list(scope.db.global(), user_of(scope)?).await?;
    let rows =
        rows.into_iter().map(|row| PasskeyRow { id: row.id, name: row.name, created_at: row.created_at, last_used_at: row.last_used_at });
    Ok(rows.collect())
}

/// Whether somebody has a passkey.
///
/// # Errors
/// When the database refuses.
pub async fn has_any(db: &Db, user_id: Uuid) -> Result<bool> {
    Ok(!rows::credential_ids(db.global(), user_id).await?.is_empty())
}

/// A passkey that is being made, as the session keeps it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Registering {
    user_id: Uuid,
    name: String,
    state: PasskeyRegistration,
}

fn name_of(typed: &str) -> Result<String> {
    let name = typed.trim();
    if name.is_empty() {
        return Err(Error::field("name", "error-required"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(Error::field("name", "error-too-long"));
    }
    Ok(name.to_owned())
}

/// Begins to make a passkey: what the browser needs, and what the session keeps meanwhile.
///
/// # Errors
/// Field errors for the name and the password; a conflict when there are too many.
pub async fn begin_registration(scope: &Scope, party: &RelyingParty, name: &str, password: String) -> Result<(Value, Registering)> {
    let name = name_of(name)?;
    check_password(scope, password).await?;
    let person = scope.person.as_ref().ok_or(AppError::Unauthenticated)?;
    let known = rows::credential_ids(scope.db.global(), person.id).await?;
    if known.len() >= MOST {
        return Err(Error::conflict("factor-error-passkeys-many"));
    }
    let (options, state) =
        party.webauthn.start_passkey_registration(person.id, &person.email, &person.name, Some(known)).map_err(|error| refused(&error))?;
    let mut options = serde_json::to_value(options).context("writing the options of a passkey")?;
    // Kept by the device together with whose it is, so that nobody needs to type an address.
    if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection").and_then(Value::as_object_mut) {
        selection.insert("residentKey".to_owned(), json!("required"));
        selection.insert("requireResidentKey".to_owned(), json!(true));
    }
    Ok((options, Registering { user_id: person.id, name, state }))
}

/// Keeps the passkey that the browser has made.
///
/// # Errors
/// A form error when it does not belong to what was begun.
pub async fn register(scope: &Scope, party: &RelyingParty, credential: &str, begun: Registering) -> Result<()> {
    let user_id = user_of(scope)?;
    let credential: RegisterPublicKeyCredential = serde_json::from_str(credential).map_err(|_| Error::field("", "factor-error-passkey"))?;
    if begun.user_id != user_id {
        return Err(Error::field("", "factor-error-passkey"));
    }
    let passkey = party.webauthn.finish_passkey_registration(&credential, &begun.state).map_err(|error| refused(&error))?;
    let id = new_id();
    let kept = serde_json::to_value(&passkey).context("writing a passkey")?;
    rows::insert(scope.db.global(), id, user_id, passkey.cred_id(), &kept, &begun.name).await.on_constraint(&[(
        "passkeys_credential_id_key",
        "",
        "factor-error-passkey-known",
    )])?;
    tell(scope, user_id, "access.passkey_added", "passkey", id, json!(null), json!({"name": begun.name})).await
}

/// Says what is wrong with the form of a passkey that no browser has made.
///
/// # Errors
/// Always: field errors for name and password, else that it did not work.
pub async fn explain(scope: &Scope, name: &str, password: String) -> Result<()> {
    name_of(name)?;
    check_password(scope, password).await?;
    Err(Error::field("", "factor-error-passkey"))
}

/// Removes a passkey.
///
/// # Errors
/// [`AppError::NotFound`] if it is not theirs; as [`check_password`].
pub async fn remove(scope: &Scope, id: &str, password: String) -> Result<()> {
    let user_id = user_of(scope)?;
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    let name = rows::name(scope.db.global(), user_id, id).await?.ok_or(AppError::NotFound)?;
    check_password(scope, password).await?;
    if !rows::remove(scope.db.global(), user_id, id).await? {
        return Err(AppError::NotFound.into());
    }
    tell(scope, user_id, "access.passkey_removed", "passkey", id, json!({"name": name}), json!(null)).await
}

/// A sign-in that is under way, as the session keeps it.
#[derive(Debug, Serialize, Deserialize)]
pub enum Ceremony {
    /// Whoever the device says.
    Anyone(DiscoverableAuthentication),
    /// Somebody whose password was right.
    Person(Uuid, PasskeyAuthentication),
}

/// Begins a sign-in: of whoever the device says, or of the person whose password was right.
///
/// # Errors
/// A form error when they have no passkey.
pub async fn begin_sign_in(db: &Db, party: &RelyingParty, half: Option<&SignedIn>) -> Result<(Value, Ceremony)> {
    let (options, ceremony) = match half {
        None => {
            let (options, state) = party.webauthn.start_discoverable_authentication().map_err(|error| refused(&error))?;
            (options, Ceremony::Anyone(state))
        }
        Some(half) => {
            let kept = rows::credentials(db.global(), half.user_id).await?;
            let passkeys: Vec<Passkey> =
                kept.into_iter().map(serde_json::from_value).collect::<Result<_, _>>().context("reading a passkey")?;
            let (options, state) = party.webauthn.start_passkey_authentication(&passkeys).map_err(|error| refused(&error))?;
            (options, Ceremony::Person(half.user_id, state))
        }
    };
    Ok((serde_json::to_value(options).context("writing the options of a sign-in")?, ceremony))
}

/// Checks what the device has signed, and keeps its new counter. Answers whose it is.
///
/// # Errors
/// A form error when it does not belong to what was begun, or to nobody.
pub async fn sign_in(
    db: &Db,
    clock: &Clock,
    party: &RelyingParty,
    credential: &str,
    ceremony: Ceremony,
    ip: Option<IpAddr>,
) -> Result<SignedIn> {
    let nobody = || Error::field("", "factor-error-passkey");
    let credential: PublicKeyCredential = serde_json::from_str(credential).map_err(|_| nobody())?;
    let Some(found) = rows::by_credential_id(db.global(), credential.get_credential_id()).await? else {
        tracing::info!(ip = ?ip, "a passkey that is not known");
        return Err(Error::field("", "factor-error-passkey-unknown"));
    };
    let mut passkey: Passkey = serde_json::from_value(found.credential).context("reading a passkey")?;
    let result = match ceremony {
        Ceremony::Anyone(state) => {
            let (user_id, _) = party.webauthn.identify_discoverable_authentication(&credential).map_err(|error| refused(&error))?;
            if user_id != found.user_id {
                return Err(nobody());
            }
            party.webauthn.finish_discoverable_authentication_v2(&credential, state, &passkey)
        }
        Ceremony::Person(user_id, state) => {
            if user_id != found.user_id {
                return Err(nobody());
            }
            party.webauthn.finish_passkey_authentication(&credential, &state)
        }
    };
    let result = result.map_err(|error| refused(&error))?;
    if !result.user_verified() {
        return Err(nobody());
    }
    passkey.update_credential(&result);
    let kept = serde_json::to_value(&passkey).context("writing a passkey")?;
    rows::used(db.global(), found.id, &kept, clock.now()).await?;
    let organization_id = store::first_organization(db.global(), found.user_id).await?.ok_or_else(nobody)?;
    Ok(SignedIn { user_id: found.user_id, organization_id })
}
