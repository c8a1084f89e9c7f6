//! The card with the signed-in person's picture.

use crate::domains::access::api::{RemovePicture, UploadPicture};
use crate::server::context;
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::server::page::picture;
use crate::ui::field::FileField;
use crate::ui::form::Form;
use crate::ui::{Avatar, Button, ButtonKind, Card, Icon};
use leptos::prelude::*;
use server_fn::ServerFn;

/// Kinds of pictures that a browser offers to choose; the server looks at the content.
pub(super) const ACCEPT: &str = "image/jpeg,image/png,image/webp,image/gif";

/// Preview, a new one, none.
#[component]
pub fn PictureCard() -> impl IntoView {
    let person = context::request().and_then(|request| request.scope).and_then(|scope| scope.person);
    let name = person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
    let shown = person.as_ref().and_then(|person| person.image_key.as_deref()).and_then(|key| picture(key, 256));
    let remove = shown.is_some().then(|| {
        view! {
            <form method="post" action=RemovePicture::PATH>
                <Button kind=ButtonKind::Danger icon=Icon::Delete>{t("access-picture-remove")}</Button>
            </form>
        }
    });
    let form = form_state(UploadPicture::PATH);
    view! {
        <Card title=t("access-picture")>
            <div class="picture-form">
                <Avatar name picture=shown class="avatar-lg"/>
                <div class="stack">
                    <Form action=UploadPicture::PATH multipart=true errors=form.summary() error_title=t("form-errors-title")>
                        <FileField name="picture" label=t("access-picture-file") help=t("access-picture-help") error=form.error("picture") accept=ACCEPT required=true/>
                        <div><Button icon=Icon::Upload>{t("access-picture-upload")}</Button></div>
                    </Form>
                    {remove}
                </div>
            </div>
        </Card>
    }
}
