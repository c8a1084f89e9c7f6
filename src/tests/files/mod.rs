//! Files: what is taken, what is kept of it, where it is, and who gets it back.

mod pictures;
mod s3;
mod store;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;

/// A picture with something in it, as a file.
fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let pixels = RgbaImage::from_fn(width, height, |x, y| Rgba([(x % 256) as u8, (y % 256) as u8, ((x * y) % 256) as u8, 255]));
    let image = DynamicImage::ImageRgba8(pixels);
    let image = if format == ImageFormat::Png { image } else { DynamicImage::ImageRgb8(image.into_rgb8()) };
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}
