//! What Jaffna Textiles sells.

use super::catalogue::{Category, Item};

/// Categories, those above first.
pub const CATEGORIES: &[Category] = &[
    ("women", "", ["Women", "කාන්තා", "பெண்கள்"]),
    ("sarees", "women", ["Sarees", "සාරි", "சேலைகள்"]),
    ("half-sarees", "women", ["Half sarees and skirts", "හාෆ් සාරි හා සාය", "பாவாடை தாவணி"]),
    ("men", "", ["Men", "පිරිමි", "ஆண்கள்"]),
    ("children", "", ["Children", "ළමා", "சிறுவர்"]),
    ("palmyra", "", ["Palmyra products", "තල් නිෂ්පාදන", "பனை உற்பத்திகள்"]),
    ("household", "", ["Household", "නිවසට", "வீட்டுக்கு"]),
];

/// Products.
pub const ITEMS: &[Item] = &[
    Item { category: "sarees", sku: "JT-COT", names: ["Cotton saree, temple border", "කෝවිල් වාටි කපු සාරිය", "கோபுரக் கரை பருத்திச் சேலை"], description: "Woven in Jaffna, for every day and for the kovil.", tags: "cotton handloom", option: "Colour", variants: &[("RED", "Red", 4900, 520), ("GRN", "Green", 4900, 520), ("MUS", "Mustard", 4900, 520)], cost: 60 },
    Item { category: "sarees", sku: "JT-KAN", names: ["Kanchipuram silk saree", "කාංචිපුරම් සේද සාරිය", "காஞ்சிபுரம் பட்டுச் சேலை"], description: "Pure silk with gold zari.", tags: "silk bridal", option: "Colour", variants: &[("MAR", "Maroon", 32500, 780), ("BLU", "Royal blue", 32500, 780), ("PUR", "Purple", 34500, 780)], cost: 66 },
    Item { category: "sarees", sku: "JT-SFT", names: ["Soft silk saree", "මෘදු සේද සාරිය", "மென்பட்டுச் சேலை"], description: "Falls well, weighs little.", tags: "silk festive", option: "Colour", variants: &[("PNK", "Pink", 11500, 560), ("TEA", "Teal", 11500, 560)], cost: 62 },
    Item { category: "sarees", sku: "JT-CHT", names: ["Chettinad cotton saree", "චෙට්ටිනාඩ් කපු සාරිය", "செட்டிநாடு பருத்திச் சேலை"], description: "Large checks, strong colours.", tags: "cotton", option: "Colour", variants: &[("YEL", "Yellow", 4200, 540), ("BLK", "Black", 4200, 540)], cost: 59 },
    Item { category: "sarees", sku: "JT-GEO", names: ["Printed georgette saree", "මුද්‍රිත ජෝර්ජට් සාරිය", "அச்சிட்ட ஜோர்ஜெட் சேலை"], description: "Needs no iron.", tags: "office", option: "", variants: &[("", "", 3600, 420)], cost: 58 },
    Item { category: "half-sarees", sku: "JT-PAV", names: ["Pattu pavadai set", "පට්ටු පාවාඩෙයි කට්ටලය", "பட்டுப் பாவாடை சட்டை"], description: "Skirt and blouse for girls.", tags: "silk children festive", option: "Size", variants: &[("S", "2 to 4 years", 4800, 320), ("M", "5 to 7 years", 5600, 380), ("L", "8 to 10 years", 6400, 440)], cost: 61 },
    Item { category: "half-sarees", sku: "JT-HLF", names: ["Half saree set", "හාෆ් සාරි කට්ටලය", "பாவாடை தாவணித் தொகுதி"], description: "For puberty ceremonies and weddings.", tags: "festive", option: "Colour", variants: &[("GRN", "Green and pink", 14500, 900), ("BLU", "Blue and orange", 14500, 900)], cost: 62 },
    Item { category: "half-sarees", sku: "JT-BLS", names: ["Ready-made blouse", "සූදානම් හැට්ටය", "தைத்த ரவிக்கை"], description: "Lined, hooks at the back.", tags: "cotton", option: "Size", variants: &[("34", "34", 1850, 160), ("36", "36", 1850, 165), ("38", "38", 1850, 170), ("40", "40", 1950, 175)], cost: 52 },
    Item { category: "men", sku: "JT-VES", names: ["Veshti, double, zari border", "ජරි වාටි වේට්ටිය", "ஜரிகைக் கரை இரட்டை வேட்டி"], description: "Bleached cotton, 3.6 m.", tags: "cotton festive wedding", option: "Border", variants: &[("1", "1 cm", 2400, 340), ("3", "3 cm", 3100, 360), ("5", "5 cm", 3900, 380)], cost: 57 },
    Item { category: "men", sku: "JT-VST", names: ["Veshti and shirt set", "වේට්ටි කමිස කට්ටලය", "வேட்டி சட்டைத் தொகுதி"], description: "Matching border on the pocket.", tags: "festive wedding", option: "Size", variants: &[("M", "M", 6200, 620), ("L", "L", 6200, 640), ("XL", "XL", 6400, 660)], cost: 58 },
    Item { category: "men", sku: "JT-SAR", names: ["Cotton sarong, check", "කොටු කපු සරම", "கட்டம் போட்ட பருத்திச் சாரம்"], description: "Stitched or open.", tags: "cotton", option: "Colour", variants: &[("BLU", "Blue", 1650, 280), ("GRN", "Green", 1650, 280), ("BRN", "Brown", 1650, 280)], cost: 55 },
    Item { category: "men", sku: "JT-SHL", names: ["Ponnadai shawl", "පොන්නාඩෙයි", "பொன்னாடை"], description: "To honour a guest.", tags: "festive wedding", option: "", variants: &[("", "", 1900, 180)], cost: 54 },
    Item { category: "men", sku: "JT-TWL", names: ["Thundu towel, cotton", "කපු තුවාය", "பருத்தித் துண்டு"], description: "Thin, dries quickly.", tags: "cotton", option: "", variants: &[("", "", 750, 150)], cost: 50 },
    Item { category: "children", sku: "JT-KVS", names: ["Veshti for boys", "පිරිමි ළමා වේට්ටිය", "சிறுவர் வேட்டி"], description: "With velcro.", tags: "children festive", option: "Size", variants: &[("S", "2 to 5 years", 1450, 200), ("M", "6 to 10 years", 1650, 240)], cost: 54 },
    Item { category: "children", sku: "JT-FRK", names: ["Cotton frock", "කපු ගවුම", "பருத்திச் சட்டை"], description: "Smocked by hand.", tags: "children cotton", option: "Size", variants: &[("S", "2 years", 1850, 140), ("M", "4 years", 2050, 160), ("L", "6 years", 2250, 180)], cost: 53 },
    Item { category: "children", sku: "JT-SWD", names: ["Baby hammock cloth", "ළදරු තොටිලි රෙද්ද", "தூளித் துணி"], description: "Four metres of strong cotton.", tags: "children cotton", option: "", variants: &[("", "", 1950, 480)], cost: 52 },
    Item { category: "palmyra", sku: "JT-OLA", names: ["Palmyra-leaf basket", "තල් කොළ කූඩය", "பனையோலைப் பெட்டி"], description: "Plaited by women in Point Pedro.", tags: "palmyra", option: "Size", variants: &[("S", "Small", 850, 180), ("M", "Medium", 1250, 280), ("L", "Large", 1750, 420)], cost: 48 },
    Item { category: "palmyra", sku: "JT-HAT", names: ["Palmyra sun hat", "තල් හිස්වැස්ම", "பனையோலைத் தொப்பி"], description: "Wide brim.", tags: "palmyra", option: "", variants: &[("", "", 1450, 160)], cost: 46 },
    Item { category: "palmyra", sku: "JT-JAG", names: ["Palmyra jaggery", "තල් හකුරු", "பனங்கருப்பட்டி"], description: "From the season's first sap.", tags: "palmyra food", option: "Weight", variants: &[("250", "250 g", 480, 270), ("500", "500 g", 920, 530)], cost: 60 },
    Item { category: "palmyra", sku: "JT-ODI", names: ["Palmyra odiyal flour", "තල් ඔඩියල් පිටි", "ஒடியல் மா"], description: "For kool.", tags: "palmyra food", option: "Weight", variants: &[("250", "250 g", 420, 265), ("500", "500 g", 790, 520)], cost: 58 },
    Item { category: "palmyra", sku: "JT-BRM", names: ["Palmyra-fibre broom", "තල් කෙඳි කොස්ස", "பனந்தும்புத் தும்புத்தடி"], description: "Lasts for years.", tags: "palmyra", option: "", variants: &[("", "", 650, 420)], cost: 45 },
    Item { category: "household", sku: "JT-BED", names: ["Handloom bed sheet", "අත්යන්ත්‍ර ඇඳ රෙද්ද", "கைத்தறிப் படுக்கை விரிப்பு"], description: "With two pillow cases.", tags: "handloom cotton", option: "Size", variants: &[("SG", "Single", 3900, 900), ("DB", "Double", 5400, 1300)], cost: 57 },
    Item { category: "household", sku: "JT-CUR", names: ["Curtain cloth, per metre", "තිර රෙදි මීටරයක්", "திரைச்சீலைத் துணி ஒரு மீற்றர்"], description: "140 cm wide.", tags: "cotton", option: "Colour", variants: &[("CRM", "Cream", 1150, 260), ("BLU", "Blue", 1150, 260)], cost: 55 },
    Item { category: "household", sku: "JT-MAT", names: ["Door mat, coir", "කොහු පාපිස්න", "தும்புக் கால் மிதி"], description: "40 x 60 cm.", tags: "coir", option: "", variants: &[("", "", 950, 800)], cost: 50 },
    Item { category: "household", sku: "JT-LMP", names: ["Brass kuthuvilakku", "පිත්තල කුත්තුවිලක්කුව", "பித்தளைக் குத்துவிளக்கு"], description: "For the prayer room.", tags: "brass festive", option: "Height", variants: &[("25", "25 cm", 6900, 1300), ("40", "40 cm", 12400, 2600)], cost: 60 },
];
