//! The card with the organizations that the person belongs to.

use crate::domains::access::api::{ChooseOrganization, load_organizations};
use crate::domains::access::model::OrganizationChoice;
use crate::domains::access::pages::panels::role_name;
use crate::server::i18n::t;
use crate::server::page::page;
use crate::ui::field::Hidden;
use crate::ui::{Badge, Button, Card};
use leptos::prelude::*;
use server_fn::ServerFn;

/// Organizations, and the way to each.
#[component]
pub fn OrganizationsCard() -> impl IntoView {
    view! {
        <Card title=t("access-organizations")>
            {page(load_organizations(), |rows| rows.into_iter().map(organization).collect_view())}
        </Card>
    }
}

fn organization(row: OrganizationChoice) -> impl IntoView {
    let action = if row.is_current {
        view! { <Badge>{t("access-current")}</Badge> }.into_any()
    } else {
        view! {
            <form method="post" action=ChooseOrganization::PATH>
                <Hidden name="organization_id" value=row.id.to_string()/>
                <Button small=true>{t("access-switch")}</Button>
            </form>
        }
        .into_any()
    };
    view! { <div class="toolbar"><span class="grow">{row.name}<span class="muted">" · "{role_name(&row.role)}</span></span>{action}</div> }
}
