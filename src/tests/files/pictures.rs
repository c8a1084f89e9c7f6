//! Pictures: by their content, within limits, and nothing of them but the pixels.

use super::picture;
use axum::body::Bytes;
use image::{GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;
use smartstore::server::images::{LARGEST_BYTES, Picture, Refusal, read, sniff};
use smartstore::server::storage::SIZES;

async fn taken(bytes: Vec<u8>) -> Picture {
    read(Bytes::from(bytes)).await.unwrap()
}

async fn refused(bytes: Vec<u8>) -> Refusal {
    read(Bytes::from(bytes)).await.unwrap_err()
}

/// Bytes of one block of a PNG file.
fn block(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = u32::MAX;
    for byte in kind.iter().chain(data) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [length.as_slice(), kind, data, &(!crc).to_be_bytes()].concat()
}

/// The head of a PNG file that says it is so large.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let head = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".as_slice(), &block(b"IHDR", &head), &block(b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]), &block(b"IEND", &[])]
        .concat()
}

/// A JPEG file with an EXIF block that says it lies on its side and where it was taken.
fn sideways_jpeg() -> Vec<u8> {
    let image = RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) });
    let mut plain = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(image).write_to(&mut plain, ImageFormat::Jpeg).unwrap();
    let plain = plain.into_inner();
    // TIFF, little endian: one entry, tag 0x0112 (orientation), a short of value 6; then a text that would give the place away.
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    exif.extend(b"GPS 7.2936 N 80.6413 E");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], b"\xff\xe1", &length, &exif, &plain[2..]].concat()
}

#[tokio::test]
async fn every_kind_that_is_taken_is_written_anew_in_all_sizes() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let made = taken(picture(300, 150, format)).await;
        assert_eq!((made.width, made.height), (300, 150), "{format:?}");
        assert_eq!(made.sizes.iter().map(|size| size.size).collect::<Vec<_>>(), SIZES);
        for size in &made.sizes {
            let longest = size.size.min(300);
            let webp = image::load_from_memory_with_format(&size.webp, ImageFormat::WebP).unwrap();
            let fallback = image::load_from_memory_with_format(&size.fallback, ImageFormat::Jpeg).unwrap();
            assert_eq!(webp.dimensions(), (longest, longest / 2), "{format:?}: never enlarged");
            assert_eq!(fallback.dimensions(), webp.dimensions());
        }
    }
}

#[tokio::test]
async fn what_shows_through_stays_so() {
    let mut image = RgbaImage::from_pixel(80, 80, Rgba([10, 20, 30, 255]));
    image.put_pixel(0, 0, Rgba([0, 0, 0, 0]));
    let mut file = std::io::Cursor::new(Vec::new());
    image.write_to(&mut file, ImageFormat::Png).unwrap();
    let made = taken(file.into_inner()).await;
    assert_eq!(made.fallback, "png");
    assert!(image::load_from_memory(&made.sizes[1].fallback).unwrap().to_rgba8().get_pixel(0, 0).0[3] < 255);
}

#[tokio::test]
async fn a_picture_is_turned_upright_and_tells_nothing_but_its_pixels() {
    let file = sideways_jpeg();
    assert!(file.windows(4).any(|bytes| bytes == b"GPS "));
    let made = taken(file).await;
    assert_eq!((made.width, made.height), (20, 40));
    let shown = image::load_from_memory(&made.sizes[2].fallback).unwrap().to_rgb8();
    // Orientation 6: its left side is up.
    assert!(shown.get_pixel(10, 5).0[0] > 200 && shown.get_pixel(10, 35).0[2] > 200);
    for size in &made.sizes {
        for bytes in [&size.webp, &size.fallback] {
            for secret in [b"GPS ".as_slice(), b"Exif", b"EXIF"] {
                assert!(!bytes.windows(4).any(|found| found == secret), "{secret:?} is still there");
            }
        }
    }
}

#[tokio::test]
async fn a_page_in_the_guise_of_a_picture_comes_out_as_a_picture_alone() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif] {
        let mut file = picture(50, 50, format);
        file.extend(b"<script>alert(document.cookie)</script>PK\x03\x04");
        let made = taken(file).await;
        for size in &made.sizes {
            assert!(!size.webp.windows(7).any(|bytes| bytes == b"<script"));
            assert!(!size.fallback.windows(7).any(|bytes| bytes == b"<script"));
        }
    }
}

#[tokio::test]
async fn what_is_not_taken_is_refused_with_its_own_reason() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    for (file, reason) in [
        (Vec::new(), Refusal::Empty),
        (heic, Refusal::Heic),
        (b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Refusal::Svg),
        (b"<svg onload='alert(1)'/>".to_vec(), Refusal::Svg),
        (b"<html><body>photo.jpg</body></html>".to_vec(), Refusal::NotAPicture),
        (b"just text".to_vec(), Refusal::NotAPicture),
        (b"%PDF-1.7\n".to_vec(), Refusal::NotAPicture),
        (b"MZ\x90\0".to_vec(), Refusal::NotAPicture),
        (b"\xff\xd8\xff\xe0 and nothing more".to_vec(), Refusal::Broken),
        (vec![0xff; LARGEST_BYTES + 1], Refusal::NotAPicture),
        ([picture(10, 10, ImageFormat::Png), vec![0; LARGEST_BYTES]].concat(), Refusal::TooLarge),
    ] {
        let start = String::from_utf8_lossy(&file[..file.len().min(20)]).into_owned();
        assert_eq!(refused(file).await, reason, "{start:?}");
    }
}

#[tokio::test]
async fn a_small_file_of_a_giant_picture_is_not_unpacked() {
    for (width, height) in [(50_000, 50_000), (7_000, 7_000), (u32::MAX, 1), (1, 40_000), (29_000, 29_000)] {
        let before = std::time::Instant::now();
        let reason = refused(png_of(width, height)).await;
        assert!(matches!(reason, Refusal::TooManyPixels | Refusal::Broken), "{width} x {height}: {reason:?}");
        assert!(before.elapsed().as_secs() < 5, "{width} x {height} took {:?}", before.elapsed());
    }
    // A GIF's canvas is said in its head too.
    let gif = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;".to_vec();
    assert_eq!(refused(gif).await, Refusal::TooManyPixels);
}

#[tokio::test]
async fn no_cut_of_a_picture_makes_the_program_fail() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let file = picture(60, 40, format);
        for length in (0..file.len()).step_by(file.len() / 60 + 1) {
            // A picture without its last lines may still be one; what matters is that nothing panics and nothing hangs.
            drop(read(Bytes::copy_from_slice(&file[..length])).await);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_program_fail(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = sniff(&bytes);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let outcome = runtime.block_on(read(Bytes::from(bytes)));
        prop_assert!(outcome.is_err() || outcome.is_ok_and(|picture| picture.sizes.len() == SIZES.len()));
    }

    #[test]
    fn no_flipped_byte_makes_the_program_fail(place in 0_usize..4000, value in any::<u8>(), kind in 0_usize..4) {
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP][kind];
        let mut file = picture(48, 32, format);
        let place = place % file.len();
        file[place] = value;
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        if let Ok(made) = runtime.block_on(read(Bytes::from(file))) {
            for size in &made.sizes {
                prop_assert!(image::load_from_memory(&size.webp).is_ok());
            }
        }
    }
}
