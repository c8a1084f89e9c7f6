//! Documents as PDF files: A4, as many pages as it takes, in any of the three scripts.

mod codes;
mod fonts;
mod labels;
mod parcel;
mod text;

pub use labels::labels;
pub use parcel::parcel_labels;

use crate::shared::{Paper, PaperBlock};
use anyhow::Context;
use krilla::Document;
use krilla::color::luma;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use text::{Line, Style, line, wrap};

/// A4 in points, its margin, and the space between columns.
const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 48.0;
const GAP: f32 = 12.0;
/// Nothing of the body stands below this; the foot does.
const BOTTOM: f32 = HEIGHT - MARGIN - 24.0;
const INNER: f32 = WIDTH - 2.0 * MARGIN;

/// Width and height of bars beside the title, and the side of a square code.
const CODE: (f32, f32) = (130.0, 28.0);
const QR: f32 = 92.0;

const BODY: Style = Style::new(9.5);
const SMALL: Style = Style::new(8.0).muted();
const HEAD: Style = Style::new(8.5).bold();
const NAME: Style = Style::new(11.0).bold();
const TITLE: Style = Style::new(17.0).bold();

/// Something that stands on a page: its left edge and its base line.
enum Mark {
    Text(f32, f32, Line),
    /// From, to, at, thickness.
    Rule(f32, f32, f32, f32),
    /// A code for scanners: left, top, width, bottom.
    Code((f32, f32, f32, f32), String),
}

/// Pages in the making, and how far down the last one is filled.
struct Sheets {
    pages: Vec<Vec<Mark>>,
    y: f32,
}

impl Sheets {
    fn new() -> Self {
        Self { pages: vec![Vec::new()], y: MARGIN }
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
    }

    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Begins a new page unless so much fits on this one. True when it did.
    fn room(&mut self, height: f32) -> bool {
        let turns = self.y + height > BOTTOM && self.y > MARGIN;
        if turns {
            self.turn();
        }
        turns
    }

    /// Lines one below the other; at the right edge when `right` is set.
    fn lines(&mut self, x: f32, top: f32, width: f32, right: bool, lines: Vec<Line>) -> f32 {
        let mut y = top;
        for line in lines {
            y += line.style.leading();
            let x = if right { x + width - line.width } else { x };
            // The base line stands a third of the leading above the line's end.
            self.put(Mark::Text(x, y - line.style.leading() * 0.32, line));
        }
        y
    }

    fn rule(&mut self, thickness: f32) {
        let y = self.y;
        self.put(Mark::Rule(MARGIN, WIDTH - MARGIN, y, thickness));
    }
}

/// The lines of a block and what they are high.
fn block(block: &PaperBlock, width: f32) -> anyhow::Result<Vec<Line>> {
    let mut lines = if block.title.is_empty() { Vec::new() } else { wrap(&block.title, SMALL, width)? };
    for text in &block.lines {
        lines.extend(wrap(text, BODY, width)?);
    }
    Ok(lines)
}

/// Makes the file of a document.
///
/// # Errors
/// When a text cannot be set, which no text that is made of letters does.
pub fn render(paper: &Paper) -> anyhow::Result<Vec<u8>> {
    render_all(std::slice::from_ref(paper), &paper.title)
}

/// Makes one file of several documents, each beginning a page of its own.
///
/// # Errors
/// As [`render`].
pub fn render_all(papers: &[Paper], title: &str) -> anyhow::Result<Vec<u8>> {
    let mut document = Document::new();
    let first = papers.first();
    let author = first.and_then(|paper| paper.from.first()).cloned().into_iter().collect();
    let language = first.map(|paper| paper.language).unwrap_or_default();
    document.set_metadata(Metadata::new().title(title.to_owned()).language(language.code().to_owned()).authors(author));
    for paper in papers {
        draw(&mut document, paper, set(paper)?)?;
    }
    document.finish().map_err(|error| anyhow::anyhow!("the document could not be written: {error:?}"))
}

/// Sets a document in pages.
fn set(paper: &Paper) -> anyhow::Result<Sheets> {
    let mut sheets = Sheets::new();
    head(&mut sheets, paper)?;
    blocks(&mut sheets, paper)?;
    table(&mut sheets, paper)?;
    let below = sheets.y;
    sums(&mut sheets, paper)?;
    scan_to_pay(&mut sheets, paper, below)?;
    for note in &paper.notes {
        sheets.y += 10.0;
        for line in block(note, INNER)? {
            sheets.room(line.style.leading());
            let top = sheets.y;
            sheets.y = sheets.lines(MARGIN, top, INNER, false, vec![line]);
        }
    }
    Ok(sheets)
}

