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
