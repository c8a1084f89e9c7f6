//! What a password must be.

use smartstore::domains::access::service::{LONGEST_PASSWORD, check_password};
use smartstore::server::Error;
use smartstore::shared::AppError;

fn refusal(password: &str) -> String {
    match check_password("password", password, "nimal.perera@shop.example", "Kandy Crafts") {
        Ok(()) => String::new(),
        Err(Error::App(AppError::Invalid(errors))) => errors.0[0].key.trim_start_matches("access-error-password-").to_owned(),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn length_is_what_counts() {
    for fine in ["smartstore-demo", "correct horse battery", "wolf tin cup", "xkqjvbzmwhrt", "මගේ රහස් මුරපදය", "\u{1f512} lock the gate"]
    {
        assert_eq!(refusal(fine), "", "{fine}");
    }
    assert_eq!(refusal("xkqjvbzmwhr"), "short");
    assert_eq!(refusal("\u{1f512}\u{1f511} මගේ රහස"), "short", "characters are counted, not bytes");
    assert_eq!(refusal(""), "error-required");
    let long: String = "blue kettle ".chars().cycle().take(LONGEST_PASSWORD).collect();
    assert_eq!(refusal(&long), "");
    assert_eq!(refusal(&format!("{long}x")), "long");
}

#[test]
fn what_is_tried_first_is_refused_however_it_is_dressed_up() {
    for common in [
        "1234567890",
        "qwertyuiop",
        "Password123",
        "P@ssw0rd2024",
        "password!!",
        "iloveyou2026",
        "passwordpassword",
        "monkey123456",
        "123dragon123",
        "aaaaaaaaaaaa",
        "abababababab",
        "abcdefghijkl",
        "9876543210",
        "srilanka2026",
        "smartstore1",
    ] {
        assert_eq!(refusal(common), "common", "{common}");
    }
}

#[test]
fn what_everybody_knows_of_somebody_is_refused() {
    for known in ["nimal.perera99", "my-NimalPerera", "kandycrafts!", "the Kandy Crafts shop"] {
        assert_eq!(refusal(known), "about-you", "{known}");
    }
    // Three letters stand in other words by chance.
    assert!(check_password("password", "bolt of silk", "sil@shop.example", "Bol").is_ok());
}
