//! Places by how their names are compared.

use super::words::{AREA_WORDS, is_close, plain};
use crate::domains::orders::model::{City, Places};
use std::collections::HashMap;

/// A name without the word that says what it is the name of.
pub(super) fn without_area_words(text: &str) -> String {
    let text = plain(text);
    let mut name = text.as_str();
    for word in AREA_WORDS.iter().map(|word| plain(word)) {
        name = name.strip_suffix(word.as_str()).map_or(name, str::trim);
    }
    name.to_owned()
}

/// All places, ready to be found: made once and used for many texts.
pub struct Atlas {
    places: Places,
    /// Cities of a name, by their place among all.
    cities: HashMap<String, Vec<usize>>,
    /// Latin names by their first letter, which people seldom miss.
    latin: HashMap<u8, Vec<String>>,
    /// The first city of a postal code.
    codes: HashMap<String, usize>,
    districts: HashMap<String, i16>,
    provinces: Vec<String>,
}

impl Atlas {
    /// Makes it of places.
    #[must_use]
    pub fn of(places: Places) -> Self {
        let mut cities: HashMap<String, Vec<usize>> = HashMap::new();
        let mut codes = HashMap::new();
        for (at, city) in places.cities.iter().enumerate() {
            for name in city.names.iter().filter(|name| !name.is_empty()) {
                let known = cities.entry(plain(name)).or_default();
                if !known.contains(&at) {
                    known.push(at);
                }
            }
            if let Some(code) = &city.postcode {
                codes.entry(code.clone()).or_insert(at);
            }
        }
        let mut latin: HashMap<u8, Vec<String>> = HashMap::new();
        for name in cities.keys().filter(|name| name.is_ascii()) {
            latin.entry(name.bytes().next().unwrap_or_default()).or_default().push(name.clone());
        }
        latin.values_mut().for_each(|names| names.sort_unstable());
        let mut districts = HashMap::new();
        for district in &places.districts {
            districts.extend(district.names.iter().filter(|name| !name.is_empty()).map(|name| (plain(name), district.id)));
        }
        let provinces = places.provinces.iter().flatten().filter(|name| !name.is_empty()).map(|name| plain(name)).collect();
        Self { places, cities, latin, codes, districts, provinces }
    }

    /// The one of the district, if that is known and there is one in it.
    fn best(&self, known: &[usize], district: Option<i16>) -> Option<&City> {
        let mut cities = known.iter().filter_map(|at| self.places.cities.get(*at));
        let first = cities.clone().next();
        cities.find(|city| district.is_none_or(|id| id == city.district_id)).or(first)
    }

    /// The city that a text names, of the district if that is known. Colombo's zones are written in many ways.
    pub(super) fn city(&self, text: &str, district: Option<i16>) -> Option<&City> {
        let name = zone(&without_area_words(text));
        if let Some(known) = self.cities.get(&name) {
            return self.best(known, district);
        }
        let alike = self.latin.get(&name.bytes().next()?)?.iter().filter(|known| is_close(known, &name));
        let closest = alike.min_by_key(|known| known.len().abs_diff(name.len()))?;
        self.best(self.cities.get(closest)?, district)
    }

    /// The city whose name a text ends with, and what stands before it.
    pub(super) fn city_at_end(&self, text: &str, district: Option<i16>) -> Option<(&City, String)> {
        let words: Vec<&str> = text.split_whitespace().collect();
        (1..=3.min(words.len().saturating_sub(1))).rev().find_map(|count| {
            let (before, last) = words.split_at_checked(words.len() - count)?;
            let known = self.cities.get(&zone(&plain(&last.join(" "))))?;
            Some((self.best(known, district)?, before.join(" ")))
        })
    }

    /// The first city that has a postal code.
    pub(super) fn city_of_code(&self, code: &str) -> Option<&City> {
        self.codes.get(code).and_then(|at| self.places.cities.get(*at))
    }

    /// The district that a text names.
    pub(super) fn district(&self, text: &str) -> Option<i16> {
        self.districts.get(&without_area_words(text)).copied()
    }

    /// Whether a text names a province, or the country.
    pub(super) fn is_province(&self, text: &str) -> bool {
        let name = without_area_words(text);
        name.is_empty() || self.provinces.contains(&name)
    }

    /// The English name of a district.
    pub(super) fn district_name(&self, id: i16) -> Option<&str> {
        self.places.districts.iter().find(|district| district.id == id).and_then(|district| district.names.first()).map(String::as_str)
    }
}

/// `colombo 03`, `colombo3`, `col 3`: one name for a zone.
fn zone(name: &str) -> String {
    let letters = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let Some(number) = name.get(letters.len()..).and_then(|digits| digits.parse::<u8>().ok()) else { return name.to_owned() };
    let city = match letters.trim() {
        "col" | "cmb" => "colombo",
        other => other,
    };
    format!("{city} {number}")
}
