//! How a piece of work ends.

use crate::domains::documents::pages::panels::label_link;
use crate::domains::inventory::urls as inventory;
use crate::domains::orders::urls as orders;
use crate::domains::stations::api::{BringBack, FinishPacking, FinishReceipt, FinishReturn, FinishTransfer};
use crate::domains::stations::model::{Board, Station, TaskKind};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::ui::field::{Checkbox, Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind, ConfirmStep, Icon, LinkButton};
use leptos::prelude::*;
use server_fn::ServerFn;

/// The last step, which needs the server.
pub(super) fn finish(board: &Board) -> AnyView {
    match board.station {
        Station::Receive if board.kind == TaskKind::Transfer => arrived(board).into_any(),
        Station::Receive => receipt(board).into_any(),
        Station::Pack => packing(board).into_any(),
        Station::Returns if board.kind == TaskKind::Return => sent_back(board).into_any(),
        Station::Returns => returned(board).into_any(),
        Station::Count => {
            let href = inventory::count(board.task_id);
            view! { <LinkButton href icon=Icon::Check>{t("stations-count-finish")}</LinkButton> }.into_any()
        }
        Station::Pick => {
            let href = crate::domains::stations::urls::station(Station::Pack);
            view! { <LinkButton href icon=Icon::ArrowRight>{t("stations-pick-finish")}</LinkButton> }.into_any()
        }
    }
}

fn receipt(board: &Board) -> impl IntoView + use<> {
    let form = form_state(FinishReceipt::PATH);
    let id = board.task_id.to_string();
    view! {
        <ConfirmStep label=t("stations-receive-finish") kind=ButtonKind::Primary icon=Icon::Check open=!form.action.is_empty()>
            <Form action=FinishReceipt::PATH class="form station-finish">
                <Hidden name="purchase_order_id" value=id/>
                <p>{t("stations-receive-finish-text")}</p>
                <TextField name="reference" label=t("stations-reference") value=form.value_or("reference", "") error=form.error("reference") maxlength=100 autocomplete="off"/>
                <div><Button kind=ButtonKind::Primary>{t("stations-receive-finish-do")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

fn arrived(board: &Board) -> impl IntoView + use<> {
    let form = form_state(FinishTransfer::PATH);
    let id = board.task_id.to_string();
    let missing = board.expected().map_or(0, |expected| (expected - board.done()).max(0));
    let rest = t_with("stations-rest-on-the-way", &[("count", missing.into())]);
    view! {
        <ConfirmStep label=t("stations-receive-finish") kind=ButtonKind::Primary icon=Icon::Check open=!form.action.is_empty()>
            <Form action=FinishTransfer::PATH class="form station-finish">
                <Hidden name="transfer_id" value=id/>
                <p>{t("stations-transfer-finish-text")}</p>
                <Checkbox name="rest_missing" label=t("stations-rest-is-missing") help=rest value="true"/>
                <div><Button kind=ButtonKind::Primary>{t("stations-receive-finish-do")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

fn packing(board: &Board) -> impl IntoView + use<> {
    let form = form_state(FinishPacking::PATH);
    let id = board.task_id.to_string();
    let order = orders::order(board.task_id);
    view! {
        <LinkButton href=order icon=Icon::Orders>{t("stations-order")}</LinkButton>
        {label_link(board.task_id)}
        <ConfirmStep label=t("stations-pack-finish") kind=ButtonKind::Primary icon=Icon::Check open=!form.action.is_empty()>
            <Form action=FinishPacking::PATH class="form station-finish">
                <Hidden name="order_id" value=id/>
                <TextField name="weight" label=t("stations-weight") suffix="g" value=form.value_or("weight", "") error=form.error("weight") inputmode="numeric" autocomplete="off"/>
                <div><Button kind=ButtonKind::Primary>{t("stations-pack-finish-do")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

fn sent_back(board: &Board) -> impl IntoView + use<> {
    let form = form_state(FinishReturn::PATH);
    let id = board.task_id.to_string();
    let missing = board.expected().map_or(0, |expected| (expected - board.done()).max(0));
    let rest = t_with("stations-rest-not-returned", &[("count", missing.into())]);
    view! {
        <LinkButton href=orders::return_of(board.task_id) icon=Icon::Orders>{t("stations-return")}</LinkButton>
        <ConfirmStep label=t("stations-returns-finish") kind=ButtonKind::Primary icon=Icon::Check open=!form.action.is_empty()>
            <Form action=FinishReturn::PATH class="form station-finish">
                <Hidden name="return_id" value=id/>
                <p>{t("stations-return-finish-text")}</p>
                <Checkbox name="rest_missing" label=t("stations-rest-is-missing") help=rest value="true"/>
                <div><Button kind=ButtonKind::Primary>{t("returns-receive")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

fn returned(board: &Board) -> impl IntoView + use<> {
    let form = form_state(BringBack::PATH);
    let id = board.task_id.to_string();
    let missing = board.expected().map_or(0, |expected| (expected - board.done()).max(0));
    let rest = t_with("stations-rest-missing", &[("count", missing.into())]);
    view! {
        <ConfirmStep label=t("stations-returns-finish") kind=ButtonKind::Primary icon=Icon::Check open=!form.action.is_empty()>
            <Form action=BringBack::PATH class="form station-finish">
                <Hidden name="order_id" value=id/>
                <TextField name="return_reason" label=t("stations-return-reason") value=form.value_or("return_reason", "") error=form.error("return_reason") maxlength=500 autocomplete="off"/>
                <Checkbox name="rest_missing" label=t("stations-rest-is-missing") help=rest value="true"/>
                <div><Button kind=ButtonKind::Primary>{t("stations-returns-finish-do")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}
