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

/// The files of a picture in several sizes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhotoSources {
    /// (pixels across, address as WebP, address of the file for programs that do not read it), least first.
    pub sizes: Vec<(u32, String, String)>,
    /// Pixels across of the whole.
    pub width: u32,
    /// Pixels down of the whole.
    pub height: u32,
}

/// A picture of which the browser fetches the size that it needs. Its place is kept free while it is on its way.
#[component]
pub fn Photo(
    /// Its files.
    sources: PhotoSources,
    /// What it shows.
    #[prop(into)]
    alt: String,
    /// How wide it is shown, as in CSS.
    #[prop(into)]
    shown: String,
    /// More classes of the image.
    #[prop(optional, into)]
    class: String,
    /// Fetched at once, because it is seen first.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let set = |of: fn(&(u32, String, String)) -> &String| {
        sources.sizes.iter().map(|size| format!("{} {}w", of(size), size.0)).collect::<Vec<_>>().join(", ")
    };
    let (webp, fallback) = (set(|size| &size.1), set(|size| &size.2));
    let src = sources.sizes.get(1).or_else(|| sources.sizes.first()).map(|size| size.2.clone());
    let loading = if eager { "eager" } else { "lazy" };
    view! {
        <picture>
            <source srcset=webp sizes=shown.clone() type="image/webp" />
            <img src=src srcset=fallback sizes=shown alt=alt width=sources.width height=sources.height loading=loading decoding="async"
                class=(!class.is_empty()).then_some(class) />
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
