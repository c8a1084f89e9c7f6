//! A small mail server: it speaks as much of RFC 5321 as a client needs, takes letters and shows what came over the wire.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What a client has handed over.
#[derive(Clone, Debug, Default)]
pub struct Delivery {
    /// The sender of the envelope.
    pub from: String,
    /// The readers of the envelope.
    pub to: Vec<String>,
    /// The letter.
    pub data: String,
}

/// A server that runs until the test ends.
pub struct SmtpServer {
    /// Where it listens.
    pub url: String,
    taken: Arc<Mutex<Vec<Delivery>>>,
}

impl SmtpServer {
    /// Starts one. Readers whose address begins with `refused` are refused.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let taken: Arc<Mutex<Vec<Delivery>>> = Arc::default();
        let shared = taken.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, shared.clone()));
            }
        });
        Self { url, taken }
    }

    /// What it has taken so far.
    pub fn taken(&self) -> Vec<Delivery> {
        self.taken.lock().unwrap().clone()
    }
}

fn address(line: &str) -> String {
    line.split('<').nth(1).and_then(|rest| rest.split('>').next()).unwrap_or_default().to_owned()
}

async fn talk(stream: TcpStream, taken: Arc<Mutex<Vec<Delivery>>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read);
    write.write_all(b"220 mail.example ESMTP\r\n").await.unwrap();
    let mut letter = Delivery::default();
    let mut greeted = false;
    loop {
        let mut line = String::new();
        // The client is gone when nothing comes.
        if lines.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        assert!(line.ends_with("\r\n"), "a line ends with CR LF: {line:?}");
        let upper = line.to_uppercase();
        let answer = if upper.starts_with("EHLO") {
            greeted = true;
            "250-mail.example\r\n250-8BITMIME\r\n250 SIZE 10000000\r\n"
        } else if upper.starts_with("MAIL FROM:") && greeted {
            letter = Delivery { from: address(&line), ..Delivery::default() };
            "250 2.1.0 fine\r\n"
        } else if upper.starts_with("RCPT TO:") && !letter.from.is_empty() {
            if address(&line).starts_with("refused") {
                "550 5.1.1 no such mailbox\r\n"
            } else {
                letter.to.push(address(&line));
                "250 2.1.5 fine\r\n"
            }
        } else if upper.starts_with("DATA") && !letter.to.is_empty() {
            write.write_all(b"354 go on\r\n").await.unwrap();
            loop {
                let mut line = String::new();
                lines.read_line(&mut line).await.unwrap();
                assert!(line.len() <= 1000, "a line of a letter has at most 998 octets");
                if line == ".\r\n" {
                    break;
                }
                // A dot at the beginning is doubled on the way (RFC 5321, 4.5.2).
                letter.data.push_str(line.strip_prefix('.').unwrap_or(&line));
            }
            taken.lock().unwrap().push(std::mem::take(&mut letter));
            "250 2.0.0 taken\r\n"
        } else if upper.starts_with("RSET") || upper.starts_with("NOOP") {
            "250 fine\r\n"
        } else if upper.starts_with("QUIT") {
            write.write_all(b"221 bye\r\n").await.unwrap();
            return;
        } else {
            "503 5.5.1 not now\r\n"
        };
        if write.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}
