//! What lacks a translation.

use super::may;
use crate::domains::access::pages::panels::in_settings;
use crate::domains::localization::api::{SetLanguages, load_translations, with_filter};
use crate::domains::localization::model::{ContentLanguages, KindRow, TextRow, TranslationFilter, TranslationList};
use crate::domains::localization::urls;
use crate::server::format::number;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, query, url_with};
use crate::shared::{Language, Permission};
use crate::ui::field::{Choice, SearchBox, SelectField};
use crate::ui::form::Form;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton, PageHeader, Pager, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// The filter that the address has.
pub(super) fn filter_of_address() -> TranslationFilter {
    let [kind, language, show, words] = [query("kind"), query("in"), query("show"), query("q")].map(Option::unwrap_or_default);
    TranslationFilter::read(&kind, &language, &show, &words)
}

/// `/settings/translations`
#[component]
pub fn TranslationsPage() -> impl IntoView {
    view! {
        <Title text=t("nav-translations")/>
        <PageHeader title=t("nav-translations") sub=t("localization-translations-intro") crumbs=in_settings() crumbs_label=t("breadcrumbs")/>
        {page(load_translations(filter_of_address(), page_request()), |list| {
            let languages = languages(&list.languages);
            let counts = counts(&list);
            view! {
                <div class="detail">
                    <div class="main-col">
                        <Card title=t("localization-progress") flush=true>{counts}</Card>
                        <Card title=t("localization-texts") flush=true>{filters(&list)}{texts(list)}</Card>
                    </div>
                    <div class="side-col">{languages}</div>
                </div>
            }
        })}
    }
}

fn kind_name(kind: &KindRow) -> String {
    format!("{} · {}", t(kind.resource_key), t(kind.field_key))
}

