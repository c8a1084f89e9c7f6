//! E-mail: a letter in one language becomes a message with a text part and an HTML part, and leaves by SMTP.
//!
//! Letters are sent by the worker only, from handlers that may run twice. Without an SMTP server (development, the demo) each
//! message is a file in the folder `mail` of the data folder.

use super::config::Config;
use crate::shared::Language;
use anyhow::Context;
use leptos::prelude::*;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::file::AsyncFileTransport;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::sync::Arc;

/// What somebody is told by e-mail. All texts are already in the reader's language.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// Address of the reader.
    pub to: String,
    /// Name of the reader, empty when it is not known.
    pub to_name: String,
    /// Language of the texts, for screen readers and fonts.
    pub language: Language,
    /// Subject line, and the heading of the letter.
    pub subject: String,
    /// The text, a paragraph each.
    pub paragraphs: Vec<String>,
    /// Facts below it: (name, value).
    pub facts: Vec<(String, String)>,
    /// The one thing to do: (words on the button, absolute URL).
    pub action: Option<(String, String)>,
    /// Small print: why this came, and how to have less of it.
    pub footer: String,
    /// Absolute URL that ends such letters in one click (RFC 8058), for letters that one may refuse.
    pub unsubscribe: Option<String>,
    /// Files that come along.
    pub attachments: Vec<Attachment>,
}

/// A file that comes with a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, with an extension.
    pub name: String,
    /// Its MIME type.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

enum Transport {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(AsyncFileTransport<Tokio1Executor>),
}

/// Sends letters.
#[derive(Clone)]
pub struct Mailer {
    transport: Arc<Transport>,
    from: Mailbox,
    /// Where people reach this server, without a slash at the end.
    base_url: Arc<str>,
}

impl Mailer {
    /// A mailer as configured. Connects to nothing yet.
    ///
    /// # Errors
    /// When the SMTP URL or the sender's address cannot be understood, or the folder for letters cannot be made.
    pub fn from_config(config: &Config) -> anyhow::Result<Self> {
        let transport = match &config.smtp_url {
            Some(url) => Transport::Smtp(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url).context("SMARTSTORE_SMTP_URL is not an SMTP URL")?.build(),
            ),
            None => Transport::Folder(AsyncFileTransport::new(config.data.join("mail"))),
        };
        let from = config.mail_from.parse().with_context(|| format!("SMARTSTORE_MAIL_FROM is not an address: {}", config.mail_from))?;
        Ok(Self { transport: Arc::new(transport), from, base_url: config.base_url().into() })
    }

    /// An absolute URL of this server for a path that begins with `/`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// Sends a letter and waits until the SMTP server has taken it.
    ///
    /// # Errors
    /// When the address cannot be written to, or the server is away or refuses; the outbox tries again.
    pub async fn send(&self, letter: &Letter) -> anyhow::Result<()> {
        let address = letter.to.parse().with_context(|| "the reader's address is malformed".to_owned())?;
        let name = Some(one_line(&letter.to_name)).filter(|name| !name.is_empty());
        let mut message = Message::builder().from(self.from.clone()).to(Mailbox::new(name, address)).subject(one_line(&letter.subject));
        // Without one, the first server on the way may add its own or take the letter for spam.
        message = message.message_id(Some(format!("<{}@{}>", super::clock::new_id(), self.from.email.domain())));
        if let Some(url) = &letter.unsubscribe {
            message = message.raw_header(raw("List-Unsubscribe", format!("<{url}>")));
            message = message.raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        // RFC 3834: says to mail programs on holiday that nobody waits for an answer.
        message = message.raw_header(raw("Auto-Submitted", "auto-generated".to_owned()));
        let words = MultiPart::alternative_plain_html(text(letter), html(letter));
        let message = if letter.attachments.is_empty() {
            message.multipart(words)?
        } else {
            let whole = MultiPart::mixed().multipart(words);
            message.multipart(letter.attachments.iter().try_fold(whole, attached)?)?
        };
        match self.transport.as_ref() {
            Transport::Smtp(smtp) => {
                smtp.send(message).await.context("the SMTP server did not take the letter")?;
            }
            Transport::Folder(folder) => {
                let id = folder.send(message).await.context("the letter could not be written to the data folder")?;
                tracing::info!(%id, "a letter was written to the data folder, because no SMTP server is configured");
            }
        }
        Ok(())
    }

    /// Makes the folder that takes the letters when there is no SMTP server.
    ///
    /// # Errors
    /// When it cannot be made.
    pub async fn prepare(&self, config: &Config) -> anyhow::Result<()> {
        if matches!(self.transport.as_ref(), Transport::Folder(_)) {
            let folder = config.data.join("mail");
            tokio::fs::create_dir_all(&folder).await.with_context(|| format!("making {}", folder.display()))?;
        }
        Ok(())
    }
}

