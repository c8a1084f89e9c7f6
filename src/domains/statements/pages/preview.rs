//! A file before it is taken: how it is understood, and what can be said about it.

use super::{balance_badge, refused};
use crate::domains::statements::api::{DiscardStatement, MapStatement, TakeStatement};
use crate::domains::statements::model::{
    BalanceState, ColumnMeaning, DateOrder, DecimalMark, Mapping, Preview, PreviewLine, StatementView,
};
use crate::server::format::{day, money};
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{t, t_args, t_with};
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Checkbox, Choice, Hidden, SelectField};
use crate::ui::form::Form;
use crate::ui::table::{Table, Th};
use crate::ui::{Alert, Button, ButtonKind, Card, Icon, Tone};
use leptos::prelude::*;
use server_fn::ServerFn;

/// What is shown of a draft.
pub(super) fn preview(view: &StatementView, preview: &Preview, writes: bool) -> impl IntoView + use<> {
    let summary = match &preview.problem {
        Some((key, args)) => view! { <Alert tone=Tone::Bad title=t_args(key, args)/> }.into_any(),
        None => {
            let text = t_with("statements-preview-summary", &[("count", preview.count.into())]);
            let balances = preview.balances.map(|(opening, closing)| {
                let args = [("opening", money(opening, &view.currency).into()), ("closing", money(closing, &view.currency).into())];
                view! { <p>{t_with("statements-balances", &args)}" "{balance_badge(preview.balance)}</p> }
            });
            view! { <Alert tone=Tone::Info title=text>{balances}</Alert> }.into_any()
        }
    };
    let seen =
        (preview.seen > 0).then(|| view! { <Alert tone=Tone::Warn title=t_with("statements-alike", &[("count", preview.seen.into())])/> });
    let form = writes.then(|| take_form(view, preview));
    let discard = writes.then(|| {
        let id = view.row.id.to_string();
        view! {
            <ConfirmStep label=t("statements-discard")>
                <p class="mb-3">{t("statements-discard-text")}</p>
                <form method="post" action=DiscardStatement::PATH>
                    <Hidden name="statement_id" value=id/>
                    <Button kind=ButtonKind::Danger>{t("statements-discard")}</Button>
                </form>
            </ConfirmStep>
        }
    });
    view! {
        <div class="stack">
            {summary}
            {refused(&preview.refused, preview.refused_count)}
            {seen}
            {form}
            {lines(&preview.lines, &view.currency)}
            <div>{discard}</div>
        </div>
    }
}

fn take_form(view: &StatementView, preview: &Preview) -> impl IntoView + use<> {
    let taken = form_state(TakeStatement::PATH);
    let mapped = form_state(MapStatement::PATH);
    let form = if mapped.action.is_empty() { taken } else { mapped };
    let mapping = preview.mapping.as_ref().map(|mapping| mapping_card(mapping, &form));
    let differs = (preview.balance == BalanceState::Differs).then(|| {
        view! { <Checkbox name="differs" label=t("statements-differs") help=t("statements-differs-help") error=form.error("differs")/> }
    });
    let alike = (preview.seen > 0).then(|| {
        let checked = form.value("alike").is_some();
        view! { <Checkbox name="alike" label=t("statements-take-alike") help=t("statements-take-alike-help") checked/> }
    });
    let again = mapping.is_some().then(|| view! { <Button formaction=MapStatement::PATH icon=Icon::Repeat>{t("statements-map")}</Button> });
    let take = t_with("statements-take", &[("count", preview.count.into())]);
    let (id, nothing) = (view.row.id.to_string(), preview.count == 0);
    view! {
        <Form action=TakeStatement::PATH class="stack" errors=form.summary() error_title=t("form-errors-title")>
            <Hidden name="statement_id" value=id/>
            {mapping}
            {differs}
            {alike}
            <div class="flex flex-wrap gap-2">
                {again}
                <Button kind=ButtonKind::Primary name="step" value="take" icon=Icon::Check disabled=nothing>{take}</Button>
            </div>
        </Form>
    }
}

