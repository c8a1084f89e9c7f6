//! The call to the buyer of an order that waits for confirmation: what to say, and what came of it.

use crate::domains::customers::phone;
use crate::domains::orders::api::RecordOrderCall;
use crate::domains::orders::model::{CallOutcome, OrderDetail, OrderItem};
use crate::server::context;
use crate::server::format::{date_time, money_in};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with, text_with};
use crate::shared::Language;
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::icon::Icon;
use crate::ui::{Button, ButtonKind, Card, LinkButton};
use leptos::prelude::*;
use server_fn::ServerFn;

/// What to say to the buyer, in a language.
fn script(order: &OrderDetail, language: Language) -> String {
    let scope = context::request().and_then(|request| request.scope);
    let shop = scope.as_ref().map(|scope| scope.organization.name.clone()).unwrap_or_default();
    let person = scope.and_then(|scope| scope.person).map(|person| person.name.clone()).unwrap_or_default();
    let left = |item: &&OrderItem| item.quantity > item.cancelled;
    let lines = order.items.iter().filter(left).map(|item| format!("{} × {}", item.quantity - item.cancelled, item.name));
    let total = money_in(order.row.total - order.cancelled_total, &order.row.currency, language);
    let args = [
        ("buyer", order.row.name.clone()),
        ("person", person),
        ("shop", shop),
        ("lines", lines.collect::<Vec<_>>().join(", ")),
        ("total", total),
        ("address", order.shipping_address.one_line()),
    ];
    let args: Vec<_> = args.into_iter().map(|(name, value)| (name, value.into())).collect();
    text_with(language, "orders-call-script", &args)
}

/// The script in the buyer's language first, and one button for each outcome.
pub(super) fn call(order: &OrderDetail) -> impl IntoView + use<> {
    let form = form_state(RecordOrderCall::PATH);
    let own = order.language.unwrap_or_else(|| {
        context::request().and_then(|request| request.scope).map(|scope| scope.organization.language).unwrap_or_default()
    });
    let mut languages = vec![own];
    languages.extend(Language::ALL.iter().copied().filter(|language| *language != own));
    let scripts = languages
        .into_iter()
        .enumerate()
        .map(|(place, language)| {
            view! {
                <details class="call-script" name="call-script" open=place == 0>
                    <summary lang=language.code()>{language.own_name()}</summary>
                    <p class="prewrap" lang=language.code()>{script(order, language)}</p>
                </details>
            }
        })
        .collect_view();
    let so_far = (order.row.call_attempts > 0).then(|| {
        let next = order.row.next_call_at.map(|at| format!(" · {}", t_with("orders-call-next", &[("time", date_time(at).into())])));
        view! { <p class="muted">{t_with("orders-calls-n", &[("count", order.row.call_attempts.into())])}{next}</p> }
    });
    let number = order.shipping_address.phone.clone();
    let dial = (!number.is_empty())
        .then(|| view! { <LinkButton href=format!("tel:{number}") icon=Icon::Phone small=true>{phone::display(&number)}</LinkButton> });
    let buttons = [CallOutcome::NoAnswer, CallOutcome::CallBack, CallOutcome::WrongNumber, CallOutcome::Cancelled, CallOutcome::Confirmed]
        .map(|outcome| {
            let kind = match outcome {
                CallOutcome::Confirmed => ButtonKind::Primary,
                CallOutcome::Cancelled => ButtonKind::DangerGhost,
                _ => ButtonKind::Plain,
            };
            view! { <Button small=true kind name="outcome" value=outcome.as_str()>{t(outcome.key())}</Button> }
        });
    let id = order.row.id.to_string();
    let (at, at_error) = (form.value_or("call_back_at", ""), form.error("call_back_at"));
    let (note, note_error) = (form.value_or("note", ""), form.error("note"));
    let errors = form.summary();
    view! {
        <Card title=t("orders-call") id="call" actions=view! { {dial} }.into_any()>
            {so_far}
            {scripts}
            <Form action=RecordOrderCall::PATH class="call-form" errors error_title=t("form-errors-title")>
                <Hidden name="order_id" value=id/>
                <div class="fields fields-2">
                    <TextField name="call_back_at" kind="datetime-local" label=t("orders-call-back-at") help=t("orders-call-back-help") value=at error=at_error/>
                    <TextField name="note" id="call-note" label=t("orders-call-note") value=note error=note_error maxlength=500 autocomplete="off"/>
                </div>
                <div class="next-step-actions">{buttons}</div>
            </Form>
        </Card>
    }
}
