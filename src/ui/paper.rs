//! A document as one sees it before it is printed.

use crate::shared::{Paper, PaperBlock};
use leptos::prelude::*;

/// A document on a sheet. What surrounds it is left out when it is printed.
#[component]
pub fn PaperSheet(
    /// The document.
    paper: Paper,
) -> impl IntoView {
    let Paper { language, title, from, to, blocks, facts, columns, rows, sums, notes, footer, .. } = paper;
    let to = to.map(block);
    let mut from = from.into_iter();
    let name = from.next().unwrap_or_default();
    let from = from.map(|line| view! { <div>{line}</div> }).collect_view();
    let blocks = blocks.into_iter().map(block).collect_view();
    let facts = facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect_view();
    let numbers: Vec<bool> = columns.iter().map(|column| column.is_number).collect();
    let heads = columns
        .into_iter()
        .map(|column| view! { <th scope="col" class=if column.is_number { "num" } else { "" }>{column.label}</th> })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .enumerate()
                .map(|(place, text)| {
                    let class = if numbers.get(place).copied().unwrap_or_default() { "num" } else { "" };
                    let mut lines = text.split('\n').map(ToOwned::to_owned);
                    let first = lines.next().unwrap_or_default();
                    let small = lines.map(|line| view! { <div class="paper-small">{line}</div> }).collect_view();
                    view! { <td class=class>{first}{small}</td> }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    let sums = sums.into_iter().map(|(name, amount)| view! { <dt>{name}</dt><dd>{amount}</dd> }).collect_view();
    let notes = notes.into_iter().map(block).collect_view();
    view! {
        <article class="paper" lang=language.code()>
            <header class="paper-head">
                <div class="paper-from"><strong>{name}</strong>{from}</div>
                <div class="paper-to"><h2>{title}</h2>{to}</div>
            </header>
            <div class="paper-blocks">{blocks}<dl class="facts">{facts}</dl></div>
            <table class="paper-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            <dl class="paper-sums">{sums}</dl>
            {notes}
            <footer class="paper-small">{footer}</footer>
        </article>
    }
}

fn block(block: PaperBlock) -> impl IntoView {
    let title = (!block.title.is_empty()).then(|| view! { <h3>{block.title}</h3> });
    let lines = block.lines.into_iter().map(|line| view! { <div>{line}</div> }).collect_view();
    view! { <section class="paper-block">{title}{lines}</section> }
}
