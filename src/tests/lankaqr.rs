//! LANKAQR codes: those that others made are read, and ours are those that others would make.

use rust_decimal::Decimal;
use smartstore::shared::lankaqr::{Code, Merchant, Problem};

const STATIC: &str =
    "0002010102112632002817056001000000000001234500015204599953031445802LK5911RAJA BATIKS6007COLOMBO62100506STATIC63048CE1";
const DYNAMIC: &str =
    "00020101021226320028170560010000000000012345000152045999530314454074500.005802LK5911RAJA BATIKS6007COLOMBO62120508INV-10016304BD61";
/// The example of EMVCo, with names in another language.
const EMVCO: &str = "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A";
/// A merchant's own, with a field of its bank.
const SEEN: &str = "0002010102112632002816861001000000000000022202225204939953031445802LK5911ABC Grocery6003cbc62130509LOLC_IPAY85310012IPAY_INS_REF0111Q00000147556304AC66";
const ACCOUNT: &str = "1705600100000000000123450001";

fn code(text: &str) -> Code {
    Code::decode(text).unwrap()
}

#[test]
fn the_checksum_is_the_one_of_emvco() {
    let crc = crc::Crc::<u16>::new(&crc::CRC_16_IBM_3740);
    assert_eq!(crc.checksum(b"123456789"), 0x29B1);
}

#[test]
fn codes_of_others_are_read_and_written_as_they_were() {
    for text in [STATIC, DYNAMIC, EMVCO, SEEN] {
        assert_eq!(code(text).encode(), text);
    }
    let seen = code(SEEN);
    assert_eq!(seen.check(), Ok(()));
    assert_eq!((seen.name(), seen.city(), seen.category(), seen.amount()), ("ABC Grocery", "cbc", "9399", None));
    assert_eq!(seen.account().as_deref(), Some("1686100100000000000002220222"));
    assert_eq!(seen.reference().as_deref(), Some("LOLC_IPAY"));
    assert!(!seen.is_dynamic());
    let emvco = code(EMVCO);
    assert_eq!(emvco.amount(), Some(Decimal::new(2372, 2)), "lengths count letters, not bytes");
    assert_eq!(emvco.check(), Err(Problem::NoAccount));
}

#[test]
fn a_code_for_one_payment_is_the_one_for_many_with_amount_and_reference() {
    let merchant = Merchant { account: ACCOUNT, category: "5999", name: "RAJA BATIKS", city: "COLOMBO" };
    let made = Code::of(&merchant).unwrap();
    assert_eq!(made.charge(Decimal::from(4500), "INV-1001").unwrap().encode(), DYNAMIC);
    assert_eq!(code(STATIC).charge(Decimal::new(450_000, 2), "INV-1001").unwrap().encode(), DYNAMIC);
    assert_eq!(code(DYNAMIC).charge(Decimal::from(1), "A").unwrap().amount(), Some(Decimal::from(1)), "an older amount is replaced");
    // What the merchant's bank has put into the code stays there.
    let charged = code(SEEN).charge(Decimal::from(100), "7").unwrap();
    assert!(charged.is_dynamic());
    assert_eq!(charged.reference().as_deref(), Some("7"));
    assert!(charged.tags().iter().any(|tag| tag.id == 85 && tag.value == "0012IPAY_INS_REF0111Q0000014755"));
    assert_eq!(code(&charged.encode()), charged);
}

#[test]
fn a_bare_account_is_read_and_written_below_its_field() {
    let bare = format!("0002010102112628{ACCOUNT}5204599953031445802LK5911RAJA BATIKS6007COLOMBO6304");
    let crc = crc::Crc::<u16>::new(&crc::CRC_16_IBM_3740);
    let text = format!("{bare}{:04x}", crc.checksum(bare.as_bytes()));
    let read = code(&text);
    assert_eq!(read.account().as_deref(), Some(ACCOUNT));
    assert!(read.encode().contains(&format!("26320028{ACCOUNT}")));
}

#[test]
fn what_is_no_code_is_refused_with_its_reason() {
    let changed = STATIC.replace("RAJA BATIKS", "RAJA BATIKT");
    assert_eq!(Code::decode(&changed), Err(Problem::Checksum));
    for text in
        ["", "00", "000201", "6304FFFF", "0002016304FFFG0", "00020200020163041234", "9999", "ab0201", "0002010002016304AAAA", "0003ක"]
    {
        assert_eq!(Code::decode(text), Err(Problem::Malformed), "{text}");
    }
    let merchant = Merchant { account: ACCOUNT, category: "5999", name: "RAJA BATIKS", city: "COLOMBO" };
    assert_eq!(Code::of(&Merchant { account: "17056001", ..merchant }), Err(Problem::NoAccount));
    assert_eq!(Code::of(&Merchant { name: "රාජා", ..merchant }), Err(Problem::Field));
    assert_eq!(Code::of(&Merchant { name: "A NAME OF TWENTY-SIX SIGNS", ..merchant }), Err(Problem::Field));
    let made = Code::of(&merchant).unwrap();
    assert_eq!(made.charge(Decimal::ZERO, "A"), Err(Problem::Amount));
    assert_eq!(made.charge(Decimal::from(-5), "A"), Err(Problem::Amount));
    assert_eq!(made.charge(Decimal::new(1_005, 3), "A"), Err(Problem::Amount));
    assert_eq!(made.charge(Decimal::from(99_999_999_999_i64), "A"), Err(Problem::Amount));
    assert_eq!(made.charge(Decimal::from(1), ""), Err(Problem::Field));
    assert_eq!(made.charge(Decimal::from(1), "a reference of many letters"), Err(Problem::Field));
    assert_eq!(code(EMVCO).charge(Decimal::from(1), "A"), Err(Problem::NoAccount));
}
