//! Addresses as buyers send them, in three scripts.

use crate::support::TestApp;
use axum::http::StatusCode;
use proptest::prelude::*;
use smartstore::domains::orders::formats::{Atlas, read, read_places};
use smartstore::domains::orders::model::Places;
use smartstore::domains::orders::service::{import_places, places, read_address};
use std::sync::OnceLock;

/// Text; name, phone, first line, city, district, postal code.
const PASTED: &[(&str, [&str; 6])] = &[
    ("Nimal Perera\n12/3 Lake Road\nKandy\n0771234567", ["Nimal Perera", "+94771234567", "12/3 Lake Road", "Kandy", "Kandy", "20000"]),
    (
        "Kamala Silva, No 45, Temple Road, Maharagama, 077-123-4567",
        ["Kamala Silva", "+94771234567", "No 45, Temple Road", "Maharagama", "Colombo", "10280"],
    ),
    (
        "Name: A. B. Fernando\nAddress: 7 Sea Street, Negombo\nPhone: +94 71 234 5678",
        ["A. B. Fernando", "+94712345678", "7 Sea Street", "Negombo", "Gampaha", "11500"],
    ),
    (
        "Mohamed Rizwan\n15 Main Street\nColombo 03\nTel: 0112345678",
        ["Mohamed Rizwan", "+94112345678", "15 Main Street", "Colombo 3", "Colombo", "00300"],
    ),
    ("Priya\n22 Galle Rd, col 6\n0777654321", ["Priya", "+94777654321", "22 Galle Rd", "Colombo 6", "Colombo", "00600"]),
    (
        "S. Kumar\n10 Station Road, Wellawatta, Colombo District\n076 555 1234",
        ["S. Kumar", "+94765551234", "10 Station Road", "Wellawatta", "Colombo", "00600"],
    ),
    (
        "Ruwan Jayasinghe\n44 Hill Street Matara 81000\n0701112223",
        ["Ruwan Jayasinghe", "+94701112223", "44 Hill Street", "Matara", "Matara", "81000"],
    ),
    ("Dilani\n5 Flower Lane\nKurunagala\n0712223334", ["Dilani", "+94712223334", "5 Flower Lane", "Kurunegala", "Kurunegala", "60000"]),
    ("Saman Kumara, Kuliyapitiya, Kurunegala, 0713334445", ["Saman Kumara", "+94713334445", "", "Kuliyapitiya", "Kurunegala", "60200"]),
    (
        "12 Palm Grove\nHikkaduwa\nGalle District\nSouthern Province\nSri Lanka\n0774445556\nAnoma Dias",
        ["Anoma Dias", "+94774445556", "12 Palm Grove", "Hikkaduwa", "Galle", "80240"],
    ),
    ("No. 8, 3rd Lane, 11500\nPeter\n0775556667", ["Peter", "+94775556667", "No. 8, 3rd Lane", "Negombo", "Gampaha", "11500"]),
    ("Nisha (0776667778)\n3/1, Nallur, Jaffna", ["Nisha", "+94776667778", "3/1", "Nallur", "Jaffna", "40000"]),
    ("නිමල් පෙරේරා\nඅංක 12, පන්සල පාර\nමහනුවර\n077 123 4567", ["නිමල් පෙරේරා", "+94771234567", "අංක 12, පන්සල පාර", "Kandy", "Kandy", "20000"]),
    ("නම: කමලා සිල්වා\nලිපිනය: 45 ගාලු පාර, පානදුර\nදුරකථන: 0712345678", ["කමලා සිල්වා", "+94712345678", "45 ගාලු පාර", "Panadura", "Kalutara", "12500"]),
    ("සුනිල්, 7 වෙරළ පාර, මීගමුව, 0771112223", ["සුනිල්", "+94771112223", "7 වෙරළ පාර", "Negombo", "Gampaha", "11500"]),
    ("රුවන් කුමාර\n15 ප්‍රධාන වීදිය\nකොළඹ 03\n0112345678", ["රුවන් කුමාර", "+94112345678", "15 ප්‍රධාන වීදිය", "Colombo 3", "Colombo", "00300"]),
    ("අනුර\n22 වැව පාර\nකැකිරාව\nඅනුරාධපුර දිස්ත්‍රික්කය\n0713334445", ["අනුර", "+94713334445", "22 වැව පාර", "Kekirawa", "Anuradhapura", "50100"]),
    ("දිල්රුක්ෂි\n9 කන්ද පාර ත්‍රිකුණාමලය\n0774445556", ["දිල්රුක්ෂි", "+94774445556", "9 කන්ද පාර", "Trincomalee", "Trincomalee", "31000"]),
    ("குமார்\nஇல 12, கோவில் வீதி\nயாழ்ப்பாணம்\n0771234567", ["குமார்", "+94771234567", "இல 12, கோவில் வீதி", "Jaffna", "Jaffna", "40000"]),
    (
        "பெயர்: பிரியா ராஜா\nமுகவரி: 45 கடற்கரை வீதி, மட்டக்களப்பு\nதொலைபேசி: 071 234 5678",
        ["பிரியா ராஜா", "+94712345678", "45 கடற்கரை வீதி", "Batticaloa", "Batticaloa", "30000"],
    ),
    ("செல்வி, 7 காலி வீதி, வெள்ளவத்தை, 0771112223", ["செல்வி", "+94771112223", "7 காலி வீதி", "Wellawatta", "Colombo", "00600"]),
    ("ரவி\n3 பிரதான வீதி\nநல்லூர்\nயாழ்ப்பாணம் மாவட்டம்\n0765556667", ["ரவி", "+94765556667", "3 பிரதான வீதி", "Nallur", "Jaffna", "40000"]),
    ("கண்ணன்\n8 புகையிரத வீதி, கொழும்பு 06\n0701112223", ["கண்ணன்", "+94701112223", "8 புகையிரத வீதி", "Colombo 6", "Colombo", "00600"]),
    ("0712345678", ["", "+94712345678", "", "", "", ""]),
    ("12 Unknown Road, Nowhereville", ["", "", "12 Unknown Road", "", "", ""]),
    ("", ["", "", "", "", "", ""]),
];

