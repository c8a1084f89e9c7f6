//! One return: the next step, what came of it, and what it is worth.

use super::list::may;
use super::return_rows::status_badge;
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::orders::api::returns::{ApproveReturn, CloseReturn, ExchangeReturn, ReceiveReturn, RejectReturn, load_return};
use crate::domains::orders::model::{ReturnCondition, ReturnDetail, ReturnEvent, ReturnKind, ReturnLine, ReturnStatus};
use crate::domains::orders::urls;
use crate::server::context;
use crate::server::format::{ago, currency_symbol, date_time, money};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t, t_with};
use crate::server::page::{page, path_id};
use crate::shared::Permission;
use crate::ui::field::{Hidden, MoneyField, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::timeline::{Timeline, TimelineItem};
use crate::ui::{Alert, Badge, Button, ButtonKind, Card, ConfirmStep, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;
use server_fn::ServerFn;
use uuid::Uuid;

/// Rows of the form of an exchange.
const EXCHANGE_ROWS: usize = 3;

/// `/orders/returns/{return}`
#[component]
pub fn ReturnPage() -> impl IntoView {
    page(load_return(path_id("return")), |found| {
        let title = t_with("returns-of", &[("number", found.row.number.clone().into())]);
        let crumbs = vec![Crumb::new(t("nav-orders"), urls::LIST), Crumb::new(t("returns-title"), urls::RETURNS)];
        let badge = status_badge(found.row.status).into_any();
        let sub = format!("{} · {}", t(found.row.kind.key()), found.row.reason);
        let rejected =
            found.reject_reason.clone().map(|reason| view! { <Alert tone=Tone::Bad title=t("returns-rejected-because")>{reason}</Alert> });
        let (id, order) = (found.row.id, order_title(&found.row.order_number));
        view! {
            <Title text=title.clone()/>
            <PageHeader title badge sub crumbs crumbs_label=t("breadcrumbs")>
                <LinkButton href=urls::order(found.row.order_id) icon=Icon::Orders>{order}</LinkButton>
            </PageHeader>
            {rejected}
            {next_step(&found)}
            <div class="detail">
                <div class="main-col stack">
                    {lines(&found)}
                    {exchange(&found)}
                    {history(&found.history)}
                </div>
                <div class="side-col stack">{facts(&found)}</div>
            </div>
            <HistoryTab resource="return" id/>
        }
    })
}

fn order_title(number: &str) -> String {
    t_with("orders-title", &[("number", number.into())])
}

/// The one thing to do next, and the way out.
fn next_step(found: &ReturnDetail) -> AnyView {
    let (write, fulfil) = (may(Permission::OrdersWrite), may(Permission::OrdersFulfil));
    let id = found.row.id.to_string();
    let is_claim = found.row.kind == ReturnKind::Claim;
    let plain = |action: &'static str, key: &'static str| {
        let id = id.clone();
        view! {
            <form method="post" action=action>
                <Hidden name="return_id" value=id/>
                <Button kind=ButtonKind::Primary icon=Icon::Check>{t(key)}</Button>
            </form>
        }
        .into_any()
    };
    let (hint, step) = match found.row.status {
        ReturnStatus::Requested if write => ("returns-next-requested", plain(ApproveReturn::PATH, "returns-approve")),
        ReturnStatus::Approved if fulfil && is_claim => ("returns-next-claim", plain(ReceiveReturn::PATH, "returns-claim-paid")),
        ReturnStatus::Approved if fulfil => ("returns-next-approved", receive(found).into_any()),
        ReturnStatus::Received if write => ("returns-next-received", plain(CloseReturn::PATH, "returns-close")),
        _ => return ().into_any(),
    };
    let can_reject = write && found.row.status.may_become(ReturnStatus::Rejected) && found.exchange.is_none();
    let reject = can_reject.then(|| reject(found));
    view! {
        <section class="card next-step no-print" aria-label=t("returns-next")>
            <div class="card-body stack">
                <p class="muted">{t(hint)}</p>
                {step}
                {reject}
            </div>
        </section>
    }
    .into_any()
}

fn reject(found: &ReturnDetail) -> impl IntoView + use<> {
    let form = form_state(RejectReturn::PATH);
    let (open, errors, id) = (!form.action.is_empty(), form.summary(), found.row.id.to_string());
    view! {
        <ConfirmStep label=t("returns-reject") open>
            <Form action=RejectReturn::PATH errors error_title=t("form-errors-title")>
                <Hidden name="return_id" value=id/>
                <TextField name="reason" label=t("returns-reject-reason") value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500/>
                <div><Button kind=ButtonKind::Danger>{t("returns-reject")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

fn receive(found: &ReturnDetail) -> impl IntoView + use<> {
    let form = form_state(ReceiveReturn::PATH);
    let lines = found
        .lines
        .iter()
        .enumerate()
        .map(|(place, line)| {
            let field = |name: &str| format!("lines[{place}][{name}]");
            let (sellable, damaged) = (field("sellable"), field("damaged"));
            let all = line.quantity.to_string();
            view! {
                <div class="receive-line" role="group" aria-label=line.name.clone()>
                    <div class="what"><span>{line.name.clone()}</span><span class="mono muted">{line.sku.clone()}</span></div>
                    <Hidden name=field("item") value=line.id.to_string()/>
                    <TextField id=format!("sellable-{place}") label=t("returns-condition-sellable") suffix=format!("/ {all}") inputmode="numeric" value=form.value_or(&sellable, &all) error=form.error(&sellable) name=sellable autocomplete="off"/>
                    <TextField id=format!("damaged-{place}") label=t("returns-condition-damaged") inputmode="numeric" value=form.value_or(&damaged, "") error=form.error(&damaged) name=damaged autocomplete="off"/>
                </div>
            }
        })
        .collect_view();
    let (id, errors) = (found.row.id.to_string(), form.summary());
    view! {
        <Form action=ReceiveReturn::PATH errors error_title=t("form-errors-title") class="stack">
            <Hidden name="return_id" value=id/>
            <div class="stack">{lines}</div>
            <p class="muted">{t("returns-receive-help")}</p>
            <div><Button kind=ButtonKind::Primary icon=Icon::Check>{t("returns-receive")}</Button></div>
        </Form>
    }
}

const fn condition_tone(condition: ReturnCondition) -> Tone {
    match condition {
        ReturnCondition::Sellable => Tone::Ok,
        ReturnCondition::Damaged => Tone::Warn,
        ReturnCondition::Missing => Tone::Bad,
    }
}

fn lines(found: &ReturnDetail) -> impl IntoView + use<> {
    let head = view! {
        <Th label=t("orders-product")/><Th label=t("returns-condition")/><Th label=t("returns-pieces") class="num"/><Th label=t("returns-worth") class="num"/>
    }
    .into_any();
    let rows = found.lines.iter().map(|line| item(line, &found.currency)).collect_view();
    let sum = money(found.lines.iter().map(|line| line.amount).sum::<Decimal>(), &found.currency);
    view! {
        <Card title=t("orders-lines") flush=true>
            <Table caption=t("orders-lines") head>{rows}</Table>
            <dl class="sums">
                <dt class="total">{t("returns-worth")}</dt><dd class="total">{sum}</dd>
            </dl>
        </Card>
    }
}

fn item(line: &ReturnLine, currency: &str) -> impl IntoView + use<> {
    let condition = line.condition.map(|condition| view! { <Badge tone=condition_tone(condition)>{t(condition.key())}</Badge> });
    view! {
        <tr>
            <th scope="row" class="cell-main" data-label=t("orders-product")>
                {line.name.clone()}
                <span class="cell-note mono">{line.sku.clone()}</span>
            </th>
            <td class="cell-status" data-label=t("returns-condition")>{condition}</td>
            <td class="num" data-label=t("returns-pieces")>{line.quantity}</td>
            <td class="cell-amount" data-label=t("returns-worth")>{money(line.amount, currency)}</td>
        </tr>
    }
}

/// The order with what the buyer gets instead, or the form that makes it.
fn exchange(found: &ReturnDetail) -> AnyView {
    if let Some((id, number, total)) = &found.exchange {
        let (order, href) = (order_title(number), urls::order(*id));
        let due = t_with("returns-exchange-due", &[("amount", money(*total, &found.currency).into())]);
        return view! { <Card title=t("returns-exchange")><p><a class="link" href=href>{order}</a>" · "{due}</p></Card> }.into_any();
    }
    let is_open = matches!(found.row.status, ReturnStatus::Approved | ReturnStatus::Received);
    if found.row.kind != ReturnKind::Exchange || !is_open || !may(Permission::OrdersWrite) {
        return ().into_any();
    }
    let form = form_state(ExchangeReturn::PATH);
    let rows = (0..EXCHANGE_ROWS)
        .map(|row| {
            let field = |name: &str| format!("lines[{row}][{name}]");
            let (sku, quantity) = (field("sku"), field("quantity"));
            let label = t_with("returns-exchange-row", &[("row", (row + 1).into())]);
            view! {
                <div class="receive-line" role="group" aria-label=label>
                    <TextField id=format!("exchange-sku-{row}") label=t("orders-sku") value=form.value_or(&sku, "") error=form.error(&sku) name=sku autocomplete="off" input_class="mono"/>
                    <TextField id=format!("exchange-quantity-{row}") label=t("returns-pieces") value=form.value_or(&quantity, "") error=form.error(&quantity) name=quantity inputmode="numeric" autocomplete="off"/>
                </div>
            }
        })
        .collect_view();
    let (id, errors, shipping) = (found.row.id.to_string(), form.summary(), form.value_or("shipping", ""));
    let symbol = currency_symbol(&found.currency, language()).to_owned();
    view! {
        <Card title=t("returns-exchange")>
            <Form action=ExchangeReturn::PATH errors error_title=t("form-errors-title")>
                <Hidden name="return_id" value=id/>
                <p class="muted">{t("returns-exchange-text")}</p>
                <div class="stack">{rows}</div>
                <MoneyField name="shipping" label=t("orders-shipping") currency=symbol value=shipping error=form.error("shipping")/>
                <div><Button kind=ButtonKind::Primary icon=Icon::Repeat>{t("returns-exchange-make")}</Button></div>
            </Form>
        </Card>
    }
    .into_any()
}

fn facts(found: &ReturnDetail) -> impl IntoView + use<> {
    let (order, href) = (order_title(&found.row.order_number), urls::order(found.row.order_id));
    let payments = format!("{href}#payments");
    let (buyer, asked) = (found.row.buyer.clone(), date_time(found.row.created_at));
    let other = |key: &'static str, other: Option<&(Uuid, String)>| {
        other.cloned().map(|(id, number)| view! { <dt>{t(key)}</dt><dd><a class="link mono" href=urls::return_of(id)>{number}</a></dd> })
    };
    let (claim, claim_of) = (other("returns-claim", found.claim.as_ref()), other("returns-claim-of", found.claim_of.as_ref()));
    view! {
        <Card title=t("returns-facts")>
            <dl class="facts">
                <dt>{t("returns-order")}</dt><dd><a class="link" href=href>{order}</a></dd>
                <dt>{t("returns-buyer")}</dt><dd>{buyer}</dd>
                <dt>{t("returns-asked")}</dt><dd>{asked}</dd>
                {claim}{claim_of}
                <dt>{t("returns-money")}</dt><dd><a class="link" href=payments>{t("returns-payments")}</a></dd>
            </dl>
        </Card>
    }
}

fn history(rows: &[ReturnEvent]) -> impl IntoView + use<> {
    let now = context::request().and_then(|request| request.scope).map(|scope| scope.clock.now());
    let items = rows
        .iter()
        .map(|row| {
            let new = t(row.new.key());
            let text = row.old.map_or_else(|| new.clone(), |old| format!("{} → {new}", t(old.key())));
            let reason = row.reason.clone().map(|reason| view! { <div class="muted">{reason}</div> });
            let exact = date_time(row.at);
            let time = now.map_or_else(|| exact.clone(), |now| ago(row.at, now));
            let who = row.person.clone().unwrap_or_else(|| t("audit-program"));
            view! { <TimelineItem icon=Icon::Activity tone=Tone::Accent who time exact iso=row.at.to_rfc3339()>{text}{reason}</TimelineItem> }
        })
        .collect_view();
    view! { <Card title=t("orders-history")><Timeline>{items}</Timeline></Card> }
}
