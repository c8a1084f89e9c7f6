//! Labels as a PDF file.

use super::codes::{Code, code};
use super::text::{Style, line, wrap};
use super::{grey, write};
use crate::shared::{Label, LabelFormat, Language};
use anyhow::Context;
use krilla::Document;
use krilla::geom::{PathBuilder, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::surface::Surface;

/// Points of a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;

/// A format in millimetres.
struct Sizes {
    page: (f32, f32),
    label: (f32, f32),
    /// Of the first label's corner.
    corner: (f32, f32),
    /// From one label to the next.
    step: (f32, f32),
    /// Kept free within a label.
    padding: f32,
    /// Points.
    title: f32,
    note: f32,
    price: f32,
}

const fn sizes(format: LabelFormat) -> Sizes {
    let a4 = (210.0, 297.0);
    match format {
        LabelFormat::A4By24 => Sizes {
            page: a4,
            label: (70.0, 37.0),
            corner: (0.0, 0.5),
            step: (70.0, 37.0),
            padding: 4.0,
            title: 8.5,
            note: 7.0,
            price: 12.0,
        },
        LabelFormat::A4By65 => Sizes {
            page: a4,
            label: (38.1, 21.2),
            corner: (4.75, 10.7),
            step: (40.6, 21.2),
            padding: 1.5,
            title: 6.0,
            note: 5.0,
            price: 7.0,
        },
        LabelFormat::A4By16 => Sizes {
            page: a4,
            label: (99.1, 33.9),
            corner: (4.65, 12.9),
            step: (101.6, 33.9),
            padding: 3.5,
            title: 11.0,
            note: 8.0,
            price: 20.0,
        },
        LabelFormat::Roll => Sizes {
            page: (50.0, 25.0),
            label: (50.0, 25.0),
            corner: (0.0, 0.0),
            step: (50.0, 25.0),
            padding: 2.0,
            title: 7.0,
            note: 6.0,
            price: 9.0,
        },
    }
}

/// Makes the file: the first `skip` places of the first sheet stay empty, because they are used already.
///
/// # Errors
/// When a text cannot be set, which no text that is made of letters does.
pub fn labels(all: &[Label], format: LabelFormat, skip: usize, title: &str, language: Language) -> anyhow::Result<Vec<u8>> {
    let sizes = sizes(format);
    let (columns, _) = format.grid();
    let of_sheet = format.of_sheet();
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(title.to_owned()).language(language.code().to_owned()));
    let mut places = vec![None; skip % of_sheet];
    places.extend(all.iter().map(Some));
    for sheet in places.chunks(of_sheet) {
        let (width, height) = (sizes.page.0 * MM, sizes.page.1 * MM);
        let mut page = document.start_page_with(PageSettings::from_wh(width, height).context("the size of the page")?);
        let mut surface = page.surface();
        for (place, label) in sheet.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a handful of rows and columns")]
            let (column, row) = ((place % columns) as f32, (place / columns) as f32);
            let corner = (sizes.corner.0 + column * sizes.step.0, sizes.corner.1 + row * sizes.step.1);
            if let Some(label) = label {
                draw(&mut surface, label, &sizes, corner)?;
            }
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| anyhow::anyhow!("the labels could not be written: {error:?}"))
}

/// One label: its name and price above, the code, and below it what the code says.
fn draw(surface: &mut Surface<'_>, label: &Label, sizes: &Sizes, corner: (f32, f32)) -> anyhow::Result<()> {
    let (left, top) = ((corner.0 + sizes.padding) * MM, (corner.1 + sizes.padding) * MM);
    let (width, height) = ((sizes.label.0 - 2.0 * sizes.padding) * MM, (sizes.label.1 - 2.0 * sizes.padding) * MM);
    let price = line(&label.price, Style::new(sizes.price).bold())?;
    let beside = if label.price.is_empty() { 0.0 } else { price.width + 6.0 };
    let mut titles = wrap(&label.title, Style::new(sizes.title).bold(), (width - beside).max(width * 0.4))?;
    titles.truncate(2);
    let mut y = top;
    for one in titles {
        y += one.style.size * 1.25;
        write(surface, left, y, &one);
    }
    if !label.price.is_empty() {
        write(surface, left + width - price.width, top + sizes.price, &price);
        y = y.max(top + sizes.price);
    }
    let note = line(&label.note, Style::new(sizes.note))?;
    let foot = top + height;
    write(surface, left, foot - sizes.note * 0.2, &note);
    let said = line(&label.code, Style::new(sizes.note))?;
    if label.note != label.code && note.width + said.width + 6.0 < width {
        write(surface, left + width - said.width, foot - sizes.note * 0.2, &said);
    }
    let room = (left, y + sizes.note * 0.5, width, foot - sizes.note * 1.4);
    bars(surface, &label.code, room);
    Ok(())
}

/// The code between what stands above and below it: left, top, width, bottom in points.
pub(super) fn bars(surface: &mut Surface<'_>, text: &str, (left, top, width, bottom): (f32, f32, f32, f32)) {
    let height = bottom - top;
    if height <= 0.0 {
        return;
    }
    match code(text, width / MM) {
        Code::Bars(modules, each) => {
            #[expect(clippy::cast_precision_loss, reason = "some hundred modules")]
            let whole = modules.len() as f32 * each * MM;
            let mut x = left + (width - whole) / 2.0;
            for run in modules.chunk_by(|one, other| one == other) {
                #[expect(clippy::cast_precision_loss, reason = "a bar has at most four modules")]
                let thickness = run.len() as f32 * each * MM;
                if run.first() == Some(&true) {
                    fill(surface, x, top, thickness, height);
                }
                x += thickness;
            }
        }
        Code::Dots(rows) => {
            #[expect(clippy::cast_precision_loss, reason = "at most 177 dots")]
            let each = height.min(width) / (rows.len() as f32 + 4.0);
            for (row, dots) in rows.iter().enumerate() {
                for (column, dark) in dots.iter().enumerate() {
                    #[expect(clippy::cast_precision_loss, reason = "at most 177 dots")]
                    let (x, y) = (left + (column as f32 + 2.0) * each, top + (row as f32 + 2.0) * each);
                    if *dark {
                        fill(surface, x, y, each, each);
                    }
                }
            }
        }
        Code::None => {}
    }
}

pub(super) fn fill(surface: &mut Surface<'_>, x: f32, y: f32, width: f32, height: f32) {
    let mut path = PathBuilder::new();
    if let Some(rectangle) = Rect::from_xywh(x, y, width, height) {
        path.push_rect(rectangle);
    }
    surface.set_fill(grey(0));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}
