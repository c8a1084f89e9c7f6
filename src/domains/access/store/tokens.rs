//! SQL of the secrets in letters.

use crate::server::Result;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// What a secret opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domains::access) enum Purpose {
    VerifyEmail,
    ResetPassword,
    ChangeEmail,
}

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Self::VerifyEmail => "VERIFY_EMAIL",
            Self::ResetPassword => "RESET_PASSWORD",
            Self::ChangeEmail => "CHANGE_EMAIL",
        }
    }

    fn parse(code: &str) -> Self {
        match code {
            "VERIFY_EMAIL" => Self::VerifyEmail,
            "CHANGE_EMAIL" => Self::ChangeEmail,
            _ => Self::ResetPassword,
        }
    }
}

/// Whose secret it is, and the address that it was sent to.
#[derive(Clone, Debug)]
pub(in crate::domains::access) struct Token {
    pub user_id: Uuid,
    pub purpose: Purpose,
    pub email: String,
}

pub(in crate::domains::access) async fn insert_token(
    conn: &mut PgConnection,
    hash: &[u8],
    token: &Token,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into user_tokens (token_hash, user_id, purpose, email, expires_at) values ($1, $2, $3, $4, $5)",
        hash,
        token.user_id,
        token.purpose.code(),
        token.email,
        expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends all secrets of a person that were sent for a purpose and not used.
pub(in crate::domains::access) async fn drop_tokens(conn: &mut PgConnection, user_id: Uuid, purpose: Purpose) -> Result<()> {
    sqlx::query!("delete from user_tokens where user_id = $1 and purpose = $2 and used_at is null", user_id, purpose.code())
        .execute(conn)
        .await?;
    Ok(())
}

/// Looks at a secret without using it.
pub(in crate::domains::access) async fn peek_token(pool: &PgPool, hash: &[u8], now: DateTime<Utc>) -> Result<Option<Token>> {
    let row = sqlx::query!(
        r#"select user_id, purpose, coalesce(email, '') as "email!" from user_tokens
           where token_hash = $1 and used_at is null and expires_at > $2"#,
        hash,
        now
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Token { user_id: row.user_id, purpose: Purpose::parse(&row.purpose), email: row.email }))
}

/// Uses a secret up: of several requests at the same moment one gets true.
pub(in crate::domains::access) async fn use_token(conn: &mut PgConnection, hash: &[u8], now: DateTime<Utc>) -> Result<bool> {
    let used = sqlx::query!("update user_tokens set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2", hash, now)
        .execute(conn)
        .await?;
    Ok(used.rows_affected() == 1)
}
