//! The statements, with the form for a new one.

use super::{balance_badge, crumbs, writes};
use crate::domains::payments::urls as payments_urls;
use crate::domains::statements::api::{UploadStatement, load_statements};
use crate::domains::statements::model::{BankAccount, StatementFormat, StatementRow, StatementStatus};
use crate::domains::statements::urls;
use crate::server::format::{date_time, day, number};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, url_with};
use crate::shared::{Cursor, Page};
use crate::ui::field::{Checkbox, Choice, FileField, SelectField};
use crate::ui::form::Form;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyState, Icon, LinkButton, PageHeader, Pager, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/payments/statements`
#[component]
pub fn StatementsPage() -> impl IntoView {
    view! {
        <Title text=t("statements-title")/>
        <PageHeader title=t("statements-title") sub=t("statements-intro") crumbs=crumbs(false) crumbs_label=t("breadcrumbs")/>
        {page(load_statements(page_request()), |(accounts, statements)| view! {
            <div class="detail">
                <div class="main-col"><Card title=t("statements-list") flush=true>{table(statements)}</Card></div>
                <div class="side-col">{writes().then(|| upload_form(&accounts))}</div>
            </div>
        })}
    }
}

fn upload_form(accounts: &[BankAccount]) -> AnyView {
    if accounts.is_empty() {
        return view! {
            <Card title=t("statements-upload")>
                <p class="muted mb-3">{t("statements-no-account")}</p>
                <LinkButton href=payments_urls::SETTINGS icon=Icon::Bank>{t("payments-accounts")}</LinkButton>
            </Card>
        }
        .into_any();
    }
    let form = form_state(UploadStatement::PATH);
    let first = accounts.first().map(|account| account.id.to_string()).unwrap_or_default();
    let choices = accounts.iter().map(|account| Choice::new(account.id.to_string(), account.name.clone())).collect();
    let formats = StatementFormat::ALL.iter().map(|format| Choice::new(format.code(), t(format.key()))).collect();
    let other = form.error("other_account");
    let other = other.is_some().then(|| view! { <Checkbox name="other_account" label=t("statements-other-account") error=other/> });
    view! {
        <Card title=t("statements-upload")>
            <Form action=UploadStatement::PATH multipart=true errors=form.summary() error_title=t("form-errors-title")>
                <SelectField name="account_id" label=t("statements-account") options=choices value=form.value_or("account_id", &first)/>
                <SelectField name="format" label=t("statements-format") options=formats value=form.value_or("format", "") blank=t("statements-format-any") error=form.error("format")/>
                <FileField name="file" label=t("statements-file") help=t("statements-file-help") error=form.error("file") accept=".csv,.txt,.xml,.sta,.mt940,.940,.ofx,.qfx" required=true/>
                {other}
                <div><Button kind=ButtonKind::Primary icon=Icon::Upload>{t("statements-upload-submit")}</Button></div>
            </Form>
        </Card>
    }
    .into_any()
}

fn table(statements: Page<StatementRow>) -> AnyView {
    if statements.rows.is_empty() {
        return view! { <EmptyState icon=Icon::Bank title=t("statements-empty-title") text=t("statements-empty")/> }.into_any();
    }
    let head = view! {
        <Th label=t("statements-file")/><Th label=t("statements-account")/><Th label=t("statements-days")/><Th label=t("statements-decided")/>
        <Th label=t("statements-balance")/>
    }
    .into_any();
    let rows = statements.rows.iter().map(row).collect_view();
    let link = |name: &'static str, cursor: Option<Cursor>| {
        cursor.map(|cursor| url_with(&[("after", ""), ("before", ""), (name, &cursor.encode())])).unwrap_or_default()
    };
    let (next, previous) = (link("after", statements.next), link("before", statements.previous));
    view! {
        <Table caption=t("statements-list") head>{rows}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("statements-title")/>
    }
    .into_any()
}

fn row(row: &StatementRow) -> impl IntoView + use<> {
    let days = match (row.first_day, row.last_day) {
        (Some(first), Some(last)) if first == last => day(first),
        (Some(first), Some(last)) => format!("{} – {}", day(first), day(last)),
        _ => String::new(),
    };
    let decided = if row.status == StatementStatus::Draft {
        let status = t(row.status.key());
        view! { <Badge tone=Tone::Warn>{status}</Badge> }.into_any()
    } else {
        let args = [("decided", number(row.decided).into()), ("lines", number(row.lines).into())];
        let known = (row.known > 0).then(|| t_with("statements-known", &[("count", row.known.into())]));
        let refused = (row.refused > 0).then(|| t_with("statements-refused", &[("count", row.refused.into())]));
        view! {
            {t_with("statements-decided-of", &args)}
            {known.map(|text| view! { <span class="cell-note">{text}</span> })}
            {refused.map(|text| view! { <span class="cell-note">{text}</span> })}
        }
        .into_any()
    };
    let balance = (row.status == StatementStatus::Taken).then(|| balance_badge(row.balance));
    view! {
        <tr>
            <td class="cell-main"><a class="row-link" href=urls::statement(row.id)>{row.file_name.clone()}</a><span class="cell-note">{date_time(row.created_at)}</span></td>
            <td data-label=t("statements-account")>{row.account.clone()}<span class="cell-note">{t(row.format.key())}</span></td>
            <td class="cell-sub">{days}</td>
            <td data-label=t("statements-decided")>{decided}</td>
            <td class="cell-status">{balance}</td>
        </tr>
    }
}
