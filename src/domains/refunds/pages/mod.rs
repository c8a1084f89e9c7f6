//! Pages of the refunds domain.

mod list;
pub mod panels;
pub mod rows;

use super::api::{ApproveRefund, DeclineRefund, PayOutRefund};
use super::model::{Destination, RefundRow, RefundState};
use crate::server::context;
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::shared::Permission;
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::{Badge, Button, ButtonKind, Icon, Tone};
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};
use server_fn::ServerFn;

/// Routes of this domain.
#[component(transparent)]
pub fn RefundsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/payments/refunds") view=list::RefundsPage ssr=SsrMode::Async/> }.into_inner().into_any_nested_route()
}

fn may(permission: Permission) -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(permission))
}

/// The badge of where a refund stands.
fn state_badge(state: RefundState) -> impl IntoView {
    let tone = match state {
        RefundState::Approval | RefundState::Pending => Tone::Warn,
        RefundState::Unknown | RefundState::Failed => Tone::Bad,
        RefundState::Completed => Tone::Ok,
    };
    view! { <Badge tone>{t(state.key())}</Badge> }
}

/// What can be done with a refund that is not settled; nothing for who may not.
fn steps(row: &RefundRow) -> AnyView {
    if row.state.is_settled() || !may(Permission::PaymentsWrite) {
        return ().into_any();
    }
    let me = context::request().and_then(|request| request.scope).and_then(|scope| scope.user_id());
    let is_own = row.requested_by.as_ref().is_some_and(|(id, _)| Some(*id) == me);
    let id = row.id.to_string();
    let yes = match row.state {
        RefundState::Approval if is_own => view! { <span class="cell-note muted">{t("refunds-wait-for-other")}</span> }.into_any(),
        RefundState::Approval => view! {
            <form method="post" action=ApproveRefund::PATH>
                <Hidden name="refund_id" value=id.clone()/>
                <Button kind=ButtonKind::Primary small=true icon=Icon::Check>{t("refunds-approve")}</Button>
            </form>
        }
        .into_any(),
        _ if row.destination == Destination::Method => pay_out(&id),
        _ => ().into_any(),
    };
    view! { <div class="flex flex-wrap items-center gap-2">{yes}{decline(&id, is_own)}</div> }.into_any()
}

fn pay_out(id: &str) -> AnyView {
    let form = form_state(PayOutRefund::PATH);
    let mine = form.value("refund_id") == Some(id);
    let (value, error) = if mine { (form.value_or("reference", ""), form.error("reference")) } else { (String::new(), None) };
    let (id, field) = (id.to_owned(), format!("reference-{id}"));
    view! {
        <ConfirmStep label=t("refunds-pay-out") kind=ButtonKind::Plain small=true icon=Icon::Cash open=mine>
            <Form action=PayOutRefund::PATH>
                <Hidden name="refund_id" value=id/>
                <TextField name="reference" id=field label=t("payments-reference") help=t("refunds-reference-help") value error required=true maxlength=200 autocomplete="off"/>
                <div><Button kind=ButtonKind::Primary>{t("refunds-pay-out")}</Button></div>
            </Form>
        </ConfirmStep>
    }
    .into_any()
}

fn decline(id: &str, is_own: bool) -> impl IntoView + use<> {
    let form = form_state(DeclineRefund::PATH);
    let mine = form.value("refund_id") == Some(id);
    let (value, error) = if mine { (form.value_or("failure", ""), form.error("failure")) } else { (String::new(), None) };
    let (id, field) = (id.to_owned(), format!("failure-{id}"));
    let label = if is_own { "refunds-withdraw" } else { "refunds-decline" };
    view! {
        <ConfirmStep label=t(label) small=true open=mine>
            <Form action=DeclineRefund::PATH>
                <Hidden name="refund_id" value=id/>
                <TextField name="failure" id=field label=t("refunds-reason") value error required=true maxlength=200 autocomplete="off"/>
                <div><Button kind=ButtonKind::Danger>{t(label)}</Button></div>
            </Form>
        </ConfirmStep>
    }
}
