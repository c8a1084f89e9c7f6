//! Where parcels can go.

/// A city or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct City {
    /// Its names in English, Sinhala and Tamil.
    pub names: Vec<String>,
    /// Its district.
    pub district_id: i16,
    /// Five digits.
    pub postcode: Option<String>,
}

/// A district.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct District {
    /// Its number.
    pub id: i16,
    /// Its names in English, Sinhala and Tamil.
    pub names: Vec<String>,
}

/// All places that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Cities.
    pub cities: Vec<City>,
    /// Districts.
    pub districts: Vec<District>,
    /// Names of provinces in English, Sinhala and Tamil.
    pub provinces: Vec<Vec<String>>,
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceRow {
    /// Its number there.
    pub id: i32,
    /// The number there of the province or district that it belongs to.
    pub above: Option<i32>,
    /// Its names in English, Sinhala and Tamil; empty where the file has none.
    pub names: [String; 3],
    /// Five digits.
    pub postcode: Option<String>,
}

/// What a file has of places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilePlaces {
    /// Provinces.
    pub provinces: Vec<PlaceRow>,
    /// Districts.
    pub districts: Vec<PlaceRow>,
    /// Cities and their parts.
    pub cities: Vec<PlaceRow>,
}

/// What a file has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacesChange {
    /// New provinces.
    pub provinces: usize,
    /// New districts.
    pub districts: usize,
    /// New cities.
    pub cities: usize,
    /// Spellings that were not known of places that were.
    pub spellings: usize,
    /// Postal codes that were not known or are others now.
    pub postcodes: usize,
    /// Places of the file that said nothing new.
    pub unchanged: usize,
    /// English names of places whose province or district is unknown.
    pub refused: Vec<String>,
}
