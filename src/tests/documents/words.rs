//! Amounts in words.

use rust_decimal::Decimal;
use smartstore::domains::documents::service::amount_in_words;
use smartstore::shared::Language;

/// (cents, words without the currency and what closes them).
fn check(language: Language, before: &str, after: &str, amounts: &[(i64, &str)]) {
    for (cents, words) in amounts {
        let said = amount_in_words(Decimal::new(*cents, 2), "LKR", language);
        assert_eq!(said, format!("{before} {words} {after}"), "{cents} cents");
    }
}

#[test]
fn english_counts_by_thousand_and_million() {
    check(
        Language::En,
        "Rupees",
        "only",
        &[
            (0, "zero"),
            (100, "one"),
            (1_300, "thirteen"),
            (2_000, "twenty"),
            (2_100, "twenty-one"),
            (9_999, "ninety-nine and cents ninety-nine"),
            (10_000, "one hundred"),
            (10_100, "one hundred and one"),
            (11_550, "one hundred and fifteen and cents fifty"),
            (99_900, "nine hundred and ninety-nine"),
            (100_000, "one thousand"),
            (100_100, "one thousand and one"),
            (125_050, "one thousand two hundred and fifty and cents fifty"),
            (1_000_000, "ten thousand"),
            (10_000_000, "one hundred thousand"),
            (12_345_678, "one hundred and twenty-three thousand four hundred and fifty-six and cents seventy-eight"),
            (100_000_000, "one million"),
            (
                12_345_678_901,
                "one hundred and twenty-three million four hundred and fifty-six thousand seven hundred and eighty-nine and cents one",
            ),
            (
                99_999_999_999_999,
                "nine hundred and ninety-nine billion nine hundred and ninety-nine million nine hundred and ninety-nine thousand \
                 nine hundred and ninety-nine and cents ninety-nine",
            ),
        ],
    );
}

#[test]
fn sinhala_counts_by_thousand_lakh_and_crore() {
    check(
        Language::Si,
        "රුපියල්",
        "පමණි",
        &[
            (0, "බිංදුවක්"),
            (100, "එකක්"),
            (300, "තුනක්"),
            (900, "නවයක්"),
            (1_000, "දහයක්"),
            (1_500, "පහළොවක්"),
            (2_000, "විස්සක්"),
            (2_500, "විසිපහක්"),
            (4_400, "හතළිස්හතරක්"),
            (7_000, "හැත්තෑවක්"),
            (9_900, "අනූනවයක්"),
            (10_000, "එකසියයක්"),
            (12_500, "එකසිය විසිපහක්"),
            (20_000, "දෙසියයක්"),
            (45_000, "හාරසිය පනහක්"),
            (50_050, "පන්සියයයි ශත පනහක්"),
            (100_000, "එක්දහසක්"),
            (125_000, "එක්දහස් දෙසිය පනහක්"),
            (125_075, "එක්දහස් දෙසිය පනහයි ශත හැත්තෑපහක්"),
            (250_000, "දෙදහස් පන්සියයක්"),
            (400_000, "හාරදහසක්"),
            (1_000_000, "දසදහසක්"),
            (1_250_000, "දොළොස්දහස් පන්සියයක්"),
            (1_500_000, "පහළොස්දහසක්"),
            (2_400_000, "විසිහතරදහසක්"),
            (2_500_000, "විසිපන්දහසක්"),
            (9_999_900, "අනූනවදහස් නවසිය අනූනවයක්"),
            (10_000_000, "එක්ලක්ෂයක්"),
            (15_000_000, "එක්ලක්ෂ පනස්දහසක්"),
            (20_010_000, "දෙලක්ෂ එකසියයක්"),
            (125_000_000, "දොළොස්ලක්ෂ පනස්දහසක්"),
            (1_000_000_000, "එක්කෝටියක්"),
            (2_512_345_600, "දෙකෝටි පනස්එක්ලක්ෂ විසිතුන්දහස් හාරසිය පනස්හයක්"),
            (100_000_000_000, "එකසියය කෝටියක්"),
        ],
    );
}

#[test]
fn tamil_counts_by_thousand_lakh_and_crore() {
    check(
        Language::Ta,
        "ரூபாய்",
        "மட்டும்",
        &[
            (0, "பூச்சியம்"),
            (100, "ஒன்று"),
            (1_100, "பதினொன்று"),
            (1_900, "பத்தொன்பது"),
            (2_000, "இருபது"),
            (2_100, "இருபத்தொன்று"),
            (2_200, "இருபத்திரண்டு"),
            (2_300, "இருபத்துமூன்று"),
            (2_500, "இருபத்தைந்து"),
            (3_600, "முப்பத்தாறு"),
            (4_800, "நாற்பத்தெட்டு"),
            (9_500, "தொண்ணூற்றைந்து"),
            (10_000, "நூறு"),
            (12_500, "நூற்று இருபத்தைந்து"),
            (30_000, "முந்நூறு"),
            (80_000, "எண்ணூறு"),
            (90_000, "தொள்ளாயிரம்"),
            (95_000, "தொள்ளாயிரத்து ஐம்பது"),
            (100_000, "ஆயிரம்"),
            (125_000, "ஆயிரத்து இருநூற்று ஐம்பது"),
            (125_050, "ஆயிரத்து இருநூற்று ஐம்பது மற்றும் சதம் ஐம்பது"),
            (250_000, "இரண்டாயிரத்து ஐந்நூறு"),
            (500_000, "ஐந்தாயிரம்"),
            (1_000_000, "பத்தாயிரம்"),
            (1_100_000, "பதினோராயிரம்"),
            (2_100_000, "இருபத்தோராயிரம்"),
            (2_500_000, "இருபத்தைந்தாயிரம்"),
            (9_000_000, "தொண்ணூறாயிரம்"),
            (10_000_000, "ஒரு இலட்சம்"),
            (15_000_000, "ஒரு இலட்சத்து ஐம்பதாயிரம்"),
            (210_000_000, "இருபத்தொரு இலட்சம்"),
            (1_000_000_000, "ஒரு கோடி"),
            (2_512_345_600, "இரண்டு கோடியே ஐம்பத்தொரு இலட்சத்து இருபத்துமூன்றாயிரத்து நானூற்று ஐம்பத்தாறு"),
        ],
    );
}

#[test]
fn every_amount_can_be_said() {
    for language in Language::ALL {
        let mut cents: i64 = 1;
        while cents < 99_999_999_999_999 {
            let said = amount_in_words(Decimal::new(cents, 2), "USD", language);
            assert!(said.starts_with("USD ") && !said.contains("  ") && !said.contains('@') && said.trim() == said, "{cents}: {said:?}");
            cents += cents / 7 + 1;
        }
        assert_eq!(amount_in_words(Decimal::new(-500, 2), "LKR", language), amount_in_words(Decimal::new(500, 2), "LKR", language));
    }
}
