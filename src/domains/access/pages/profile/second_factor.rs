//! The card that leads to the second factor and the passkeys.

use crate::domains::access::urls;
use crate::server::context;
use crate::server::i18n::t;
use crate::ui::badge::Tone;
use crate::ui::{Badge, Card, LinkButton};
use leptos::prelude::*;

/// Whether a second factor is on, and the way there.
#[component]
pub fn SecondFactorCard() -> impl IntoView {
    let person = context::request().and_then(|request| request.scope).and_then(|scope| scope.person);
    let is_on = person.is_some_and(|person| person.mfa_enabled);
    let (tone, word) = if is_on { (Tone::Ok, "factor-on") } else { (Tone::Neutral, "factor-off") };
    view! {
        <Card title=t("factor-title")>
            <div class="toolbar">
                <span class="grow"><Badge tone>{t(word)}</Badge></span>
                <LinkButton href=urls::SECOND_FACTOR small=true>{t("factor-open")}</LinkButton>
            </div>
        </Card>
    }
}
