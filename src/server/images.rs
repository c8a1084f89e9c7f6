//! Pictures as they come in: known by their first bytes, refused when they are too much, decoded with limits, turned upright, and
//! written anew in the sizes that pages need. Nothing of the file but its pixels is kept: no place where it was taken, no
//! program in the guise of a picture.

use super::error::Error;
use super::storage::SIZES;
use crate::shared::{AppError, FieldErrors};
use anyhow::Context;
use axum::body::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Filter;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;
use tokio::sync::Semaphore;

/// Largest file.
pub const LARGEST_BYTES: usize = 10 << 20;
/// Most pixels.
pub const MOST_PIXELS: u64 = 40_000_000;
/// Longest side.
const LONGEST_SIDE: u32 = 30_000;
/// Most memory that decoding may ask for: 40 megapixels of 8 bytes, and what the decoder needs beside them.
const MOST_MEMORY: u64 = 400 << 20;
/// So many pictures are decoded at once; the others wait their turn.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Quality of JPEG files.
const JPEG_QUALITY: u8 = 82;
/// Quality of WebP files.
const WEBP_QUALITY: f32 = 80.0;

/// A file as somebody sent it.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// What they call it; shown to people, never part of a path.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing in it.
    Empty,
    /// Above the limit for a file.
    TooLarge,
    /// Above the limit for a picture.
    TooManyPixels,
    /// The format of phones that browsers do not show.
    Heic,
    /// A drawing that may hold a program.
    Svg,
    /// Not a picture of a kind that is taken.
    NotAPicture,
    /// It begins like a picture and is none, or not all of one.
    Broken,
}

impl Refusal {
    /// Fluent key of what the person is told.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "error-file-missing",
            Self::TooLarge => "error-file-too-large",
            Self::TooManyPixels => "error-picture-too-many-pixels",
            Self::Heic => "error-picture-heic",
            Self::Svg => "error-picture-svg",
            Self::NotAPicture => "error-picture-kind",
            Self::Broken => "error-picture-broken",
        }
    }

    /// As the message beside a field.
    #[must_use]
    pub fn at(self, field: &str) -> Error {
        let mut errors = FieldErrors::default();
        match self {
            Self::TooLarge => errors.add_with(field, self.key(), vec![("megabytes".to_owned(), (LARGEST_BYTES >> 20).to_string())]),
            Self::TooManyPixels => {
                errors.add_with(field, self.key(), vec![("megapixels".to_owned(), (MOST_PIXELS / 1_000_000).to_string())]);
            }
            _ => errors.add(field, self.key()),
        }
        Error::App(AppError::Invalid(errors))
    }
}

/// One size of a picture.
#[derive(Clone, Debug)]
pub struct Size {
    /// One of [`SIZES`]; a smaller picture is not enlarged to it.
    pub size: u32,
    /// As WebP.
    pub webp: Bytes,
    /// As JPEG or PNG.
    pub fallback: Bytes,
}

/// A picture that was read and written anew.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Pixels across, upright.
    pub width: u32,
    /// Pixels down, upright.
    pub height: u32,
    /// Media type of what came in.
    pub content_type: &'static str,
    /// Ending of the fallback: `png` where something shows through, else `jpg`.
    pub fallback: &'static str,
    /// One for each of [`SIZES`].
    pub sizes: Vec<Size>,
}

/// The format by the first bytes; the name and what the browser says are not asked.
///
/// # Errors
/// For everything but JPEG, PNG, GIF and WebP.
pub fn sniff(bytes: &[u8]) -> Result<ImageFormat, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    match infer::get(bytes).map(|kind| kind.mime_type()) {
        Some("image/jpeg") => Ok(ImageFormat::Jpeg),
        Some("image/png") => Ok(ImageFormat::Png),
        Some("image/gif") => Ok(ImageFormat::Gif),
        Some("image/webp") => Ok(ImageFormat::WebP),
        Some("image/heif" | "image/heic" | "image/avif") => Err(Refusal::Heic),
        _ if looks_like_svg(bytes) => Err(Refusal::Svg),
        _ => Err(Refusal::NotAPicture),
    }
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with('<') && start.contains("<svg")
}

