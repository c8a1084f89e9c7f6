//! What somebody pays by without typing it again; never the token itself.

use super::detail::may;
use crate::domains::customers::api::methods::{PreferPaymentMethod, RemovePaymentMethod, load_methods};
use crate::domains::customers::model::{MOST_FAILURES, SavedMethod};
use crate::server::format::{date, number};
use crate::server::i18n::{t, t_with};
use crate::server::page::page;
use crate::shared::Permission;
use crate::ui::field::Hidden;
use crate::ui::{Badge, Button, ButtonKind, Card, Icon, Tone};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use server_fn::ServerFn;
use uuid::Uuid;

/// The saved ways to pay of a person; nothing for who has none.
pub(super) fn of_person(id: Uuid, is_known: bool) -> impl IntoView {
    page(load_methods(id), move |(methods, now)| card(id, &methods, now, is_known && may(Permission::CustomersWrite)))
}

fn card(id: Uuid, methods: &[SavedMethod], now: DateTime<Utc>, writes: bool) -> AnyView {
    if methods.is_empty() {
        return ().into_any();
    }
    let rows = methods.iter().map(|method| line(id, method, writes, now)).collect_view();
    view! { <Card title=t("customers-methods")><ul class="grid gap-3">{rows}</ul></Card> }.into_any()
}

fn name(method: &SavedMethod) -> String {
    let brand = method.brand.clone().filter(|brand| !brand.is_empty()).unwrap_or_else(|| t(method.kind.key()));
    match (&method.last4, &method.wallet_email) {
        (Some(digits), _) => format!("{brand} •••• {digits}"),
        (None, Some(email)) => format!("{brand} {email}"),
        (None, None) => brand,
    }
}

fn button(action: &'static str, customer_id: Uuid, id: Uuid, icon: Icon, label: String, confirm: String) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <Hidden name="customer_id" value=customer_id.to_string()/>
            <Hidden name="payment_method_id" value=id.to_string()/>
            <Button kind=ButtonKind::Ghost small=true icon confirm label/>
        </form>
    }
}

fn line(customer_id: Uuid, method: &SavedMethod, writes: bool, now: DateTime<Utc>) -> impl IntoView + use<> {
    let name = name(method);
    let ends = method.expiry.map(|(month, year)| t_with("customers-method-ends", &[("month", format!("{month:02}/{year}").into())]));
    let used = method.last_used_at.map(|at| t_with("customers-method-used", &[("day", date(at).into())]));
    let notes = [Some(t(method.gateway.key())), ends, used].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let default = method.is_default.then(|| view! { " "<Badge>{t("customers-default-address")}</Badge> });
    let over = method.is_over(now).then(|| view! { " "<Badge tone=Tone::Bad>{t("customers-method-over")}</Badge> });
    let failures = (method.failed_attempts > 0).then(|| {
        let tone = if method.failed_attempts >= MOST_FAILURES { Tone::Bad } else { Tone::Warn };
        let count = number(method.failed_attempts.into());
        view! { " "<Badge tone>{t_with("customers-method-failed", &[("count", count.into())])}</Badge> }
    });
    let prefer = (writes && !method.is_default).then(|| {
        let label = t_with("customers-method-prefer", &[("name", name.clone().into())]);
        button(PreferPaymentMethod::PATH, customer_id, method.id, Icon::Check, label, String::new())
    });
    let remove = writes.then(|| {
        let label = t_with("customers-method-remove", &[("name", name.clone().into())]);
        button(RemovePaymentMethod::PATH, customer_id, method.id, Icon::Close, label.clone(), label)
    });
    view! {
        <li class="flex items-start justify-between gap-2">
            <div><div><strong>{name}</strong>{default}{over}{failures}</div><div class="muted">{notes}</div></div>
            <span class="flex gap-1">{prefer}{remove}</span>
        </li>
    }
}
