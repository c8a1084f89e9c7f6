//! What can be done with a payment that stands at its provider.

use crate::domains::payments::api::{AskProvider, LetGoHold, StopSubscription, TakeHold};
use crate::domains::payments::model::PaymentRow;
use crate::server::format::{currency_symbol, money};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t, t_with};
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Hidden, MoneyField};
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind, Icon};
use leptos::prelude::*;
use server_fn::ServerFn;

/// The forms that take what is held, or let it go; nothing for any other payment.
pub(super) fn hold_forms(row: &PaymentRow, may_write: bool) -> Option<impl IntoView + use<>> {
    (may_write && row.is_held()).then(|| {
        let id = row.id.to_string();
        let form = form_state(TakeHold::PATH);
        // A refused form is the one of its own payment.
        let is_refused = form.value("id") == Some(id.as_str());
        let typed = form.value("amount").filter(|_| is_refused).map_or_else(|| row.amount.to_string(), ToOwned::to_owned);
        let error = form.error("amount").filter(|_| is_refused);
        // An order may have several holds: each has a field of its own.
        let field = format!("hold-{id}");
        let summary: Vec<_> = form.summary().into_iter().filter(|_| is_refused).map(|(_, text)| (field.clone(), text)).collect();
        let symbol = currency_symbol(&row.currency, language()).to_owned();
        let asked = row.is_asked.then(|| view! { <p class="cell-note muted">{t("payments-hold-asked")}</p> });
        let amount = money(row.amount, &row.currency);
        let help = t_with("payments-hold-amount-help", &[("held", amount.clone().into())]);
        let text = t_with("payments-hold-let-go-text", &[("held", amount.into())]);
        let taken = id.clone();
        view! {
            <div class="flex flex-wrap gap-2 w-full">
                {asked}
                <ConfirmStep label=t("payments-hold-take") kind=ButtonKind::Primary icon=Icon::Cash small=true open=is_refused>
                    <Form action=TakeHold::PATH errors=summary error_title=t("form-errors-title")>
                        <Hidden name="id" value=taken/>
                        <MoneyField name="amount" id=field label=t("payments-hold-amount") help currency=symbol value=typed error/>
                        <div><Button kind=ButtonKind::Primary>{t("payments-hold-take-submit")}</Button></div>
                    </Form>
                </ConfirmStep>
                <ConfirmStep label=t("payments-hold-let-go") small=true>
                    <form class="grid gap-3" method="post" action=LetGoHold::PATH>
                        <p>{text}</p>
                        <Hidden name="id" value=id/>
                        <div><Button kind=ButtonKind::Danger>{t("payments-hold-let-go-submit")}</Button></div>
                    </form>
                </ConfirmStep>
            </div>
        }
    })
}

/// The button that asks the provider how a payment stands; nothing where it cannot be asked.
pub(super) fn ask_button(row: &PaymentRow, may_write: bool) -> Option<impl IntoView + use<>> {
    (may_write && row.can_be_asked()).then(|| {
        view! {
            <form method="post" action=AskProvider::PATH>
                <Hidden name="id" value=row.id.to_string()/>
                <Hidden name="order_id" value=row.order_id.to_string()/>
                <Button small=true kind=ButtonKind::Ghost icon=Icon::Repeat>{t("payments-ask")}</Button>
            </form>
        }
    })
}

/// The subscription that a payment began, and the form that ends it; nothing where none goes on.
pub(super) fn stop_form(row: &PaymentRow, may_write: bool) -> Option<impl IntoView + use<>> {
    row.subscription.as_ref().map(|number| {
        let id = row.id.to_string();
        let label = t_with("payments-subscription", &[("number", number.clone().into())]);
        let form = may_write.then(|| {
            view! {
                <ConfirmStep label=t("payments-stop") small=true>
                    <form class="grid gap-3" method="post" action=StopSubscription::PATH>
                        <p>{t("payments-stop-text")}</p>
                        <Hidden name="id" value=id/>
                        <div><Button kind=ButtonKind::Danger>{t("payments-stop-submit")}</Button></div>
                    </form>
                </ConfirmStep>
            }
        });
        view! { <div class="flex flex-wrap gap-2 w-full"><span class="cell-note muted">{label}</span>{form}</div> }
    })
}
