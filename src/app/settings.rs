//! The index of all settings: what there is, who sees it, and the page that shows it.

use super::navigation::Place;
use crate::domains::{access, audit, platform};
use crate::server::context;
use crate::server::i18n::t;
use crate::shared::Permission;
use crate::ui::PageHeader;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use leptos_meta::Title;

/// The index.
pub const SETTINGS: &str = "/settings";

/// A page of settings, and what it is for.
struct Setting {
    place: Place,
    /// Fluent key of a line about it.
    text: &'static str,
}

const fn setting(name: &'static str, text: &'static str, path: &'static str, icon: Icon, permission: Option<Permission>) -> Setting {
    Setting { place: Place { name, path, icon, permission, unless: None, shortcut: None, on_phone: false, area: None }, text }
}

/// All pages of settings in the order of the index. A page that needs no permission is about the person themselves.
const ALL: &[Setting] = &[
    setting("nav-organization", "settings-organization", access::urls::ORGANIZATION, Icon::Building, Some(Permission::SettingsRead)),
    setting("nav-profile", "settings-profile", access::urls::PROFILE, Icon::Person, None),
    setting("nav-audit", "settings-audit", audit::urls::LIST, Icon::Activity, Some(Permission::AuditRead)),
    setting("nav-system", "settings-system", platform::urls::SYSTEM, Icon::Screen, Some(Permission::SystemWrite)),
];

/// `/settings`
#[component]
pub fn SettingsPage() -> impl IntoView {
    let scope = context::request().and_then(|request| request.scope);
    let cards = ALL
        .iter()
        .filter(|setting| scope.as_ref().is_some_and(|scope| super::navigation::visible(&setting.place, scope)))
        .map(|setting| {
            view! {
                <li>
                    <a class="settings-card" href=setting.place.path>
                        <Icon name=setting.place.icon class="icon-lg"/>
                        <span class="name">{t(setting.place.name)}</span>
                        <span class="muted">{t(setting.text)}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <Title text=t("nav-settings")/>
        <PageHeader title=t("nav-settings")/>
        <ul class="settings-cards">{cards}</ul>
    }
}
