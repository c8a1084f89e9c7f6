//! Stateless components for pages rendered on the server. They know no domain and no language: every text comes in
//! already translated, and every address already written. Styles are the vocabulary of `style/`.

/// Notices inside a page: what happened and what to do next.
pub mod alert;
/// Short states such as "Paid" in a tone.
pub mod badge;
/// Buttons that submit and links that look like them.
pub mod button;
/// A titled box.
pub mod card;
/// Filters that are on, and the way to take one off.
pub mod chip;
/// Decisions: a dialog with its own address, a confirm step, the shortcuts.
pub mod dialog;
/// Nothing here yet, nothing found, something broke.
pub mod empty_state;
/// Labelled inputs with help and error wired for screen readers.
pub mod field;
/// A form with its summary of errors.
pub mod form;
/// Markup that is written instead of built, for the largest tables.
pub mod html;
/// The icon set.
pub mod icon;
/// What islands of several domains share.
pub mod islands;
/// A dropdown without a script.
pub mod menu;
/// Amounts of money.
pub mod money;
/// The head of a page.
pub mod page_header;
/// Previous and next of a keyset list.
pub mod pagination;
/// A document on a sheet.
pub mod paper;
/// Pictures in two formats, and people by picture or initials.
pub mod picture;
/// Grey shapes while something loads.
pub mod skeleton;
/// Numbers that matter.
pub mod stat;
/// Lists of rows, sortable heads and the bulk bar.
pub mod table;
/// Views of one list as links.
pub mod tabs;
/// What happened, newest first.
pub mod timeline;
/// A message after a redirect.
pub mod toast;
/// A moment, said shortly with the exact time on hover.
pub mod when;

pub use alert::Alert;
pub use badge::{Badge, Tone};
pub use button::{Button, ButtonKind, LinkButton};
pub use card::Card;
pub use chip::FilterChip;
pub use dialog::{ConfirmHost, ConfirmStep, Dialog};
pub use empty_state::{EmptyKind, EmptyState};
pub use field::{Checkbox, Choice, FileField, Hidden, MoneyField, RadioField, SearchBox, SelectField, TextArea, TextField};
pub use form::{ErrorSummary, Form, SaveBar};
pub use icon::Icon;
pub use menu::{Menu, MenuAction, MenuLink};
pub use money::Money;
pub use page_header::{Crumb, PageHeader};
pub use pagination::Pager;
pub use paper::PaperSheet;
pub use picture::{Avatar, Picture, initials};
pub use skeleton::{SkeletonLines, SkeletonRows};
pub use stat::{Stat, Stats, Trend};
pub use table::{BulkBar, RowCheck, SortDirection, Table, Th};
pub use tabs::{Tab, Tabs};
pub use timeline::{Timeline, TimelineItem};
pub use toast::{Toast, Toasts};
pub use when::When;

/// An attribute that is left out when its text is empty.
fn attribute(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// Class names joined, empty ones left out.
fn classes(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
