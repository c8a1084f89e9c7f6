//! The dialogs that save and change a view.

use crate::domains::views::api::{DeleteView, SaveView, UpdateView};
use crate::domains::views::model::{SavedView, Tools};
use crate::domains::views::urls;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::t;
use crate::server::page::{query, url_with};
use crate::ui::button::ButtonKind;
use crate::ui::dialog::{ConfirmStep, Dialog};
use crate::ui::field::{Checkbox, Choice, Hidden, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::{Button, LinkButton};
use leptos::prelude::*;
use server_fn::ServerFn;
use uuid::Uuid;

/// The dialog that the address asks for, if any.
pub fn dialogs(tools: &Tools) -> AnyView {
    match query("dialog").as_deref() {
        Some(urls::SAVE) => save(tools).into_any(),
        Some(urls::EDIT) => {
            let id = query("view").and_then(|id| Uuid::parse_str(&id).ok());
            let view = tools.views.iter().find(|view| view.is_own && Some(view.id) == id);
            view.map(|view| edit(tools, view)).into_any()
        }
        _ => ().into_any(),
    }
}

fn close() -> String {
    url_with(&[("view", "")])
}

fn fields(tools: &Tools, form: &FormState, view: Option<&SavedView>) -> impl IntoView + use<> {
    let name = form.value_or("name", view.map_or("", |view| view.name.as_str()));
    let role = view.and_then(|view| view.role_id).map(|id| id.to_string()).unwrap_or_default();
    let pinned = form.value_or("pinned", if view.is_some_and(|view| view.is_pinned) { "1" } else { "" });
    let roles: Vec<Choice> = tools.roles.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let share = (!roles.is_empty()).then(|| {
        view! {
            <SelectField name="role" label=t("views-share") options=roles value=form.value_or("role", &role) blank=t("views-share-nobody") error=form.error("role") help=t("views-share-help")/>
        }
    });
    view! {
        <TextField name="name" label=t("views-name") value=name error=form.error("name") required=true maxlength=60/>
        {share}
        <Checkbox name="pinned" label=t("views-pin") value="1" checked=!pinned.is_empty()/>
    }
}

fn save(tools: &Tools) -> impl IntoView + use<> {
    let form = form_state(SaveView::PATH);
    let (area, query, columns) = (tools.list.area, tools.here().encode(), tools.column_keys());
    let fields = fields(tools, &form, None);
    view! {
        <Dialog title=t("views-save") close_href=close() close_label=t("close")>
            <Form action=SaveView::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="area" value=area/>
                <Hidden name="query" value=query/>
                <Hidden name="columns" value=columns/>
                {fields}
                <div class="dialog-actions">
                    <LinkButton href=close()>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("save")}</Button>
                </div>
            </Form>
        </Dialog>
    }
}

fn edit(tools: &Tools, view: &SavedView) -> impl IntoView + use<> {
    let form = form_state(UpdateView::PATH);
    let id = view.id.to_string();
    let delete_id = id.clone();
    let fields = fields(tools, &form, Some(view));
    view! {
        <Dialog title=t("views-edit-title") close_href=close() close_label=t("close")>
            <Form action=UpdateView::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="id" value=id/>
                {fields}
                <div class="dialog-actions">
                    <LinkButton href=close()>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("save")}</Button>
                </div>
            </Form>
            <ConfirmStep label=t("views-delete")>
                <form method="post" action=DeleteView::PATH class="stack">
                    <Hidden name="id" value=delete_id/>
                    <p>{t("views-delete-sure")}</p>
                    <div><Button kind=ButtonKind::Danger>{t("views-delete")}</Button></div>
                </form>
            </ConfirmStep>
        </Dialog>
    }
}
