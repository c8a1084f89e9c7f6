//! Pictures in two formats, and people by picture or initials.

use leptos::prelude::*;

use super::classes;

/// A picture: WebP where the browser reads it, else the other format. Without `alt` it is decoration.
#[component]
pub fn Picture(
    /// Address of the WebP file.
    #[prop(into)]
    webp: String,
    /// Address of the file for programs that do not read WebP.
    #[prop(into)]
    fallback: String,
    /// What it shows, for who does not see it.
    #[prop(optional, into)]
    alt: String,
    /// More classes of the image.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    view! {
        <picture>
            <source srcset=webp type="image/webp" />
            <img src=fallback alt=alt class=(!class.is_empty()).then_some(class) />
        </picture>
    }
}

/// The first letters of the first two words of a name. A letter comes with the signs that belong to it: Sinhala and Tamil vowels
/// are marks after their consonant.
#[must_use]
pub fn initials(name: &str) -> String {
    let first = |word: &str| -> String {
        let mut letters = word.chars().skip_while(|c| !c.is_alphanumeric());
        let Some(letter) = letters.next() else { return String::new() };
        let marks = letters.take_while(|c| !c.is_alphanumeric() || is_vowel_sign(*c)).take(3);
        letter.to_uppercase().chain(marks).filter(|c| c.is_alphanumeric() || is_vowel_sign(*c) || is_joiner(*c)).collect()
    };
    name.split_whitespace().map(first).filter(|letters| !letters.is_empty()).take(2).collect()
}

/// Signs of Sinhala and Tamil that stand with the letter before them.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{0d81}'..='\u{0d83}' | '\u{0dca}'..='\u{0ddf}' | '\u{0df2}' | '\u{0df3}' | '\u{0b82}' | '\u{0bbe}'..='\u{0bcd}' | '\u{0bd7}')
}

fn is_joiner(c: char) -> bool {
    c == '\u{200d}'
}

/// A person, small and round: their picture, else their initials. The name stands beside it or in the label of what holds it.
#[component]
pub fn Avatar(
    /// Their name.
    #[prop(into)]
    name: String,
    /// Addresses of their picture: WebP, and the other format.
    #[prop(optional_no_strip)]
    picture: Option<(String, String)>,
    /// More classes, such as `avatar-lg`.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    // The initials are drawn by the style: as text they would be words of a button that its name has not.
    let letters = picture.is_none().then(|| initials(&name));
    let inner = picture.map(|(webp, fallback)| view! { <Picture webp fallback /> });
    view! { <span class=classes(&["avatar", &class]) data-initials=letters aria-hidden="true">{inner}</span> }
}