/// How much is left, by kind and language; each number opens its texts.
fn counts(list: &TranslationList) -> impl IntoView + use<> {
    let targets = list.languages.targets();
    let heads = targets.iter().map(|language| view! { <Th label=language.own_name() class="num"/> }).collect_view();
    let head = view! { <Th label=t("localization-kind")/><Th label=t("localization-total") class="num"/>{heads} }.into_any();
    let rows = list
        .kinds
        .iter()
        .map(|kind| {
            let total = kind.counts.first().map_or(0, |(_, total, _)| *total);
            let cells = targets
                .iter()
                .map(|language| {
                    let missing = kind.counts.iter().find(|(of, ..)| of == language).map_or(0, |(.., missing)| *missing);
                    let filter =
                        TranslationFilter { kind: Some(kind.code.clone()), language: Some(*language), ..TranslationFilter::default() };
                    let shown = if missing == 0 {
                        view! { <Badge tone=Tone::Ok>{t("localization-complete")}</Badge> }.into_any()
                    } else {
                        let words = t_with("localization-missing-count", &[("count", missing.into())]);
                        view! { <a class="link" href=with_filter(urls::TRANSLATIONS, &filter)>{words}</a> }.into_any()
                    };
                    view! { <td class="num" data-label=language.own_name()>{shown}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row" class="cell-main">{kind_name(kind)}</th>
                    <td class="num" data-label=t("localization-total")>{number(total)}</td>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! { <Table caption=t("localization-progress") head>{rows}</Table> }
}

fn filters(list: &TranslationList) -> impl IntoView + use<> {
    let filter = &list.filter;
    let kinds = list.kinds.iter().map(|kind| Choice::new(kind.code.clone(), kind_name(kind))).collect();
    let languages = list.languages.targets().into_iter().map(|language| Choice::new(language.code(), language.own_name())).collect();
    let shows = vec![Choice::new("", t("localization-show-missing")), Choice::new("all", t("localization-show-all"))];
    let narrowed = filter.language.is_some() || filter.all || filter.query.is_some();
    let clear = narrowed.then(|| {
        let plain = TranslationFilter { kind: filter.kind.clone(), ..TranslationFilter::default() };
        view! { <LinkButton href=with_filter(urls::TRANSLATIONS, &plain) kind=ButtonKind::Ghost icon=Icon::Close label=t("clear-filters")/> }
    });
    view! {
        <form class="toolbar" method="get" action=urls::TRANSLATIONS role="search">
            <div class="grow"><SearchBox label=t("localization-search") value=filter.query.clone().unwrap_or_default()/></div>
            <SelectField name="kind" label=t("localization-kind") options=kinds value=filter.kind.clone().unwrap_or_default() bare=true autosubmit=true/>
            <SelectField name="in" label=t("language") options=languages value=filter.language.map(Language::code).unwrap_or_default() blank=t("localization-language-any") bare=true autosubmit=true/>
            <SelectField name="show" label=t("localization-show") options=shows value=if filter.all { "all" } else { "" } bare=true autosubmit=true/>
            <Button>{t("search")}</Button>
            {clear}
        </form>
    }
}

fn texts(list: TranslationList) -> impl IntoView + use<> {
    let filter = list.filter.clone();
    if list.languages.targets().is_empty() {
        return view! { <EmptyState icon=Icon::Language title=t("localization-one-language-title") text=t("localization-one-language")/> }
            .into_any();
    }
    if list.page.rows.is_empty() {
        return if filter.all || filter.query.is_some() {
            view! {
                <EmptyState kind=EmptyKind::Filtered title=t("localization-texts-none-title") text=t("localization-texts-none")>
                    <LinkButton href=urls::TRANSLATIONS>{t("clear-filters")}</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <EmptyState icon=Icon::Done title=t("localization-texts-done-title") text=t("localization-texts-done")/> }.into_any()
        };
    }
    let previous = list.page.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = list.page.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let head = view! { <Th label=t("localization-text")/><Th label=t("nav-translations")/> }.into_any();
    let source = list.languages.source;
    let rows = list.page.rows.into_iter().map(|row| line(row, &filter, source)).collect_view();
    view! {
        <Table caption=t("localization-texts") head>{rows}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("localization-texts")/>
    }
    .into_any()
}

fn line(row: TextRow, filter: &TranslationFilter, source: Language) -> impl IntoView + use<> {
    let href = with_filter(&urls::translate(row.segment, row.id), filter);
    let text = (row.text != row.title).then(|| view! { <span class="cell-note" lang=source.code()>{row.text}</span> });
    let states = row
        .done
        .into_iter()
        .map(|(language, done)| {
            let (tone, icon, state) = if done {
                (Tone::Ok, Icon::Check, t("localization-translated"))
            } else {
                (Tone::Warn, Icon::Warning, t("localization-missing"))
            };
            view! { <Badge tone icon><span lang=language.code()>{language.own_name()}</span><span class="sr-only">": "{state}</span></Badge>" " }
        })
        .collect_view();
    view! {
        <tr>
            <td class="cell-main"><a class="row-link" href=href lang=source.code()>{row.title}</a>{text}</td>
            <td class="cell-status">{states}</td>
        </tr>
    }
}

fn languages(languages: &ContentLanguages) -> impl IntoView + use<> {
    let names = languages.shown.iter().map(|language| view! { <li lang=language.code()>{language.own_name()}</li> }).collect_view();
    let form = may(Permission::SettingsWrite).then(|| languages_form(languages));
    let known = form.is_none().then(|| {
        view! {
            <dl class="facts">
                <dt>{t("localization-source-language")}</dt><dd>{languages.source.own_name()}</dd>
                <dt>{t("localization-shown-languages")}</dt><dd><ul>{names}</ul></dd>
            </dl>
        }
    });
    view! { <Card title=t("localization-languages")>{known}{form}</Card> }
}

fn languages_form(languages: &ContentLanguages) -> impl IntoView + use<> {
    let form = form_state(SetLanguages::PATH);
    let sources = Language::ALL.into_iter().map(|language| Choice::new(language.code(), language.own_name())).collect();
    let boxes = Language::ALL
        .into_iter()
        .enumerate()
        .map(|(at, language)| {
            let (shown, id) = (languages.shown.contains(&language), format!("shown-{}", language.code()));
            let label_for = id.clone();
            view! {
                <label class="choice" for=label_for>
                    <input class="checkbox" type="checkbox" id=id name=format!("shown[{at}]") value=language.code() checked=shown/>
                    <span lang=language.code()>{language.own_name()}</span>
                </label>
            }
        })
        .collect_view();
    let source = languages.source.code();
    view! {
        <Form action=SetLanguages::PATH errors=form.summary() error_title=t("form-errors-title")>
            <SelectField name="source" label=t("localization-source-language") help=t("localization-source-language-help") options=sources value=form.value_or("source", source) error=form.error("source")/>
            <fieldset class="field"><legend class="label">{t("localization-shown-languages")}</legend>{boxes}</fieldset>
            <div><Button>{t("save")}</Button></div>
        </Form>
    }
}