/// The letter with one more file.
fn attached(letter: MultiPart, file: &Attachment) -> anyhow::Result<MultiPart> {
    let kind = ContentType::parse(file.kind).with_context(|| format!("{} is no MIME type", file.kind))?;
    Ok(letter.singlepart(lettre::message::Attachment::new(one_line(&file.name)).body(file.bytes.clone(), kind)))
}

/// A text for a header line: what would begin another line becomes a space.
fn one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn raw(name: &'static str, value: String) -> lettre::message::header::HeaderValue {
    lettre::message::header::HeaderValue::new(lettre::message::header::HeaderName::new_from_ascii_str(name), value)
}

/// The letter for programs that show plain text.
#[must_use]
pub fn text(letter: &Letter) -> String {
    let mut parts = vec![letter.subject.clone()];
    parts.extend(letter.paragraphs.iter().cloned());
    if !letter.facts.is_empty() {
        parts.push(letter.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n"));
    }
    if let Some((words, url)) = &letter.action {
        parts.push(format!("{words}:\n{url}"));
    }
    if !letter.footer.is_empty() {
        parts.push(format!("-- \n{}", letter.footer));
    }
    parts.join("\n\n") + "\n"
}

/// The letter as HTML. Mail programs drop style sheets, so the styles stand at the elements.
#[must_use]
pub fn html(letter: &Letter) -> String {
    const FONT: &str = "font-family:Inter,'Noto Sans Sinhala','Noto Sans Tamil','Iskoola Pota',Latha,Arial,sans-serif;\
        font-size:16px;line-height:1.6;color:#26241f";
    const BUTTON: &str = "display:inline-block;padding:12px 20px;border-radius:6px;background:#0f6b6b;color:#ffffff;\
        text-decoration:none;font-weight:600";
    let paragraphs = letter.paragraphs.iter().cloned().map(|text| view! { <p style="margin:0 0 16px">{text}</p> }).collect_view();
    let facts = (!letter.facts.is_empty()).then(|| {
        let rows = letter
            .facts
            .iter()
            .cloned()
            .map(|(name, value)| {
                view! { <tr><td style="padding:2px 16px 2px 0;color:#6b675d">{name}</td><td style="padding:2px 0">{value}</td></tr> }
            })
            .collect_view();
        view! { <table role="presentation" style="margin:0 0 16px;border-collapse:collapse">{rows}</table> }
    });
    let action = letter.action.clone().map(|(words, url)| {
        let shown = url.clone();
        view! {
            <p style="margin:24px 0"><a href=url style=BUTTON>{words}</a></p>
            <p style="margin:0 0 16px;font-size:13px;color:#6b675d;word-break:break-all">{shown}</p>
        }
    });
    let footer = (!letter.footer.is_empty())
        .then(|| view! { <p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e3dfd5;font-size:13px;color:#6b675d">{letter.footer.clone()}</p> });
    let body = view! {
        <html lang=letter.language.code()>
            <head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/><title>{letter.subject.clone()}</title></head>
            <body style="margin:0;padding:24px;background:#f8f7f4">
                <div style=format!("max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px;{FONT}")>
                    <h1 style="margin:0 0 16px;font-size:20px;line-height:1.4">{letter.subject.clone()}</h1>
                    {paragraphs}{facts}{action}{footer}
                </div>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", body.to_html())
}
