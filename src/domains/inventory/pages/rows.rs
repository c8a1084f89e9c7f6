//! The rows of the list of stock, on the screen and in a file.

use crate::domains::inventory::api::load_levels;
use crate::domains::inventory::model::{LevelFilter, LevelRow, LevelState};
use crate::domains::inventory::urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::export::Cell;
use crate::server::format::number;
use crate::server::i18n::t;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::{Badge, Tone};
use leptos::prelude::*;
use uuid::Uuid;

/// All stock.
pub const LIST: List = List {
    area: "inventory",
    permission: Permission::InventoryRead,
    title: "nav-inventory",
    columns: &[
        Column::new("variant", "inventory-variant"),
        Column::new("picture", "inventory-picture").wide().screen_only(),
        Column::new("state", "inventory-state"),
        Column::new("sku", "inventory-sku").ascending("sku"),
        Column::num("on_hand", "inventory-on-hand"),
        Column::num("reserved", "inventory-reserved"),
        Column::num("unavailable", "inventory-unavailable"),
        Column::num("available", "inventory-available"),
    ],
};

/// The rows of stock.
pub struct Levels;

/// What is remarkable about a row.
const fn state(row: &LevelRow) -> Option<(LevelState, Tone)> {
    if row.short > 0 {
        Some((LevelState::Short, Tone::Bad))
    } else if row.available <= 0 {
        Some((LevelState::Out, Tone::Bad))
    } else if row.is_low {
        Some((LevelState::Low, Tone::Warn))
    } else {
        None
    }
}

impl Listed for Levels {
    type Row = LevelRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<LevelRow>, AppError> {
        Ok(load_levels(LevelFilter::from_params(&params), page).await?.page)
    }

    fn id(row: &LevelRow) -> Uuid {
        row.variant_id
    }

    fn name(row: &LevelRow) -> String {
        row.name.clone()
    }

    fn cell(row: &LevelRow, column: &str) -> AnyView {
        match column {
            "variant" => view! { <td class="cell-main"><a class="row-link" href=urls::variant(row.variant_id)>{row.name.clone()}</a></td> }
                .into_any(),
            "picture" => {
                let picture = row.image.clone().map(|src| view! {
                    <img class="thumb" src=src alt="" width="36" height="36" loading="lazy" decoding="async" referrerpolicy="no-referrer"/>
                });
                view! { <td class="cell-wide">{picture}</td> }.into_any()
            }
            "state" => {
                let badge = state(row).map(|(state, tone)| view! { <Badge tone>{t(state.key())}</Badge> });
                view! { <td class="cell-status">{badge}</td> }.into_any()
            }
            "sku" => view! { <td class="cell-sub mono">{row.sku.clone()}</td> }.into_any(),
            "on_hand" => view! { <td class="num" data-label=t("inventory-on-hand")>{number(row.on_hand)}</td> }.into_any(),
            "reserved" => view! { <td class="num" data-label=t("inventory-reserved")>{number(row.reserved)}</td> }.into_any(),
            "unavailable" => view! { <td class="num" data-label=t("inventory-unavailable")>{number(row.unavailable)}</td> }.into_any(),
            "available" => {
                view! { <td class="num" data-label=t("inventory-available")><strong>{number(row.available)}</strong></td> }.into_any()
            }
            _ => ().into_any(),
        }
    }

    fn values(row: &LevelRow, column: &str) -> Vec<Cell> {
        match column {
            "variant" => vec![Cell::text(&row.name)],
            "state" => vec![state(row).map_or(Cell::Empty, |(state, _)| Cell::Text(t(state.key())))],
            "sku" => vec![Cell::text(&row.sku)],
            "on_hand" => vec![Cell::Whole(row.on_hand)],
            "reserved" => vec![Cell::Whole(row.reserved)],
            "unavailable" => vec![Cell::Whole(row.unavailable)],
            "available" => vec![Cell::Whole(row.available)],
            _ => Vec::new(),
        }
    }
}
