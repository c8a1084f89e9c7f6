//! What somebody must know or sign: codes, signatures, sealed values, addresses of files; and telephone numbers.

use super::{bytes, cases, text};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::DateTime;
use hmac::{Hmac, KeyInit, Mac};
use proptest::prelude::*;
use proptest::sample::Index;
use sha2::Sha256;
use smartstore::domains::access::service::second_factor::{backup_code, step_of_code};
use smartstore::domains::access::urls::{safe_next, safe_return};
use smartstore::domains::channels::formats::normalise_phone as phone_of_a_file;
use smartstore::domains::customers::phone::{display, normalise_phone};
use smartstore::domains::notifications::service::{Token, read_token, token};
use smartstore::domains::platform::service::is_signed;
use smartstore::server::seal::{Place, Sealer};
use smartstore::server::storage::{Key, PictureKey};
use totp_rs::{Builder, Secret};
use uuid::Uuid;

const SECRET: &[u8; 20] = b"12345678901234567890";

fn sign(secret: &[u8], body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(body);
    STANDARD.encode(mac.finalize().into_bytes())
}

fn place(id: u128) -> Place<'static> {
    Place { organization_id: Uuid::from_u128(id), table: "webhook_endpoints", column: "secret_enc", id: Uuid::from_u128(id) }
}

