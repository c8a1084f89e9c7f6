//! Invitations as pages show them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An invitation that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationRow {
    /// Primary key.
    pub id: Uuid,
    /// Who is invited.
    pub email: String,
    /// Name of the role as stored.
    pub role: String,
    /// Who invited them.
    pub invited_by: String,
    /// Until when the link is good.
    pub expires_at: DateTime<Utc>,
    /// It is good no longer; it can be sent again.
    pub is_expired: bool,
    /// Whether the asking person may send it again.
    pub may_resend: bool,
}

/// How an invitation stands for who opens its link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvitationState {
    /// The person has no account: they choose name and password.
    NewPerson,
    /// The person has an account and signs in first.
    SignInFirst,
    /// The person has an account that no organization lets in: they accept, and sign in then.
    AcceptThenSignIn,
    /// The invited person is signed in: one button.
    Ready,
    /// Somebody else is signed in.
    OtherAddress,
    /// It has been accepted.
    Accepted,
    /// It has been taken back.
    Revoked,
    /// It is too old.
    Expired,
}

/// What the link of an invitation shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// How it stands.
    pub state: InvitationState,
    /// Who invites.
    pub inviter: String,
    /// To which organization.
    pub organization: String,
    /// Name of the role as stored.
    pub role: String,
    /// The address that is invited.
    pub email: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
    /// The address of who is signed in.
    pub signed_in_as: Option<String>,
}
