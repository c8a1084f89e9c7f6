//! One piece of work: one number that matters, the last scan with its verdict, a big undo, and what was not sent yet.

use super::finish::finish;
use super::panels::picking_notice;
use super::script::{Device, own_sender};
use crate::domains::stations::api::{Scan, load_board};
use crate::domains::stations::model::{Board, BoardLine, KnownScan, Station, TaskKind, Verdict};
use crate::domains::stations::urls;
use crate::server::clock::new_id;
use crate::server::format::number;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_args, t_with};
use crate::server::page::{page, path_id, query};
use crate::ui::field::{Checkbox, Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::{Alert, Button, ButtonKind, Icon, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/stations/{station}/{task}`
#[component]
pub fn BoardPage(
    /// The station.
    station: Station,
    /// Name of the id in the address.
    task: &'static str,
) -> impl IntoView {
    page(load_board(station, path_id(task), query("last")), move |(board, shown)| {
        let title = format!("{} · {}", t(station.key()), board.title);
        let current = current(&board, shown.as_ref());
        let work = if board.is_open {
            view! { {scan_form(&board, shown.as_ref())} }.into_any()
        } else {
            view! { <Alert tone=Tone::Info title=t("stations-closed")>{t("stations-closed-text")}</Alert> }.into_any()
        };
        let foot = board.is_open.then(|| {
            view! {
                <footer class="station-foot">
                    {undo(&board)}
                    {finish(&board)}
                </footer>
            }
        });
        let sub = board.sub.clone();
        view! {
            <Title text=title/>
            <div class="station" data-kind=board.station.slug()>
                <header class="station-head">
                    <a class="btn btn-icon" href=urls::station(station) aria-label=t("stations-back")><Icon name=Icon::ArrowLeft/></a>
                    <h1>{t(station.key())}" "<span class="mono">{board.title.clone()}</span>" "<span class="muted">{sub}</span></h1>
                    <span id="st-progress" class="badge badge-neutral">{progress(&board)}</span>
                    <span id="st-net" class="badge js-only" role="status"></span>
                    <button type="button" class="btn js-only" id="st-camera"><Icon name=Icon::Camera/>{t("stations-camera")}</button>
                </header>
                <div class="station-body">
                    <div class="station-now">
                        {current}
                        {verdict(shown.as_ref())}
                        {picking_notice(&board.places)}
                        {work}
                        <div id="st-unsent" class="station-unsent" hidden=true></div>
                    </div>
                    {lines(&board)}
                </div>
                {foot}
            </div>
            <dialog class="station-camera" id="st-video" aria-label=t("stations-camera")>
                <video muted=true playsinline=true></video>
                <button type="button" class="btn" id="st-video-close"><Icon name=Icon::Close/>{t("close")}</button>
            </dialog>
            <Device board=Some(board)/>
        }
    })
}

fn progress(board: &Board) -> String {
    match board.expected() {
        Some(expected) => format!("{} / {}", number(board.done()), number(expected)),
        None => number(board.done()),
    }
}

/// The line that matters: of the last scan, where one is picked the next one.
fn now_line(board: &Board, shown: Option<&KnownScan>) -> Option<BoardLine> {
    let next = || board.lines.iter().find(|line| line.open() > 0).cloned();
    if board.station == Station::Pick {
        return next();
    }
    let scanned = shown.or(board.last.as_ref()).and_then(|scan| scan.line_id);
    board.lines.iter().find(|line| Some(line.id) == scanned).cloned()
}

fn current(board: &Board, shown: Option<&KnownScan>) -> impl IntoView + use<> {
    let line = now_line(board, shown);
    let is_pick = board.station == Station::Pick;
    let (done, expected, name, place) = match &line {
        Some(line) if is_pick => {
            let order = line.order.as_deref().map(|order| t_with("stations-for-order", &[("number", order.into())])).unwrap_or_default();
            (line.open().to_string(), None, format!("{} · {order}", line.name), line.bin.clone().unwrap_or_else(|| t("stations-no-bin")))
        }
        Some(line) => (line.done.to_string(), line.expected, line.name.clone(), line.bin.clone().unwrap_or_default()),
        None if is_pick => ("0".to_owned(), None, t("stations-all-done"), String::new()),
        None => (
            board.done().to_string(),
            board.expected().and_then(|expected| i32::try_from(expected).ok()),
            t("stations-scan-first"),
            String::new(),
        ),
    };
    let out_of = expected.map(|expected| t_with("stations-out-of", &[("expected", expected.to_string().into())])).unwrap_or_default();
    view! {
        <p id="st-where" class="station-where">{place}</p>
        <p class="station-number"><span id="st-number">{done}</span>" "<span id="st-of" class="station-of">{out_of}</span></p>
        <p id="st-name" class="station-name">{name}</p>
    }
}

/// The verdict about the last scan, in colour, sign and word.
fn verdict(shown: Option<&KnownScan>) -> impl IntoView + use<> {
    let (kind, icon, word, text) = match shown {
        Some(scan) => {
            let text = t_args(&scan.message.0, &scan.message.1);
            match scan.verdict {
                Verdict::Applied => ("ok", Icon::Check, t("stations-kind-ok"), text),
                Verdict::Repeated => ("warn", Icon::Repeat, t("stations-kind-warn"), text),
                Verdict::Refused | Verdict::Conflict => ("bad", Icon::Close, t("stations-kind-bad"), text),
            }
        }
        None => ("none", Icon::Scan, String::new(), t("stations-ready")),
    };
    view! {
        <div id="st-verdict" class=format!("verdict verdict-{kind}") role="status" aria-live="assertive" data-verdict=kind>
            <span class="verdict-icons" aria-hidden="true">
                <Icon name=icon/>
            </span>
            <p><strong id="st-word">{word}</strong>" "<span id="st-text">{text}</span></p>
        </div>
        <template id="st-icons"><Icon name=Icon::Check/><Icon name=Icon::Repeat/><Icon name=Icon::Close/><Icon name=Icon::Scan/></template>
    }
}

fn hidden(board: &Board) -> impl IntoView + use<> {
    view! {
        <Hidden name="client_id" value=new_id().to_string()/>
        <Hidden name="station" value=board.station.code()/>
        <Hidden name="task" value=board.task_id.to_string()/>
        <Hidden name="sender" value=own_sender()/>
        <Hidden name="attended" value="true"/>
    }
}

fn scan_form(board: &Board, shown: Option<&KnownScan>) -> impl IntoView + use<> {
    let form = form_state(Scan::PATH);
    let damaged = matches!(board.station, Station::Receive | Station::Returns)
        .then(|| view! { <Checkbox name="damaged" label=t("stations-damaged") value="true"/> });
    // Asked for once more than expected has come: the scan that was refused is filled in again.
    let too_much = shown.filter(|scan| scan.message.0 == "stations-error-over");
    let over = (board.station == Station::Receive && board.kind == TaskKind::Usual).then(|| {
        let wanted = too_much.is_some();
        view! { <div id="st-over" class="station-over" hidden=!wanted><Checkbox name="over" label=t("stations-over") value="true" checked=wanted/></div> }
    });
    let (hidden, errors) = (hidden(board), form.summary());
    let code = too_much.map_or_else(|| form.value_or("code", ""), |scan| scan.code.clone());
    view! {
        <Form action=Scan::PATH id="st-form" class="station-form" errors error_title=t("form-errors-title")>
            {hidden}
            <TextField name="code" id="st-code" label=t("stations-code") value=code error=form.error("code") autocomplete="off" autofocus=true class="station-code" input_class="station-scan"/>
            <TextField name="quantity" id="st-quantity" label=t("stations-quantity") value=form.value_or("quantity", "1") error=form.error("quantity") inputmode="numeric" autocomplete="off" class="station-quantity"/>
            {damaged}
            {over}
            <Button kind=ButtonKind::Primary icon=Icon::Scan>{t("stations-scan")}</Button>
        </Form>
    }
}

fn undo(board: &Board) -> impl IntoView + use<> {
    let last = board.last.as_ref();
    let label = t("stations-undo");
    let what = last.map(|scan| format!("{} × {}", scan.quantity, scan.code)).unwrap_or_default();
    let target = last.map(|scan| scan.client_id.to_string()).unwrap_or_default();
    view! {
        <form method="post" action=Scan::PATH id="st-undo" class="station-undo">
            {hidden(board)}
            <Hidden name="action" value="UNDO"/>
            <Hidden name="undoes" value=target/>
            <button type="submit" class="btn btn-block" disabled=last.is_none()>
                <Icon name=Icon::Undo/><span>{label}" "<span id="st-undo-what" class="mono">{what}</span></span>
            </button>
        </form>
    }
}

fn lines(board: &Board) -> impl IntoView + use<> {
    let rows = board
        .lines
        .iter()
        .map(|line| {
            let count = match line.expected {
                Some(expected) => format!("{} / {expected}", line.done),
                None => line.done.to_string(),
            };
            let full = line.expected.is_some_and(|expected| line.done >= expected && expected > 0);
            let place = [line.bin.clone(), line.order.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            view! {
                <li data-line=line.id.to_string() data-full=full.then_some("")>
                    <span class="name">{line.name.clone()}<br/><span class="muted"><span class="mono">{line.sku.clone()}</span>" "{place}</span></span>
                    <span class="num">{count}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="station-lines" aria-label=t("stations-lines") tabindex="0">
            <ol id="st-lines">{rows}</ol>
        </section>
    }
}
