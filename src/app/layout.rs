//! The frames: around pages of the admin, and around pages that anybody may open.

use super::navigation::{GROUPS, is_current, visible};
use crate::domains::access::api::{ChooseLanguage, ChooseOrganization, ChooseTheme, SignOut, load_organizations};
use crate::domains::access::model::OrganizationSettings;
use crate::domains::access::pages::panels::role_name;
use crate::domains::access::urls as access_urls;
use crate::domains::notifications::pages::panels::BellMenu;
use crate::domains::orders;
use crate::domains::orders::api::load_counts_of;
use crate::domains::orders::model::OrderFilter;
use crate::domains::platform::urls as platform_urls;
use crate::domains::search::pages::panels::{Palette, TopSearch};
use crate::domains::stations;
use crate::domains::stations::pages::panels::TaskCount;
use crate::domains::views::api::load_pinned_orders;
use crate::domains::views::model::SavedView;
use crate::server::context::{self, RequestContext};
use crate::server::format::capped;
use crate::server::forms;
use crate::server::i18n::{t, t_args, t_with};
use crate::server::page::{not_loaded, picture};
use crate::server::{AppState, Scope};
use crate::shared::{AppError, Language};
use crate::ui::badge::Tone;
use crate::ui::dialog::{ConfirmHost, write_shortcuts};
use crate::ui::html::{Html, once};
use crate::ui::icon::{Icon, write_icon};
use crate::ui::menu::{Menu, MenuLink};
use crate::ui::toast::{Toast, Toasts};
use crate::ui::{Alert, Avatar, ButtonKind, Picture};
use leptos::prelude::*;
use leptos_router::components::Outlet;
use server_fn::ServerFn;

/// Most pinned views in the navigation.
const MOST_VIEWS: usize = 6;
/// What they hold is counted up to here.
const VIEW_CAP: i64 = 99;

/// The frame of the admin.
#[component]
pub fn AdminLayout() -> impl IntoView {
    // While the routes are listed at start there is no request.
    let Some(request) = context::request() else { return view! { <Outlet/> }.into_any() };
    let Some(scope) = request.scope.clone() else { return view! { <Outlet/> }.into_any() };
    forms::forget_flash();
    let groups = groups(&scope, &request);
    let phone = phone(&scope, &request);
    let language = request.language.code();
    let go = GROUPS
        .iter()
        .flat_map(|group| group.places)
        .filter(|place| visible(place, &scope))
        .filter_map(|place| Some((place.shortcut?.to_string(), place.path, t(place.name))))
        .collect::<Vec<_>>();
    view! {
        <a class="skip-link btn btn-primary" href="#main">{t("skip-to-content")}</a>
        <div class="shell" data-nav=request.nav.clone()>
            <nav class="sidebar no-print" id="nav" aria-label=t("nav-label")>
                <div class="sidebar-brand">
                    {brand(&scope)}
                    <span class="name">{scope.organization.name.clone()}</span>
                    <a class="btn btn-ghost btn-icon sidebar-close" href="#main" aria-label=t("close")><Icon name=Icon::Close/></a>
                </div>
                {groups}
                <div class="sidebar-foot">
                    <button type="button" class="btn btn-ghost btn-sm btn-icon js-only" data-nav-toggle="" aria-label=t("nav-fold")><Icon name=Icon::Panel/></button>
                </div>
            </nav>
            <header class="topbar no-print">
                {once(language, "search", || view! { <TopSearch/> }.into_any())}
                <div class="end"><BellMenu/>{language_menu(&request)}{person_menu(&request)}</div>
            </header>
            <main class="main" id="main" tabindex="-1">
                {unverified(&request)}
                {standing(&scope)}
                {refusal()}
                <Outlet/>
            </main>
            <nav class="bottombar no-print" aria-label=t("nav-phone-label")>
                {phone}
            </nav>
        </div>
        {flash(&request)}
        {once(language, "confirm", || view! { <ConfirmHost cancel_label=t("cancel") ok_label=t("confirm")/> }.into_any())}
        {shortcuts(go)}
        {once(language, "palette", || view! { <Palette/> }.into_any())}
    }
    .into_any()
}

