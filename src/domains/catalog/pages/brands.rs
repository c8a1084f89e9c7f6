//! All brands.

use super::may;
use crate::domains::catalog::api::{DeleteBrand, MergeBrand, RenameBrand, load_brands};
use crate::domains::catalog::model::{BrandForm, BrandList, BrandRow};
use crate::domains::catalog::urls;
use crate::server::format::number;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, query, url_with};
use crate::shared::Permission;
use crate::ui::field::{Choice, Hidden, SearchBox, SelectField, TextField};
use crate::ui::form::{Edited, Form};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::{Button, ButtonKind, Card, ConfirmStep, Dialog, EmptyKind, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// `/brands`
#[component]
pub fn BrandsPage() -> impl IntoView {
    let words = query("q");
    let chosen = query("dialog").and_then(|id| Uuid::parse_str(&id).ok());
    view! {
        <Title text=t("catalog-brands")/>
        <PageHeader title=t("catalog-brands") sub=t("catalog-brands-intro") crumbs=vec![Crumb::new(t("nav-products"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
        {page(load_brands(words.clone(), chosen, page_request()), move |list| {
            let writes = may(Permission::CatalogWrite);
            let dialog = writes.then(|| dialog(&list));
            view! {
                <div class="stack narrow">{table(list, words, writes)}</div>
                {dialog}
            }
        })}
    }
}

fn table(list: BrandList, words: Option<String>, writes: bool) -> impl IntoView {
    let previous = list.page.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = list.page.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let body = if list.page.rows.is_empty() && words.is_some() {
        view! {
            <EmptyState kind=EmptyKind::Filtered title=t("catalog-brands-none-title") text=t("catalog-none")>
                <LinkButton href=urls::BRANDS>{t("clear-filters")}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else if list.page.rows.is_empty() {
        view! { <EmptyState icon=Icon::Tag title=t("catalog-brands-empty-title") text=t("catalog-brands-empty")/> }.into_any()
    } else {
        let rows = list.page.rows.iter().map(|row| line(row, writes)).collect_view();
        let actions = writes.then(|| view! { <Th hidden_label=t("edit")/> });
        let head = view! { <Th label=t("catalog-brand")/><Th label=t("nav-products") class="num"/>{actions} }.into_any();
        view! { <Table caption=t("catalog-brands") head plain=true>{rows}</Table> }.into_any()
    };
    view! {
        <Card flush=true>
            <form class="toolbar" method="get" action=urls::BRANDS role="search">
                <div class="grow"><SearchBox label=t("catalog-brand-search") value=words.unwrap_or_default()/></div>
                <Button>{t("search")}</Button>
            </form>
            {body}
        </Card>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("catalog-brands")/>
    }
}

fn line(row: &BrandRow, writes: bool) -> impl IntoView + use<> {
    let edit = writes.then(|| view! {
        <td class="cell-actions">
            <LinkButton href=url_with(&[("dialog", &row.id.to_string())]) kind=ButtonKind::Ghost small=true icon=Icon::Edit label=t_with("catalog-edit-brand", &[("name", row.name.clone().into())])/>
        </td>
    });
    view! {
        <tr>
            <td class="cell-main"><a class="link" href=urls::of_brand(row.id)>{row.name.clone()}</a></td>
            <td class="num" data-label=t("nav-products")>{number(row.products)}</td>
            {edit}
        </tr>
    }
}

/// What can be done with a brand, where the address asks for it.
fn dialog(list: &BrandList) -> impl IntoView + use<> {
    let Some(brand) = list.chosen.clone() else { return ().into_any() };
    let form = form_state(RenameBrand::PATH);
    let merging = form_state(MergeBrand::PATH);
    let id = brand.id.to_string();
    let own = BrandForm { name: brand.name.clone() };
    let others: Vec<Choice> =
        list.names.iter().filter(|(id, _)| *id != brand.id).map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let title = t_with("catalog-edit-brand", &[("name", brand.name.clone().into())]);
    let counted = [("name", brand.name.clone().into()), ("count", brand.products.into())];
    let (merging_text, deleting_text) = (t_with("catalog-brand-merge-text", &counted), t_with("catalog-brand-delete-text", &counted));
    let (merge_id, delete_id, version) = (id.clone(), id.clone(), brand.version);
    let merge = (!others.is_empty()).then(|| view! {
        <ConfirmStep label=t("catalog-brand-merge") kind=ButtonKind::Ghost icon=Icon::Link open=!merging.action.is_empty()>
            <p>{merging_text}</p>
            <Form action=MergeBrand::PATH errors=merging.summary() error_title=t("form-errors-title")>
                <Hidden name="brand_id" value=merge_id/>
                <SelectField name="other_brand_id" label=t("catalog-brand-into") options=others blank="–" value=merging.value_or("other_brand_id", "") error=merging.error("other_brand_id") required=true/>
                <div><Button kind=ButtonKind::Primary>{t("catalog-brand-merge")}</Button></div>
            </Form>
        </ConfirmStep>
    });
    view! {
        <Dialog title close_href=urls::BRANDS close_label=t("close")>
            <Form action=RenameBrand::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="brand_id" value=id/>
                <Edited from=form.edited(version, &own)/>
                <TextField name="name" label=t("catalog-name") value=form.value_or("name", &brand.name) error=form.error("name") required=true maxlength=100/>
                <div class="dialog-actions">
                    <LinkButton href=urls::BRANDS>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("save")}</Button>
                </div>
            </Form>
            {merge}
            <ConfirmStep label=t("catalog-brand-delete") icon=Icon::Delete>
                <p>{deleting_text}</p>
                <form method="post" action=DeleteBrand::PATH>
                    <Hidden name="brand_id" value=delete_id/>
                    <Button kind=ButtonKind::Danger>{t("catalog-brand-delete")}</Button>
                </form>
            </ConfirmStep>
        </Dialog>
    }
    .into_any()
}
