//! Packing slips: what lies in the parcel, for whoever opens it.

use super::{address_lines, file_name, make, printed, say, sender};
use crate::domains::customers::phone;
use crate::domains::documents::model::PrintedOrder;
use crate::server::context::Organization;
use crate::server::format::{date_in, money_in};
use crate::server::{Result, Scope, pdf};
use crate::shared::{Paper, PaperBlock, PaperColumn, Selection};
use uuid::Uuid;

/// The slip of an order, in its buyer's language.
fn slip(organization: &Organization, order: &PrintedOrder) -> Paper {
    let language = order.language.unwrap_or(organization.language);
    let say = |key: &str| say(language, key);
    let mut to = vec![order.address.full_name.clone()];
    to.extend(address_lines(&order.address));
    to.push(phone::display(&order.address.phone));
    to.retain(|line| !line.trim().is_empty());
    let mut facts = vec![
        (say(if order.numbers.len() > 1 { "nav-orders" } else { "payments-order" }), order.numbers.join(", ")),
        (say("documents-ordered-on"), date_in(order.ordered_at, organization.time_zone, language)),
    ];
    if let Some(parcel) = &order.parcel {
        facts.push((say("delivery-tracking-number"), parcel.tracking_number.clone()));
    }
    let collect = order.collect;
    facts.push(if collect.is_zero() {
        (say("payments-status"), say("documents-collect-nothing"))
    } else {
        (say("documents-collect"), money_in(collect, &order.currency, language))
    });
    let pieces: i64 = order.lines.iter().map(|line| i64::from(line.quantity)).sum();
    let rows = order.lines.iter().map(|line| {
        let name = if order.numbers.len() > 1 { format!("{}\n#{}", line.name, line.order) } else { line.name.clone() };
        vec![line.sku.clone(), name, line.quantity.to_string(), String::new()]
    });
    let note =
        order.note.iter().map(|note| PaperBlock { title: say("orders-buyer-note"), lines: note.lines().map(ToOwned::to_owned).collect() });
    Paper {
        language,
        title: say("documents-packing-slip"),
        from: sender(organization),
        code: order.number.clone(),
        blocks: vec![PaperBlock { title: say("documents-to"), lines: to }],
        facts,
        columns: vec![
            PaperColumn::words("SKU", 22),
            PaperColumn::words(say("orders-product"), 52),
            PaperColumn::numbers(say("orders-quantity"), 14),
            PaperColumn::numbers(say("documents-checked"), 12),
        ],
        rows: rows.collect(),
        sums: vec![(say("documents-pieces"), pieces.to_string())],
        notes: note.chain([PaperBlock { title: String::new(), lines: vec![say("documents-thanks")] }]).collect(),
        footer: format!("{} · {}", organization.name, order.numbers.join(", ")),
        ..Paper::default()
    }
}

/// The slip of one parcel as a file: its name and bytes.
///
/// # Errors
/// [`crate::shared::AppError::NotFound`].
pub async fn parcel_slip(scope: &Scope, parcel_id: Uuid) -> Result<(String, Vec<u8>)> {
    file(scope, super::printed_parcel(scope, parcel_id).await?).await
}

/// The slips of the chosen orders as a file: its name and bytes.
///
/// # Errors
/// A field error when none are chosen or too many; [`crate::shared::AppError::NotFound`].
pub async fn slip_file(scope: &Scope, selection: &Selection) -> Result<(String, Vec<u8>)> {
    file(scope, printed(scope, selection).await?).await
}

async fn file(scope: &Scope, orders: Vec<PrintedOrder>) -> Result<(String, Vec<u8>)> {
    let papers: Vec<Paper> = orders.iter().map(|order| slip(&scope.organization, order)).collect();
    let title = say(scope.organization.language, "documents-packing-slips");
    let bytes = make(move || pdf::render_all(&papers, &title)).await?;
    Ok((file_name("packing-slip", &orders), bytes))
}