fn mapping_card(mapping: &Mapping, form: &FormState) -> impl IntoView + use<> {
    let choices: Vec<Choice> = ColumnMeaning::ALL.iter().map(|meaning| Choice::new(meaning.code(), t(meaning.key()))).collect();
    let head = view! { <Th label=t("statements-column")/><Th label=t("statements-sample")/><Th label=t("statements-meaning")/> }.into_any();
    let rows = mapping
        .columns
        .iter()
        .enumerate()
        .map(|(place, (header, sample))| {
            let header =
                if header.is_empty() { t_with("statements-column-number", &[("number", (place + 1).into())]) } else { header.clone() };
            let sample: String = sample.chars().take(60).collect();
            let name = format!("columns[{place}]");
            let meaning = mapping.profile.columns.get(place).copied().unwrap_or(ColumnMeaning::Skip);
            let value = form.value_or(&name, meaning.code());
            let label = t_with("statements-meaning-of", &[("column", header.as_str().into())]);
            let error = form.error(&name);
            view! {
                <tr>
                    <td class="cell-main">{header}</td>
                    <td class="cell-sub" data-label=t("statements-sample")>{sample}</td>
                    <td data-label=t("statements-meaning")><SelectField name label options=choices.clone() value error bare=true/></td>
                </tr>
            }
        })
        .collect_view();
    let orders = DateOrder::ALL.iter().map(|order| Choice::new(order.code(), t(order.key()))).collect();
    let marks = DecimalMark::ALL.iter().map(|mark| Choice::new(mark.code(), t(mark.key()))).collect();
    let profile = &mapping.profile;
    let inverted = if form.action.is_empty() { profile.inverted } else { form.value("inverted").is_some() };
    let date_order = form.value_or("date_order", profile.date_order.code());
    let decimal = form.value_or("decimal", profile.decimal.code());
    let (order_error, decimal_error) = (form.error("date_order"), form.error("decimal"));
    let remembered = mapping.is_remembered.then(|| view! { <p class="muted mb-3">{t("statements-remembered")}</p> });
    view! {
        <Card title=t("statements-mapping")>
            {remembered}
            <Table caption=t("statements-mapping") head>{rows}</Table>
            <div class="grid gap-3 mt-4">
                <SelectField name="date_order" label=t("statements-date-order") options=orders value=date_order error=order_error/>
                <SelectField name="decimal" label=t("statements-decimal") options=marks value=decimal error=decimal_error/>
                <Checkbox name="inverted" label=t("statements-inverted") help=t("statements-inverted-help") checked=inverted/>
            </div>
        </Card>
    }
}

fn lines(lines: &[PreviewLine], currency: &str) -> impl IntoView + use<> {
    (!lines.is_empty()).then(|| {
        let head = view! {
            <Th label=t("statements-line")/><Th label=t("statements-day")/><Th label=t("statements-text")/><Th label=t("statements-amount") class="num"/>
        }
        .into_any();
        let rows = lines
            .iter()
            .map(|line| {
                let seen = line.is_seen.then(|| view! { <span class="cell-note tone-warn">{t("statements-alike-line")}</span> });
                let more = [line.party.clone(), line.reference.clone()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
                view! {
                    <tr>
                        <td class="cell-sub">{line.number}</td>
                        <td class="cell-sub">{day(line.booked_on)}</td>
                        <td class="cell-main break-words">{line.description.clone()}<span class="cell-note">{more.join(" · ")}</span>{seen}</td>
                        <td class="cell-amount">{money(line.amount, currency)}</td>
                    </tr>
                }
            })
            .collect_view();
        view! { <Card title=t("statements-first-lines") flush=true><Table caption=t("statements-first-lines") head>{rows}</Table></Card> }
    })
}
