//! What the letter of an invitation links to: who invites to what, and how to accept.

use crate::domains::access::api::{AcceptInvitation, AcceptThenSignIn, JoinByInvitation, SignOut, load_invitation};
use crate::domains::access::model::{InvitationState, InvitationView};
use crate::domains::access::pages::panels::role_name;
use crate::domains::access::urls;
use crate::server::format::date;
use crate::server::forms::{form_state, percent_encode, refused};
use crate::server::i18n::{t, t_args, t_with};
use crate::server::page::{page, path_param};
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::{Alert, Button, ButtonKind, Card, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use server_fn::ServerFn;

/// `/invitations/{token}`
#[component]
pub fn InvitationPage() -> impl IntoView {
    let token = path_param("token");
    view! {
        <Meta name="robots" content="noindex"/>
        <main class="auth" id="main">
            <div class="auth-box">{page(load_invitation(token.clone()), move |invitation| shown(invitation, token))}</div>
        </main>
    }
}

fn shown(invitation: InvitationView, token: String) -> impl IntoView {
    let args = [
        ("inviter", invitation.inviter.clone().into()),
        ("organization", invitation.organization.clone().into()),
        ("role", role_name(&invitation.role).into()),
        ("email", invitation.email.clone().into()),
        ("other", invitation.signed_in_as.clone().unwrap_or_default().into()),
        ("date", date(invitation.expires_at).into()),
    ];
    let title = t_with("access-invitation-title", &args);
    let who = t_with("access-invitation-who", &args);
    let words = t_with(
        match invitation.state {
            InvitationState::SignInFirst => "access-invitation-sign-in",
            InvitationState::AcceptThenSignIn => "access-invitation-then-sign-in",
            InvitationState::OtherAddress => "access-invitation-other",
            InvitationState::Accepted => "access-invitation-was-accepted",
            InvitationState::Revoked => "access-invitation-was-revoked",
            InvitationState::Expired => "access-invitation-has-expired",
            InvitationState::NewPerson | InvitationState::Ready => "access-invitation-good-until",
        },
        &args,
    );
    let login = format!("{}?next={}", urls::LOGIN, percent_encode(&urls::invitation(&token)));
    let sign_in = move || {
        let href = login.clone();
        view! { <LinkButton href kind=ButtonKind::Primary class="btn-block">{t("access-sign-in")}</LinkButton> }
    };
    let home = || view! { <LinkButton href="/" kind=ButtonKind::Primary class="btn-block">{t("error-go-home")}</LinkButton> };
    let body = match invitation.state {
        InvitationState::NewPerson => view! { <NewPerson email=invitation.email.clone() token/><p class="muted">{words}</p> }.into_any(),
        InvitationState::SignInFirst => view! { <p>{words}</p>{sign_in()} }.into_any(),
        InvitationState::AcceptThenSignIn => view! { <p>{words}</p>{one_button(AcceptThenSignIn::PATH, token)} }.into_any(),
        InvitationState::Ready => view! { {one_button(AcceptInvitation::PATH, token)}<p class="muted">{words}</p> }.into_any(),
        InvitationState::OtherAddress => view! {
            <Alert tone=Tone::Warn>{words}</Alert>
            <form method="post" action=SignOut::PATH><Button class="btn-block">{t("sign-out")}</Button></form>
        }
        .into_any(),
        InvitationState::Accepted if invitation.signed_in_as.is_some() => view! { <Alert tone=Tone::Ok>{words}</Alert>{home()} }.into_any(),
        InvitationState::Accepted => view! { <Alert tone=Tone::Ok>{words}</Alert>{sign_in()} }.into_any(),
        InvitationState::Revoked | InvitationState::Expired => view! { <Alert tone=Tone::Warn>{words}</Alert> }.into_any(),
    };
    let alert =
        refused().and_then(|form| form.message).map(|(key, args)| view! { <Alert tone=Tone::Bad live=true>{t_args(&key, &args)}</Alert> });
    view! {
        <Title text=title.clone()/>
        <div class="auth-head">
            <img src="/favicon.svg" alt="" width="40" height="40"/>
            <h1>{title}</h1>
            <p>{who}</p>
        </div>
        {alert}
        <Card><div class="stack">{body}</div></Card>
    }
}

fn one_button(action: &'static str, token: String) -> impl IntoView {
    view! {
        <Form action=action.to_owned()>
            <Hidden name="token" value=token/>
            <Button kind=ButtonKind::Primary class="btn-block">{t("access-invitation-accept")}</Button>
        </Form>
    }
}

/// Name and password of somebody new.
#[component]
fn NewPerson(email: String, token: String) -> impl IntoView {
    let form = form_state(JoinByInvitation::PATH);
    view! {
        <Form action=JoinByInvitation::PATH errors=form.summary() error_title=t("form-errors-title")>
            <Hidden name="token" value=token/>
            <TextField name="email" kind="email" label=t("access-email") value=email autocomplete="username" readonly=true/>
            <TextField name="name" label=t("access-name") value=form.value_or("name", "") error=form.error("name") autocomplete="name" required=true maxlength=100 autofocus=true/>
            <TextField name="password" kind="password" label=t("access-password") error=form.error("password") help=t("access-invitation-password-help") autocomplete="new-password" required=true/>
            <Button kind=ButtonKind::Primary class="btn-block">{t("access-invitation-join")}</Button>
        </Form>
    }
}
