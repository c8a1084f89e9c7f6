//! Where money comes in.

use crate::domains::access::pages::panels::in_settings;
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::payments::api::accounts::{CreatePaymentAccount, SwitchPaymentAccount, UpdatePaymentAccount, load_settings};
use crate::domains::payments::model::PaymentMethod;
use crate::domains::payments::model::accounts::{AccountField, FieldKind, PaymentAccount, PaymentSettings};
use crate::domains::payments::urls;
use crate::server::context;
use crate::server::format::currency_symbol;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{language, t, t_with};
use crate::server::page::{page, query};
use crate::shared::Permission;
use crate::ui::field::{Checkbox, Hidden, MoneyField, TextArea, TextField};
use crate::ui::form::Form;
use crate::ui::menu::{Menu, MenuAction, MenuLink};
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyState, Icon, LinkButton, PageHeader, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// Methods that have accounts, in the order of the page.
fn with_accounts() -> impl Iterator<Item = PaymentMethod> {
    PaymentMethod::ALL.iter().copied().filter(|method| !method.account_fields().is_empty())
}

/// `/settings/payments`
#[component]
pub fn AccountsPage() -> impl IntoView {
    let scope = context::request().and_then(|request| request.scope);
    let writes = scope.as_ref().is_some_and(|scope| scope.may(Permission::SettingsWrite));
    let currency = scope.map(|scope| scope.organization.currency.clone()).unwrap_or_default();
    let editing = query("edit").and_then(|id| Uuid::parse_str(&id).ok());
    // A refused form is shown again at its own address, which does not say for which method it was.
    let typed = form_state(CreatePaymentAccount::PATH).value("method").and_then(PaymentMethod::parse);
    let adding = typed.or_else(|| query("add").and_then(|code| PaymentMethod::parse(&code)));
    view! {
        <Title text=t("payments-accounts")/>
        <PageHeader title=t("payments-accounts") sub=t("payments-accounts-intro") crumbs=in_settings() crumbs_label=t("breadcrumbs")/>
        {page(load_settings(), move |settings| {
            let refused = form_state(UpdatePaymentAccount::PATH).value("account_id").and_then(|id| Uuid::parse_str(id).ok());
            let edited = settings.accounts.iter().find(|account| Some(account.id) == refused.or(editing)).cloned();
            let history = edited.as_ref().map(|account| view! { <HistoryTab resource="payment_account" id=account.id/> });
            let side = writes.then(|| match (edited, adding.filter(|method| !method.account_fields().is_empty())) {
                (Some(account), _) => account_form(account.method, Some(account), &currency).into_any(),
                (None, Some(method)) => account_form(method, None, &currency).into_any(),
                (None, None) => choices().into_any(),
            });
            view! {
                <div class="detail">
                    <div class="main-col stack">
                        <Card title=t("payments-accounts-list") flush=true>{accounts(&settings, writes)}</Card>
                        <Card title=t("payments-capabilities") flush=true>{capabilities()}</Card>
                    </div>
                    <div class="side-col">{side}</div>
                </div>
                {history}
            }
        })}
    }
}

fn accounts(settings: &PaymentSettings, writes: bool) -> AnyView {
    if settings.accounts.is_empty() {
        return view! { <EmptyState icon=Icon::Bank title=t("payments-accounts-empty-title") text=t("payments-accounts-empty")/> }
            .into_any();
    }
    let actions = writes.then(|| view! { <Th hidden_label=t("payments-actions")/> });
    let head =
        view! { <Th label=t("payments-account-name")/><Th label=t("payments-method")/><Th label=t("payments-account-hook")/>{actions} }
            .into_any();
    let rows = settings.accounts.iter().map(|account| line(account, &settings.base_url, writes)).collect_view();
    view! { <Table caption=t("payments-accounts-list") head>{rows}</Table> }.into_any()
}

fn line(account: &PaymentAccount, base: &str, writes: bool) -> impl IntoView + use<> {
    let id = account.id;
    let off = (!account.is_active).then(|| view! { " "<Badge tone=Tone::Neutral>{t("payments-account-off")}</Badge> });
    let test = account.is_test.then(|| view! { " "<Badge tone=Tone::Warn>{t("payments-account-test")}</Badge> });
    let hook = account.method.provider().filter(|_| account.method.capabilities().notice).map(|provider| {
        let url = format!("{base}{}", urls::hook(provider, id));
        view! {
            <code class="mono break-all">{url.clone()}</code>" "
            <button type="button" class="btn btn-sm js-only" data-copy=url>{t("payments-copy")}</button>
        }
    });
    let actions = writes.then(|| {
        let (active, label, icon, confirm) = if account.is_active {
            let confirm = t_with("payments-account-off-confirm", &[("name", account.name.clone().into())]);
            ("false", t("payments-account-switch-off"), Icon::Pause, confirm)
        } else {
            ("true", t("payments-account-switch-on"), Icon::Play, String::new())
        };
        view! {
            <td class="cell-actions">
                <Menu icon=Icon::More kind=ButtonKind::Ghost small=true label=t_with("payments-actions-of", &[("name", account.name.clone().into())])>
                    <MenuLink href=urls::edit_account(id) label=t("edit") icon=Icon::Edit/>
                    <MenuAction action=SwitchPaymentAccount::PATH label icon confirm>
                        <Hidden name="account_id" value=id.to_string()/>
                        <Hidden name="active" value=active/>
                    </MenuAction>
                </Menu>
            </td>
        }
    });
    view! {
        <tr>
            <td class="cell-main">{account.name.clone()}{test}{off}</td>
            <td data-label=t("payments-method")>{t(account.method.key())}</td>
            <td class="cell-wide">{hook}</td>
            {actions}
        </tr>
    }
}

