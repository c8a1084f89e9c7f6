//! What stands in the log, in words and with its links.

use crate::domains::audit::model::{AuditRow, action_key, resource_key};
use crate::domains::{bulk, catalog, channels, customers, delivery, inventory, orders, platform, purchasing};
use crate::server::format::date_time;
use crate::server::i18n::{t, t_with};
use crate::ui::table::{Table, Th};
use leptos::prelude::*;
use uuid::Uuid;

/// What was done.
pub(super) fn action(stored: &str) -> String {
    action_key(stored).map_or_else(|| stored.to_owned(), t)
}

/// Kind of record.
pub(super) fn resource(stored: &str) -> String {
    resource_key(stored).map_or_else(|| stored.to_owned(), t)
}

/// Where a record is shown, if it has such a place.
pub(super) fn record_link(resource: &str, id: Uuid) -> Option<String> {
    Some(match resource {
        "order" => orders::urls::order(id),
        "return" => orders::urls::return_of(id),
        "supplier" => purchasing::urls::supplier(id),
        "purchase_order" => purchasing::urls::order(id),
        "product" => catalog::urls::product(id),
        "category" => catalog::urls::category(id),
        "brand" => catalog::urls::of_brand(id),
        "size_guide" => catalog::urls::size_guide(id),
        "customer" => customers::urls::detail(id),
        "segment" => customers::urls::members(id),
        "variant" => inventory::urls::variant(id),
        "warehouse" => inventory::urls::warehouse(id),
        "count" => inventory::urls::count(id),
        "transfer" => inventory::urls::transfer(id),
        "courier" => delivery::urls::edit_courier(id),
        "import" => bulk::urls::import(id),
        "store" | "webhook_endpoint" => channels::urls::LIST.to_owned(),
        "webhook_event" | "outbox_event" => platform::urls::SYSTEM.to_owned(),
        _ => return None,
    })
}

/// All that is known of a line, folded up.
pub(super) fn details(row: &AuditRow) -> impl IntoView + use<> {
    let label = t_with("audit-details-of", &[("action", action(&row.action).into()), ("time", date_time(row.at).into())]);
    let changes = if row.changes.is_empty() {
        view! { <p class="muted">{t("audit-no-changes")}</p> }.into_any()
    } else {
        let lines = row
            .changes
            .iter()
            .cloned()
            .map(|(field, old, new)| {
                view! {
                    <tr>
                        <th scope="row" class="mono">{field}</th>
                        <td class="break-all" data-label=t("audit-old")>{old}</td>
                        <td class="break-all" data-label=t("audit-new")>{new}</td>
                    </tr>
                }
            })
            .collect_view();
        let head = view! { <Th label=t("audit-field")/><Th label=t("audit-old")/><Th label=t("audit-new")/> }.into_any();
        view! { <Table caption=t("audit-changes") head>{lines}</Table> }.into_any()
    };
    let agent = row
        .user_agent
        .clone()
        .map(|agent| view! { <p class="break-all"><span class="muted">{t("audit-user-agent")}": "</span>{agent}</p> });
    let email = row.email.clone().map(|email| view! { <p class="break-all"><span class="muted">{t("audit-who")}": "</span>{email}</p> });
    view! {
        <details class="fold">
            <summary aria-label=label>{t("audit-details")}</summary>
            {changes}
            {email}
            {agent}
        </details>
    }
}