fn head(sheets: &mut Sheets, paper: &Paper) -> anyhow::Result<()> {
    let half = (INNER - GAP) * 0.55;
    let mut lines = Vec::new();
    for (place, text) in paper.from.iter().enumerate() {
        lines.extend(wrap(text, if place == 0 { NAME } else { BODY }, half)?);
    }
    let left = sheets.lines(MARGIN, sheets.y, half, false, lines);
    let rest = INNER - half - GAP;
    let x = MARGIN + half + GAP;
    let mut right = sheets.lines(x, sheets.y, rest, true, wrap(&paper.title, TITLE, rest)?);
    if !paper.code.is_empty() {
        sheets.put(Mark::Code((x + rest - CODE.0, right + 4.0, CODE.0, right + 4.0 + CODE.1), paper.code.clone()));
        right = sheets.lines(x, right + CODE.1 + 4.0, rest, true, vec![line(&paper.code, SMALL)?]);
    }
    if let Some(to) = &paper.to {
        right = sheets.lines(x, right + 4.0, rest, false, block(to, rest)?);
    }
    sheets.y = left.max(right) + 8.0;
    sheets.rule(1.2);
    sheets.y += 8.0;
    Ok(())
}

fn blocks(sheets: &mut Sheets, paper: &Paper) -> anyhow::Result<()> {
    #[expect(clippy::cast_precision_loss, reason = "a handful of blocks")]
    let columns = (paper.blocks.len() + 1) as f32;
    let width = (INNER - GAP * (columns - 1.0)) / columns;
    let top = sheets.y;
    let mut x = MARGIN;
    let mut deepest = top;
    for part in &paper.blocks {
        deepest = deepest.max(sheets.lines(x, top, width, false, block(part, width)?));
        x += width + GAP;
    }
    if paper.blocks.is_empty() {
        deepest = fact_rows(sheets, &paper.facts)?;
    } else {
        let mut y = top;
        for (name, value) in &paper.facts {
            y = sheets.lines(x, y, width, false, wrap(name, SMALL, width)?);
            y = sheets.lines(x, y - 2.0, width, false, wrap(value, BODY, width)?);
        }
        deepest = deepest.max(y);
    }
    sheets.y = deepest + 14.0;
    Ok(())
}

/// Facts side by side, where no block stands beside them. Where the last of them ends.
fn fact_rows(sheets: &mut Sheets, facts: &[(String, String)]) -> anyhow::Result<f32> {
    let width = (INNER - GAP * 3.0) / 4.0;
    let mut top = sheets.y;
    for row in facts.chunks(4) {
        let (mut x, mut deepest) = (MARGIN, top);
        for (name, value) in row {
            let y = sheets.lines(x, top, width, false, wrap(name, SMALL, width)?);
            deepest = deepest.max(sheets.lines(x, y - 2.0, width, false, wrap(value, BODY, width)?));
            x += width + GAP;
        }
        top = deepest + 4.0;
    }
    Ok(top)
}

/// Left edges and widths of the columns.
fn columns(paper: &Paper) -> Vec<(f32, f32)> {
    let all: u32 = paper.columns.iter().map(|column| column.width).sum::<u32>().max(1);
    let mut x = MARGIN;
    paper
        .columns
        .iter()
        .map(|column| {
            #[expect(clippy::cast_precision_loss, reason = "hundredths")]
            let width = INNER * column.width as f32 / all as f32;
            let place = (x, width - 8.0);
            x += width;
            place
        })
        .collect()
}

/// The cells of a row, set side by side.
fn row(sheets: &mut Sheets, paper: &Paper, places: &[(f32, f32)], cells: Vec<Vec<Line>>) {
    let top = sheets.y + 3.0;
    let mut deepest = top;
    for ((cell, (x, width)), column) in cells.into_iter().zip(places).zip(&paper.columns) {
        deepest = deepest.max(sheets.lines(*x, top, *width, column.is_number, cell));
    }
    sheets.y = deepest + 3.0;
}

fn table_head(sheets: &mut Sheets, paper: &Paper, places: &[(f32, f32)]) -> anyhow::Result<()> {
    let cells = paper.columns.iter().zip(places).map(|(column, (_, width))| wrap(&column.label, HEAD, *width));
    let cells = cells.collect::<anyhow::Result<Vec<_>>>()?;
    row(sheets, paper, places, cells);
    sheets.rule(0.8);
    Ok(())
}

