//! Segments: all of them, and the form of one with its live count.

use super::detail::may;
use crate::domains::customers::api::{CreateSegment, DeleteSegment, UpdateSegment, load_member_count, load_segment, load_segments};
use crate::domains::customers::model::{
    Conditions, ConsentChannel, ConsentPurpose, CustomerStatus, LINE_CAP, SEGMENT_CAP, Segment, SegmentForm, consent_word,
};
use crate::domains::customers::urls;
use crate::server::context;
use crate::server::format::{capped, currency_symbol, money};
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{field_error, language, t, t_with};
use crate::server::page::{page, page_request, params, path_id, url_with};
use crate::shared::{AppError, Language, Permission};
use crate::ui::field::{Choice, Hidden, MoneyField, SelectField, TextField};
use crate::ui::form::{Edited, Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::{Alert, Button, ButtonKind, Card, ConfirmStep, EmptyState, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

fn currency() -> String {
    context::request().and_then(|request| request.scope).map(|scope| scope.organization.currency.clone()).unwrap_or_default()
}

/// `/customers/segments`
#[component]
pub fn SegmentsPage() -> impl IntoView {
    page(load_segments(page_request()), |found| {
        let writes = may(Permission::CustomersWrite);
        let previous = found.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
        let next = found.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
        let new = writes.then(|| {
            view! { <LinkButton href=urls::NEW_SEGMENT kind=ButtonKind::Primary icon=Icon::Plus>{t("customers-segment-new")}</LinkButton> }
        });
        let body = if found.rows.is_empty() {
            view! { <EmptyState icon=Icon::Filter title=t("customers-segments-empty-title") text=t("customers-segments-empty")/> }
                .into_any()
        } else {
            let rows = found.rows.into_iter().map(|(segment, count)| line(segment, count, writes)).collect_view();
            let actions = writes.then(|| view! { <Th hidden_label=t("edit")/> });
            let head = view! {
                <Th label=t("customers-segment")/><Th label=t("customers-segment-conditions")/><Th label=t("nav-customers") class="num"/>{actions}
            }
            .into_any();
            view! { <Table caption=t("customers-segments") head>{rows}</Table> }.into_any()
        };
        view! {
            <Title text=t("customers-segments")/>
            <PageHeader
                title=t("customers-segments")
                sub=t("customers-segments-intro")
                crumbs=vec![Crumb::new(t("nav-customers"), urls::LIST)]
                crumbs_label=t("breadcrumbs")
            >
                {new}
            </PageHeader>
            <Card flush=true>{body}</Card>
            <Pager previous next previous_label=t("previous") next_label=t("next") label=t("customers-segments")/>
        }
    })
}

fn line(segment: Segment, count: i64, writes: bool) -> impl IntoView {
    let edit = writes.then(|| {
        let label = t_with("customers-segment-edit-named", &[("name", segment.name.clone().into())]);
        view! {
            <td class="cell-actions">
                <LinkButton href=urls::segment(segment.id) kind=ButtonKind::Ghost small=true icon=Icon::Edit label/>
            </td>
        }
    });
    view! {
        <tr>
            <td class="cell-main"><a class="row-link" href=urls::members(segment.id)>{segment.name.clone()}</a></td>
            <td class="cell-sub">{words(&segment.conditions).join(" · ")}</td>
            <td class="num" data-label=t("nav-customers")>{capped(count, LINE_CAP)}</td>
            {edit}
        </tr>
    }
}

/// What the members have in common, in words.
fn words(conditions: &Conditions) -> Vec<String> {
    let unit = currency();
    let count = |key: &str, value: Option<i32>| value.map(|count| t_with(key, &[("count", count.into())]));
    let amount = |key: &str, value: Option<rust_decimal::Decimal>| value.map(|sum| t_with(key, &[("amount", money(sum, &unit).into())]));
    let consent = conditions.consent_channel.zip(conditions.consent_purpose).map(|(channel, purpose)| {
        t_with("customers-condition-consent", &[("channel", t(channel.key()).into()), ("purpose", t(purpose.key()).into())])
    });
    let all = [
        conditions.status.map(|status| t(status.key())),
        conditions.tag.clone().map(|tag| t_with("customers-condition-tag", &[("tag", tag.into())])),
        conditions.language.map(|language| language.own_name().to_owned()),
        conditions.district.clone().map(|district| t_with("customers-condition-district", &[("district", district.into())])),
        amount("customers-condition-spent-from", conditions.spent_from),
        amount("customers-condition-spent-to", conditions.spent_to),
        count("customers-condition-orders-from", conditions.orders_from),
        count("customers-condition-orders-to", conditions.orders_to),
        count("customers-condition-delivered-from", conditions.delivered_from),
        count("customers-condition-refused-from", conditions.refused_from),
        count("customers-condition-last-within", conditions.last_within),
        count("customers-condition-last-over", conditions.last_over),
        count("customers-condition-birthday-within", conditions.birthday_within),
        count("customers-condition-anniversary-within", conditions.anniversary_within),
        consent,
    ];
    all.into_iter().flatten().collect()
}

/// `/customers/segments/new`
#[component]
pub fn NewSegmentPage() -> impl IntoView {
    let typed = SegmentForm::from_params(&params());
    let load = async move {
        let segment = load_segment(None).await?;
        Ok((segment, counted(typed).await?))
    };
    page(load, |(segment, counted)| form_of(segment, counted))
}

/// `/customers/segments/{segment}`
#[component]
pub fn SegmentPage() -> impl IntoView {
    let (id, typed) = (path_id("segment"), SegmentForm::from_params(&params()));
    let load = async move {
        let segment = load_segment(Some(id)).await?;
        Ok((segment, counted(typed).await?))
    };
    page(load, |(segment, counted)| form_of(segment, counted))
}

/// What the address asks to count, and the answer: a number, or what is wrong.
type Counted = Option<(SegmentForm, Result<i64, AppError>)>;

async fn counted(typed: SegmentForm) -> Result<Counted, AppError> {
    if params().query("count").is_none() {
        return Ok(None);
    }
    match load_member_count(typed.clone()).await {
        Err(error) if !matches!(error, AppError::Invalid(_)) => Err(error),
        answer => Ok(Some((typed, answer))),
    }
}

fn form_of(segment: Option<Segment>, counted: Counted) -> impl IntoView {
    let action = if segment.is_some() { UpdateSegment::PATH } else { CreateSegment::PATH };
    let form = form_state(action);
    let saved = segment.as_ref().map(|segment| SegmentForm::of(&segment.name, &segment.conditions)).unwrap_or_default();
    let (first, answer) = match counted {
        Some((typed, answer)) => (typed, Some(answer)),
        None => (saved.clone(), None),
    };
    let hidden = segment.as_ref().map(|segment| {
        view! { <Hidden name="segment_id" value=segment.id.to_string()/><Edited from=form.edited(segment.version, &saved)/> }
    });
    let title = segment.as_ref().map_or_else(|| t("customers-segment-new"), |_| t("customers-segment-edit"));
    let delete = segment.as_ref().map(|segment| {
        let id = segment.id.to_string();
        view! {
            <ConfirmStep label=t("customers-segment-delete") icon=Icon::Delete>
                <p>{t("customers-segment-delete-text")}</p>
                <form method="post" action=DeleteSegment::PATH>
                    <Hidden name="segment_id" value=id/>
                    <Button kind=ButtonKind::Danger>{t("customers-segment-delete")}</Button>
                </form>
            </ConfirmStep>
        }
    });
    let path = segment.as_ref().map_or_else(|| urls::NEW_SEGMENT.to_owned(), |segment| urls::segment(segment.id));
    let shown = answer.map(|answer| match answer {
        Ok(count) => {
            let title = t_with("customers-segment-count", &[("count", capped(count, SEGMENT_CAP).into())]);
            view! { <Alert tone=Tone::Info live=true title/> }.into_any()
        }
        Err(AppError::Invalid(errors)) => {
            let lines = errors.0.iter().map(|error| view! { <p>{field_error(error)}</p> }).collect_view();
            view! { <Alert tone=Tone::Bad live=true title=t("error-invalid")>{lines}</Alert> }.into_any()
        }
        Err(_) => ().into_any(),
    });
    let (errors, name, conditions) = (form.summary(), name_field(&form, &first), fields(&form, &first));
    view! {
        <Title text=title.clone()/>
        <PageHeader
            title
            crumbs=vec![Crumb::new(t("nav-customers"), urls::LIST), Crumb::new(t("customers-segments"), urls::SEGMENTS)]
            crumbs_label=t("breadcrumbs")
        />
        <Form action errors error_title=t("form-errors-title") class="stack narrow">
            {hidden}
            {shown}
            <Card>
                <div class="form">{name}</div>
            </Card>
            <Card title=t("customers-segment-conditions")>{conditions}</Card>
            <SaveBar>
                <LinkButton href=urls::SEGMENTS>{t("cancel")}</LinkButton>
                // The first button of a form is the one that Enter presses.
                <Button kind=ButtonKind::Primary class="order-last">{t("save")}</Button>
                <button class="btn" type="submit" formmethod="get" formaction=path name="count" value="1">{t("customers-segment-count-now")}</button>
            </SaveBar>
        </Form>
        {delete}
    }
}

fn name_field(form: &FormState, first: &SegmentForm) -> impl IntoView + use<> {
    view! {
        <TextField name="name" label=t("customers-segment-name") value=form.value_or("name", &first.name) error=form.error("name") required=true maxlength=60 autocomplete="off"/>
    }
}

fn fields(form: &FormState, first: &SegmentForm) -> impl IntoView + use<> {
    let unit = currency_symbol(&currency(), language()).to_owned();
    let statuses = CustomerStatus::ALL.into_iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let languages = Language::ALL.into_iter().map(|language| Choice::new(language.code(), language.own_name())).collect();
    let pairs = ConsentPurpose::ALL.iter().flat_map(|purpose| ConsentChannel::ALL.iter().map(move |channel| (*channel, *purpose)));
    let consents = pairs
        .map(|(channel, purpose)| Choice::new(consent_word(channel, purpose), format!("{} · {}", t(purpose.key()), t(channel.key()))))
        .collect();
    let any = t("customers-condition-any");
    let select = |name: &'static str, label: &str, options: Vec<Choice>, value: &str| {
        view! { <SelectField name label=t(label) options blank=any.clone() value=form.value_or(name, value) error=form.error(name)/> }
    };
    let text = |name: &'static str, label: &str, value: &str| {
        view! { <TextField name label=t(label) value=form.value_or(name, value) error=form.error(name) autocomplete="off"/> }
    };
    let number = |name: &'static str, label: &str, value: &str| {
        view! { <TextField name label=t(label) inputmode="numeric" value=form.value_or(name, value) error=form.error(name) autocomplete="off"/> }
    };
    let amount = |name: &'static str, label: &str, value: &str| {
        view! { <MoneyField name label=t(label) currency=unit.clone() value=form.value_or(name, value) error=form.error(name)/> }
    };
    view! {
        <div class="fields fields-2">
            {select("status", "customers-status", statuses, &first.status)}
            {select("language", "customers-language", languages, &first.language)}
            {text("tag", "customers-segment-tag", &first.tag)}
            {text("district", "customers-district", &first.district)}
            {amount("spent_from", "customers-segment-spent-from", &first.spent_from)}
            {amount("spent_to", "customers-segment-spent-to", &first.spent_to)}
            {number("orders_from", "customers-segment-orders-from", &first.orders_from)}
            {number("orders_to", "customers-segment-orders-to", &first.orders_to)}
            {number("delivered_from", "customers-segment-delivered-from", &first.delivered_from)}
            {number("refused_from", "customers-segment-refused-from", &first.refused_from)}
            {number("last_within", "customers-segment-last-within", &first.last_within)}
            {number("last_over", "customers-segment-last-over", &first.last_over)}
            {number("birthday_within", "customers-segment-birthday-within", &first.birthday_within)}
            {number("anniversary_within", "customers-segment-anniversary-within", &first.anniversary_within)}
            {select("consent", "customers-segment-consent", consents, &first.consent)}
        </div>
    }
}
