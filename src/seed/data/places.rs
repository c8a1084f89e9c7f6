//! Towns of Sri Lanka with their districts and postal codes, and streets as every town has them.

/// (town, district, postal code).
pub const TOWNS: &[(&str, &str, &str)] = &[
    ("Colombo 03", "Colombo", "00300"), ("Colombo 05", "Colombo", "00500"), ("Colombo 06", "Colombo", "00600"), ("Colombo 13", "Colombo", "01300"),
    ("Dehiwala", "Colombo", "10350"), ("Mount Lavinia", "Colombo", "10370"), ("Moratuwa", "Colombo", "10400"), ("Nugegoda", "Colombo", "10250"),
    ("Maharagama", "Colombo", "10280"), ("Battaramulla", "Colombo", "10120"), ("Homagama", "Colombo", "10200"), ("Piliyandala", "Colombo", "10300"),
    ("Kaduwela", "Colombo", "10640"), ("Gampaha", "Gampaha", "11000"), ("Negombo", "Gampaha", "11500"), ("Wattala", "Gampaha", "11300"),
    ("Ja-Ela", "Gampaha", "11350"), ("Kadawatha", "Gampaha", "11850"), ("Kelaniya", "Gampaha", "11600"), ("Minuwangoda", "Gampaha", "11550"),
    ("Kalutara", "Kalutara", "12000"), ("Panadura", "Kalutara", "12500"), ("Beruwala", "Kalutara", "12070"), ("Horana", "Kalutara", "12400"),
    ("Kandy", "Kandy", "20000"), ("Peradeniya", "Kandy", "20400"), ("Katugastota", "Kandy", "20800"), ("Gampola", "Kandy", "20500"),
    ("Akurana", "Kandy", "20850"), ("Kundasale", "Kandy", "20168"), ("Digana", "Kandy", "20180"), ("Pilimathalawa", "Kandy", "20450"),
    ("Nawalapitiya", "Kandy", "20650"), ("Matale", "Matale", "21000"), ("Dambulla", "Matale", "21100"), ("Nuwara Eliya", "Nuwara Eliya", "22200"),
    ("Hatton", "Nuwara Eliya", "22000"), ("Galle", "Galle", "80000"), ("Hikkaduwa", "Galle", "80240"), ("Ambalangoda", "Galle", "80300"),
    ("Matara", "Matara", "81000"), ("Weligama", "Matara", "81700"), ("Hambantota", "Hambantota", "82000"), ("Tangalle", "Hambantota", "82200"),
    ("Jaffna", "Jaffna", "40000"), ("Nallur", "Jaffna", "40000"), ("Chavakachcheri", "Jaffna", "40500"), ("Vavuniya", "Vavuniya", "43000"),
    ("Mannar", "Mannar", "41000"), ("Mullaitivu", "Mullaitivu", "42000"), ("Batticaloa", "Batticaloa", "30000"), ("Kattankudy", "Batticaloa", "30100"),
    ("Ampara", "Ampara", "32000"), ("Kalmunai", "Ampara", "32300"), ("Akkaraipattu", "Ampara", "32400"), ("Trincomalee", "Trincomalee", "31000"),
    ("Kurunegala", "Kurunegala", "60000"), ("Kuliyapitiya", "Kurunegala", "60200"), ("Puttalam", "Puttalam", "61300"), ("Chilaw", "Puttalam", "61000"),
    ("Anuradhapura", "Anuradhapura", "50000"), ("Polonnaruwa", "Polonnaruwa", "51000"), ("Badulla", "Badulla", "90000"),
    ("Bandarawela", "Badulla", "90100"), ("Moneragala", "Moneragala", "91000"), ("Ratnapura", "Ratnapura", "70000"),
    ("Embilipitiya", "Ratnapura", "70200"), ("Balangoda", "Ratnapura", "70100"), ("Kegalle", "Kegalle", "71000"), ("Mawanella", "Kegalle", "71500"),
];

/// Streets and lanes.
pub const STREETS: &[&str] = &[
    "Temple Road", "Station Road", "Main Street", "Galle Road", "Kandy Road", "Lake Road", "School Lane", "Hospital Road", "Church Street",
    "Mosque Lane", "Kovil Road", "Sea Street", "Hill Street", "Old Market Road", "Flower Road", "Sri Wijaya Mawatha", "Samagi Mawatha",
    "Dharmapala Mawatha", "Araliya Uyana", "Pansala Para", "Housing Scheme, 2nd Lane", "Railway Avenue", "New Town", "Gemunu Mawatha",
];
