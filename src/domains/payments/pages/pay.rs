//! Where a buyer pays, without an account and in their language.

use crate::domains::payments::api::links::{SendSlip, StartPayment, load_pay};
use crate::domains::payments::model::links::{PayAttempt, PayOption, PayPage, PaySlip, PayState, PayTarget};
use crate::domains::payments::model::slips::SlipStatus;
use crate::domains::payments::model::{PaymentMethod, PaymentStatus};
use crate::domains::payments::urls;
use crate::server::format::{currency_symbol, date_time_in, money_in};
use crate::server::forms::{form_state, refused};
use crate::server::i18n::{language, t, t_args, t_with};
use crate::server::page::{chosen_language, path_param, picture, query};
use crate::server::policy::{content_security_policy, origin};
use crate::shared::AppError;
use crate::ui::field::{Choice, FileField, Hidden, MoneyField, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::{Alert, Badge, Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton, Picture, Tone};
use axum::http::{StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{Meta, Title};
use server_fn::ServerFn;
use uuid::Uuid;

/// `/s/{organization}/pay/{token}`
#[component]
pub fn PayPageView() -> impl IntoView {
    let (organization, token) = (path_param("organization"), path_param("token"));
    let id = |name: &str| query(name).and_then(|id| Uuid::parse_str(&id).ok());
    let (go, back, chosen) = (id("go"), id("back"), chosen_language());
    Suspend::new(async move {
        match load_pay(organization, token, go, back).await {
            Ok(page) => {
                let language = chosen.or(page.language).unwrap_or_else(language);
                // All that follows speaks the buyer's language, the messages of forms too.
                provide_context(language);
                found(&page).into_any()
            }
            Err(error) => failed(&error).into_any(),
        }
    })
}

fn failed(error: &AppError) -> impl IntoView + use<> {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    }
    let (title, words) = if *error == AppError::NotFound {
        (t("payments-pay-unknown-title"), t("payments-pay-unknown"))
    } else {
        (t("payments-pay-failed-title"), t("payments-pay-failed"))
    };
    view! {
        <Title text=title.clone()/>
        <Meta name="robots" content="noindex"/>
        <div class="public">
            <main class="public-main" id="main"><EmptyState kind=EmptyKind::Filtered whole=true title text=words/></main>
        </div>
    }
}

fn money(amount: rust_decimal::Decimal, page: &PayPage) -> String {
    money_in(amount, &page.currency, language())
}

fn found(page: &PayPage) -> impl IntoView + use<> {
    let title = t_with("payments-pay-title", &[("number", page.order_number.clone().into())]);
    let logo = page.logo.as_deref().and_then(|key| picture(key, 256)).map(|(webp, fallback)| view! { <Picture webp fallback/> });
    let problem = refused().and_then(|form| form.message).map(|(key, args)| view! { <Alert tone=Tone::Bad title=t_args(&key, &args)/> });
    let greeting = (!page.first_name.is_empty()).then(|| {
        let args = [("name", page.first_name.clone().into()), ("merchant", page.merchant.clone().into())];
        view! { <p>{t_with("payments-pay-greeting", &args)}</p> }
    });
    let attempt = page.attempt.as_ref().map(|attempt| attempt_card(page, attempt));
    let ways = (page.state == PayState::Open).then(|| ways(page));
    let card = (page.state == PayState::Open && page.takes_cards).then(|| super::vouchers::on_link(&page.slug, &page.token));
    view! {
        <Title text=title.clone()/>
        <Meta name="robots" content="noindex"/>
        <div class="public" lang=language().code()>
            <header class="public-head">{logo}{page.merchant.clone()}</header>
            <main class="public-main" id="main">
                <h1 class="public-answer">{title}</h1>
                {greeting}
                {problem}
                {standing(page)}
                {attempt}
                {summary(page)}
                {slips(page)}
                {ways}
                {card}
            </main>
        </div>
    }
}

fn standing(page: &PayPage) -> impl IntoView + use<> {
    let (tone, icon, key) = match page.state {
        PayState::Open => return ().into_any(),
        PayState::Paid => (Tone::Ok, Icon::Done, "payments-pay-paid"),
        PayState::Waiting => (Tone::Info, Icon::Clock, "payments-pay-waiting"),
        PayState::Cancelled => (Tone::Warn, Icon::Warning, "payments-pay-cancelled"),
        PayState::Expired => (Tone::Warn, Icon::Clock, "payments-pay-expired"),
    };
    let title = t_with(key, &[("merchant", page.merchant.clone().into())]);
    view! { <Alert tone icon title/> }.into_any()
}

fn summary(page: &PayPage) -> impl IntoView + use<> {
    let items = page.items.iter().map(|item| view! { <li>{format!("{} × {}", item.quantity, item.name)}</li> }).collect_view();
    let items = (!page.items.is_empty()).then(|| view! { <ul class="mb-3">{items}</ul> });
    let paid = (!page.paid.is_zero()).then(|| view! { <dt>{t("payments-pay-already")}</dt><dd>{money(page.paid, page)}</dd> });
    let due = matches!(page.state, PayState::Open | PayState::Expired)
        .then(|| view! { <dt class="total">{t("payments-pay-now")}</dt><dd class="total">{money(page.to_pay, page)}</dd> });
    let total = money(page.total, page);
    view! {
        <Card title=t("payments-pay-summary")>
            {items}
            <dl class="sums"><dt>{t("payments-total")}</dt><dd>{total}</dd>{paid}{due}</dl>
        </Card>
    }
}

fn hidden(page: &PayPage) -> impl IntoView + use<> {
    view! { <Hidden name="organization" value=page.slug.clone()/><Hidden name="token" value=page.token.clone()/> }
}

/// A payment that was begun: the way to the provider, or what the provider says.
fn attempt_card(page: &PayPage, attempt: &PayAttempt) -> AnyView {
    let method = t(attempt.method.key());
    let args = [("method", method.clone().into()), ("amount", money(attempt.amount, page).into())];
    let again = format!("{}?back={}", urls::pay(&page.slug, &page.token), attempt.id);
    match (&attempt.target, attempt.status) {
        (Some(target), PaymentStatus::Pending) => {
            let label = t_with("payments-pay-continue", &args);
            let way = match target {
                PayTarget::Link(url) => {
                    view! { <LinkButton href=url.clone() kind=ButtonKind::Primary icon=Icon::ArrowRight>{label}</LinkButton> }.into_any()
                }
                PayTarget::Form { action, fields } => {
                    if let (Some(response), Some(policy)) = (use_context::<ResponseOptions>(), content_security_policy(&origin(action))) {
                        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
                    }
                    let fields =
                        fields.iter().map(|(name, value)| view! { <Hidden name=name.clone() value=value.clone()/> }).collect_view();
                    view! {
                        <form method="post" action=action.clone()>{fields}<Button kind=ButtonKind::Primary icon=Icon::ArrowRight>{label}</Button></form>
                    }
                    .into_any()
                }
            };
            view! { <Card title=t_with("payments-pay-go", &args)><p class="mb-3">{t_with("payments-pay-go-text", &args)}</p>{way}</Card> }
                .into_any()
        }
        (_, PaymentStatus::Pending | PaymentStatus::Processing) => view! {
            <Alert tone=Tone::Info icon=Icon::Clock title=t_with("payments-pay-asked", &args)>
                <LinkButton href=again small=true icon=Icon::Repeat>{t("payments-pay-look-again")}</LinkButton>
            </Alert>
        }
        .into_any(),
        (_, PaymentStatus::Authorized) => view! {
            <Alert tone=Tone::Ok icon=Icon::Done title=t_with("payments-pay-held", &args)>{t("payments-pay-held-text")}</Alert>
        }
        .into_any(),
        (_, PaymentStatus::Completed) if page.state == PayState::Open => {
            view! { <Alert tone=Tone::Ok icon=Icon::Done title=t_with("payments-pay-part", &args)/> }.into_any()
        }
        (_, PaymentStatus::Failed) => {
            view! { <Alert tone=Tone::Bad title=t_with("payments-pay-not", &args)>{t("payments-pay-not-text")}</Alert> }.into_any()
        }
        _ => ().into_any(),
    }
}

fn ways(page: &PayPage) -> impl IntoView + use<> {
    if page.options.is_empty() {
        if page.takes_cards {
            return ().into_any();
        }
        let title = t_with("payments-pay-no-way", &[("merchant", page.merchant.clone().into())]);
        return view! { <Alert tone=Tone::Warn title/> }.into_any();
    }
    let (mut online, mut others) = (Vec::new(), Vec::new());
    for option in &page.options {
        if option.method.provider().is_some() {
            online.push(provider(page, option));
        } else {
            others.push(shown(option).into_any());
        }
    }
    let online = (!online.is_empty()).then(|| view! { <Card title=t("payments-pay-online")><ul class="grid gap-2">{online}</ul></Card> });
    let slip = (!others.is_empty()).then(|| slip_form(page));
    view! { {online}{others}{slip} }.into_any()
}

fn test_mark(option: &PayOption) -> impl IntoView + use<> {
    option.is_test.then(|| view! { " "<Badge tone=Tone::Warn>{t("payments-account-test")}</Badge> })
}

fn provider(page: &PayPage, option: &PayOption) -> impl IntoView + use<> {
    let label = t_with("payments-pay-by", &[("method", t(option.method.key()).into())]);
    view! {
        <li>
            <form method="post" action=StartPayment::PATH>
                {hidden(page)}
                <Hidden name="account_id" value=option.account_id.to_string()/>
                <Button kind=ButtonKind::Primary icon=Icon::Lock>{label}</Button>
                {test_mark(option)}
            </form>
        </li>
    }
}

fn shown(option: &PayOption) -> impl IntoView + use<> {
    let facts = option.facts.iter().map(|(key, value)| view! { <dt>{t(key)}</dt><dd class="mono">{value.clone()}</dd> }).collect_view();
    let facts = (!option.facts.is_empty()).then(|| view! { <dl class="facts">{facts}</dl> });
    let qr = option.qr.clone().map(|svg| {
        view! {
            <div class="qr-code" role="img" aria-label=t("payments-pay-scan-label") inner_html=svg></div>
            <p class="muted">{t("payments-pay-scan")}</p>
        }
    });
    view! { <Card title=option.name.clone()>{facts}{qr}</Card> }
}

fn slip_form(page: &PayPage) -> impl IntoView + use<> {
    let form = form_state(SendSlip::PATH);
    let accounts: Vec<&PayOption> =
        page.options.iter().filter(|option| matches!(option.method, PaymentMethod::BankTransfer | PaymentMethod::LankaQr)).collect();
    let first = accounts.first().map(|option| option.account_id.to_string()).unwrap_or_default();
    let account = if accounts.len() > 1 {
        let choices = accounts.iter().map(|option| Choice::new(option.account_id.to_string(), option.name.clone())).collect();
        view! { <SelectField name="account_id" label=t("payments-slip-account") options=choices value=form.value_or("account_id", &first)/> }.into_any()
    } else {
        view! { <Hidden name="account_id" value=first/> }.into_any()
    };
    let symbol = currency_symbol(&page.currency, language()).to_owned();
    let (today, amount, whose) = (page.today.to_string(), page.to_pay.to_string(), hidden(page));
    view! {
        <Card title=t("payments-slip-send-title")>
            <p class="mb-3">{t("payments-slip-send-text")}</p>
            <Form action=SendSlip::PATH multipart=true errors=form.summary() error_title=t("form-errors-title")>
                {whose}
                {account}
                <FileField name="file" label=t("payments-slip-file") help=t("payments-slip-file-help") error=form.error("file") accept="image/jpeg,image/png,image/webp,application/pdf" required=true/>
                <MoneyField name="amount" label=t("payments-slip-amount") currency=symbol value=form.value_or("amount", &amount) error=form.error("amount") required=true/>
                <TextField name="paid_on" kind="date" label=t("payments-slip-day") value=form.value_or("paid_on", &today) error=form.error("paid_on") required=true max=today.clone()/>
                <TextField name="bank" label=t("payments-slip-bank") value=form.value_or("bank", "") error=form.error("bank") maxlength=100 autocomplete="off"/>
                <TextField name="reference" label=t("payments-slip-reference") help=t("payments-slip-reference-help") value=form.value_or("reference", "") error=form.error("reference") maxlength=100 autocomplete="off"/>
                <div><Button kind=ButtonKind::Primary icon=Icon::Upload>{t("payments-slip-send")}</Button></div>
            </Form>
        </Card>
    }
}

fn slips(page: &PayPage) -> impl IntoView + use<> {
    let zone = page.time_zone.parse().unwrap_or(chrono_tz::Tz::Asia__Colombo);
    let row = |slip: &PaySlip| {
        let when = date_time_in(slip.created_at, zone, language());
        let reason =
            slip.reason.clone().filter(|_| slip.status == SlipStatus::Rejected).map(|reason| view! { <span class="block">{reason}</span> });
        view! {
            <li class="flex flex-wrap items-center gap-2">
                <span class="flex-1"><strong>{money(slip.amount, page)}</strong><span class="muted block">{when}</span>{reason}</span>
                {super::slips::badge(slip.status)}
            </li>
        }
    };
    (!page.slips.is_empty()).then(|| {
        let rows = page.slips.iter().map(row).collect_view();
        view! { <Card title=t("payments-slip-sent")><ul class="grid gap-3">{rows}</ul></Card> }
    })
}