/// What is read in another way than it should.
fn misread(places: &Atlas) -> Vec<String> {
    let mut wrong = Vec::new();
    for (text, [name, phone, line1, city, district, postcode]) in PASTED {
        let head = read(text, places);
        let found = [&head.name, &head.phone, &head.line1, &head.city, &head.district, &head.postal_code];
        if found.map(String::as_str) != [*name, phone, line1, city, district, postcode] {
            wrong.push(format!("{text:?}: {found:?}"));
        }
    }
    wrong
}

#[tokio::test]
async fn pasted_addresses_are_read_in_three_scripts() {
    let app = TestApp::start().await;
    let places = places(&app.scope()).await.unwrap();
    assert_eq!((places.provinces.len(), places.districts.len()), (9, 25));
    let places = Atlas::of(places);
    let wrong = misread(&places);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let head = read("Two phones 0771234567 / 0712345678\nme@shop.lk\nKandy", &places);
    assert_eq!((head.phone.as_str(), head.note.as_str(), head.email.as_str()), ("+94771234567", "+94712345678", "me@shop.lk"));
    assert_eq!(read("අනුර\nදඹුල්ල", &places).city, read("අනුර\nද\u{200d}ඹුල්ල", &places).city, "joiners do not matter");
}

fn known() -> &'static Atlas {
    static KNOWN: OnceLock<Atlas> = OnceLock::new();
    KNOWN.get_or_init(|| Atlas::of(Places::default()))
}

