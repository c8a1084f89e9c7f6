//! Pages of the statements domain.

mod line;
mod lines;
mod list;
mod preview;
mod statement;

use super::model::matching::{LineStatus, Proposal};
use super::model::{BalanceState, RefusedLine};
use crate::domains::payments::urls as payments_urls;
use crate::domains::statements::urls;
use crate::server::context;
use crate::server::i18n::{t, t_with};
use crate::shared::Permission;
use crate::ui::page_header::Crumb;
use crate::ui::{Alert, Badge, Tone};
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn StatementsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/payments/statements") view=list::StatementsPage ssr=SsrMode::Async/>
        <Route path=path!("/payments/statements/:id") view=statement::StatementPage ssr=SsrMode::Async/>
        <Route path=path!("/payments/statement-lines/:id") view=line::LinePage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

fn writes() -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::PaymentsWrite))
}

fn crumbs(below: bool) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::new(t("nav-payments"), payments_urls::LIST)];
    if below {
        crumbs.push(Crumb::new(t("statements-title"), urls::LIST));
    }
    crumbs
}

fn balance_badge(state: BalanceState) -> impl IntoView {
    let tone = match state {
        BalanceState::Agrees => Tone::Ok,
        BalanceState::Differs => Tone::Bad,
        BalanceState::Unknown => Tone::Neutral,
    };
    view! { <Badge tone>{t(state.key())}</Badge> }
}

fn line_badge(status: LineStatus) -> impl IntoView {
    let tone = match status {
        LineStatus::Open => Tone::Warn,
        LineStatus::Matched => Tone::Ok,
        LineStatus::Ignored => Tone::Neutral,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }
}

/// Why something is proposed, in a few words.
fn reasons(proposal: &Proposal) -> String {
    proposal.reasons.iter().map(|reason| t(reason.key())).collect::<Vec<_>>().join(", ")
}

/// Lines that could not be read, each by its number.
fn refused(lines: &[RefusedLine], count: usize) -> impl IntoView + use<> {
    (count > 0).then(|| {
        let title = t_with("statements-refused", &[("count", count.into())]);
        let named = lines
            .iter()
            .map(|line| view! { <li>{t_with("statements-refused-line", &[("number", line.number.into())])}" "{t(&line.key)}</li> })
            .collect_view();
        view! { <Alert tone=Tone::Warn title><ul class="grid gap-1">{named}</ul></Alert> }
    })
}