/// The groups of the navigation. They stand on every page, so they are written; what else must be asked for stands between.
fn groups(scope: &Scope, request: &RequestContext) -> Vec<AnyView> {
    let mut parts = Vec::new();
    let mut html = Html::default();
    for group in GROUPS {
        let mut places = group.places.iter().filter(|place| visible(place, scope)).peekable();
        if places.peek().is_none() {
            continue;
        }
        html.raw("<section class=\"nav-group\">");
        if !group.name.is_empty() {
            html.raw("<h2 class=\"nav-title\">").text(&t(group.name)).raw("</h2>");
        }
        html.raw("<ul>");
        for place in places {
            let name = t(place.name);
            html.raw("<li><a class=\"nav-link\"").attr("href", place.path);
            html.attr_if("aria-current", is_current(place, &request.path).then_some("page")).attr("title", &name).raw(">");
            write_icon(&mut html, place.icon, "");
            html.raw("<span class=\"name\">").text(&name).raw("</span>");
            if place.path == stations::urls::INDEX {
                parts.push(std::mem::take(&mut html).into_any());
                parts.push(view! { <TaskCount/> }.into_any());
            }
            html.raw("</a>");
            if place.path == orders::urls::LIST {
                parts.push(std::mem::take(&mut html).into_any());
                parts.push(pinned_views(request).into_any());
            }
            html.raw("</li>");
        }
        html.raw("</ul></section>");
    }
    parts.push(html.into_any());
    parts
}

/// The bar below the pages on phones.
fn phone(scope: &Scope, request: &RequestContext) -> AnyView {
    let mut html = Html::default();
    for place in GROUPS.iter().flat_map(|group| group.places).filter(|place| place.on_phone && visible(place, scope)) {
        html.raw("<a").attr("href", place.path);
        html.attr_if("aria-current", is_current(place, &request.path).then_some("page")).raw(">");
        write_icon(&mut html, place.icon, "icon-lg");
        html.raw("<span class=\"name\">").text(&t(place.name)).raw("</span></a>");
    }
    html.raw("<a href=\"#nav\">");
    write_icon(&mut html, Icon::Menu, "");
    html.raw("<span class=\"name\">").text(&t("nav-more")).raw("</span></a>");
    html.into_any()
}

