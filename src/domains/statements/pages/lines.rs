//! The lines of a statement, with what they may belong to.

use super::{line_badge, reasons, writes};
use crate::domains::orders::urls as orders_urls;
use crate::domains::statements::api::{ConfirmLine, ConfirmLines};
use crate::domains::statements::model::LineFilter;
use crate::domains::statements::model::matching::{LineRow, LineStatus, LineView, MatchRow, Proposal};
use crate::domains::statements::urls;
use crate::server::format::{day, money};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::url_with;
use crate::shared::{Cursor, Page};
use crate::ui::field::{Hidden, SearchBox};
use crate::ui::form::{ErrorSummary, Form};
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, EmptyKind, EmptyState, Icon, Pager, Tone};
use leptos::prelude::*;
use server_fn::ServerFn;
use uuid::Uuid;

/// The form to which the ticks of the lines belong.
const FORM: &str = "sure-lines";

/// A page of lines.
pub(super) fn lines(id: Uuid, found: Page<LineView>, filter: LineFilter, search: &str) -> impl IntoView + use<> {
    let errors = form_state(ConfirmLine::PATH).summary();
    let search = search.to_owned();
    view! {
        <form class="toolbar" method="get" action=urls::statement(id)>
            <Hidden name="show" value=filter.code()/>
            <SearchBox label=t("statements-search") value=search/>
            <Button>{t("filter")}</Button>
        </form>
        <ErrorSummary title=t("form-errors-title") errors/>
        {rows(id, found)}
    }
}

fn rows(id: Uuid, found: Page<LineView>) -> AnyView {
    if found.rows.is_empty() {
        return view! { <EmptyState kind=EmptyKind::Filtered icon=Icon::Done title=t("statements-none-title") text=t("statements-none")/> }
            .into_any();
    }
    let writes = writes();
    let sure = found.rows.iter().filter(|line| line.sure().is_some()).count();
    let all = (writes && sure > 0).then(|| {
        let label = t_with("statements-confirm-sure", &[("count", sure.into())]);
        view! {
            <Form action=ConfirmLines::PATH id=FORM class="toolbar">
                <Hidden name="statement_id" value=id.to_string()/>
                <span class="grow muted">{t("statements-confirm-sure-help")}</span>
                <Button kind=ButtonKind::Primary icon=Icon::Check>{label}</Button>
            </Form>
        }
    });
    let head = view! {
        <Th hidden_label=t("statements-tick") class="cell-check"/><Th label=t("statements-day")/><Th label=t("statements-text")/>
        <Th label=t("statements-belongs")/><Th label=t("statements-amount") class="num"/>
    }
    .into_any();
    let link = |name: &'static str, cursor: Option<Cursor>| {
        cursor.map(|cursor| url_with(&[("after", ""), ("before", ""), (name, &cursor.encode())])).unwrap_or_default()
    };
    let (next, previous) = (link("after", found.next), link("before", found.previous));
    let rows = found.rows.iter().map(|line| row(line, writes)).collect_view();
    view! {
        {all}
        <Table caption=t("statements-lines") head>{rows}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("statements-lines")/>
    }
    .into_any()
}

fn row(line: &LineView, writes: bool) -> impl IntoView + use<> {
    let row = &line.row;
    let tick = (writes && line.sure().is_some()).then(|| {
        let label = t_with("statements-tick-line", &[("number", row.number.into())]);
        view! { <input class="checkbox" type="checkbox" form=FORM name="lines[]" value=row.id.to_string() checked=true aria-label=label/> }
    });
    let words = if row.description.is_empty() { t("statements-no-text") } else { row.description.clone() };
    let more = [row.party.clone(), row.reference.clone(), row.end_to_end.clone()];
    let more = more.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    let belongs = if row.status == LineStatus::Ignored {
        view! { {line_badge(row.status)}<span class="cell-note">{row.reason.clone()}</span> }.into_any()
    } else {
        let proposal = line.sure().or(line.proposals.first()).map(|proposal| proposed(row, proposal, writes, Some(row.statement_id)));
        let others = line.proposals.len().saturating_sub(1);
        let others = (others > 0).then(|| {
            view! { <a class="link cell-note" href=urls::line(row.id)>{t_with("statements-others", &[("count", others.into())])}</a> }
        });
        let by_hand = (row.status == LineStatus::Open && line.proposals.is_empty())
            .then(|| view! { <a class="link" href=urls::line(row.id)>{t("statements-by-hand")}</a> });
        view! { {matched(&line.matches, &row.currency)}{proposal}{others}{by_hand} }.into_any()
    };
    view! {
        <tr>
            <td class="cell-check">{tick}</td>
            <td class="cell-sub">{day(row.booked_on)}<span class="cell-note">{t_with("statements-line-number", &[("number", row.number.into())])}</span></td>
            <td class="cell-main break-words"><a class="row-link" href=urls::line(row.id)>{words}</a><span class="cell-note">{more}</span></td>
            <td data-label=t("statements-belongs")>{belongs}</td>
            <td class="cell-amount">{money(row.amount, &row.currency)}</td>
        </tr>
    }
}

/// What a line was matched with.
pub(super) fn matched(matches: &[MatchRow], currency: &str) -> impl IntoView + use<> {
    let rows = matches
        .iter()
        .map(|row| {
            let args = [("number", row.order_number.clone().into()), ("amount", money(row.amount, currency).into())];
            let by = row.by.clone().map(|by| view! { <span class="cell-note">{by}</span> });
            view! { <li><a class="link" href=orders_urls::order(row.order_id)>{t_with(row.kind.key(), &args)}</a>{by}</li> }
        })
        .collect_view();
    (!matches.is_empty()).then(|| view! { <ul class="grid gap-1">{rows}</ul> })
}

/// Something that a line may belong to, with the button that says so. From a list one comes back to the list.
pub(super) fn proposed(row: &LineRow, proposal: &Proposal, writes: bool, back: Option<Uuid>) -> impl IntoView + use<> {
    let args = [("number", proposal.order_number.clone().into()), ("amount", money(proposal.amount, &row.currency).into())];
    let tone = if proposal.is_full() { Tone::Ok } else { Tone::Neutral };
    let score = t_with("statements-score", &[("score", proposal.score.into())]);
    let waits = row.first_by.is_some().then(|| view! { " "<Badge tone=Tone::Info>{t("statements-one-yes")}</Badge> });
    let button = writes.then(|| {
        view! {
            <form method="post" action=ConfirmLine::PATH>
                <Hidden name="line_id" value=row.id.to_string()/>
                <Hidden name="kind" value=proposal.kind.code()/>
                <Hidden name="target" value=proposal.id.to_string()/>
                <Hidden name="amount" value=proposal.amount.to_string()/>
                <Hidden name="back" value=back.map(|id| id.to_string()).unwrap_or_default()/>
                <Button small=true icon=Icon::Check>{t("statements-confirm")}</Button>
            </form>
        }
    });
    view! {
        <div class="flex flex-wrap items-center gap-2">
            <span class="grow">
                <a class="link" href=orders_urls::order(proposal.order_id)>{t_with(proposal.kind.key(), &args)}</a>" "
                <Badge tone>{score}</Badge>{waits}
                <span class="cell-note">{proposal.buyer.clone()}" · "{reasons(proposal)}</span>
            </span>
            {button}
        </div>
    }
}