fn is_e164(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or_default();
    (7..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
}

const PHONES: &str = "(\\+|00)?( ?\\(?0?\\)?)?(94|91|44|1)?[ -]?\\(?0?[0-9෦-෯௦-௯]{1,3}\\)?([ ./-]?[0-9]{1,4}){0,4}( ?(x|ext) ?[0-9]{1,4})?";

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_code_is_of_one_of_three_steps_or_of_none(typed in prop_oneof!["[0-9 -]{0,10}", text(24)], seconds in 0_i64..9_999_999_999) {
        let now = DateTime::from_timestamp(seconds, 0).unwrap();
        if let Some(step) = step_of_code(SECRET, &typed, now).unwrap() {
            prop_assert!((step - seconds / 30).abs() <= 1, "{} at {}", step, seconds);
        }
    }

    #[test]
    fn the_code_that_an_app_shows_is_taken_however_it_is_typed(seconds in 60_i64..9_999_999_999, gap in "[ -]{0,3}", shift in -1_i64..=1) {
        let totp = Builder::new().with_secret(Secret::from(SECRET.to_vec()).as_bytes()).build().unwrap();
        let shown = totp.generate(u64::try_from(seconds + 30 * shift).unwrap()).to_string();
        let typed = format!("{}{gap}{}", &shown[..3], &shown[3..]);
        // Two steps may have the same six digits by chance; one of the three it is.
        prop_assert!(step_of_code(SECRET, &typed, DateTime::from_timestamp(seconds, 0).unwrap()).unwrap().is_some());
    }

    #[test]
    fn a_backup_code_is_read_to_itself(typed in prop_oneof!["[0-9A-Za-z -]{0,16}", text(24)]) {
        if let Some(code) = backup_code(&typed) {
            prop_assert!(code.len() == 10 && code.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()) && !code.contains(['O', 'I', 'L']));
            prop_assert_eq!(backup_code(&code.to_lowercase()), Some(code.clone()));
            prop_assert_eq!(backup_code(&format!("{}-{}", &code[..5], &code[5..])), Some(code));
        }
    }

    #[test]
    fn a_signature_is_good_for_its_body_and_secret_alone(secret in prop::collection::vec(any::<u8>(), 1..40), body in bytes(400), other in bytes(400), place in any::<Index>()) {
        let signature = sign(&secret, &body);
        prop_assert!(is_signed(&secret, &body, &signature));
        prop_assert_eq!(is_signed(&secret, &other, &signature), other == body);
        prop_assert!(!is_signed(&[secret.as_slice(), b"x"].concat(), &body, &signature));
        let mut raw = STANDARD.decode(&signature).unwrap();
        let at = place.index(raw.len());
        raw[at] ^= 1;
        prop_assert!(!is_signed(&secret, &body, &STANDARD.encode(&raw)));
        prop_assert!(!is_signed(&secret, &body, &STANDARD.encode(&raw[..at])), "a part of it is none");
    }

    #[test]
    fn any_text_in_place_of_a_signature_is_none(signature in text(80)) {
        prop_assert!(!is_signed(b"secret", b"body", &signature) || signature.trim() == sign(b"secret", b"body"));
    }

    #[test]
    fn what_was_sealed_is_opened_in_its_place_unchanged(secret in bytes(200), index in any::<Index>(), flip in 1_u8..=255) {
        let sealer = Sealer::new(&[7; 32]).unwrap();
        let sealed = sealer.seal(place(1), &secret).unwrap();
        prop_assert_eq!(sealer.open(place(1), &sealed).unwrap(), secret);
        prop_assert!(sealer.open(place(2), &sealed).is_err());
        prop_assert!(Sealer::new(&[8; 32]).unwrap().open(place(1), &sealed).is_err());
        let mut changed = sealed.clone();
        let at = index.index(changed.len());
        changed[at] ^= flip;
        prop_assert!(sealer.open(place(1), &changed).is_err());
        prop_assert!(sealer.open(place(1), &sealed[..at]).is_err());
    }

    #[test]
    fn any_bytes_are_not_sealed(bytes in bytes(200)) {
        prop_assert!(Sealer::new(&[7; 32]).unwrap().open(place(1), &bytes).is_err());
    }

    #[test]
    fn a_token_of_a_letter_is_read_where_it_was_written_and_no_text_is_one(id in any::<u128>(), typed in text(120)) {
        let sealer = Sealer::new(&[7; 32]).unwrap();
        let made = Token { organization_id: Uuid::from_u128(id), user_id: Uuid::from_u128(!id), kind: None };
        let written = token(&sealer, made).unwrap();
        let read = read_token(&sealer, &written).unwrap();
        prop_assert_eq!((read.organization_id, read.user_id, read.kind), (made.organization_id, made.user_id, made.kind));
        prop_assert!(read_token(&sealer, &typed).is_none());
        prop_assert!(read_token(&sealer, &written[..written.len() - 1]).is_none());
    }

    #[test]
    fn the_name_of_a_file_leads_nowhere_else(typed in prop_oneof!["(o|u|\\.\\.|[a-f0-9-]{0,36}|/|%2e|\\\\|[a-z]{1,8}|\\.(png|jpg|webp)){0,12}", text(120)]) {
        if let Some(key) = Key::parse(&typed) {
            prop_assert_eq!(key.as_str(), typed.as_str());
            prop_assert!(!typed.contains("..") && !typed.starts_with('/') && !typed.contains(['\\', '%', '\0']));
        }
        drop(PictureKey::parse(&typed));
    }

    #[test]
    fn where_somebody_is_sent_is_on_this_site(typed in prop_oneof!["[/\\\\a-z:@%?#\t\r\n.ක]{0,24}", text(60)]) {
        for target in [safe_next(&typed), safe_return(&typed)] {
            prop_assert!(target.starts_with('/') && !target.starts_with("//") && !target.contains('\\'), "{:?}", target);
            prop_assert!(target.bytes().all(|byte| byte.is_ascii_graphic()), "{:?}", target);
        }
    }

    #[test]
    fn a_telephone_number_has_one_spelling(typed in prop_oneof![PHONES, text(60)]) {
        if let Some(number) = normalise_phone(&typed) {
            prop_assert!(is_e164(&number), "{}", number);
            prop_assert_eq!(normalise_phone(&number), Some(number.clone()));
            prop_assert_eq!(normalise_phone(&display(&number)), Some(number.clone()), "as it is shown it can be typed");
        }
        for country in ["LK", "IN", "gb", "", "??"] {
            if let Some(number) = phone_of_a_file(&typed, country) {
                prop_assert!(is_e164(&number), "{}", number);
                prop_assert_eq!(phone_of_a_file(&number, country), Some(number));
            }
        }
    }
}
