//! The page where an address is confirmed with the secret of a letter. Opening it changes nothing, because mail programs open
//! links too; its button does.

use super::frame::{DoorPage, WornLink, secret, to_login};
use crate::domains::access::api::{ConfirmEmail, load_token};
use crate::domains::access::urls;
use crate::server::context;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::ui::field::Hidden;
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind};
use leptos::prelude::*;
use server_fn::ServerFn;

/// `/verify-email/{token}`
#[component]
pub fn VerifyEmailPage() -> impl IntoView {
    let token = secret();
    let is_member = context::request().is_some_and(|request| request.scope.is_some());
    Suspend::new(async move {
        let links = if is_member { vec![(urls::PROFILE, t("nav-profile"))] } else { vec![to_login()] };
        let Ok(email) = load_token(token.clone(), false).await else {
            return view! { <WornLink text=t("access-link-verify") links/> }.into_any();
        };
        let form = form_state(ConfirmEmail::PATH);
        view! {
            <DoorPage title=t("access-verify-title") form links>
                <Form action=ConfirmEmail::PATH>
                    <Hidden name="token" value=token/>
                    <p>{t_with("access-verify-text", &[("email", email.into())])}</p>
                    <Button kind=ButtonKind::Primary class="btn-block">{t("access-verify-button")}</Button>
                </Form>
            </DoorPage>
        }
        .into_any()
    })
}
