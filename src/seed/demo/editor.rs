//! What the editor of the catalogue shows: brands, size guides, longer texts in three languages, sizes, wholesale, a category that is
//! not in use. Written by the services, as a person would.

use crate::domains::access::service::NewFile;
use crate::domains::catalog::model::{
    AttributeForm, CategoryForm, LengthUnit, MeasureRow, Measurements, ProductFilter, ProductForm, SizeGuideForm,
};
use crate::domains::catalog::service;
use crate::seed::shops::Shop;
use crate::server::Scope;
use crate::server::storage::Storage;
use crate::shared::Language;
use crate::shared::paging::PageRequest;
use anyhow::Context;
use rust_decimal::Decimal;
use uuid::Uuid;

/// Brands by the beginning of the SKU, the longer one first. Two of them are one house written in two ways: something to merge.
const BRANDS: &[(&str, &str)] = &[
    ("BTK-PEA", "Kandyan Batiks"),
    ("BTK-", "Kandyan Batik House"),
    ("HLM-", "Thalagune Weavers"),
    ("BRS-", "Lanka Brass Works"),
    ("TEA-", "Hantana Estate"),
    ("JT-", "Jaffna Looms"),
];

/// More about a product: SKU, length, width and height in centimetres, wholesale in percent of the price and from how many pieces.
struct More {
    sku: &'static str,
    size: [&'static str; 3],
    wholesale: (i64, &'static str),
    attributes: &'static [(&'static str, &'static str)],
    /// In English, Sinhala and Tamil.
    text: [&'static str; 3],
    seo: [&'static str; 2],
}

const MORE: &[More] = &[
    More {
        sku: "SLK-OSA",
        size: ["40", "30", "6"],
        wholesale: (88, "3"),
        attributes: &[
            ("Material", "Mulberry silk"),
            ("Length", "6 yards with blouse piece"),
            ("Care", "Dry clean"),
            ("Made in", "Sri Lanka"),
        ],
        text: [
            "Six yards of **ivory silk** with hand-sewn thread work, for the Kandyan drape.\n\n## In the box\n\n- osariya with blouse piece\n- cotton bag to keep it in\n- card with the name of who sewed it\n\nSewn to order in *three weeks*.",
            "උඩරට ඔසරිය සඳහා අතින් මසන ලද නූල් වැඩ සහිත **ඇත්දළ පැහැ සේද** යාර හයක්.\n\n- හැට්ට කැබැල්ල සමඟ\n- තබා ගැනීමට කපු මල්ල",
            "கண்டிய உடுப்புக்கு, கையால் தைத்த நூல் வேலைப்பாட்டுடன் ஆறு யார் **தந்த நிறப் பட்டு**.\n\n- சட்டைத் துணியுடன்\n- வைத்துக்கொள்ளப் பருத்திப் பை",
        ],
        seo: [
            "Bridal silk osariya, sewn by hand in Kandy",
            "Six yards of ivory silk with hand-sewn thread work for the Kandyan drape. Made to order in three weeks.",
        ],
    },
    More {
        sku: "BRS-LMP",
        size: ["18", "18", "46.5"],
        wholesale: (82, "6"),
        attributes: &[("Material", "Cast brass"), ("Wicks", "5"), ("Made in", "Pilimathalawa, Sri Lanka")],
        text: [
            "Cast in one piece in **Pilimathalawa** and filed by hand.\n\n## Care\n\nRub it with tamarind and ash, or with any brass polish, and keep it dry.",
            "**පිළිමතලාවේ** එකම කැබැල්ලක් ලෙස වාත්තු කර අතින් ඔප දමන ලදී.",
            "**பிலிமத்தலாவையில்** ஒரே துண்டாக வார்த்து, கையால் மெருகூட்டியது.",
        ],
        seo: [
            "Brass oil lamp, cast by hand",
            "A lamp for five wicks, cast in one piece and filed by hand in Pilimathalawa. Sent within two days.",
        ],
    },
    More {
        sku: "JT-SHL",
        size: ["35", "25", "3"],
        wholesale: (85, "10"),
        attributes: &[("Material", "Cotton"), ("Weave", "Plain, 60 picks"), ("Made in", "Jaffna, Sri Lanka")],
        text: [
            "Woven on pit looms in **Jaffna**.\n\n- washes by machine\n- softer with every wash",
            "**යාපනයේ** අත් යන්ත්‍රවල වියන ලදී.",
            "**யாழ்ப்பாணத்தில்** குழித் தறிகளில் நெய்தது.\n\n- இயந்திரத்தில் கழுவலாம்",
        ],
        seo: ["Handloom cotton shawl from Jaffna", "Woven on pit looms in Jaffna, plain and soft; washes by machine."],
    },
];

/// A size guide: name, for whom, unit, sizes, rows, how it fits; and the category that gets it.
type Guide = (
    &'static str,
    &'static str,
    LengthUnit,
    &'static [&'static str],
    &'static [(&'static str, &'static [&'static str])],
    &'static str,
    &'static str,
);

