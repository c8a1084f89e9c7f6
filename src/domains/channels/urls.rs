//! Paths of the channels domain.

/// The stores.
pub const LIST: &str = "/channels";
/// The form that makes a file of products; takes the query string of the list of products.
pub const EXPORT: &str = "/channels/export";
/// The form that makes a file of customers; takes the query string of the list of customers.
pub const EXPORT_CUSTOMERS: &str = "/channels/export/customers";
/// That file as CSV.
pub const CUSTOMERS_CSV: &str = "/channels/export/customers.csv";
/// That file as a sheet.
pub const CUSTOMERS_XLSX: &str = "/channels/export/customers.xlsx";
/// The file as CSV.
pub const EXPORT_CSV: &str = "/channels/export/products.csv";
/// The file as a sheet.
pub const EXPORT_XLSX: &str = "/channels/export/products.xlsx";
