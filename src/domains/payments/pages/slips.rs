//! The queue of slips, and one of them with what is known of it.

use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::orders::urls as orders_urls;
use crate::domains::payments::api::slips::{ApproveSlip, RejectSlip, ReverseSlip, load_slip, load_slips};
use crate::domains::payments::model::slips::{SlipRow, SlipStatus, SlipTwin, SlipView};
use crate::domains::payments::urls;
use crate::server::context;
use crate::server::format::{currency_symbol, date_time, day, money};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t, t_with};
use crate::server::page::{page, page_request, path_id, query, url_with};
use crate::shared::{Page, Permission};
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Choice, Hidden, MoneyField, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::Crumb;
use crate::ui::table::{Table, Th};
use crate::ui::{Alert, Badge, Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton, PageHeader, Pager, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// The badge of a slip's status.
pub(super) fn badge(status: SlipStatus) -> impl IntoView {
    let tone = match status {
        SlipStatus::Submitted => Tone::Warn,
        SlipStatus::Matched => Tone::Ok,
        SlipStatus::Rejected | SlipStatus::Reversed => Tone::Bad,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }
}

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new(t("nav-payments"), urls::LIST)]
}

/// `/payments/slips`
#[component]
pub fn SlipsPage() -> impl IntoView {
    let asked = query("status");
    // The queue is what waits; everything else is asked for.
    let status = match asked.as_deref() {
        None => Some(SlipStatus::Submitted),
        Some(code) => SlipStatus::parse(code),
    };
    let statuses = SlipStatus::ALL.iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let value = status.map_or("ALL", SlipStatus::code);
    let all = Choice::new("ALL", t("payments-slips-all"));
    let options: Vec<Choice> = [vec![all], statuses].concat();
    view! {
        <Title text=t("payments-slips")/>
        <PageHeader title=t("payments-slips") sub=t("payments-slips-intro") crumbs=crumbs() crumbs_label=t("breadcrumbs")/>
        <Card flush=true>
            <form class="toolbar" method="get" action=urls::SLIPS>
                <SelectField name="status" label=t("payments-status") options value autosubmit=true bare=true/>
                <Button>{t("filter")}</Button>
            </form>
            {page(load_slips(status, page_request()), queue)}
        </Card>
    }
}

fn queue(slips: Page<SlipRow>) -> AnyView {
    if slips.rows.is_empty() {
        return view! { <EmptyState kind=EmptyKind::Filtered icon=Icon::Done title=t("payments-slips-empty-title") text=t("payments-slips-empty")/> }.into_any();
    }
    let head = view! {
        <Th label=t("payments-order")/><Th label=t("payments-when")/><Th label=t("payments-slip-payer-bank")/><Th label=t("payments-status")/>
        <Th label=t("payments-amount") class="num"/>
    }
    .into_any();
    let rows = slips.rows.iter().map(line).collect_view();
    let link = |name: &'static str, cursor: Option<crate::shared::Cursor>| {
        cursor.map(|cursor| url_with(&[("after", ""), ("before", ""), (name, &cursor.encode())])).unwrap_or_default()
    };
    let (next, previous) = (link("after", slips.next), link("before", slips.previous));
    view! {
        <Table caption=t("payments-slips") head>{rows}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("payments-slips")/>
    }
    .into_any()
}

fn line(row: &SlipRow) -> impl IntoView + use<> {
    let suspect = row.is_suspect.then(|| view! { " "<Badge tone=Tone::Bad>{t("payments-slip-suspect")}</Badge> });
    let one = row.has_one.then(|| view! { " "<Badge tone=Tone::Info>{t("payments-slip-one-yes")}</Badge> });
    let bank = [row.bank.clone(), row.reference.clone()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <tr>
            <td class="cell-main mono"><a class="row-link" href=urls::slip(row.id)>{row.order_number.clone()}</a></td>
            <td class="cell-sub">{date_time(row.created_at)}</td>
            <td class="cell-wide">{bank}<span class="cell-note">{row.account.clone()}" · "{day(row.paid_on)}</span></td>
            <td class="cell-status">{badge(row.status)}{one}{suspect}</td>
            <td class="cell-amount">{money(row.amount, &row.currency)}</td>
        </tr>
    }
}

/// `/payments/slips/{id}`
#[component]
pub fn SlipPage() -> impl IntoView {
    page(load_slip(path_id("id")), slip)
}

