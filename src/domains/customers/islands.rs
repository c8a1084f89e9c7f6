//! Islands of the customers domain.

use super::api::search_customers;
use super::model::{CustomerOption, CustomerStatus};
use leptos::prelude::*;

/// Finds a customer by name, phone or last four digits and fills their particulars into the plain fields of the form.
/// Without JavaScript one types them; the customer is recognised by the phone number all the same.
#[island]
pub fn CustomerPicker(
    /// Label of the search field.
    label: String,
    /// Shown when nobody is found.
    none: String,
    /// What to type.
    help: String,
    /// Stands beside somebody who is blocked.
    blocked: String,
) -> impl IntoView {
    let chosen_blocked = RwSignal::new(false);
    let found = RwSignal::new(None::<Vec<CustomerOption>>);
    let query = RwSignal::new(String::new());
    let ask = move |text: String| {
        query.set(text.clone());
        if text.trim().chars().count() < 3 {
            found.set(None);
            return;
        }
        leptos::task::spawn_local(async move {
            let answer = search_customers(text.clone()).await;
            if query.try_get_untracked().as_deref() == Some(text.as_str()) {
                found.set(answer.ok());
            }
        });
    };
    let choose = move |option: CustomerOption| {
        chosen_blocked.set(option.status == CustomerStatus::Blocked);
        #[cfg(feature = "hydrate")]
        fill(&option);
        #[cfg(not(feature = "hydrate"))]
        drop(option);
        found.set(None);
        query.set(String::new());
    };
    #[cfg(feature = "hydrate")]
    let ask = crate::ui::islands::debounce::debounced(std::time::Duration::from_millis(150), ask);
    let enter = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            if let Some(first) = found.get_untracked().and_then(|options| options.into_iter().next()) {
                choose(first);
            }
        } else if event.key() == "Escape" {
            found.set(None);
        }
    };
    let warning = blocked.clone();
    let options = move || {
        found.get().map(|options| {
            if options.is_empty() {
                return view! { <p class="picker-none" role="status">{none.clone()}</p> }.into_any();
            }
            let rows = options
                .into_iter()
                .map(|option| {
                    let phone = option.phone.clone().unwrap_or_default();
                    let name = option.name.clone();
                    let mark = (option.status == CustomerStatus::Blocked).then(|| view! { <span class="badge badge-bad">{blocked.clone()}</span> });
                    view! { <li><button type="button" class="picker-option" on:click=move |_| choose(option.clone())><span>{name}</span>{mark}<span class="muted">{phone}</span></button></li> }
                })
                .collect_view();
            view! { <ul class="picker-list">{rows}</ul> }.into_any()
        })
    };
    view! {
        <div class="picker js-only field">
            <label class="label" for="find-customer">{label}</label>
            <input class="input" id="find-customer" type="search" autocomplete="off" aria-describedby="find-customer-help"
                prop:value=move || query.get() on:input=move |event| ask(event_target_value(&event)) on:keydown=enter/>
            <p class="help" id="find-customer-help">{help}</p>
            {options}
            {move || chosen_blocked.get().then(|| view! { <p class="alert alert-bad" role="status">{warning.clone()}</p> })}
        </div>
    }
}

/// Writes the choice into the fields of the form that have these names.
#[cfg(feature = "hydrate")]
fn fill(option: &CustomerOption) {
    use wasm_bindgen::JsCast;
    let set = |name: &str, value: &str| {
        let input = document()
            .query_selector(&format!("form input[name='{name}']"))
            .ok()
            .flatten()
            .and_then(|node| node.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(input) = input {
            input.set_value(value);
        }
    };
    set("name", &option.name);
    set("phone", option.phone.as_deref().unwrap_or_default());
    set("email", option.email.as_deref().unwrap_or_default());
    let address = &option.address;
    if !address.line1.is_empty() {
        set("line1", &address.line1);
        set("line2", address.line2.as_deref().unwrap_or_default());
        set("city", &address.city);
        set("district", &address.district);
    }
}
