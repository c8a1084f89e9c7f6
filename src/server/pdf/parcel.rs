//! Labels of parcels as a PDF file: A6, one a page, for printers of labels and for a quarter of a sheet.

use super::labels::{MM, bars, fill};
use super::text::{Line, Style, line, wrap};
use super::write;
use crate::shared::{Language, ParcelLabel};
use anyhow::Context;
use krilla::Document;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::surface::Surface;

/// A6 and its margin, millimetres.
const PAGE: (f32, f32) = (105.0, 148.0);
const MARGIN: f32 = 5.0;
/// Height of the bars of the parcel's number, and of further ones.
const BARS: (f32, f32) = (16.0, 9.0);
/// Side of the code that a phone reads.
const QR: f32 = 30.0;
/// Height of the part about money.
const MONEY: f32 = 24.0;

const SMALL: Style = Style::new(7.5);
const MUTED: Style = Style::new(7.0).muted();
const SENDER: Style = Style::new(10.0).bold();
const NAME: Style = Style::new(15.0).bold();
const STREET: Style = Style::new(11.5);
const PHONE: Style = Style::new(15.0).bold();
const AMOUNT: Style = Style::new(22.0).bold();

/// Makes the file.
///
/// # Errors
/// When a text cannot be set, which no text that is made of letters does.
pub fn parcel_labels(all: &[ParcelLabel], title: &str, language: Language) -> anyhow::Result<Vec<u8>> {
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(title.to_owned()).language(language.code().to_owned()));
    for label in all {
        let size = PageSettings::from_wh(PAGE.0 * MM, PAGE.1 * MM).context("the size of the page")?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        draw(&mut surface, label)?;
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| anyhow::anyhow!("the labels could not be written: {error:?}"))
}

/// Lines one below the other, no more than fit above `bottom`; where they end.
fn lines(surface: &mut Surface<'_>, x: f32, top: f32, bottom: f32, all: Vec<Line>) -> f32 {
    let mut y = top;
    for line in all {
        let next = y + line.style.leading();
        if next > bottom {
            break;
        }
        write(surface, x, next - line.style.leading() * 0.32, &line);
        y = next;
    }
    y
}

fn rule(surface: &mut Surface<'_>, y: f32, thickness: f32) {
    fill(surface, MARGIN * MM, y, (PAGE.0 - 2.0 * MARGIN) * MM, thickness);
}

fn draw(surface: &mut Surface<'_>, label: &ParcelLabel) -> anyhow::Result<()> {
    let (left, width, foot) = (MARGIN * MM, (PAGE.0 - 2.0 * MARGIN) * MM, (PAGE.1 - MARGIN) * MM);
    let mut y = sender(surface, label, left, MARGIN * MM, width)?;
    rule(surface, y, 0.8);
    y += 3.0;
    for (place, (name, code)) in label.codes.iter().enumerate() {
        let height = if place == 0 { BARS.0 } else { BARS.1 } * MM;
        bars(surface, code, (left, y + 2.0, width, y + 2.0 + height));
        let said = line(&format!("{name} {code}"), if place == 0 { SENDER } else { SMALL })?;
        y += height + 2.0;
        let x = left + (width - said.width) / 2.0;
        y = lines(surface, x, y, foot, vec![said]) + 2.0;
    }
    rule(surface, y, 0.8);
    // The money stands at the foot, wherever the address ends.
    let money_top = foot - (if label.scan.is_some() { QR } else { MONEY }) * MM;
    address(surface, label, left, y + 2.0, width, money_top - 2.0)?;
    money(surface, label, (left, money_top, width, foot))
}

fn sender(surface: &mut Surface<'_>, label: &ParcelLabel, left: f32, top: f32, width: f32) -> anyhow::Result<f32> {
    let mut y = top;
    let half = width * 0.58;
    for (place, text) in label.from.iter().enumerate() {
        let style = if place == 0 { SENDER } else { MUTED };
        let mut set = wrap(text, style, half)?;
        set.truncate(2);
        y = lines(surface, left, y, top + 22.0 * MM, set);
    }
    let mut beside = top;
    for (name, value) in &label.facts {
        let text = line(&format!("{name}: {value}"), SMALL)?;
        beside = lines(surface, left + width - text.width, beside, top + 22.0 * MM, vec![text]);
    }
    Ok(y.max(beside) + 2.0)
}

/// The address: as large as it can be, because it is read in the rain.
fn address(surface: &mut Surface<'_>, label: &ParcelLabel, left: f32, top: f32, width: f32, bottom: f32) -> anyhow::Result<()> {
    let mut y = lines(surface, left, top, bottom, vec![line(&label.to_title, MUTED)?]);
    y = lines(surface, left, y, bottom, wrap(&label.to_name, NAME, width)?);
    // The phone must be on it, so its place is kept.
    let phone = line(&label.to_phone, PHONE)?;
    let kept = if label.to_phone.is_empty() { bottom } else { bottom - PHONE.leading() };
    for text in &label.to_lines {
        y = lines(surface, left, y, kept, wrap(text, STREET, width)?);
    }
    if !label.to_phone.is_empty() {
        y = lines(surface, left, y, bottom + 1.0, vec![phone]);
    }
    if !label.note.is_empty() {
        lines(surface, left, y, bottom, wrap(&label.note, SMALL, width)?);
    }
    Ok(())
}

/// What is collected at the door, in a frame.
fn money(surface: &mut Surface<'_>, label: &ParcelLabel, (left, top, width, bottom): (f32, f32, f32, f32)) -> anyhow::Result<()> {
    let thick = 1.2;
    for (x, y, w, h) in [
        (left, top, width, thick),
        (left, bottom - thick, width, thick),
        (left, top, thick, bottom - top),
        (left + width - thick, top, thick, bottom - top),
    ] {
        fill(surface, x, y, w, h);
    }
    let (inner, mut room) = (left + 6.0, width - 12.0);
    if let Some((text, caption)) = &label.scan {
        let side = bottom - top - 6.0;
        let x = left + width - side - 3.0;
        bars(surface, text, (x, top + 3.0, side, bottom - 3.0));
        room -= side;
        let set = wrap(caption, MUTED, room)?;
        let height = set.iter().map(|line| line.style.leading()).sum::<f32>();
        lines(surface, inner, bottom - height - 3.0, bottom, set);
    }
    let y = lines(surface, inner, top + 4.0, bottom, wrap(&label.collect, SENDER, room)?);
    // An amount is never broken: it becomes smaller instead.
    let mut amount = line(&label.amount, AMOUNT)?;
    if amount.width > room {
        amount = line(&label.amount, Style::new(AMOUNT.size * room / amount.width).bold())?;
    }
    lines(surface, inner, y, bottom, vec![amount]);
    Ok(())
}
