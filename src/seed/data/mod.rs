//! Texts of the invented data.

pub mod catalogue;
pub mod jaffna;
pub mod kandy;
pub mod names;
pub mod places;