/// Reads a picture: checks, decodes, turns upright, writes all sizes.
///
/// # Errors
/// What is wrong with the file.
pub async fn read(bytes: Bytes) -> Result<Picture, Refusal> {
    let format = sniff(&bytes)?;
    if bytes.len() > LARGEST_BYTES {
        return Err(Refusal::TooLarge);
    }
    let _turn = TURNS.acquire().await;
    match tokio::task::spawn_blocking(move || convert(&bytes, format)).await {
        Ok(outcome) => outcome,
        Err(error) => {
            // A decoder that panics has met a file that its authors had not thought of.
            tracing::error!(%error, "a picture could not be decoded");
            Err(Refusal::Broken)
        }
    }
}

fn convert(bytes: &[u8], format: ImageFormat) -> Result<Picture, Refusal> {
    let image = decode(bytes, format)?;
    let (width, height) = (image.width(), image.height());
    let has_alpha = image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    let mut image = if has_alpha { DynamicImage::ImageRgba8(image.into_rgba8()) } else { DynamicImage::ImageRgb8(image.into_rgb8()) };
    let mut sizes = Vec::with_capacity(SIZES.len());
    for size in SIZES.into_iter().rev() {
        if image.width().max(image.height()) > size {
            // Both sides: a very long picture would lose its short one.
            image = image.resize(size, size, Filter::CatmullRom);
        }
        let written = write(&image).map_err(|error| {
            tracing::error!(error = format!("{error:#}"), "a picture could not be written");
            Refusal::Broken
        })?;
        sizes.push(Size { size, webp: written.0, fallback: written.1 });
    }
    sizes.reverse();
    Ok(Picture { width, height, content_type: format.to_mime_type(), fallback: if has_alpha { "png" } else { "jpg" }, sizes })
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Refusal> {
    let broken = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => Refusal::TooManyPixels,
        error => {
            tracing::info!(%error, "an uploaded picture cannot be read");
            Refusal::Broken
        }
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    // The head only: nothing is unpacked before it is known how much there will be.
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Refusal::Broken);
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Refusal::TooManyPixels);
    }
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(Refusal::TooManyPixels);
    }
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(broken)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// How a picture looks, as 64 bits: for each of eight rows whether it grows brighter from one of nine places to the next. Pictures that look
/// the same differ in a few bits, however they were cut down or coded. `None` for what cannot be read.
#[must_use]
pub fn looks(bytes: &[u8]) -> Option<u64> {
    let small = image::load_from_memory(bytes).ok()?.resize_exact(9, 8, Filter::Triangle).into_luma8();
    let mut bits = 0_u64;
    for row in 0..8 {
        for column in 0..8 {
            bits = bits << 1 | u64::from(small.get_pixel(column, row).0 < small.get_pixel(column + 1, row).0);
        }
    }
    Some(bits)
}

/// The picture as WebP and as JPEG or PNG.
fn write(image: &DynamicImage) -> anyhow::Result<(Bytes, Bytes)> {
    let (width, height) = (image.width(), image.height());
    let mut fallback = Vec::new();
    let webp = match image {
        DynamicImage::ImageRgba8(pixels) => {
            PngEncoder::new_with_quality(&mut fallback, CompressionType::Default, FilterType::Adaptive).write_image(
                pixels,
                width,
                height,
                image::ExtendedColorType::Rgba8,
            )?;
            webp::Encoder::from_rgba(pixels, width, height).encode_simple(false, WEBP_QUALITY)
        }
        other => {
            let pixels = other.as_rgb8().context("pixels of another form")?;
            JpegEncoder::new_with_quality(&mut fallback, JPEG_QUALITY).write_image(
                pixels,
                width,
                height,
                image::ExtendedColorType::Rgb8,
            )?;
            webp::Encoder::from_rgb(pixels, width, height).encode_simple(false, WEBP_QUALITY)
        }
    };
    let webp = webp.map_err(|error| anyhow::anyhow!("WebP: {error:?}"))?;
    Ok((Bytes::copy_from_slice(&webp), fallback.into()))
}