proptest! {
    /// Whatever is pasted, reading it fails nothing and makes no letters up.
    #[test]
    fn anything_can_be_pasted(text in "(\\PC|\n){0,300}") {
        let head = read(&text, known());
        for part in [&head.name, &head.line1] {
            for word in part.split([' ', ',']) {
                prop_assert!(text.contains(word), "{word:?} of {text:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_pasted_text_fills_in_the_form_without_a_script() {
    let app = TestApp::start().await;
    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open("/orders/new?paste=Kamala+Silva%0A45+Temple+Road%0AMaharagama%0A0771234567").await;
    assert_eq!(page.status, StatusCode::OK);
    for (css, value) in [
        ("#name", "Kamala Silva"),
        ("#phone", "+94771234567"),
        ("#line1", "45 Temple Road"),
        ("#city", "Maharagama"),
        ("#postal_code", "10280"),
    ] {
        assert_eq!(page.attribute(css, "value").as_deref(), Some(value), "{css}");
    }
    let made = staff.submit_form(&page, "form[action='/api/orders/create_order']", &[("action", "draft")]).await;
    assert_eq!(made.status, StatusCode::OK, "{made:?}");
    assert!(made.visible().contains("Maharagama"));
}

#[tokio::test]
async fn more_places_come_from_a_file_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let before = read_address(&app.scope(), "Nimal\n12 Hill Street\nHantana\n0771234567").await.unwrap();
    assert_eq!(before.city, "", "not known yet");
    let text = include_str!("../../../end2end/fixtures/places.sql");
    let change = import_places(&app.db, text).await.unwrap();
    assert_eq!((change.provinces, change.districts, change.cities), (0, 0, 5), "{change:?}");
    assert_eq!((change.spellings, change.postcodes, change.refused), (1, 0, vec!["Nowhere".to_owned()]));
    let again = import_places(&app.db, text).await.unwrap();
    assert_eq!((again.cities, again.spellings, again.postcodes), (0, 0, 0), "{again:?}");
    // Every organization knows them at once, by each spelling.
    for (text, city, district, code) in [
        ("Nimal\n12 Hill Street\nHantana\n0771234567", "Hantana", "Kandy", "20009"),
        ("නිමල්\n12 කන්ද පාර\nහන්තාන\nනුවර දිස්ත්‍රික්කය\n0771234567", "Hantana", "Kandy", "20009"),
        ("Kumar\n3 Beach Road\nLake Side\n0771234567", "Lake Side", "Colombo", "01600"),
        ("Ann\n4 Hill Street\nSt. Mary's Hill\n0771234567", "St. Mary's Hill", "Kandy", ""),
    ] {
        let head = read_address(&app.other_scope(), text).await.unwrap();
        assert_eq!((head.city.as_str(), head.district.as_str(), head.postal_code.as_str()), (city, district, code), "{text}");
    }
    assert!(misread(&Atlas::of(places(&app.scope()).await.unwrap())).is_empty());
    for broken in ["", "select 1", "insert into cities (id, name_en) values (1, 'No end", "insert into cities (id) values (1)"] {
        assert!(import_places(&app.db, broken).await.is_err(), "{broken}");
    }
}

proptest! {
    /// Whatever is in a file of places, reading it ends.
    #[test]
    fn anything_can_be_a_file_of_places(text in "(insert into cities \\(id, name_en\\) values|\\(1, 'a'\\)|[(),'`\\\\;0-9a-z \n/*-]){0,40}") {
        drop(read_places(&text));
    }
}

#[tokio::test]
async fn the_whole_country_is_read_and_found() {
    let root = std::env::var_os("SMARTSTORE_SHARED")
        .map_or_else(|| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), std::path::PathBuf::from);
    let folder = root.join("data/lk-geo");
    if !folder.exists() {
        println!("skipped: {} is not here", folder.display());
        return;
    }
    let app = TestApp::start().await;
    let mut text = String::new();
    for name in ["provinces.sql", "districts.sql", "cities.sql"] {
        text += &std::fs::read_to_string(folder.join(name)).unwrap();
    }
    let change = import_places(&app.db, &text).await.unwrap();
    assert_eq!((change.provinces, change.districts, change.refused.len()), (0, 0, 0), "{change:?}");
    assert!(change.cities > 1_900, "{change:?}");
    let again = import_places(&app.db, &text).await.unwrap();
    assert_eq!((again.cities, again.spellings, again.postcodes), (0, 0, 0), "{again:?}");
    let atlas = Atlas::of(places(&app.scope()).await.unwrap());
    let wrong = misread(&atlas);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let began = std::time::Instant::now();
    for (text, _) in PASTED {
        drop(read(text, &atlas));
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(1), "{:?}", began.elapsed());
}
