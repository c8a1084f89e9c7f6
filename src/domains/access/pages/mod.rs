//! Pages of the access domain.

mod forgot;
mod frame;
mod login;
mod organization;
pub mod panels;
mod passkeys;
mod picture;
mod profile;
mod reset;
mod second_factor;
mod second_step;
mod security;
mod sessions;
mod signup;
pub mod team;
mod verify;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes for strangers.
#[component(transparent)]
pub fn PublicRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/login") view=login::LoginPage ssr=SsrMode::Async/>
        <Route path=path!("/signup") view=signup::SignUpPage ssr=SsrMode::Async/>
        <Route path=path!("/forgot-password") view=forgot::ForgotPasswordPage ssr=SsrMode::Async/>
        <Route path=path!("/reset-password/:token") view=reset::ResetPasswordPage ssr=SsrMode::Async/>
        <Route path=path!("/verify-email/:token") view=verify::VerifyEmailPage ssr=SsrMode::Async/>
        <Route path=path!("/login/second-factor") view=second_step::SecondStepPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Routes of this domain.
#[component(transparent)]
pub fn AccessRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/settings/profile") view=profile::ProfilePage ssr=SsrMode::Async/>
        <Route path=path!("/settings/sessions") view=sessions::SessionsPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/second-factor") view=second_factor::SecondFactorPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/security") view=security::SecurityPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/organization") view=organization::OrganizationSettingsPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
