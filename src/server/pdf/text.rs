//! Lines of text: each run of a script is shaped with the font of that script, so that vowels and conjuncts stand where they belong.

use super::fonts::{Face, Script, face};
use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::UnicodeBuffer;

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    /// Points.
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Lighter, for what matters less.
    pub(super) muted: bool,
}

impl Style {
    pub(super) const fn new(size: f32) -> Self {
        Self { size, bold: false, muted: false }
    }

    pub(super) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) const fn muted(self) -> Self {
        Self { muted: true, ..self }
    }

    /// Sinhala and Tamil letters reach high and low.
    pub(super) fn leading(self) -> f32 {
        self.size * 1.55
    }
}

/// Glyphs of one font.
pub(super) struct Run {
    pub(super) face: &'static Face,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// For a size of 1.
    pub(super) width: f32,
}

/// A line as it is drawn.
pub(super) struct Line {
    pub(super) runs: Vec<Run>,
    pub(super) style: Style,
    /// Points.
    pub(super) width: f32,
}

/// Signs for which the fonts have no glyph become ones that they have.
fn plain(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\u{202f}' | '\u{2009}' | '\t' => '\u{a0}',
            '\u{2011}' => '-',
            letter if letter.is_control() => ' ',
            letter => letter,
        })
        .collect()
}

/// Parts of one script each, in their order.
fn parts(text: &str) -> Vec<(Script, String)> {
    let mut parts: Vec<(Script, String)> = Vec::new();
    for letter in text.chars() {
        let script = Script::of(letter).or_else(|| parts.last().map(|(script, _)| *script)).unwrap_or(Script::Latin);
        match parts.last_mut() {
            Some((last, part)) if *last == script => part.push(letter),
            _ => parts.push((script, letter.to_string())),
        }
    }
    parts
}

#[expect(clippy::cast_precision_loss, reason = "positions in a font are far below what a float holds exactly")]
fn shape(script: Script, text: String, bold: bool) -> anyhow::Result<Run> {
    let face = face(script, bold)?;
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(&text);
    buffer.guess_segment_properties();
    let shaped = rustybuzz::shape(&face.shaper, &[], buffer);
    let em = face.shaper.units_per_em() as f32;
    let clusters: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    let mut glyphs = Vec::with_capacity(clusters.len());
    let mut width = 0.0;
    for (place, (info, position)) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()).enumerate() {
        let start = clusters[place];
        let end = clusters[place..].iter().copied().find(|cluster| *cluster > start).unwrap_or(text.len());
        let units = |value: i32| value as f32 / em;
        width += units(position.x_advance);
        let (advance, x, y) = (units(position.x_advance), units(position.x_offset), units(position.y_offset));
        glyphs.push(KrillaGlyph::new(GlyphId::new(info.glyph_id), advance, x, y, 0.0, start..end, None));
    }
    Ok(Run { face, text, glyphs, width })
}

/// One line, however wide it becomes.
pub(super) fn line(text: &str, style: Style) -> anyhow::Result<Line> {
    let runs: Vec<Run> =
        parts(&plain(text)).into_iter().map(|(script, part)| shape(script, part, style.bold)).collect::<anyhow::Result<_>>()?;
    let width = runs.iter().map(|run| run.width).sum::<f32>() * style.size;
    Ok(Line { runs, style, width })
}

/// Letters that do not begin anything: vowel signs, joiners.
fn goes_on(letter: char) -> bool {
    matches!(letter, '\u{0d81}'..='\u{0d83}' | '\u{0dca}'..='\u{0ddf}' | '\u{0df2}' | '\u{0df3}' | '\u{0b82}' | '\u{0bbe}'..='\u{0bcd}' | '\u{0bd7}' | '\u{200c}' | '\u{200d}')
}

/// Parts of a word that is wider than a line: it is never broken within a syllable.
fn pieces(word: &str, style: Style, width: f32) -> anyhow::Result<Vec<String>> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut before = ' ';
    for letter in word.chars() {
        let may_break = !goes_on(letter) && !goes_on(before) || Script::of(letter) == Some(Script::Latin);
        if may_break && !piece.is_empty() && line(&format!("{piece}{letter}"), style)?.width > width {
            pieces.push(std::mem::take(&mut piece));
        }
        piece.push(letter);
        before = letter;
    }
    pieces.push(piece);
    Ok(pieces)
}

/// Text in lines that are no wider than this. An empty text has one empty line.
pub(super) fn wrap(text: &str, style: Style, width: f32) -> anyhow::Result<Vec<Line>> {
    let mut lines = Vec::new();
    let mut held = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let tried = if held.is_empty() { word.to_owned() } else { format!("{held} {word}") };
        if line(&tried, style)?.width <= width {
            held = tried;
            continue;
        }
        if !held.is_empty() {
            lines.push(line(&held, style)?);
        }
        let mut parts = pieces(word, style, width)?;
        held = parts.pop().unwrap_or_default();
        for part in parts {
            lines.push(line(&part, style)?);
        }
    }
    if !held.is_empty() || lines.is_empty() {
        lines.push(line(&held, style)?);
    }
    Ok(lines)
}
