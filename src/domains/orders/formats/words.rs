//! Letters and words of the three scripts, as addresses have them.

/// How a name is compared: small letters, one form of each vowel, without joiners and punctuation.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            // Joiners say how a letter looks, not which one it is.
            '\u{200b}'..='\u{200d}' | '\u{feff}' => {}
            letter if letter.is_alphanumeric() || is_sign(letter) => letters.push(letter),
            _ => letters.push(' '),
        }
    }
    for (parts, whole) in COMPOSED {
        if letters.contains(parts) {
            letters = letters.replace(parts, whole);
        }
    }
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Vowel signs that two key strokes may make: the parts, and the one letter that they are.
const COMPOSED: [(&str, &str); 7] = [
    ("\u{0bc6}\u{0bbe}", "\u{0bca}"),
    ("\u{0bc7}\u{0bbe}", "\u{0bcb}"),
    ("\u{0bc6}\u{0bd7}", "\u{0bcc}"),
    ("\u{0dd9}\u{0dcf}", "\u{0ddc}"),
    ("\u{0ddc}\u{0dca}", "\u{0ddd}"),
    ("\u{0dd9}\u{0dca}", "\u{0dda}"),
    ("\u{0dd9}\u{0ddf}", "\u{0dde}"),
];

/// Vowel signs and the like of Sinhala and Tamil, which are letters only beside others.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{0d80}'..='\u{0dff}' | '\u{0b80}'..='\u{0bff}')
}

/// Words before what they name.
pub(super) const LABELS: &[(&[&str], Label)] = &[
    (&["name", "customer", "to", "නම", "පෙර නම", "பெயர்"], Label::Name),
    (
        &[
            "phone",
            "tel",
            "telephone",
            "mobile",
            "contact",
            "contact no",
            "phone no",
            "tp",
            "whatsapp",
            "දුරකථන",
            "දුරකථනය",
            "දුරකථන අංකය",
            "ටෙලිෆෝන්",
            "තොලෝපෝන්",
            "தொலைபேசி",
            "தொலைபேசி எண்",
            "கைபேசி",
            "போன்",
        ],
        Label::Phone,
    ),
    (&["address", "add", "delivery address", "ලිපිනය", "முகவரி", "விலாசம்"], Label::Address),
    (&["city", "town", "nearest town", "නගරය", "ආසන්න නගරය", "நகரம்", "ஊர்"], Label::City),
    (&["district", "දිස්ත්රික්කය", "மாவட்டம்"], Label::District),
    (&["province", "පළාත", "மாகாணம்"], Label::Province),
    (&["postal code", "postcode", "zip", "post code", "තැපැල් කේතය", "அஞ்சல் குறியீடு"], Label::Postcode),
    (&["email", "e mail", "mail", "විද්යුත් තැපෑල", "மின்னஞ்சல்"], Label::Email),
];

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Name,
    Phone,
    Address,
    City,
    District,
    Province,
    Postcode,
    Email,
}

/// Words behind the name of a district or a province.
pub(super) const AREA_WORDS: &[&str] =
    &["district", "dist", "province", "දිස්ත්රික්කය", "දිස්ත්රික්කයේ", "පළාත", "පළාතේ", "மாவட்டம்", "மாகாணம்", "sri lanka", "ශ්රී ලංකාව", "இலங்கை"];

/// Words of streets and houses: what has one is no person's name.
pub(super) const STREET_WORDS: &[&str] = &[
    "no",
    "road",
    "rd",
    "street",
    "st",
    "lane",
    "mawatha",
    "mw",
    "place",
    "avenue",
    "ave",
    "gardens",
    "flats",
    "apartment",
    "house",
    "junction",
    "temple",
    "school",
    "near",
    "opposite",
    "අංක",
    "පාර",
    "මාවත",
    "වීදිය",
    "පටුමග",
    "හන්දිය",
    "ළඟ",
    "අසල",
    "නිවස",
    "இல",
    "வீதி",
    "தெரு",
    "ஒழுங்கை",
    "சந்தி",
    "அருகில்",
    "வீடு",
    "லேன்",
];

/// Whether two Latin words differ by a slip of a key or two, by their length.
pub(super) fn is_close(one: &str, other: &str) -> bool {
    if !one.is_ascii() || !other.is_ascii() {
        return false;
    }
    let most = match one.len().min(other.len()) {
        0..=5 => return false,
        6..=8 => 1,
        _ => 2,
    };
    one.len().abs_diff(other.len()) <= most && distance(one.as_bytes(), other.as_bytes()) <= most
}

/// Letters to put in, take out or exchange between two words.
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.iter().enumerate() {
        let mut row = Vec::with_capacity(above.len());
        row.push(place + 1);
        for (at, (wanted, pair)) in other.iter().zip(above.windows(2)).enumerate() {
            let &[corner, up] = pair else { continue };
            let left = row.get(at).copied().unwrap_or(usize::MAX - 1);
            row.push((corner + usize::from(letter != wanted)).min(up + 1).min(left + 1));
        }
        above = row;
    }
    above.last().copied().unwrap_or(usize::MAX)
}
