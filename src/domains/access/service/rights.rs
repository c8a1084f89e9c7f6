//! Nobody grants what they lack.

use crate::domains::access::model::OWNER;
use crate::domains::access::store;
use crate::domains::access::store::roles::Role;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::{AppError, Permission};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Who changes the team, with the rights that they have.
pub(super) struct Acting {
    pub user_id: Option<Uuid>,
    is_owner: bool,
    permissions: BTreeSet<Permission>,
}

impl Acting {
    /// As the request began: for what a page shows.
    pub(super) fn shown(scope: &Scope) -> Self {
        let is_owner = scope.person.as_ref().is_none_or(|person| person.role == OWNER);
        Self { user_id: scope.user_id(), is_owner, permissions: scope.permissions.as_ref().clone() }
    }

    /// As it is now, with all other changes of the team kept waiting: two people may take rights from each other at the same
    /// moment, and who comes second has them no longer.
    ///
    /// # Errors
    /// [`AppError::Unauthenticated`] for who is no active member any more, [`AppError::Forbidden`] without the permission.
    pub(super) async fn now(work: &mut Work, permission: Permission) -> Result<Self> {
        store::members::lock(work.conn()).await?;
        let Some(user_id) = work.scope.user_id() else { return Ok(Self::shown(&work.scope)) };
        let organization_id = work.scope.organization.id;
        let Some((role, permissions)) = store::members::rights(work.conn(), user_id, organization_id).await? else {
            return Err(AppError::Unauthenticated.into());
        };
        let acting = Self { user_id: Some(user_id), is_owner: role == OWNER, permissions: permissions.into_iter().collect() };
        acting.hold(&[permission])?;
        Ok(acting)
    }

    /// Refuses unless all of these are held.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] naming the first one that is not.
    pub(super) fn hold(&self, permissions: &[Permission]) -> Result<()> {
        match permissions.iter().find(|permission| !self.permissions.contains(permission)) {
            Some(lacking) => Err(AppError::Forbidden(lacking.key().to_owned()).into()),
            None => Ok(()),
        }
    }

    /// Refuses to give a role, or to touch who has it, unless it allows nothing that is lacked. Owners are made and
    /// unmade by owners.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] naming what is lacked; a conflict for the owner's role.
    pub(super) fn reach(&self, is_owner: bool, permissions: &[Permission]) -> Result<()> {
        if is_owner && !self.is_owner {
            return Err(Error::conflict("access-error-owner-only"));
        }
        self.hold(permissions)
    }

    /// As [`Acting::reach`], for a role.
    ///
    /// # Errors
    /// As there.
    pub(super) fn reach_role(&self, role: &Role) -> Result<()> {
        self.reach(role.is_owner(), &role.permissions)
    }
}
