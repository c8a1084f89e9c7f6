//! What an action asks before it looks at the chosen rows.

use super::{area_key, inputs};
use crate::domains::bulk::api::{PreviewAction, actions_of, load_new_job};
use crate::domains::bulk::model::{NewJob, Typed};
use crate::domains::bulk::urls;
use crate::server::format::number;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, params, query};
use crate::shared::{Params, Selection};
use crate::ui::badge::Tone;
use crate::ui::field::Hidden;
use crate::ui::form::Form;
use crate::ui::{Alert, Button, ButtonKind, Card, Crumb, EmptyState, Icon, LinkButton, PageHeader};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/bulk/new`
#[component]
pub(in crate::domains::bulk::pages) fn NewJobPage() -> impl IntoView {
    page(load_new_job(query("action")), |new| match new {
        Some(new) => form(new, &params()).into_any(),
        None => nothing_chosen(String::new()).into_any(),
    })
}

/// Somebody has come here without rows.
fn nothing_chosen(title: String) -> impl IntoView {
    let title = if title.is_empty() { t("bulk-new-title") } else { title };
    let lists = ["products", "orders", "customers"].into_iter().filter(|area| !actions_of(area).is_empty());
    let links = lists.map(|area| view! { <LinkButton href=urls::list_of(area, None)>{t(area_key(area))}</LinkButton> }).collect_view();
    view! {
        <Title text=title.clone()/>
        <PageHeader title crumbs=vec![Crumb::new(t("bulk-jobs"), urls::JOBS)] crumbs_label=t("breadcrumbs")/>
        <EmptyState icon=Icon::Edit title=t("bulk-nothing-chosen-title") text=t("bulk-nothing-chosen")>{links}</EmptyState>
    }
}

fn form(new: NewJob, sent: &Params) -> impl IntoView + use<> {
    let value = |name: &str| sent.value(name).unwrap_or_default().to_owned();
    let ids: Vec<String> = sent.all("ids").into_iter().map(ToOwned::to_owned).collect();
    let (all, query, shown, except) = (value("all"), value("query"), value("shown"), value("except"));
    let selection = Selection::parse(&ids, &all, &query, &shown, &except);
    let title = t(new.action.label);
    if selection.is_empty() {
        return nothing_chosen(title).into_any();
    }
    let chosen = match (&selection.all_matching, selection.except.len()) {
        (None, _) => t_with("bulk-chosen", &[("count", selection.ids.len().into())]),
        (Some(_), 0) => t("bulk-chosen-all"),
        (Some(_), except) => t_with("bulk-chosen-all-but", &[("count", number(i64::try_from(except).unwrap_or(i64::MAX)).into())]),
    };
    let state = form_state(PreviewAction::PATH);
    let refusal = state.message.as_ref().map(|(key, args)| {
        let text = crate::server::i18n::t_args(key, args);
        view! { <Alert tone=Tone::Bad live=true>{text}</Alert> }
    });
    let back = urls::list_of(new.action.area, Some(&query));
    let list = t(area_key(new.action.area));
    let ticked = ids.into_iter().enumerate().map(|(at, id)| view! { <Hidden name=format!("ids[{at}]") value=id/> }).collect_view();
    let inputs = inputs(new.fields, &Typed::new(), &state);
    view! {
        <Title text=title.clone()/>
        <PageHeader title sub=chosen crumbs=vec![Crumb::new(list, back.clone())] crumbs_label=t("breadcrumbs")/>
        <div class="stack">
            {refusal}
            <Card>
                <Form action=PreviewAction::PATH errors=state.summary() error_title=t("form-errors-title")>
                    <Hidden name="action" value=new.action.key/>
                    {ticked}
                    <Hidden name="all" value=all/>
                    <Hidden name="query" value=query/>
                    <Hidden name="shown" value=shown/>
                    <Hidden name="except" value=except/>
                    {inputs}
                    <p class="muted">{t("bulk-look-help")}</p>
                    <div class="flex flex-wrap gap-2">
                        <LinkButton href=back>{t("cancel")}</LinkButton>
                        <Button kind=ButtonKind::Primary icon=Icon::Eye>{t("bulk-look")}</Button>
                    </div>
                </Form>
            </Card>
        </div>
    }
    .into_any()
}
