//! A product with three options, and pictures of it, which the program draws itself.

use super::{DAYS, moment};
use crate::domains::catalog::model::{PictureCells, PictureLine, ProductInput, ProductStatus, VariantInput, row_key};
use crate::domains::catalog::service::{NewFile, add_pictures, media_page, save_pictures, upsert_product};
use crate::domains::inventory::service::set_openings;
use crate::seed::plan::DAY;
use crate::server::storage::Storage;
use crate::server::{Scope, Work};
use crate::shared::Language;
use image::{ImageFormat, Rgb, RgbImage};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::io::Cursor;
use uuid::Uuid;

/// Its SKU; those of its variants begin with it.
const SKU: &str = "SHIRT";
const SIZES: [(&str, i64); 4] = [("S", 0), ("M", 0), ("L", 150), ("XL", 300)];
const COLOURS: [(&str, [u8; 3]); 3] = [("Indigo", [58, 72, 140]), ("Madder red", [168, 58, 50]), ("Natural", [226, 214, 188])];
const SLEEVES: [(&str, i64); 2] = [("Short", 0), ("Long", 450)];
/// Rupees of the cheapest.
const PRICE: i64 = 4_250;
/// A picture's sides.
const SIDES: (u32, u32) = (600, 750);

/// Writes the product with its variants and what is on the shelf of them.
pub async fn product(work: &mut Work, now: i64) -> anyhow::Result<()> {
    work.now = moment(now - (DAYS + 5) * DAY);
    let code = |value: &str| value.chars().filter(char::is_ascii_alphanumeric).take(3).collect::<String>().to_uppercase();
    let mut variants = Vec::new();
    for (size, more) in SIZES {
        for (colour, _) in COLOURS {
            for (sleeve, longer) in SLEEVES {
                let rupees = PRICE + more + longer;
                variants.push(VariantInput {
                    sku: format!("{SKU}-{}-{}-{}", code(size), code(colour), code(sleeve)),
                    price: Decimal::new(rupees * 100, 2),
                    cost_price: Some(Decimal::new(rupees * 55, 2)),
                    options: [("Size", size), ("Colour", colour), ("Sleeve", sleeve)]
                        .map(|(name, value)| (name.to_owned(), value.to_owned()))
                        .to_vec(),
                    weight_g: Some(280),
                    sort_order: i32::try_from(variants.len()).unwrap_or_default(),
                    is_active: size != "XL" || colour != "Natural",
                    ..VariantInput::default()
                });
            }
        }
    }
    let values = |of: &[&str]| of.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    let input = ProductInput {
        sku: SKU.to_owned(),
        name: "Handloom shirt".to_owned(),
        description: Some("Woven by hand in Dumbara and dyed with **plants**.\n\n- Pure cotton\n- Washes at 30 °C".to_owned()),
        status: ProductStatus::Active,
        tags: values(&["handloom", "shirt"]),
        options: vec![
            ("Size".to_owned(), values(&SIZES.map(|(size, _)| size))),
            ("Colour".to_owned(), values(&COLOURS.map(|(colour, _)| colour))),
            ("Sleeve".to_owned(), values(&SLEEVES.map(|(sleeve, _)| sleeve))),
        ],
        translations: vec![
            (Language::Si, "name".to_owned(), "අත් යන්ත්‍ර කමිසය".to_owned()),
            (Language::Ta, "name".to_owned(), "கைத்தறிச் சட்டை".to_owned()),
        ],
        weight_g: Some(280),
        variants,
        ..ProductInput::default()
    };
    let made = upsert_product(work, &input).await?;
    let shelf: Vec<(Uuid, i32)> = made
        .variants
        .iter()
        .enumerate()
        .map(|(at, (_, id, _))| (*id, i32::try_from(at % 7 * 3).unwrap_or_default()))
        .filter(|(_, pieces)| *pieces > 0)
        .collect();
    set_openings(work, &shelf, None).await?;
    work.now = moment(now);
    Ok(())
}

/// Adds its pictures, one for each colour, where it has none.
pub async fn pictures(scope: &Scope, storage: &Storage) -> anyhow::Result<()> {
    let mut work = scope.begin().await?;
    let product =
        sqlx::query_scalar!("select id from products where sku = $1 and deleted_at is null", SKU).fetch_optional(work.conn()).await?;
    drop(work);
    let Some(product) = product else { return Ok(()) };
    if !media_page(scope, product, Language::En).await?.media.is_empty() {
        return Ok(());
    }
    let mut files = Vec::new();
    for (colour, shade) in COLOURS {
        files.push(NewFile { name: format!("{colour}.jpg"), bytes: drawn(shade)?.into() });
    }
    let key = product.to_string();
    add_pictures(scope, storage, &key, files).await?;
    let page = media_page(scope, product, Language::En).await?;
    let lines: BTreeMap<String, PictureLine> = page
        .media
        .iter()
        .zip(COLOURS)
        .enumerate()
        .map(|(at, (media, (colour, _)))| {
            let base = serde_json::to_string(&PictureCells::from(media)).unwrap_or_default();
            let alt = format!("Handloom shirt, {}", colour.to_lowercase());
            (row_key(media.id), PictureLine { base, place: at.to_string(), alt, variant: String::new() })
        })
        .collect();
    save_pictures(scope, &key, &lines, "").await?;
    Ok(())
}

/// A shirt of a colour before a wall, as a JPEG file.
fn drawn(shade: [u8; 3]) -> anyhow::Result<Vec<u8>> {
    let (width, height) = SIDES;
    let image = RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (f64::from(x) / f64::from(width) - 0.5, f64::from(y) / f64::from(height));
        let (across, wall) = (x.abs(), 232.0 - 30.0 * y);
        let body = across < 0.24 + 0.02 * y && (0.2..0.88).contains(&y);
        let sleeve = across < 0.44 && y > 0.2 + (across - 0.2) * 0.35 && y < 0.46 - (across - 0.24) * 0.2;
        let neck = x * x / 0.010 + (y - 0.2) * (y - 0.2) / 0.0035 < 1.0;
        if (body || sleeve) && !neck {
            // Threads of a loom.
            let thread = 0.93 + 0.05 * (x * 420.0).sin() * (y * 520.0).sin() - 0.12 * across;
            Rgb(shade.map(|part| (f64::from(part) * thread).clamp(0.0, 255.0) as u8))
        } else {
            Rgb([wall as u8, (wall - 4.0) as u8, (wall - 12.0) as u8])
        }
    });
    let mut out = Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(image).write_to(&mut out, ImageFormat::Jpeg)?;
    Ok(out.into_inner())
}
