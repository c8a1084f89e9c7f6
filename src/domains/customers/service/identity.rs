//! Who a buyer is: found by what they are known by, or made.

use crate::domains::audit;
use crate::domains::customers::model::{Address, CustomerIdentity, CustomerStatus};
use crate::domains::customers::store::{self, Values};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Work, outbox};
use crate::shared::{AppError, Language};
use serde_json::json;
use uuid::Uuid;

/// Log and event of a new person.
pub(super) async fn created(work: &mut Work, id: Uuid, name: &str, phone: Option<&str>, email: Option<&str>) -> Result<()> {
    audit::service::record(work, "customers.created", "customer", id, json!(null), json!({"name": name, "phone": phone, "email": email}))
        .await?;
    outbox::emit(work, "customers.created", id, json!({})).await
}

async fn find(work: &mut Work, ways: &[(&str, &str)]) -> Result<Option<store::Known>> {
    for (kind, value) in ways {
        if let Some(known) = store::by_identifier(work.conn(), kind, value).await? {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

/// Who somebody is now: themselves, or whom they became part of by a merge. Until the end of the transaction they become part of
/// nobody, so what is written down for them stays theirs.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown person.
pub async fn living(work: &mut Work, id: Uuid) -> Result<Uuid> {
    let mut id = id;
    // A merge makes all who became part of somebody point to whom they are now: more than one step is a merge in between.
    for _ in 0..3 {
        match store::merge::living(work.conn(), id).await? {
            None => return Err(AppError::NotFound.into()),
            Some((id, None)) => return Ok(id),
            Some((_, Some(into))) => id = into,
        }
    }
    Err(Error::conflict("error-changed-meanwhile"))
}

/// The person with this phone, else with this e-mail, else a new one. May run in parallel for the same person: identifiers
/// are unique, and who comes second gets the first one's id. What an existing person lacks is filled in where it is free.
///
/// # Errors
/// When the database refuses.
pub async fn find_or_create(work: &mut Work, identity: &CustomerIdentity) -> Result<Uuid> {
    let phone = identity.phone.as_deref().filter(|phone| !phone.is_empty());
    let email = identity.email.as_deref().map(|email| email.trim().to_lowercase()).filter(|email| !email.is_empty());
    let email = email.as_deref();
    let locale = identity.language.map(Language::code);
    let name = identity.name.trim();
    let ways: Vec<(&str, &str)> =
        [phone.map(|phone| ("PHONE", phone)), email.map(|email| ("EMAIL", email))].into_iter().flatten().collect();

    let known = match find(work, &ways).await? {
        Some(person) if living(work, person.id).await? != person.id => find(work, &ways).await?,
        known => known,
    };
    let Some(&(kind, value)) = ways.first() else {
        let id = new_id();
        let values = Values {
            name,
            phone: None,
            email: None,
            locale,
            status: CustomerStatus::Active,
            tags: &[],
            notes: "",
            birthday: None,
            anniversary: None,
        };
        store::insert(work.conn(), id, values).await?;
        created(work, id, name, None, None).await?;
        return Ok(id);
    };
    let person = match known {
        Some(person) => person,
        None => {
            let id = new_id();
            let first_phone = phone;
            let first_email = if phone.is_none() { email } else { None };
            let values = Values {
                name,
                phone: first_phone,
                email: first_email,
                locale,
                status: CustomerStatus::Active,
                tags: &[],
                notes: "",
                birthday: None,
                anniversary: None,
            };
            if store::insert_known_by(work.conn(), id, new_id(), kind, value, values).await? {
                created(work, id, name, phone, email).await?;
                store::Known { id, name: name.to_owned(), phone: phone.map(ToOwned::to_owned), email: first_email.map(ToOwned::to_owned) }
            } else {
                store::by_identifier(work.conn(), kind, value)
                    .await?
                    .ok_or_else(|| Error::Other(anyhow::anyhow!("an identifier was taken and is gone")))?
            }
        }
    };
    if let (None, Some(phone)) = (&person.phone, phone)
        && store::claim_identifier(work.conn(), new_id(), person.id, "PHONE", phone).await?
    {
        store::fill_phone(work.conn(), person.id, phone).await?;
        let (old, new) = (json!({"phone": null}), json!({"phone": phone}));
        audit::service::record(work, "customers.contact_added", "customer", person.id, old, new).await?;
    }
    if let (None, Some(email)) = (&person.email, email)
        && store::claim_identifier(work.conn(), new_id(), person.id, "EMAIL", email).await?
    {
        store::fill_email(work.conn(), person.id, email).await?;
        let (old, new) = (json!({"email": null}), json!({"email": email}));
        audit::service::record(work, "customers.contact_added", "customer", person.id, old, new).await?;
    }
    Ok(person.id)
}

/// Keeps an address for the next order, or counts one more use of it. The first one becomes the default. Takes no lock on
/// the person, so that an order may be written while their totals are.
///
/// # Errors
/// When the database refuses, as for an unknown person.
pub async fn remember_address(work: &mut Work, customer_id: Uuid, address: &Address) -> Result<()> {
    if address.line1.trim().is_empty() {
        return Ok(());
    }
    let now = work.now;
    if store::touch_address(work.conn(), customer_id, address, now).await? {
        return Ok(());
    }
    let id = new_id();
    if !store::insert_address(work.conn(), id, customer_id, address, true, now).await? {
        store::insert_address(work.conn(), id, customer_id, address, false, now).await?;
    }
    let new = json!({"name": address.full_name, "phone": address.phone, "address": address.one_line()});
    audit::service::record(work, "customers.address_added", "customer", customer_id, json!(null), new).await
}
