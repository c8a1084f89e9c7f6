//! Names of people: as written in Latin letters, and as they write them themselves.

/// Sinhala given names: (Latin, own script).
pub const SINHALA: &[(&str, &str)] = &[
    ("Nimal", "නිමල්"),
    ("Kamal", "කමල්"),
    ("Sunil", "සුනිල්"),
    ("Chaminda", "චමින්ද"),
    ("Ruwan", "රුවන්"),
    ("Kasun", "කසුන්"),
    ("Nuwan", "නුවන්"),
    ("Tharindu", "තරිඳු"),
    ("Dinesh", "දිනේෂ්"),
    ("Lahiru", "ලහිරු"),
    ("Saman", "සමන්"),
    ("Isuru", "ඉසුරු"),
    ("Nadeesha", "නදීෂා"),
    ("Dilani", "දිලානි"),
    ("Sanduni", "සඳුනි"),
    ("Chathurika", "චතුරිකා"),
    ("Kumari", "කුමාරි"),
    ("Anoma", "අනෝමා"),
    ("Ishara", "ඉෂාරා"),
    ("Hiruni", "හිරුණි"),
    ("Malini", "මාලිනී"),
    ("Thilini", "තිලිනි"),
    ("Nayana", "නයනා"),
    ("Samanthi", "සමන්ති"),
    ("Piumi", "පියුමි"),
    ("Gayani", "ගයානි"),
    ("Upul", "උපුල්"),
    ("Roshan", "රොෂාන්"),
    ("Amila", "අමිල"),
    ("Sachini", "සචිනි"),
];

/// Sinhala family names: (Latin, own script).
pub const SINHALA_FAMILIES: &[(&str, &str)] = &[
    ("Perera", "පෙරේරා"),
    ("Fernando", "ප්‍රනාන්දු"),
    ("Silva", "සිල්වා"),
    ("Bandara", "බණ්ඩාර"),
    ("Jayawardena", "ජයවර්ධන"),
    ("Wickramasinghe", "වික්‍රමසිංහ"),
    ("Rathnayake", "රත්නායක"),
    ("Dissanayake", "දිසානායක"),
    ("Herath", "හේරත්"),
    ("Gunawardena", "ගුණවර්ධන"),
    ("Ekanayake", "ඒකනායක"),
    ("Senanayake", "සේනානායක"),
    ("Weerasinghe", "වීරසිංහ"),
    ("Rajapaksha", "රාජපක්ෂ"),
    ("Karunaratne", "කරුණාරත්න"),
    ("Abeysekara", "අබේසේකර"),
    ("Liyanage", "ලියනගේ"),
    ("Samarakoon", "සමරකෝන්"),
    ("Tennakoon", "තෙන්නකෝන්"),
    ("Wijesinghe", "විජේසිංහ"),
];

/// Tamil given names: (Latin, own script).
pub const TAMIL: &[(&str, &str)] = &[
    ("Kavitha", "கவிதா"),
    ("Priya", "பிரியா"),
    ("Meena", "மீனா"),
    ("Tharshini", "தர்ஷினி"),
    ("Nirosha", "நிரோஷா"),
    ("Vasanthi", "வசந்தி"),
    ("Suganthi", "சுகந்தி"),
    ("Anusha", "அனுஷா"),
    ("Karthik", "கார்த்திக்"),
    ("Suresh", "சுரேஷ்"),
    ("Ramesh", "ரமேஷ்"),
    ("Kumaran", "குமரன்"),
    ("Pradeepan", "பிரதீபன்"),
    ("Mathan", "மதன்"),
    ("Sivakumar", "சிவகுமார்"),
    ("Jeyanthan", "ஜெயந்தன்"),
];

/// Names that follow a Tamil given name: (Latin, own script).
pub const TAMIL_FAMILIES: &[(&str, &str)] = &[
    ("Sivalingam", "சிவலிங்கம்"),
    ("Selvarajah", "செல்வராஜா"),
    ("Thangarajah", "தங்கராஜா"),
    ("Nadarajah", "நடராஜா"),
    ("Kandasamy", "கந்தசாமி"),
    ("Balasingam", "பாலசிங்கம்"),
    ("Yogarajah", "யோகராஜா"),
    ("Murugesu", "முருகேசு"),
    ("Ponnambalam", "பொன்னம்பலம்"),
    ("Arulanantham", "அருளானந்தம்"),
];

/// Moor given names: (Latin, Tamil script).
pub const MOOR: &[(&str, &str)] = &[
    ("Fathima", "பாத்திமா"),
    ("Aysha", "ஆயிஷா"),
    ("Rizana", "ரிஸானா"),
    ("Nusrath", "நுஸ்ரத்"),
    ("Shifana", "ஷிபானா"),
    ("Mohamed", "மொஹமட்"),
    ("Rizwan", "ரிஸ்வான்"),
    ("Ameer", "அமீர்"),
    ("Imran", "இம்ரான்"),
    ("Nazeer", "நஸீர்"),
    ("Faizal", "பைசல்"),
    ("Ashraf", "அஷ்ரப்"),
];

/// Moor family names: (Latin, Tamil script).
pub const MOOR_FAMILIES: &[(&str, &str)] = &[
    ("Marikkar", "மரிக்கார்"),
    ("Cassim", "காசிம்"),
    ("Nizar", "நிசார்"),
    ("Hameed", "ஹமீட்"),
    ("Farook", "பாரூக்"),
    ("Lafeer", "லபீர்"),
    ("Saleem", "சலீம்"),
    ("Jameel", "ஜமீல்"),
    ("Thahir", "தாஹிர்"),
    ("Razik", "ராசிக்"),
];