fn table(sheets: &mut Sheets, paper: &Paper) -> anyhow::Result<()> {
    if paper.columns.is_empty() {
        return Ok(());
    }
    let places = columns(paper);
    table_head(sheets, paper, &places)?;
    for texts in &paper.rows {
        let mut cells = Vec::new();
        for (text, (_, width)) in texts.iter().zip(&places) {
            let mut lines = Vec::new();
            for (place, part) in text.split('\n').enumerate() {
                lines.extend(wrap(part, if place == 0 { BODY } else { SMALL }, *width)?);
            }
            cells.push(lines);
        }
        let height = |lines: &Vec<Line>| lines.iter().map(|line| line.style.leading()).sum::<f32>();
        let tallest = cells.iter().map(height).fold(0.0, f32::max);
        // Each page has the heads of the columns.
        if sheets.room(tallest + 6.0) {
            table_head(sheets, paper, &places)?;
        }
        row(sheets, paper, &places, cells);
        sheets.rule(0.3);
    }
    Ok(())
}

fn sums(sheets: &mut Sheets, paper: &Paper) -> anyhow::Result<()> {
    sheets.y += 4.0;
    let last = paper.sums.len().saturating_sub(1);
    for (place, (name, amount)) in paper.sums.iter().enumerate() {
        let style = if place == last { BODY.bold() } else { BODY };
        sheets.room(style.leading());
        let (top, split) = (sheets.y, INNER * 0.72);
        let names = sheets.lines(MARGIN, top, split, true, wrap(name, style, split)?);
        let amounts = sheets.lines(MARGIN + split, top, INNER - split - 8.0, true, vec![line(amount, style)?]);
        sheets.y = names.max(amounts);
    }
    Ok(())
}

/// What a phone reads to pay, at the left of the sums. `top` is where they begin.
fn scan_to_pay(sheets: &mut Sheets, paper: &Paper, top: f32) -> anyhow::Result<()> {
    let Some((text, caption)) = &paper.scan else { return Ok(()) };
    // The sums may have turned the page.
    let top = if sheets.y < top { MARGIN } else { top } + 8.0;
    let top = if top + QR > BOTTOM {
        sheets.turn();
        sheets.y
    } else {
        top
    };
    sheets.put(Mark::Code((MARGIN, top, QR, top + QR), text.clone()));
    let lines = wrap(caption, SMALL, INNER * 0.3)?;
    let beside = sheets.lines(MARGIN + QR + 8.0, top, INNER * 0.3, false, lines);
    sheets.y = sheets.y.max(beside).max(top + QR);
    Ok(())
}

fn rectangle(from: f32, to: f32, y: f32, thickness: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(from, y, to - from, thickness)?);
    path.finish()
}

fn grey(lightness: u8) -> Option<Fill> {
    Some(Fill { paint: luma::Color::new(lightness).into(), ..Fill::default() })
}

fn write(surface: &mut Surface<'_>, x: f32, y: f32, line: &Line) {
    surface.set_fill(grey(if line.style.muted { 95 } else { 0 }));
    let mut x = x;
    for run in &line.runs {
        surface.draw_glyphs(Point::from_xy(x, y), &run.glyphs, run.face.font.clone(), &run.text, line.style.size, false);
        x += run.width * line.style.size;
    }
}

fn draw(document: &mut Document, paper: &Paper, sheets: Sheets) -> anyhow::Result<()> {
    let count = sheets.pages.len();
    for (place, marks) in sheets.pages.into_iter().enumerate() {
        let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT).context("the size of the page")?);
        let mut surface = page.surface();
        for mark in &marks {
            match mark {
                Mark::Text(x, y, line) => write(&mut surface, *x, *y, line),
                Mark::Rule(from, to, y, thickness) => {
                    surface.set_fill(grey(if *thickness < 0.5 { 190 } else { 0 }));
                    if let Some(path) = rectangle(*from, *to, *y, *thickness) {
                        surface.draw_path(&path);
                    }
                }
                Mark::Code(room, text) => labels::bars(&mut surface, text, *room),
            }
        }
        let foot = HEIGHT - MARGIN;
        write(&mut surface, MARGIN, foot, &line(&paper.footer, SMALL)?);
        let number = line(&format!("{} / {count}", place + 1), SMALL)?;
        write(&mut surface, WIDTH - MARGIN - number.width, foot, &number);
        surface.finish();
        page.finish();
    }
    Ok(())
}
