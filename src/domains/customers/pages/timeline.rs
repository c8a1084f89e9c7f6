//! Everything that happened to a person.

use crate::domains::customers::model::Happening;
use crate::domains::customers::urls;
use crate::server::context;
use crate::server::format::{ago, date_time};
use crate::server::i18n::{t, t_args};
use crate::server::page::query;
use crate::shared::Page;
use crate::ui::timeline::{Timeline, TimelineItem};
use crate::ui::{Card, Icon, LinkButton, Tone};
use leptos::prelude::*;
use uuid::Uuid;

fn mark(kind: &str) -> (Icon, Tone) {
    match kind {
        "order" => (Icon::Orders, Tone::Accent),
        "payment" => (Icon::Payments, Tone::Ok),
        "delivery" => (Icon::Delivery, Tone::Info),
        "message" => (Icon::Mail, Tone::Neutral),
        "merge" => (Icon::People, Tone::Warn),
        "consent" => (Icon::Check, Tone::Neutral),
        "customer" => (Icon::Person, Tone::Neutral),
        _ => (Icon::Note, Tone::Neutral),
    }
}

/// A sentence with its arguments; those that are names of texts themselves are said in words.
fn sentence(happening: &Happening) -> String {
    let words = |value: &String| value.strip_prefix('@').map_or_else(|| value.clone(), t);
    let args: Vec<(String, String)> = happening.args.iter().map(|(name, value)| (name.clone(), words(value))).collect();
    t_args(&happening.key, &args)
}

/// A page of what happened, newest first.
#[component]
pub fn Happenings(page: Page<Happening>, id: Uuid) -> impl IntoView {
    let now = context::request_time();
    let older = page.next.map(|cursor| format!("{}?after={}#timeline", urls::detail(id), cursor.encode()));
    let newest = query("after").map(|_| format!("{}#timeline", urls::detail(id)));
    let items = page
        .rows
        .into_iter()
        .map(|row| {
            let (icon, tone) = mark(&row.kind);
            let exact = date_time(row.at);
            let time = now.map_or_else(|| exact.clone(), |now| ago(row.at, now));
            let words = sentence(&row);
            let what = match row.link {
                Some(href) => view! { <a class="link" href=href>{words}</a> }.into_any(),
                None => view! { <span>{words}</span> }.into_any(),
            };
            let text = (!row.text.is_empty()).then(|| view! { <div class="muted prewrap">{row.text}</div> });
            let who = row.person.unwrap_or_default();
            view! { <TimelineItem icon tone who time exact iso=row.at.to_rfc3339()>{what}{text}</TimelineItem> }
        })
        .collect_view();
    let more = older.map(|href| view! { <LinkButton href small=true>{t("customers-timeline-older")}</LinkButton> });
    let back = newest.map(|href| view! { <LinkButton href small=true>{t("customers-timeline-newest")}</LinkButton> });
    view! {
        <Card title=t("customers-timeline") id="timeline">
            <Timeline>{items}</Timeline>
            <div class="flex gap-2">{back}{more}</div>
        </Card>
    }
}