fn choices() -> impl IntoView {
    let links = with_accounts()
        .map(|method| view! { <li><LinkButton href=urls::add_account(method) icon=Icon::Plus>{t(method.key())}</LinkButton></li> })
        .collect_view();
    view! {
        <Card title=t("payments-account-new")>
            <p class="muted mb-3">{t("payments-account-new-text")}</p>
            <ul class="grid gap-2">{links}</ul>
        </Card>
    }
}

fn account_form(method: PaymentMethod, account: Option<PaymentAccount>, currency: &str) -> impl IntoView + use<> {
    let action = if account.is_some() { UpdatePaymentAccount::PATH } else { CreatePaymentAccount::PATH };
    let form = form_state(action);
    let title = account.as_ref().map_or_else(|| t(method.key()), |account| account.name.clone());
    let name = account.as_ref().map_or_else(|| t(method.key()), |account| account.name.clone());
    let hidden = match &account {
        Some(account) => view! { <Hidden name="account_id" value=account.id.to_string()/> }.into_any(),
        None => view! { <Hidden name="method" value=method.code()/> }.into_any(),
    };
    let is_test =
        if form.action.is_empty() { account.as_ref().is_some_and(|account| account.is_test) } else { form.value("is_test").is_some() };
    let fields = method.account_fields().iter().map(|field| input(field, &form, account.as_ref(), currency)).collect_view();
    let trying = method.provider().is_some().then(|| {
        view! { <Checkbox name="is_test" label=t("payments-account-is-test") help=t("payments-account-is-test-help") checked=is_test/> }
    });
    view! {
        <Card title>
            <Form action errors=form.summary() error_title=t("form-errors-title")>
                {hidden}
                <TextField name="name" label=t("payments-account-name") help=t("payments-account-name-help") value=form.value_or("name", &name) error=form.error("name") required=true maxlength=100 autocomplete="off"/>
                {fields}
                {trying}
                <div class="flex gap-2"><LinkButton href=urls::SETTINGS>{t("cancel")}</LinkButton><Button kind=ButtonKind::Primary>{t("save")}</Button></div>
            </Form>
        </Card>
    }
}

fn input(field: &AccountField, form: &FormState, account: Option<&PaymentAccount>, currency: &str) -> AnyView {
    let name = field.input();
    let error = form.error(&name);
    let kept = account.and_then(|account| account.values.get(field.name)).cloned().unwrap_or_default();
    let value = form.value_or(&name, &kept);
    let help = if field.help.is_empty() { String::new() } else { t(field.help) };
    let (label, required) = (t(field.label), field.required);
    match field.kind {
        FieldKind::Area => view! { <TextArea name label help value error required rows=4 maxlength=4000/> }.into_any(),
        FieldKind::Switch => {
            let checked = if form.action.is_empty() { !kept.is_empty() } else { form.value(&name).is_some() };
            view! { <Checkbox name label help checked/> }.into_any()
        }
        FieldKind::Amount => {
            let currency = currency_symbol(currency, language()).to_owned();
            view! { <MoneyField name label currency help value error required/> }.into_any()
        }
        FieldKind::Secret => {
            let is_kept = account.is_some_and(|account| account.kept.iter().any(|kept| kept == field.name));
            let help = if is_kept { t("payments-field-kept") } else { help };
            // What was typed is not shown again, not even in a form that was refused.
            view! { <TextField name label kind="password" help error required=required && !is_kept autocomplete="off" maxlength=4000/> }
                .into_any()
        }
        FieldKind::Text => view! { <TextField name label help value error required autocomplete="off" maxlength=4000/> }.into_any(),
    }
}

fn capabilities() -> impl IntoView {
    let mark = |can: bool| {
        let (text, class) = if can { ("✓", "tone-ok") } else { ("–", "muted") };
        let said = if can { t("payments-can-yes") } else { t("payments-can-no") };
        view! { <span class=class aria-hidden="true">{text}</span><span class="sr-only">{said}</span> }
    };
    let head = view! {
        <Th label=t("payments-method")/><Th label=t("payments-can-page")/><Th label=t("payments-can-notice")/><Th label=t("payments-can-query")/>
        <Th label=t("payments-can-refund")/><Th label=t("payments-can-partial")/><Th label=t("payments-can-hold")/><Th label=t("payments-can-currencies")/>
    }
    .into_any();
    let rows = PaymentMethod::ALL
        .iter()
        .map(|method| {
            let can = method.capabilities();
            let currencies = if can.currencies.is_empty() { t("payments-can-every") } else { can.currencies.join(", ") };
            view! {
                <tr>
                    <th scope="row" class="cell-main">{t(method.key())}</th>
                    <td data-label=t("payments-can-page")>{mark(can.on_page)}</td>
                    <td data-label=t("payments-can-notice")>{mark(can.notice)}</td>
                    <td data-label=t("payments-can-query")>{mark(can.query)}</td>
                    <td data-label=t("payments-can-refund")>{mark(can.refund)}</td>
                    <td data-label=t("payments-can-partial")>{mark(can.partial_refund)}</td>
                    <td data-label=t("payments-can-hold")>{mark(can.hold)}</td>
                    <td class="cell-sub">{currencies}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <Table caption=t("payments-capabilities") head scroll=true>{rows}</Table> }
}
