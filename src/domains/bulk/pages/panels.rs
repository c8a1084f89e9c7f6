//! What other domains show of this one: the actions for ticked rows.

use super::super::api::actions_of;
use super::super::urls;
use crate::server::i18n::t;
use crate::ui::Menu;
use crate::ui::icon::Icon;
use crate::ui::menu::MenuLink;
use leptos::prelude::*;

/// The menu of what can be done with the ticked rows of a list, for the bar below its table; `None` for who may do nothing.
#[must_use]
pub fn actions(area: &str) -> Option<AnyView> {
    let actions = actions_of(area);
    if actions.is_empty() {
        return None;
    }
    let buttons = actions
        .into_iter()
        .map(|action| {
            let class = if action.is_grave { "menu-item menu-item-danger" } else { "menu-item" };
            view! { <button class=class name="action" value=action.key formaction=urls::NEW_JOB>{t(action.label)}</button> }
        })
        .collect_view();
    Some(
        view! {
            <Menu text=t("bulk-actions") icon=Icon::Edit small=true up=true>
                {buttons}
                <div class="menu-sep"></div>
                <MenuLink href=urls::JOBS label=t("bulk-earlier") icon=Icon::Activity/>
            </Menu>
        }
        .into_any(),
    )
}
