//! Everything that can be configured, with its default. README.md has the same table.

use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Configuration, read from the command line or the environment.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Address to serve on.
    #[arg(long, env = "SMARTSTORE_ADDR", default_value = "127.0.0.1:3000", global = true)]
    pub addr: SocketAddr,

    /// PostgreSQL server to use. Without it a private one is started below the data folder.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,

    /// Folder for the private PostgreSQL and uploaded files.
    #[arg(long, env = "SMARTSTORE_DATA", default_value = ".data", global = true)]
    pub data: PathBuf,

    /// Folder with the built browser files.
    #[arg(long, env = "SMARTSTORE_SITE", default_value = "target/site", global = true)]
    pub site: PathBuf,

    /// Largest number of database connections of this process.
    #[arg(long, env = "SMARTSTORE_DB_CONNECTIONS", default_value_t = 20, global = true)]
    pub db_connections: u32,

    /// Set when browsers reach the server by HTTPS: cookies become `Secure` and HSTS is sent.
    #[arg(long, env = "SMARTSTORE_HTTPS", default_value_t = false, global = true)]
    pub https: bool,

    /// Set when a reverse proxy in front sets `X-Forwarded-For`; its last entry is then the client's address.
    #[arg(long, env = "SMARTSTORE_TRUST_PROXY", default_value_t = false, global = true)]
    pub trust_proxy: bool,

    /// Where people reach the server, for links in letters: `https://admin.shop.lk`. Without it: http and the address served on.
    #[arg(long, env = "SMARTSTORE_URL", global = true)]
    pub url: Option<String>,

    /// SMTP server for letters, such as `smtps://user:password@mail.shop.lk:465` or `smtp://localhost:1025`. Without it
    /// letters become files in the folder `mail` of the data folder.
    #[arg(long, env = "SMARTSTORE_SMTP_URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<String>,

    /// Sender of letters: an address, or a name with an address in angle brackets.
    #[arg(long, env = "SMARTSTORE_MAIL_FROM", default_value = "smartstore <no-reply@localhost>", global = true)]
    pub mail_from: String,

    /// Whom people of a suspended organization turn to: an address or a phone number, shown as it is.
    #[arg(long, env = "SMARTSTORE_CONTACT", global = true)]
    pub contact: Option<String>,
    /// Bucket for uploaded files at a service that speaks S3. Without it they are in the folder `files` of the data folder.
    #[arg(long, env = "SMARTSTORE_S3_BUCKET", global = true)]
    pub s3_bucket: Option<String>,

    /// Address of that service, when it is not Amazon's: `https://minio.shop.lk`. Plain http is taken for this machine only.
    #[arg(long, env = "SMARTSTORE_S3_ENDPOINT", global = true)]
    pub s3_endpoint: Option<String>,

    /// Its region.
    #[arg(long, env = "SMARTSTORE_S3_REGION", default_value = "us-east-1", global = true)]
    pub s3_region: String,

    /// Name of its access key.
    #[arg(long, env = "SMARTSTORE_S3_ACCESS_KEY_ID", hide_env_values = true, global = true)]
    pub s3_access_key_id: Option<String>,

    /// The access key.
    #[arg(long, env = "SMARTSTORE_S3_SECRET_ACCESS_KEY", hide_env_values = true, global = true)]
    pub s3_secret_access_key: Option<String>,

    /// Key that says to push services who sends: 32 bytes in base64url. Without it one is made at first use and kept sealed in
    /// the data folder. A new key ends every subscription that was made with the old one.
    #[arg(long, env = "SMARTSTORE_VAPID_KEY", hide_env_values = true, global = true)]
    pub vapid_key: Option<String>,

    /// Log as JSON lines instead of text.
    #[arg(long, env = "SMARTSTORE_LOG_JSON", default_value_t = false, global = true)]
    pub log_json: bool,
}

impl Config {
    /// Where people reach the server, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        match &self.url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("{}://{}", if self.https { "https" } else { "http" }, self.addr),
        }
    }
}
