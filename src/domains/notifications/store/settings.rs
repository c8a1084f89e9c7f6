//! How people want to be told.

use crate::domains::notifications::model::{Digest, Kind, Settings};
use crate::server::Result;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// The columns of the settings, as they are kept.
#[derive(Clone, Debug)]
pub(in super::super) struct SettingsRow {
    pub email_enabled: bool,
    pub sms_enabled: bool,
    pub push_enabled: bool,
    pub order_notifications: bool,
    pub payment_notifications: bool,
    pub delivery_notifications: bool,
    pub system_notifications: bool,
    pub promotion_notifications: bool,
    pub email_muted: Vec<String>,
    pub digest: String,
    pub digested_until: DateTime<Utc>,
}

impl SettingsRow {
    /// As the rest of the domain sees them.
    pub fn settings(&self) -> Settings {
        Settings {
            email: self.email_enabled,
            sms: self.sms_enabled,
            push: self.push_enabled,
            kinds: [
                self.order_notifications,
                self.payment_notifications,
                self.delivery_notifications,
                self.system_notifications,
                self.promotion_notifications,
            ],
            muted: self.email_muted.iter().filter_map(|code| Kind::parse(code)).collect(),
            digest: Digest::parse(&self.digest).unwrap_or_default(),
        }
    }
}

pub(in super::super) async fn settings(conn: &mut PgConnection, user_id: Uuid) -> Result<Option<SettingsRow>> {
    Ok(sqlx::query_as!(
        SettingsRow,
        "select email_enabled, sms_enabled, push_enabled, order_notifications, payment_notifications, delivery_notifications,
           system_notifications, promotion_notifications, email_muted, digest, digested_until
         from notification_settings where user_id = $1",
        user_id
    )
    .fetch_optional(conn)
    .await?)
}

/// The same, locked, made with the defaults when there are none.
pub(in super::super) async fn lock_settings(conn: &mut PgConnection, id: Uuid, user_id: Uuid, now: DateTime<Utc>) -> Result<SettingsRow> {
    sqlx::query!(
        "insert into notification_settings (id, user_id, digested_until, created_at) values ($1, $2, $3, $3)
         on conflict (organization_id, user_id) do nothing",
        id,
        user_id,
        now
    )
    .execute(&mut *conn)
    .await?;
    Ok(sqlx::query_as!(
        SettingsRow,
        "select email_enabled, sms_enabled, push_enabled, order_notifications, payment_notifications, delivery_notifications,
           system_notifications, promotion_notifications, email_muted, digest, digested_until
         from notification_settings where user_id = $1 for update",
        user_id
    )
    .fetch_one(conn)
    .await?)
}

pub(in super::super) async fn save_settings(conn: &mut PgConnection, user_id: Uuid, settings: &Settings) -> Result<()> {
    let [order, payment, delivery, system, promotion] = settings.kinds;
    let muted: Vec<String> = settings.muted.iter().map(|kind| kind.code().to_owned()).collect();
    sqlx::query!(
        "update notification_settings set email_enabled = $2, sms_enabled = $3, push_enabled = $4, order_notifications = $5,
           payment_notifications = $6, delivery_notifications = $7, system_notifications = $8, promotion_notifications = $9,
           email_muted = $10, digest = $11
         where user_id = $1",
        user_id,
        settings.email,
        settings.sms,
        settings.push,
        order,
        payment,
        delivery,
        system,
        promotion,
        muted.as_slice(),
        settings.digest.code(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in super::super) async fn set_digested(conn: &mut PgConnection, user_id: Uuid, until: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update notification_settings set digested_until = $2 where user_id = $1", user_id, until).execute(conn).await?;
    Ok(())
}

/// People whose digest is due. They are told one after the other, each in a transaction of their own.
pub(in super::super) async fn due_digests(conn: &mut PgConnection, hour: DateTime<Utc>, day: DateTime<Utc>) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select user_id from notification_settings
         where digest = 'HOURLY' and digested_until < $1 or digest = 'DAILY' and digested_until < $2 order by user_id",
        hour,
        day
    )
    .fetch_all(conn)
    .await?)
}
