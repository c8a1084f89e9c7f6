//! Letters, as they arrive at a mail server.

use crate::support::TestApp;
use crate::support::letter::ReadLetter;
use crate::support::smtp::SmtpServer;
use smartstore::server::mail::{Letter, Mailer};
use smartstore::shared::Language;

fn letter(to: &str) -> Letter {
    Letter {
        to: to.to_owned(),
        to_name: "නිමල් පෙරේරා".to_owned(),
        language: Language::Si,
        subject: "ඔබගේ මුරපදය වෙනස් කරන ලදී: ඇණවුම් දහසක් සමඟ දිගු මාතෘකාවක්".to_owned(),
        paragraphs: vec!["ආයුබෝවන් නිමල්,".to_owned(), ".තිතකින් ඇරඹෙන පේළියක්".to_owned(), "x".repeat(2000), "<b>1 & 2</b>".to_owned()],
        facts: vec![("උපාංගය".to_owned(), "Firefox, Android".to_owned())],
        action: Some(("නව මුරපදයක්".to_owned(), "https://shop.example/reset-password/abc".to_owned())),
        footer: "தமிழ்".to_owned(),
        unsubscribe: Some("https://shop.example/u/1".to_owned()),
        attachments: Vec::new(),
    }
}

async fn mailer(app: &TestApp, server: &SmtpServer) -> Mailer {
    let mut config = app.config();
    config.smtp_url = Some(server.url.clone());
    Mailer::from_config(&config).unwrap()
}

#[tokio::test]
async fn a_letter_arrives_whole_with_both_parts_and_in_its_script() {
    let app = TestApp::start().await;
    let server = SmtpServer::start().await;
    let sent = letter("nimal@shop.example");
    mailer(&app, &server).await.send(&sent).await.unwrap();
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!((taken[0].from.as_str(), taken[0].to.as_slice()), ("no-reply@shop.example", ["nimal@shop.example".to_owned()].as_slice()));
    assert!(taken[0].data.is_ascii(), "servers that know nothing of 8 bits would harm it");
    let read = ReadLetter::read(&taken[0].data);
    assert_eq!(read.header("Subject"), sent.subject);
    assert!(read.header("To").contains("නිමල් පෙරේරා") && read.header("To").contains("<nimal@shop.example>"), "{}", read.header("To"));
    assert!(read.header("From").contains("Kandy Test"));
    for name in ["Date", "Message-ID"] {
        assert!(!read.header(name).is_empty(), "{name} is missing: {:?}", read.headers);
    }
    assert_eq!(read.header("Auto-Submitted"), "auto-generated");
    assert_eq!(read.header("List-Unsubscribe"), "<https://shop.example/u/1>");
    assert_eq!(read.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert_eq!(read.header("MIME-Version"), "1.0");
    for text in sent.paragraphs.iter().chain([&sent.footer, &sent.facts[0].1]) {
        assert!(read.text.contains(text.as_str()), "{text} is not in {}", read.text);
    }
    assert!(read.text.contains("https://shop.example/reset-password/abc"));
    assert!(read.html.contains("&lt;b&gt;1 &amp; 2&lt;/b&gt;"), "what is written became HTML");
    assert!(read.html.contains("href=\"https://shop.example/reset-password/abc\"") && read.html.contains("lang=\"si\""));
    assert!(read.html.contains("ආයුබෝවන් නිමල්,") && read.html.contains("தமிழ்"));
}

#[tokio::test]
async fn a_server_that_refuses_or_is_away_is_an_error_and_the_next_letter_goes() {
    let app = TestApp::start().await;
    let server = SmtpServer::start().await;
    let mailer = mailer(&app, &server).await;
    let refused = mailer.send(&letter("refused@shop.example")).await.unwrap_err();
    assert!(format!("{refused:#}").contains("no such mailbox"), "{refused:#}");
    mailer.send(&letter("nimal@shop.example")).await.unwrap();
    assert_eq!(server.taken().len(), 1);
    let mut config = app.config();
    config.smtp_url = Some("smtp://127.0.0.1:1".to_owned());
    assert!(Mailer::from_config(&config).unwrap().send(&letter("nimal@shop.example")).await.is_err());
    config.smtp_url = Some("nonsense".to_owned());
    assert!(Mailer::from_config(&config).is_err());
}

#[tokio::test]
async fn nobody_writes_a_header_through_a_name_or_subject() {
    let app = TestApp::start().await;
    let server = SmtpServer::start().await;
    let mut sent = letter("nimal@shop.example");
    "Nimal\r\nBcc: evil@evil.example".clone_into(&mut sent.to_name);
    "Hello\r\nBcc: evil@evil.example\r\n\r\nbody".clone_into(&mut sent.subject);
    // Refusing is as good as encoding.
    if mailer(&app, &server).await.send(&sent).await.is_ok() {
        let taken = server.taken();
        assert_eq!(taken[0].to, ["nimal@shop.example"]);
        assert!(ReadLetter::read(&taken[0].data).header("Bcc").is_empty(), "{}", taken[0].data);
    }
}
