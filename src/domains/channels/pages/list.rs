//! The stores, and the ways in for their webhooks.

use crate::domains::bulk::urls as bulk_urls;
use crate::domains::channels::api::load_stores;
use crate::domains::channels::model::{COUNT_CAP, StoreRow};
use crate::domains::platform::api::{CloseConnection, CreateConnection, load_connections};
use crate::domains::platform::model::Connection;
use crate::domains::platform::urls::woocommerce_hook;
use crate::server::format::{capped, date_time};
use crate::server::i18n::t;
use crate::server::page::page;
use crate::server::{AppState, context};
use crate::ui::badge::Tone;
use crate::ui::field::{Hidden, TextField};
use crate::ui::{Alert, Badge, Button, ButtonKind, Card, ConfirmStep, EmptyState, Icon, LinkButton, PageHeader};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// `/channels`
#[component]
pub fn ChannelsPage() -> impl IntoView {
    let load = async {
        let stores = load_stores().await?;
        Ok((stores, load_connections().await?))
    };
    view! {
        <Title text=t("nav-channels")/>
        <PageHeader title=t("nav-channels") sub=t("channels-intro")>
            <LinkButton href=bulk_urls::LIST kind=ButtonKind::Primary icon=Icon::Upload>{t("channels-import")}</LinkButton>
        </PageHeader>
        {page(load, |(stores, connections)| show(stores, &connections))}
    }
}

fn show(stores: Vec<StoreRow>, connections: &[Connection]) -> impl IntoView + use<> {
    if stores.is_empty() {
        return view! {
            <EmptyState icon=Icon::Channels title=t("channels-empty-title") text=t("channels-empty")>
                <LinkButton href=bulk_urls::LIST kind=ButtonKind::Primary>{t("channels-import")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let cards = stores
        .into_iter()
        .map(|store| {
            let own: Vec<Connection> =
                connections.iter().filter(|connection| connection.store_id == store.id && connection.is_active).cloned().collect();
            card(store, own)
        })
        .collect_view();
    view! { <div class="stack">{fresh_secret()} {cards}</div> }.into_any()
}

/// The secret of a connection that was made by the request before this one. It is on no other page.
fn fresh_secret() -> impl IntoView {
    let flash = context::request().and_then(|request| request.flash).filter(|(key, _)| key == "platform-done-connected");
    flash.and_then(|(_, args)| {
        let value = |name: &str| args.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let id = value("connection").and_then(|id| Uuid::parse_str(&id).ok())?;
        let secret = value("secret")?;
        Some(view! {
            <Alert tone=Tone::Accent title=t("channels-secret-title") live=true>
                <p>{t("channels-secret-text")}</p>
                <TextField name="hook-url" label=t("channels-hook-url") value=hook_url(id) readonly=true input_class="mono"/>
                <TextField name="hook-secret" label=t("channels-hook-secret") value=secret.clone() readonly=true input_class="mono"/>
                <button type="button" class="btn btn-sm js-only" data-copy=secret>{t("channels-copy-secret")}</button>
            </Alert>
        })
    })
}

/// The whole address of a connection, as the other system needs it.
fn hook_url(id: Uuid) -> String {
    let host = use_context::<axum::http::request::Parts>()
        .and_then(|parts| parts.headers.get(axum::http::header::HOST).and_then(|host| host.to_str().ok()).map(ToOwned::to_owned))
        .unwrap_or_default();
    let scheme = if use_context::<AppState>().is_some_and(|state| state.config.https) { "https" } else { "http" };
    if host.is_empty() { woocommerce_hook(id) } else { format!("{scheme}://{host}{}", woocommerce_hook(id)) }
}

fn card(store: StoreRow, connections: Vec<Connection>) -> impl IntoView {
    let last = store.last_import.map_or_else(|| t("channels-never"), date_time);
    let hooks = store.takes_webhooks.then(|| {
        let rows = connections.into_iter().map(connection).collect_view();
        view! {
            <h3>{t("channels-webhooks")}</h3>
            <p class="muted">{t("channels-webhooks-text")}</p>
            {rows}
            <form method="post" action=CreateConnection::PATH>
                <Hidden name="store_id" value=store.id.to_string()/>
                <Button icon=Icon::Plus>{t("channels-connect")}</Button>
            </form>
        }
    });
    let actions = view! { <Badge>{store.platform}</Badge> }.into_any();
    view! {
        <Card title=store.name actions>
            <div class="stack">
                <dl class="facts">
                    <dt>{t("channels-last-import")}</dt><dd>{last}</dd>
                    <dt>{t("channels-orders")}</dt><dd>{capped(store.orders, COUNT_CAP)}</dd>
                </dl>
                {hooks}
            </div>
        </Card>
    }
}

fn connection(row: Connection) -> impl IntoView {
    let url = hook_url(row.id);
    let last = row.last_event_at.map_or_else(|| t("channels-never"), date_time);
    view! {
        <dl class="facts">
            <dt>{t("channels-hook-url")}</dt>
            <dd><code class="mono">{url.clone()}</code>" "<button type="button" class="btn btn-sm js-only" data-copy=url>{t("channels-copy")}</button></dd>
            <dt>{t("channels-hook-last")}</dt><dd>{last}</dd>
        </dl>
        <ConfirmStep label=t("channels-disconnect") small=true>
            <p>{t("channels-disconnect-text")}</p>
            <form method="post" action=CloseConnection::PATH>
                <Hidden name="id" value=row.id.to_string()/>
                <Button kind=ButtonKind::Danger>{t("channels-disconnect")}</Button>
            </form>
        </ConfirmStep>
    }
}
