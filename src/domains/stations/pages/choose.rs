//! What can be worked on at a station.

use super::script::Device;
use crate::domains::documents::pages::panels::label_link;
use crate::domains::stations::api::{OpenWork, load_choices};
use crate::domains::stations::model::{Choice, Station};
use crate::domains::stations::urls;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, query};
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind, EmptyState, Icon};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// What is typed or scanned to begin, and what is said of it.
const fn code_key(station: Station) -> &'static str {
    match station {
        Station::Receive => "stations-code-receive",
        Station::Pick => "stations-code-pick",
        Station::Pack => "stations-code-pack",
        Station::Count => "stations-code-count",
        Station::Returns => "stations-code-returns",
    }
}

/// `/stations/{station}`
#[component]
pub fn ChoosePage(
    /// The station.
    station: Station,
) -> impl IntoView {
    page(load_choices(station), move |choices| {
        let form = form_state(OpenWork::PATH);
        // The parcel that was packed a moment ago still needs its label.
        let packed = query("packed").filter(|_| station == Station::Pack).and_then(|id| Uuid::parse_str(&id).ok());
        let label = packed.map(|order_id| view! { <div>{label_link(order_id)}</div> });
        let list = if choices.is_empty() {
            view! { <EmptyState icon=Icon::Done title=t("stations-none-title") text=t("stations-none")/> }.into_any()
        } else {
            let rows = choices.into_iter().map(|choice| row(station, choice)).collect_view();
            view! { <ul class="station-choices">{rows}</ul> }.into_any()
        };
        view! {
            <Title text=t(station.key())/>
            <div class="station">
                <header class="station-head">
                    <a class="btn btn-icon" href=urls::INDEX aria-label=t("stations-back")><Icon name=Icon::ArrowLeft/></a>
                    <h1>{t(station.key())}</h1>
                    <span id="st-net" class="badge js-only" role="status"></span>
                </header>
                <div class="station-choose">
                    {label}
                    <Form action=OpenWork::PATH id="st-open" class="station-open">
                        <Hidden name="station" value=station.code()/>
                        <TextField name="code" label=t(code_key(station)) value=form.value_or("code", "") error=form.error("code") autocomplete="off" autofocus=true input_class="station-scan"/>
                        <Button kind=ButtonKind::Primary>{t("stations-open")}</Button>
                    </Form>
                    <div id="st-unsent" class="station-unsent" hidden=true></div>
                    {list}
                </div>
            </div>
            <Device/>
        }
    })
}

fn row(station: Station, choice: Choice) -> impl IntoView + use<> {
    let key = match station {
        Station::Pick => "stations-waiting-orders",
        Station::Count => "stations-waiting-lines",
        Station::Receive | Station::Pack | Station::Returns => "stations-waiting-pieces",
    };
    view! {
        <li>
            <a href=urls::board(station, choice.id)>
                <span class="name">{choice.name}</span>
                <span class="muted">{choice.sub}</span>
                <span class="muted">{t_with(key, &[("count", choice.waiting.into())])}</span>
            </a>
        </li>
    }
}