fn slip(view: SlipView) -> impl IntoView {
    let row = view.row.clone();
    let title = t_with("payments-slip-title", &[("number", row.order_number.clone().into())]);
    let writes = context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::PaymentsWrite));
    let crumbs: Vec<Crumb> = [crumbs(), vec![Crumb::new(t("payments-slips"), urls::SLIPS)]].concat();
    let file = if view.is_picture {
        let alt = t_with("payments-slip-picture", &[("number", row.order_number.clone().into())]);
        view! { <img class="slip" src=view.file_url.clone() alt=alt loading="lazy"/> }.into_any()
    } else {
        let name = view.file_name.clone();
        view! { <p class="mb-3 break-all">{name}</p><LinkButton href=view.file_url.clone() icon=Icon::Download>{t("payments-slip-download")}</LinkButton> }.into_any()
    };
    let actions = writes.then(|| decisions(&view));
    let badge = badge(row.status).into_any();
    view! {
        <Title text=title.clone()/>
        <PageHeader title badge sub=date_time(row.created_at) crumbs crumbs_label=t("breadcrumbs")>
            <a class="btn btn-ghost" href=orders_urls::order(row.order_id)>{t("payments-slip-order")}</a>
        </PageHeader>
        <div class="detail">
            <div class="main-col stack">{twins(&view.twins)}<Card title=t("payments-slip-file")>{file}</Card></div>
            <div class="side-col stack">{facts(&view)}{actions}</div>
        </div>
        <HistoryTab resource="bank_slip" id=row.id/>
    }
}

fn twins(twins: &[SlipTwin]) -> impl IntoView + use<> {
    let rows = twins
        .iter()
        .map(|twin| {
            let args = [("number", twin.order_number.clone().into()), ("when", date_time(twin.created_at).into())];
            view! { <li><a href=urls::slip(twin.id)>{t_with(twin.likeness.key(), &args)}</a>" "{badge(twin.status)}</li> }
        })
        .collect_view();
    (!twins.is_empty()).then(|| {
        view! { <Alert tone=Tone::Bad icon=Icon::Warning title=t("payments-slip-twins")><ul class="grid gap-2">{rows}</ul></Alert> }
    })
}

fn facts(view: &SlipView) -> impl IntoView + use<> {
    let row = &view.row;
    let fact = |key: &str, value: String| (!value.is_empty()).then(|| view! { <dt>{t(key)}</dt><dd>{value}</dd> });
    let people = [view.reviewer.clone(), view.second_reviewer.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let facts = (
        fact("payments-amount", money(row.amount, &row.currency)),
        fact("payments-due", money(view.due, &row.currency)),
        fact("payments-slip-day", day(row.paid_on)),
        fact("payments-slip-payer-bank", row.bank.clone()),
        fact("payments-slip-reference", row.reference.clone()),
        fact("payments-slip-account", row.account.clone()),
        fact("payments-slip-seen-by", people),
        fact("payments-slip-reason", view.reason.clone().unwrap_or_default()),
    );
    view! { <Card title=t("payments-slip-facts")><dl class="facts">{facts}</dl></Card> }
}

fn reason_form(path: &'static str, view: &SlipView, label: &str, id: &'static str) -> impl IntoView + use<> {
    let form = form_state(path);
    let open = !form.action.is_empty();
    let (label, submit, slip_id) = (label.to_owned(), label.to_owned(), view.row.id.to_string());
    view! {
        <ConfirmStep label open>
            <Form action=path errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="slip_id" value=slip_id/>
                <TextField name="reason" id=id label=t("payments-slip-reason") help=t("payments-slip-reason-help") value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500 autocomplete="off"/>
                <div><Button kind=ButtonKind::Danger>{submit}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

fn decisions(view: &SlipView) -> AnyView {
    let row = &view.row;
    match row.status {
        SlipStatus::Submitted => {
            let form = form_state(ApproveSlip::PATH);
            let symbol = currency_symbol(&row.currency, language()).to_owned();
            let two = view.second_over.filter(|limit| row.amount > *limit).map(|limit| {
                let text = if view.waits_for_another {
                    t("payments-slip-another")
                } else if row.has_one {
                    t("payments-slip-second")
                } else {
                    t_with("payments-slip-two", &[("limit", money(limit, &row.currency).into())])
                };
                view! { <Alert tone=Tone::Info title=text/> }
            });
            let (slip_id, says) = (row.id.to_string(), row.amount.to_string());
            let approve = (!view.waits_for_another).then(|| {
                view! {
                    <Form action=ApproveSlip::PATH errors=form.summary() error_title=t("form-errors-title")>
                        <Hidden name="slip_id" value=slip_id/>
                        <MoneyField name="amount" label=t("payments-slip-received") help=t("payments-slip-received-help") currency=symbol value=form.value_or("amount", &says) error=form.error("amount") required=true/>
                        <div><Button kind=ButtonKind::Primary icon=Icon::Check>{t("payments-slip-approve")}</Button></div>
                    </Form>
                }
            });
            let reject = reason_form(RejectSlip::PATH, view, &t("payments-slip-reject"), "reject-reason");
            view! { <Card title=t("payments-slip-decide")><div class="grid gap-3">{two}{approve}{reject}</div></Card> }.into_any()
        }
        SlipStatus::Matched => {
            let reverse = reason_form(ReverseSlip::PATH, view, &t("payments-slip-reverse"), "reverse-reason");
            view! { <Card title=t("payments-slip-decide")><p class="muted mb-3">{t("payments-slip-reverse-text")}</p>{reverse}</Card> }
                .into_any()
        }
        SlipStatus::Rejected | SlipStatus::Reversed => ().into_any(),
    }
}
