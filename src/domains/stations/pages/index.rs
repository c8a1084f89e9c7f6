//! All stations.

use super::script::Device;
use crate::domains::stations::api::load_overview;
use crate::domains::stations::model::Station;
use crate::domains::stations::urls;
use crate::server::i18n::{t, t_with};
use crate::server::page::page;
use crate::ui::{Alert, Icon, Tone};
use leptos::prelude::*;
use leptos_meta::Title;

const fn icon(station: Station) -> Icon {
    match station {
        Station::Receive => Icon::Purchasing,
        Station::Pick => Icon::Warehouse,
        Station::Pack => Icon::Products,
        Station::Count => Icon::Scan,
        Station::Returns => Icon::Undo,
    }
}

/// `/stations`
#[component]
pub fn IndexPage() -> impl IntoView {
    page(load_overview(), |overview| {
        let tiles = overview
            .stations
            .into_iter()
            .map(|(station, waiting)| {
                let waiting = (waiting > 0).then(|| view! { <span class="count">{waiting}</span> });
                view! {
                    <li>
                        <a class="settings-card station-tile" href=urls::station(station)>
                            <Icon name=icon(station) class="icon-lg"/>
                            <span class="name">{t(station.key())}" "{waiting}</span>
                            <span class="muted">{t(station.text_key())}</span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        let tasks = (overview.tasks > 0).then(|| {
            view! {
                <Alert tone=Tone::Warn title=t_with("stations-tasks-waiting", &[("count", overview.tasks.into())])>
                    <a class="link" href=urls::TASKS>{t("stations-tasks-open")}</a>
                </Alert>
            }
        });
        view! {
            <Title text=t("nav-stations")/>
            <div class="station">
                <header class="station-head">
                    <a class="btn btn-icon" href="/" aria-label=t("nav-home")><Icon name=Icon::Home/></a>
                    <h1>{t("nav-stations")}</h1>
                    <span id="st-net" class="badge js-only" role="status"></span>
                </header>
                <div class="station-choose">
                    <p class="muted">{t("stations-index-text")}</p>
                    {tasks}
                    <div id="st-unsent" class="station-unsent" hidden=true></div>
                    <ul class="settings-cards">{tiles}</ul>
                </div>
            </div>
            <Device/>
        }
    })
}
