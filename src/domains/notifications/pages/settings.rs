//! How one wants to be told.

use crate::domains::notifications::api::{RemoveDevice, SaveSettings, load_settings};
use crate::domains::notifications::model::{Device, Digest, Kind, Settings, SettingsView};
use crate::domains::notifications::urls;
use crate::server::format::date_time;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{t, t_with};
use crate::server::page::page;
use crate::ui::badge::Tone;
use crate::ui::field::{Checkbox, Choice, Hidden, RadioField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Alert, Badge, Button, ButtonKind, Card, Icon};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/notifications/settings`
#[component]
pub fn NotificationSettingsPage() -> impl IntoView {
    view! {
        <Title text=t("notifications-settings")/>
        <PageHeader title=t("notifications-settings") sub=t("notifications-settings-intro") crumbs=vec![Crumb::new(t("notifications-title"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
        {page(load_settings(), show)}
        <script src="/js/push.js" defer=""></script>
    }
}

/// Whether a box is ticked: as it was sent, else as it is kept.
fn ticked(form: &FormState, name: &str, kept: bool) -> bool {
    if form.action.is_empty() { kept } else { form.value(name) == Some("true") }
}

const fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Order => "order",
        Kind::Payment => "payment",
        Kind::Delivery => "delivery",
        Kind::System => "system",
        Kind::Promotion => "promotion",
    }
}

fn show(view: SettingsView) -> impl IntoView {
    let SettingsView { settings, devices, email, public_key } = view;
    let form = form_state(SaveSettings::PATH);
    let ways = view! {
        <fieldset class="grid gap-2">
            <legend class="label">{t("notifications-ways")}</legend>
            <Checkbox name="email" label=t("notifications-by-email") help=email checked=ticked(&form, "email", settings.email)/>
            <Checkbox name="push" label=t("notifications-by-push") help=t("notifications-by-push-help") checked=ticked(&form, "push", settings.push)/>
            <Checkbox name="sms" label=t("notifications-by-sms") help=t("notifications-by-sms-help") checked=false disabled=true/>
        </fieldset>
    };
    let kinds = Kind::ALL
        .into_iter()
        .map(|kind| view! { <Checkbox name=name_of(kind) label=t(kind.key()) checked=ticked(&form, name_of(kind), settings.wants(kind))/> })
        .collect_view();
    let digests = Digest::ALL.iter().map(|digest| Choice::new(digest.code(), t(digest.key()))).collect();
    let muted = muted(&form, &settings);
    view! {
        <div class="stack narrow">
            <Card title=t("notifications-how")>
                <Form action=SaveSettings::PATH errors=form.summary() error_title=t("form-errors-title")>
                    {ways}
                    <fieldset class="grid gap-2">
                        <legend class="label">{t("notifications-kinds")}</legend>
                        {kinds}
                    </fieldset>
                    {muted}
                    <RadioField name="digest" label=t("notifications-digest") options=digests value=form.value_or("digest", settings.digest.code()) error=form.error("digest")/>
                    <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div>
                </Form>
            </Card>
            <Card title=t("notifications-devices")>
                <div class="stack">
                    {device_list(devices)}
                    <noscript><p class="muted">{t("notifications-push-scripts")}</p></noscript>
                    <div class="js-only stack" data-push-key=public_key>
                        <div hidden="" data-push="off"><Button submit=false icon=Icon::Bell>{t("notifications-push-on")}</Button></div>
                        <p class="muted" hidden="" data-push="unsupported">{t("notifications-push-unsupported")}</p>
                        <p class="muted" hidden="" data-push="denied">{t("notifications-push-denied")}</p>
                        <div hidden="" role="status" data-push="failed"><Alert tone=Tone::Bad>{t("notifications-push-failed")}</Alert></div>
                    </div>
                </div>
            </Card>
        </div>
    }
}

/// Types whose letters were ended by a link: shown where there are any, to be taken back.
fn muted(form: &FormState, settings: &Settings) -> Option<impl IntoView + use<>> {
    if settings.muted.is_empty() {
        return None;
    }
    let boxes = settings
        .muted
        .iter()
        .map(|kind| {
            let name = format!("muted_{}", name_of(*kind));
            let checked = ticked(form, &name, true);
            view! { <Checkbox name=name label=t(kind.key()) checked/> }
        })
        .collect_view();
    Some(view! {
        <fieldset class="grid gap-2">
            <legend class="label">{t("notifications-muted")}</legend>
            <p class="help">{t("notifications-muted-help")}</p>
            {boxes}
        </fieldset>
    })
}

fn device_list(devices: Vec<Device>) -> impl IntoView {
    if devices.is_empty() {
        return view! { <p class="muted">{t("notifications-no-devices")}</p> }.into_any();
    }
    let rows = devices.into_iter().map(device).collect_view();
    view! { <ul class="stack">{rows}</ul> }.into_any()
}

fn device(device: Device) -> impl IntoView {
    let used = match device.last_used_at {
        Some(at) => t_with("notifications-device-used", &[("when", date_time(at).into())]),
        None => t_with("notifications-device-added", &[("when", date_time(device.created_at).into())]),
    };
    let broken = (!device.is_active).then(|| view! { <Badge tone=Tone::Warn>{t("notifications-device-broken")}</Badge> });
    let name = match device.platform {
        Some(platform) if device.name.is_empty() => t(platform.key()),
        _ => device.name,
    };
    let app = device.platform.map(|_| view! { <span class="muted block">{t("notifications-device-app")}</span> });
    let fingerprint = (!device.fingerprint.is_empty()).then_some(device.fingerprint);
    let label = t_with("notifications-device-remove", &[("name", name.clone().into())]);
    view! {
        <li class="toolbar" data-device=fingerprint>
            <span class="grow">
                {name}" "<span hidden="" data-push="this"><Badge tone=Tone::Ok>{t("notifications-this-device")}</Badge></span>{broken}
                <br/><span class="muted">{used}</span>{app}
            </span>
            <form method="post" action=RemoveDevice::PATH>
                <Hidden name="device_id" value=device.id.to_string()/>
                <Button small=true kind=ButtonKind::DangerGhost icon=Icon::Delete label=label>{t("notifications-remove")}</Button>
            </form>
        </li>
    }
}
