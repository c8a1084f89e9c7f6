//! The page about the signed-in person: one card after the other, each in a file of its own.

mod about;
mod email;
mod language;
mod organizations;
mod password;
mod second_factor;

use super::picture::PictureCard;
use crate::domains::access::pages::panels::in_settings;
use crate::server::i18n::t;
use crate::ui::page_header::PageHeader;
use leptos::prelude::*;
use leptos_meta::Title;

/// `/settings/profile`
#[component]
pub fn ProfilePage() -> impl IntoView {
    view! {
        <Title text=t("nav-profile")/>
        <PageHeader title=t("nav-profile") crumbs=in_settings() crumbs_label=t("breadcrumbs")/>
        <div class="stack narrow">
            <about::AboutCard/>
            <PictureCard/>
            <second_factor::SecondFactorCard/>
            <language::LanguageCard/>
            <email::EmailCard/>
            <password::PasswordCard/>
            <password::SessionsCard/>
            <organizations::OrganizationsCard/>
        </div>
    }
}
