//! Who works here.

use super::rights::Acting;
use crate::domains::access::model::{InvitationRow, MemberFilter, MemberRow, OWNER, RoleChoice, Team};
use crate::domains::access::store;
use crate::domains::access::store::members::{Member, Outcome};
use crate::domains::audit;
use crate::server::session::SignedIn;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Permission};
use serde_json::json;
use uuid::Uuid;

fn is_owner(member: &Member) -> bool {
    member.role_is_built_in && member.role == OWNER
}

fn row(member: Member, acting: &Acting, may_write: bool) -> MemberRow {
    MemberRow {
        may_change: may_write && acting.reach(is_owner(&member), &member.permissions).is_ok(),
        is_self: acting.user_id == Some(member.user_id),
        user_id: member.user_id,
        name: member.name,
        email: member.email,
        role_id: member.role_id,
        role: member.role,
        is_active: member.is_active,
        has_second_factor: member.has_second_factor,
        last_active_at: member.last_active_at,
        joined_at: member.joined_at,
    }
}

/// A page of people with what stands beside it; `chosen` is the person that a dialog is about.
///
/// # Errors
/// When the database refuses.
pub async fn team(scope: &Scope, filter: &MemberFilter, page: PageRequest, chosen: Option<Uuid>) -> Result<Team> {
    let acting = Acting::shown(scope);
    let may_write = scope.may(Permission::UsersWrite) && scope.organization.is_active;
    let organization_id = scope.organization.id;
    let mut work = scope.begin().await?;
    let members = store::members::list(work.conn(), organization_id, filter, page).await?;
    let count = store::members::count(work.conn(), organization_id).await?;
    let now = work.now;
    let invitations = store::invitations::open(work.conn(), filter.query.as_deref()).await?;
    let roles = if may_write { store::roles::all(work.conn(), organization_id).await? } else { Vec::new() };
    let chosen = match chosen {
        Some(id) => store::members::by_id(work.conn(), organization_id, id).await?,
        None => None,
    };
    let (next, previous) = (members.next, members.previous);
    Ok(Team {
        members: Page { rows: members.rows.into_iter().map(|member| row(member, &acting, may_write)).collect(), next, previous },
        count,
        invitations: invitations
            .into_iter()
            .map(|invitation| InvitationRow {
                is_expired: invitation.expires_at <= now,
                may_resend: may_write && acting.reach_role(&invitation.role).is_ok(),
                id: invitation.id,
                email: invitation.email,
                role: invitation.role.name,
                invited_by: invitation.invited_by,
                expires_at: invitation.expires_at,
            })
            .collect(),
        grantable: roles
            .into_iter()
            .filter(|used| acting.reach_role(&used.role).is_ok())
            .map(|used| RoleChoice { id: used.role.id, name: used.role.name })
            .collect(),
        chosen: chosen.map(|member| row(member, &acting, may_write)),
        may_write,
    })
}

/// Somebody whom the acting person may change, with all other changes of the team kept waiting.
async fn changeable(work: &mut Work, user_id: Uuid) -> Result<(Acting, Member)> {
    let acting = Acting::now(work, Permission::UsersWrite).await?;
    let organization_id = work.scope.organization.id;
    let member = store::members::by_id(work.conn(), organization_id, user_id).await?.ok_or(AppError::NotFound)?;
    acting.reach(is_owner(&member), &member.permissions)?;
    Ok((acting, member))
}

fn accepted(outcome: Outcome) -> Result<()> {
    match outcome {
        Outcome::Done | Outcome::AccountEnded => Ok(()),
        Outcome::NotFound => Err(AppError::NotFound.into()),
        Outcome::LastOwner => Err(Error::conflict("access-error-last-owner")),
    }
}

/// Gives somebody another role.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`] for a role, or a person with a role, that allows what the acting person
/// lacks; a field error for an unknown role; a conflict for the last owner.
pub async fn change_role(scope: &Scope, user_id: Uuid, role_id: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let (acting, member) = changeable(&mut work, user_id).await?;
    let unknown = || Error::field("role_id", "error-choice");
    let role_id = Uuid::parse_str(role_id).map_err(|_| unknown())?;
    let role = store::roles::by_id(work.conn(), role_id).await?.ok_or_else(unknown)?;
    acting.reach_role(&role)?;
    let is_active = member.is_active;
    accepted(store::members::change(work.conn(), user_id, role.id, is_active).await?)?;
    if member.role_id != role.id {
        let (old, new) = (json!({"role": member.role}), json!({"role": role.name}));
        audit::service::record(&mut work, "access.member_role_changed", "user", user_id, old, new).await?;
        outbox::emit(&mut work, "access.member_changed", user_id, json!({})).await?;
    }
    work.commit().await?;
    Ok(member.name)
}

/// Keeps somebody out of this organization, or lets them in again. Who is kept out is signed out of it at once.
///
/// # Errors
/// As for [`change_role`]; a conflict for oneself.
pub async fn set_active(scope: &Scope, user_id: Uuid, is_active: bool) -> Result<String> {
    let mut work = scope.begin().await?;
    let (acting, member) = changeable(&mut work, user_id).await?;
    if acting.user_id == Some(user_id) {
        return Err(Error::conflict("access-error-yourself"));
    }
    accepted(store::members::change(work.conn(), user_id, member.role_id, is_active).await?)?;
    let action = if is_active { "access.member_reactivated" } else { "access.member_deactivated" };
    let (old, new) = (json!({"active": member.is_active}), json!({"active": is_active}));
    audit::service::record(&mut work, action, "user", user_id, old, new).await?;
    outbox::emit(&mut work, "access.member_changed", user_id, json!({})).await?;
    work.commit().await?;
    Ok(member.name)
}

/// Ends somebody's membership. Who belongs to no other organization has no account any more; what they did stays theirs.
///
/// # Errors
/// As for [`set_active`].
pub async fn remove(scope: &Scope, user_id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let (acting, member) = changeable(&mut work, user_id).await?;
    if acting.user_id == Some(user_id) {
        return Err(Error::conflict("access-error-yourself"));
    }
    end(&mut work, &member, "access.member_removed").await?;
    work.commit().await?;
    Ok(member.name)
}

async fn end(work: &mut Work, member: &Member, action: &str) -> Result<bool> {
    let now = work.now;
    let outcome = store::members::end(work.conn(), member.user_id, now).await?;
    accepted(outcome)?;
    let account_ended = outcome == Outcome::AccountEnded;
    let old = json!({"email": member.email, "role": member.role});
    audit::service::record(work, action, "user", member.user_id, old, json!({"account_ended": account_ended})).await?;
    outbox::emit(work, "access.member_left", member.user_id, json!({})).await?;
    Ok(account_ended)
}

/// Ends the signed-in person's own membership. Returns the next of their organizations; `None` when that was the last.
///
/// # Errors
/// A conflict for the last owner.
pub async fn leave(scope: &Scope) -> Result<Option<SignedIn>> {
    let user_id = scope.user_id().ok_or(AppError::Unauthenticated)?;
    let mut work = scope.begin().await?;
    let organization_id = scope.organization.id;
    let member = store::members::by_id(work.conn(), organization_id, user_id).await?.ok_or(AppError::NotFound)?;
    end(&mut work, &member, "access.member_left").await?;
    work.commit().await?;
    let next = store::first_organization(scope.db.global(), user_id).await?;
    Ok(next.map(|organization_id| SignedIn { user_id, organization_id }))
}
