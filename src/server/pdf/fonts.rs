//! The fonts of documents: Noto Sans in Latin, Sinhala and Tamil letters, regular and bold. They are the program's own, so that a
//! document looks the same wherever it is made. The files are those that fontsource packs from Google Fonts (OFL, see `fonts/LICENSE`).

use anyhow::{Context, bail, ensure};
use flate2::read::ZlibDecoder;
use krilla::text::Font;
use rustybuzz::Face as Shaper;
use std::io::Read;
use std::sync::LazyLock;

/// A script that has a font of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Latin letters, digits, signs.
    Latin,
    /// Sinhala letters.
    Sinhala,
    /// Tamil letters.
    Tamil,
}

impl Script {
    /// The script of a letter; `None` for one that goes with what stands before it.
    pub(super) const fn of(letter: char) -> Option<Self> {
        match letter {
            '\u{0d80}'..='\u{0dff}' => Some(Self::Sinhala),
            '\u{0b80}'..='\u{0bff}' => Some(Self::Tamil),
            '\u{200c}' | '\u{200d}' => None,
            _ => Some(Self::Latin),
        }
    }
}

/// A font, ready to shape with and to draw with.
pub(super) struct Face {
    pub(super) shaper: Shaper<'static>,
    pub(super) font: Font,
}

const FILES: [(&[u8], &[u8]); 3] = [
    (include_bytes!("fonts/latin-400.woff"), include_bytes!("fonts/latin-700.woff")),
    (include_bytes!("fonts/sinhala-400.woff"), include_bytes!("fonts/sinhala-700.woff")),
    (include_bytes!("fonts/tamil-400.woff"), include_bytes!("fonts/tamil-700.woff")),
];

/// The fonts as OpenType, by script and weight.
static DATA: LazyLock<anyhow::Result<Vec<Vec<u8>>>> =
    LazyLock::new(|| FILES.iter().flat_map(|(regular, bold)| [*regular, *bold]).map(unpack).collect());

static FACES: LazyLock<anyhow::Result<Vec<Face>>> = LazyLock::new(|| {
    let data = DATA.as_ref().map_err(|error| anyhow::anyhow!("{error:#}"))?;
    data.iter()
        .map(|data| {
            let shaper = Shaper::from_slice(data, 0).context("a font cannot be shaped with")?;
            let font = Font::new(data.clone().into(), 0).context("a font cannot be drawn with")?;
            Ok(Face { shaper, font })
        })
        .collect()
});

/// The font of a script.
pub(super) fn face(script: Script, bold: bool) -> anyhow::Result<&'static Face> {
    let faces = FACES.as_ref().map_err(|error| anyhow::anyhow!("{error:#}"))?;
    faces.get(script as usize * 2 + usize::from(bold)).context("a font is missing")
}

/// Unpacks a font from the Web Open Font Format 1.0 (W3C recommendation of 13 December 2012): each table is compressed by itself.
fn unpack(woff: &[u8]) -> anyhow::Result<Vec<u8>> {
    let long = |at: usize| -> anyhow::Result<u32> {
        let bytes = woff.get(at..at + 4).context("a font ends too early")?;
        Ok(u32::from_be_bytes(bytes.try_into()?))
    };
    let short = |at: usize| -> anyhow::Result<u16> {
        let bytes = woff.get(at..at + 2).context("a font ends too early")?;
        Ok(u16::from_be_bytes(bytes.try_into()?))
    };
    ensure!(woff.starts_with(b"wOFF"), "a font is in no known format");
    let (flavor, count) = (long(4)?, short(12)?);
    let tables = usize::from(count);
    let power = 15_u32.saturating_sub(u32::from(count.max(1)).leading_zeros().saturating_sub(16));
    let search = 16_u32 << power;
    let mut head = Vec::new();
    head.extend(flavor.to_be_bytes());
    head.extend(count.to_be_bytes());
    for value in [search, power, u32::from(count) * 16 - search] {
        head.extend(u16::try_from(value)?.to_be_bytes());
    }
    let mut body: Vec<u8> = Vec::new();
    let start = 12 + 16 * tables;
    for table in 0..tables {
        let entry = 44 + 20 * table;
        let (offset, packed, whole, checksum) = (long(entry + 4)?, long(entry + 8)?, long(entry + 12)?, long(entry + 16)?);
        let from = usize::try_from(offset)?;
        let bytes = woff.get(from..from + usize::try_from(packed)?).context("a table of a font is cut off")?;
        head.extend(woff.get(entry..entry + 4).context("a font ends too early")?);
        head.extend(checksum.to_be_bytes());
        head.extend(u32::try_from(start + body.len())?.to_be_bytes());
        head.extend(whole.to_be_bytes());
        let before = body.len();
        if packed < whole {
            ZlibDecoder::new(bytes).read_to_end(&mut body).context("a table of a font cannot be unpacked")?;
        } else {
            body.extend(bytes);
        }
        if body.len() - before != usize::try_from(whole)? {
            bail!("a table of a font has another length than it says");
        }
        body.resize(body.len().next_multiple_of(4), 0);
    }
    head.extend(body);
    Ok(head)
}
