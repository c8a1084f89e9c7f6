//! The organizations of the signed-in person: moving between them, and leaving one.

use super::dialogs::{closed, refusal};
use crate::domains::access::api::{ChooseOrganization, LeaveOrganization, load_organizations};
use crate::domains::access::model::OrganizationChoice;
use crate::domains::access::pages::panels::{in_settings, role_name};
use crate::domains::access::urls;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, query};
use crate::ui::field::Hidden;
use crate::ui::form::Form;
use crate::ui::page_header::PageHeader;
use crate::ui::{Badge, Button, ButtonKind, Card, Dialog, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/settings/organizations`
#[component]
pub fn OrganizationsPage() -> impl IntoView {
    let is_leaving = query("dialog").is_some_and(|dialog| dialog == "leave");
    view! {
        <Title text=t("access-organizations")/>
        <PageHeader title=t("access-organizations") crumbs=in_settings() crumbs_label=t("breadcrumbs")/>
        {page(load_organizations(), move |rows| {
            let dialog = rows.iter().find(|row| is_leaving && row.is_current).map(leave);
            view! {
                <div class="stack narrow"><Card>{rows.into_iter().map(line).collect_view()}</Card></div>
                {dialog}
            }
        })}
    }
}

fn line(row: OrganizationChoice) -> impl IntoView {
    let action = if row.is_current {
        let label = t_with("access-leave-named", &[("organization", row.name.clone().into())]);
        view! {
            <Badge tone=Tone::Accent>{t("access-current")}</Badge>
            <LinkButton href=format!("{}?dialog=leave", urls::ORGANIZATIONS) small=true kind=ButtonKind::DangerGhost label>{t("access-leave")}</LinkButton>
        }
        .into_any()
    } else {
        view! {
            <form method="post" action=ChooseOrganization::PATH>
                <Hidden name="organization_id" value=row.id.to_string()/>
                <Button small=true label=t_with("access-switch-to", &[("organization", row.name.clone().into())])>{t("access-switch")}</Button>
            </form>
        }
        .into_any()
    };
    view! { <div class="toolbar"><span class="grow">{row.name}<span class="muted">" · "{role_name(&row.role)}</span></span>{action}</div> }
}

fn leave(row: &OrganizationChoice) -> impl IntoView + use<> {
    let form = form_state(LeaveOrganization::PATH);
    let args = [("organization", row.name.clone().into())];
    view! {
        <Dialog title=t_with("access-leave-title", &args) close_href=closed() close_label=t("close")>
            <p>{t_with("access-leave-text", &args)}</p>
            {refusal(&form)}
            <Form action=LeaveOrganization::PATH>
                <div class="dialog-actions">
                    <LinkButton href=closed()>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Danger>{t("access-leave")}</Button>
                </div>
            </Form>
        </Dialog>
    }
}
