//! The form that makes a file of customers. Who is in it stands in the URL, as in the list of customers.

use crate::domains::bulk::urls as bulk_urls;
use crate::domains::channels::api::load_customer_export;
use crate::domains::channels::urls;
use crate::domains::customers::model::CustomerFilter;
use crate::domains::customers::urls as customers_urls;
use crate::server::i18n::t;
use crate::server::page::{page, params};
use crate::ui::field::Hidden;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Alert, Button, ButtonKind, Card, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/channels/export/customers`
#[component]
pub fn ExportCustomersPage() -> impl IntoView {
    let crumbs = vec![Crumb::new(t("nav-customers"), customers_urls::LIST)];
    view! {
        <Title text=t("channels-export-customers")/>
        <PageHeader title=t("channels-export-customers") sub=t("channels-export-customers-text") crumbs crumbs_label=t("breadcrumbs")>
            <LinkButton href=bulk_urls::LIST icon=Icon::Upload>{t("channels-export-import")}</LinkButton>
        </PageHeader>
        {page(load_customer_export(), |_| form())}
    }
}

fn form() -> impl IntoView {
    let list = params().list().without(&["sort", "columns", "density"]);
    let what = if CustomerFilter::from_params(&list) == CustomerFilter::default() {
        view! { <p class="muted">{t("channels-export-customers-all")}</p> }.into_any()
    } else {
        let back = list.address(customers_urls::LIST);
        view! { <Alert tone=Tone::Info><a class="link" href=back>{t("channels-export-customers-narrowed")}</a></Alert> }.into_any()
    };
    let kept = list.pairs().map(|(name, value)| view! { <Hidden name=name.to_owned() value=value.to_owned()/> }).collect_view();
    view! {
        <Card title=t("channels-export-file")>
            <form method="get" action=urls::CUSTOMERS_CSV class="fields">
                {kept}
                {what}
                <p class="help">{t("channels-export-customers-help")}</p>
                <div class="inline-form">
                    <Button kind=ButtonKind::Primary icon=Icon::Download>{t("channels-export-csv")}</Button>
                    <Button icon=Icon::Download formaction=urls::CUSTOMERS_XLSX>{t("channels-export-xlsx")}</Button>
                </div>
            </form>
        </Card>
    }
}