/// The keys that work on every page; `go` are those that follow `g`: letter, path, name.
fn shortcuts(go: Vec<(String, &'static str, String)>) -> AnyView {
    let rows = [
        ("/", t("shortcut-search")),
        ("Ctrl K", t("shortcut-search")),
        ("?", t("shortcut-help")),
        ("j k", t("views-shortcut-move")),
        ("x", t("views-shortcut-select")),
        ("Enter", t("views-shortcut-open")),
        ("e", t("orders-shortcut-edit")),
    ];
    let keys = go.iter().map(|(key, path, _)| (key.clone(), *path)).collect::<Vec<_>>();
    let named = go.into_iter().map(|(key, _, name)| (format!("g {key}"), name));
    let rows: Vec<_> = rows.into_iter().map(|(keys, what)| (keys.to_owned(), what)).chain(named).collect();
    let mut html = Html::default();
    write_shortcuts(&mut html, &t("shortcuts-title"), &t("close"), &rows, &keys);
    html.into_any()
}

/// The organization's logo, else ours.
fn brand(scope: &Scope) -> impl IntoView + use<> {
    match OrganizationSettings::read(&scope.organization.settings).logo.as_deref().and_then(|key| picture(key, 64)) {
        Some((webp, fallback)) => view! { <Picture webp fallback class="mark"/> }.into_any(),
        None => view! { <img class="mark" src="/favicon.svg" alt="" width="24" height="24"/> }.into_any(),
    }
}

/// The pinned views of the orders' list, below it.
fn pinned_views(request: &RequestContext) -> impl IntoView + use<> {
    let here = request.path.clone();
    Suspend::new(async move {
        match counted_views().await {
            Ok(views) if views.is_empty() => ().into_any(),
            Ok(views) => {
                let links = views.into_iter().map(|(view, count)| view_link(view, count, &here)).collect_view();
                view! { <ul class="nav-views">{links}</ul> }.into_any()
            }
            // The navigation is no reason for a page to fail: without its views it is still a navigation.
            Err(error) => not_loaded("nav-views note", &error).into_any(),
        }
    })
}

/// The first pinned views of the orders' list, each with how many orders it holds, where that is known.
async fn counted_views() -> Result<Vec<(SavedView, Option<i64>)>, AppError> {
    let mut views = load_pinned_orders().await?;
    views.truncate(MOST_VIEWS);
    if views.is_empty() {
        return Ok(Vec::new());
    }
    let filters = views.iter().map(|view| OrderFilter::from_params(&view.params())).collect();
    let counts = load_counts_of(filters, VIEW_CAP + 1).await?;
    Ok(views.into_iter().zip(counts).collect())
}

fn view_link(view: SavedView, count: Option<i64>, here: &str) -> impl IntoView + use<> {
    let href = view.href();
    let current = (here == href).then_some("page");
    let count = count.map(|count| view! { <span class="count">{capped(count, VIEW_CAP)}</span> });
    view! { <li><a class="nav-link" href=href aria-current=current><span class="name">{view.name}</span>{count}</a></li> }
}

/// A button for each language; the chosen one is kept with the person.
fn language_menu(request: &RequestContext) -> impl IntoView + use<> {
    let next = request.path.clone();
    let items = Language::ALL
        .into_iter()
        .map(|language| {
            let current = (language == request.language).then_some("true");
            view! {
                <button class="menu-item" type="submit" name="language" value=language.code() lang=language.code() aria-current=current>
                    {language.own_name()}
                </button>
            }
        })
        .collect_view();
    view! {
        <Menu icon=Icon::Language kind=ButtonKind::Ghost label=t("language")>
            <form method="post" action=ChooseLanguage::PATH>
                <input type="hidden" name="next" value=next/>
                {items}
            </form>
        </Menu>
    }
}

fn person_menu(request: &RequestContext) -> impl IntoView + use<> {
    let next = request.path.clone();
    let person = request.scope.as_ref().and_then(|scope| scope.person.clone());
    let switch = (request.organizations > 1).then(organization_switch);
    let name = person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
    let detail = person.as_ref().map(|person| format!("{} · {}", person.email, role_name(&person.role))).unwrap_or_default();
    let shown = person.as_ref().and_then(|person| person.image_key.as_deref()).and_then(|key| picture(key, 64));
    let face = view! { <Avatar name=name.clone() picture=shown/> }.into_any();
    let platform = person
        .is_some_and(|person| person.is_platform_admin)
        .then(|| view! { <MenuLink href=platform_urls::ORGANIZATIONS label=t("nav-platform") icon=Icon::Panel/> });
    view! {
        <Menu face kind=ButtonKind::Ghost label=name.clone()>
            <p class="menu-title">{name}<br/><span class="muted">{detail}</span></p>
            <MenuLink href=access_urls::PROFILE label=t("nav-profile") icon=Icon::Settings/>
            <MenuLink href=access_urls::ORGANIZATIONS label=t("access-organizations") icon=Icon::Transfer/>
            {switch}
            {platform}
            <form method="post" action=ChooseTheme::PATH>
                <input type="hidden" name="next" value=next/>
                <button class="menu-item" name="theme" value="light"><Icon name=Icon::Sun/>{t("theme-light")}</button>
                <button class="menu-item" name="theme" value="dark"><Icon name=Icon::Moon/>{t("theme-dark")}</button>
                <button class="menu-item" name="theme" value="system"><Icon name=Icon::Screen/>{t("theme-system")}</button>
            </form>
            <form method="post" action=SignOut::PATH>
                <button class="menu-item" type="submit"><Icon name=Icon::SignOut/>{t("sign-out")}</button>
            </form>
        </Menu>
    }
}

/// Asks somebody to confirm their address, until they have.
fn unverified(request: &RequestContext) -> impl IntoView + use<> {
    let person = request.scope.as_ref().and_then(|scope| scope.person.clone()).filter(|person| !person.email_verified);
    person.map(|person| {
        let text = t_with("access-unverified", &[("email", person.email.clone().into())]);
        view! {
            <Alert tone=Tone::Warn>
                {text}" "<a class="link" href=format!("{}#email-card", access_urls::PROFILE)>{t("access-unverified-link")}</a>
            </Alert>
        }
    })
}

/// A button for each organization of who belongs to several.
fn organization_switch() -> impl IntoView {
    Suspend::new(async {
        let rows = match load_organizations().await {
            Ok(rows) => rows,
            // The page of organizations is still one line above.
            Err(error) => return not_loaded("menu-title note", &error).into_any(),
        };
        let items = rows
            .into_iter()
            .map(|row| {
                let role = role_name(&row.role);
                let current = row.is_current.then_some("true");
                let mark = row.is_current.then(|| view! { <Icon name=Icon::Check class="ms-auto"/> });
                view! {
                    <button class="menu-item" name="organization_id" value=row.id.to_string() aria-current=current>
                        <span>{row.name}<br/><span class="muted">{role}</span></span>{mark}
                    </button>
                }
            })
            .collect_view();
        view! { <div class="menu-sep"></div><form method="post" action=ChooseOrganization::PATH>{items}</form><div class="menu-sep"></div> }
            .into_any()
    })
}

/// Says on every page of an organization that may not change anything why, and whom to turn to.
fn standing(scope: &Scope) -> impl IntoView + use<> {
    let (title, text) = match &scope.organization {
        organization if organization.is_active => return ().into_any(),
        organization if organization.is_cancelled => (t("cancelled-title"), t("cancelled-text")),
        _ => (t("suspended-title"), t("suspended-text")),
    };
    let contact = use_context::<AppState>().and_then(|state| state.config.contact.clone());
    let whom = contact.map_or_else(|| t("standing-ask"), |contact| t_with("standing-contact", &[("contact", contact.into())]));
    view! { <Alert tone=Tone::Warn title=title>{text}" "{whom}</Alert> }.into_any()
}

/// What a refused form says that is no field's fault.
fn refusal() -> impl IntoView {
    forms::refused().and_then(|form| form.message).map(|(key, args)| {
        view! { <Alert tone=Tone::Bad live=true>{t_args(&key, &args)}</Alert> }
    })
}

/// The message of the request before this one.
fn flash(request: &RequestContext) -> impl IntoView + use<> {
    request.flash.clone().map(|(key, args)| {
        view! { <Toasts><Toast message=t_args(&key, &args) close_label=t("close")/></Toasts> }
    })
}

/// The frame of the stations: none, but for what must be said.
#[component]
pub fn StationLayout() -> impl IntoView {
    let Some(request) = context::request() else { return view! { <Outlet/> }.into_any() };
    forms::forget_flash();
    let standing = request.scope.as_ref().map(standing);
    view! {
        <main class="station-frame" id="main" tabindex="-1">
            {standing}
            {refusal()}
            <Outlet/>
        </main>
        {flash(&request)}
    }
    .into_any()
}

/// The frame of pages that anybody may open: sign-in and a buyer's pages.
#[component]
pub fn PublicLayout() -> impl IntoView {
    let request = context::request();
    if request.is_some() {
        forms::forget_flash();
    }
    let told = request.as_ref().map(flash);
    let languages = request.as_ref().map(|request| {
        let items = Language::ALL
            .into_iter()
            .map(|language| {
                let current = (language == request.language).then_some("true");
                view! {
                    <button class="btn btn-ghost btn-sm" type="submit" name="language" value=language.code() lang=language.code() aria-current=current>
                        {language.own_name()}
                    </button>
                }
            })
            .collect_view();
        view! {
            <form class="public-languages no-print" method="post" action=ChooseLanguage::PATH aria-label=t("language")>
                <input type="hidden" name="next" value=request.path.clone()/>
                {items}
            </form>
        }
    });
    view! { {told}<Outlet/><footer class="public-foot">{languages}</footer> }
}
