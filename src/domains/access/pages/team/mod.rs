//! Pages about the team: people, roles, invitations, and the signed-in person's organizations.

mod dialogs;
mod invitation;
mod members;
mod organizations;
mod role_form;
mod roles;

use crate::domains::access::urls;
use crate::server::i18n::t;
use crate::ui::tabs::{Tab, Tabs};
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// What the letter of an invitation links to; for anybody.
#[component(transparent)]
pub fn InvitationRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/invitations/:token") view=invitation::InvitationPage ssr=SsrMode::Async/> }.into_inner()
}

/// Pages about the team.
#[component(transparent)]
pub fn TeamRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/settings/users") view=members::MembersPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/roles") view=roles::RolesPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/roles/new") view=role_form::NewRolePage ssr=SsrMode::Async/>
        <Route path=path!("/settings/roles/:id") view=role_form::EditRolePage ssr=SsrMode::Async/>
        <Route path=path!("/settings/organizations") view=organizations::OrganizationsPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// People, or what their roles allow.
fn tabs(current: &'static str) -> impl IntoView {
    let tabs = [("access-people", urls::USERS), ("access-roles", urls::ROLES)]
        .into_iter()
        .map(|(key, path)| Tab::new(t(key), path, path == current))
        .collect();
    view! { <Tabs label=t("nav-users") tabs/> }
}
