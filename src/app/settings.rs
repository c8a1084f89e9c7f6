//! The index of all settings: what there is, who sees it, and the page that shows it.

use super::navigation::Place;
use crate::domains::{access, audit, catalog, documents, localization, notifications, payments, platform};
use crate::server::context;
use crate::server::i18n::t;
use crate::shared::Permission;
use crate::ui::PageHeader;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use leptos_meta::Title;

/// A page of settings, and what it is for.
struct Setting {
    place: Place,
    /// Fluent key of a line about it.
    text: &'static str,
}

/// Settings of one kind.
struct Group {
    /// Fluent key of its name.
    name: &'static str,
    settings: &'static [Setting],
}

const fn setting(name: &'static str, text: &'static str, path: &'static str, icon: Icon, permission: Option<Permission>) -> Setting {
    Setting {
        place: Place { name, path, icon, permission, or: &[], unless: None, shortcut: None, on_phone: false, area: None, beside: None },
        text,
    }
}

const SEE: Option<Permission> = Some(Permission::SettingsRead);
const PEOPLE: Option<Permission> = Some(Permission::UsersRead);

/// All pages of settings in the order of the index. A page that needs no permission is about the person themselves.
const ALL: &[Group] = &[
    Group {
        name: "settings-group-organization",
        settings: &[
            setting("nav-organization", "settings-organization", access::urls::ORGANIZATION, Icon::Building, SEE),
            setting("nav-users", "settings-users", access::urls::USERS, Icon::People, PEOPLE),
            setting("access-roles", "settings-roles", access::urls::ROLES, Icon::Key, PEOPLE),
            setting("nav-security", "settings-security", access::urls::SECURITY, Icon::Shield, SEE),
        ],
    },
    Group {
        name: "settings-group-selling",
        settings: &[
            setting("nav-taxes", "settings-taxes", catalog::urls::TAXES, Icon::Cod, SEE),
            setting("payments-accounts", "settings-payments", payments::urls::SETTINGS, Icon::Bank, SEE),
            setting("documents-settings", "settings-invoices", documents::urls::SETTINGS, Icon::Print, SEE),
            setting("nav-currencies", "settings-currencies", localization::urls::CURRENCIES, Icon::Transfer, SEE),
            setting(
                "nav-translations",
                "settings-translations",
                localization::urls::TRANSLATIONS,
                Icon::Language,
                Some(Permission::TranslationsWrite),
            ),
        ],
    },
    Group {
        name: "settings-group-account",
        settings: &[
            setting("nav-profile", "settings-profile", access::urls::PROFILE, Icon::Person, None),
            setting("factor-title", "settings-factor", access::urls::SECOND_FACTOR, Icon::Lock, None),
            setting("access-sessions-title", "settings-sessions", access::urls::SESSIONS, Icon::Screen, None),
            setting("notifications-settings", "settings-notifications", notifications::urls::SETTINGS, Icon::Bell, None),
            setting("access-organizations", "settings-organizations", access::urls::ORGANIZATIONS, Icon::Repeat, None),
        ],
    },
    Group {
        name: "settings-group-records",
        settings: &[
            setting("nav-audit", "settings-audit", audit::urls::LIST, Icon::Activity, Some(Permission::AuditRead)),
            setting("nav-system", "settings-system", platform::urls::SYSTEM, Icon::Warning, Some(Permission::SystemWrite)),
        ],
    },
];

/// `/settings`
#[component]
pub fn SettingsPage() -> impl IntoView {
    let scope = context::request().and_then(|request| request.scope);
    let is_seen = |setting: &&Setting| scope.as_ref().is_some_and(|scope| super::navigation::visible(&setting.place, scope));
    let groups = ALL
        .iter()
        .enumerate()
        .map(|(number, group)| {
            let cards: Vec<_> = group.settings.iter().filter(is_seen).map(card).collect();
            let id = format!("settings-{number}");
            (!cards.is_empty()).then(|| {
                view! {
                    <section class="settings-group" aria-labelledby=id>
                        <h2 id=id.clone()>{t(group.name)}</h2>
                        <ul class="settings-cards">{cards}</ul>
                    </section>
                }
            })
        })
        .collect_view();
    view! {
        <Title text=t("nav-settings")/>
        <PageHeader title=t("nav-settings")/>
        {groups}
    }
}

fn card(setting: &Setting) -> impl IntoView + use<> {
    view! {
        <li>
            <a class="settings-card" href=setting.place.path>
                <Icon name=setting.place.icon class="icon-lg"/>
                <span class="name">{t(setting.place.name)}</span>
                <span class="muted">{t(setting.text)}</span>
            </a>
        </li>
    }
}