const GUIDES: &[Guide] = &[
    (
        "Shirts and kurtas",
        "Men and women, measured on the body.",
        LengthUnit::Cm,
        &["S", "M", "L", "XL"],
        &[
            ("Chest", &["92", "98", "104", "112"]),
            ("Waist", &["80", "86", "92", "100"]),
            ("Sleeve", &["22", "23", "24", "25"]),
            ("Length", &["68", "71", "74", "77"]),
        ],
        "Cut wide for hot days: between two sizes take the smaller one.",
        "Shirts and dresses",
    ),
    (
        "Blouses",
        "Women, as tailors measure them.",
        LengthUnit::Inch,
        &["32", "34", "36", "38", "40"],
        &[
            ("Bust", &["32", "34", "36", "38", "40"]),
            ("Waist", &["26", "28", "30", "32", "34.5"]),
            ("Shoulder", &["13.5", "14", "14.5", "15", "15.5"]),
        ],
        "The blouse piece has two inches to let out.",
        "Sarees",
    ),
];

/// Makes what is missing.
pub(super) async fn editor(scope: &Scope, storage: &Storage, shop: &Shop) -> anyhow::Result<()> {
    if !service::size_guides(scope, PageRequest::default()).await?.rows.is_empty() {
        return Ok(());
    }
    for item in shop.items {
        let brand = BRANDS.iter().find(|(beginning, _)| item.sku.starts_with(beginning)).map(|(_, brand)| *brand);
        let more = MORE.iter().find(|more| more.sku == item.sku);
        if brand.is_some() || more.is_some() {
            product(scope, item.sku, brand, more).await?;
        }
    }
    for guide in GUIDES {
        size_guide(scope, guide).await?;
    }
    let (id, _) = service::create_category(scope, "Avurudu season", "").await?;
    change(scope, id, |form| CategoryForm { is_active: String::new(), description: "Back in *March*.".to_owned(), ..form }).await?;
    if let (Some(logo), Some(id)) = (shop.logo, category(scope, "Brassware").await?) {
        let file = NewFile { name: "brassware.png".to_owned(), bytes: logo.into() };
        service::set_category_image(scope, storage, &id.to_string(), Some(file)).await?;
    }
    Ok(())
}

async fn product(scope: &Scope, sku: &str, brand: Option<&str>, more: Option<&More>) -> anyhow::Result<()> {
    let filter = ProductFilter { query: Some(sku.to_owned()), ..ProductFilter::default() };
    let rows = service::list(scope, &filter, Language::En, PageRequest::default()).await?.page.rows;
    let id = rows.into_iter().find(|row| row.sku == sku).context("the demo has this product")?.id;
    let before = service::product(scope, id, Language::En).await?;
    let mut form = ProductForm { brand: brand.unwrap_or_default().to_owned(), ..ProductForm::from(&before) };
    if let Some(more) = more {
        let [length, width, height] = more.size.map(str::to_owned);
        let [description, description_si, description_ta] = more.text.map(str::to_owned);
        let [seo_title, seo_description] = more.seo.map(str::to_owned);
        let pair = |(name, value): &(&str, &str)| AttributeForm { name: (*name).to_owned(), value: (*value).to_owned() };
        let attributes = more.attributes.iter().map(pair).collect();
        form = ProductForm {
            length,
            width,
            height,
            description,
            description_si,
            description_ta,
            seo_title,
            seo_description,
            attributes,
            ..form
        };
        if let [only] = before.variants.as_slice() {
            let price = (only.price * Decimal::new(more.wholesale.0, 2)).round();
            form = ProductForm { wholesale_price: price.to_string(), minimum_wholesale_quantity: more.wholesale.1.to_owned(), ..form };
        }
    }
    service::update_product(scope, &id.to_string(), (&before.version.to_string(), ""), &form).await?;
    Ok(())
}

async fn size_guide(scope: &Scope, guide: &Guide) -> anyhow::Result<()> {
    let (name, description, unit, sizes, rows, fit, of) = guide;
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<String>>();
    let rows = rows.iter().map(|(name, values)| MeasureRow { name: (*name).to_owned(), values: texts(values) }).collect();
    let form = SizeGuideForm {
        name: (*name).to_owned(),
        description: (*description).to_owned(),
        unit: unit.code().to_owned(),
        grid: Measurements { sizes: texts(sizes), rows },
        fit_description: (*fit).to_owned(),
    };
    service::create_size_guide(scope, &form).await?;
    let guides = service::size_guides(scope, PageRequest::default()).await?.rows;
    if let (Some(id), Some(made)) = (category(scope, of).await?, guides.iter().find(|guide| guide.name == *name)) {
        change(scope, id, |form| CategoryForm { size_guide_id: made.id.to_string(), ..form }).await?;
    }
    Ok(())
}

async fn category(scope: &Scope, name: &str) -> anyhow::Result<Option<Uuid>> {
    Ok(service::categories(scope, Language::En).await?.into_iter().find(|row| row.name == name).map(|row| row.id))
}

async fn change(scope: &Scope, id: Uuid, with: impl FnOnce(CategoryForm) -> CategoryForm) -> anyhow::Result<()> {
    let (before, _) = service::category(scope, id).await?;
    let form = with(CategoryForm::from(&before));
    service::update_category(scope, &id.to_string(), (&before.version.to_string(), ""), &form).await?;
    Ok(())
}
