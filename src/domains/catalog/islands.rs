//! Islands of the catalog domain.

use super::api::search_variants;
use super::model::VariantOption;
use leptos::prelude::*;

/// Finds a product by name, SKU or barcode and puts it into the first free line of the form's `#order-lines`. The lines are
/// plain fields; without JavaScript one types the SKU.
#[island]
pub fn ProductPicker(
    /// Label of the search field.
    label: String,
    /// Shown when nothing is found.
    none: String,
    /// What to type.
    help: String,
) -> impl IntoView {
    let found = RwSignal::new(None::<Vec<VariantOption>>);
    let query = RwSignal::new(String::new());
    let ask = move |text: String| {
        query.set(text.clone());
        if text.trim().chars().count() < 2 {
            found.set(None);
            return;
        }
        leptos::task::spawn_local(async move {
            let answer = search_variants(text.clone()).await;
            // An answer to what is no longer asked would replace the newer one.
            if query.try_get_untracked().as_deref() == Some(text.as_str()) {
                found.set(answer.ok());
            }
        });
    };
    let choose = move |option: VariantOption| {
        #[cfg(feature = "hydrate")]
        drop(fill(&option));
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
    let options = move || {
        found.get().map(|options| {
            if options.is_empty() {
                return view! { <p class="picker-none" role="status">{none.clone()}</p> }.into_any();
            }
            let rows = options
                .into_iter()
                .map(|option| {
                    let text = format!("{} · {}", option.label, option.price);
                    let sku = option.sku.clone();
                    view! { <li><button type="button" class="picker-option" on:click=move |_| choose(option.clone())><span>{text}</span><span class="mono muted">{sku}</span></button></li> }
                })
                .collect_view();
            view! { <ul class="picker-list">{rows}</ul> }.into_any()
        })
    };
    view! {
        <div class="picker js-only field">
            <label class="label" for="find-product">{label}</label>
            <input class="input" id="find-product" type="search" autocomplete="off" aria-describedby="find-product-help"
                prop:value=move || query.get() on:input=move |event| ask(event_target_value(&event)) on:keydown=enter/>
            <p class="help" id="find-product-help">{help}</p>
            {options}
        </div>
    }
}

/// Writes the choice into the form: one more piece where the product stands already, else the first free line.
#[cfg(feature = "hydrate")]
fn fill(option: &VariantOption) -> Result<(), wasm_bindgen::JsValue> {
    use wasm_bindgen::JsCast;
    let lines = document().query_selector_all("#order-lines .order-line")?;
    let mut free = None;
    for index in 0..lines.length() {
        let Some(line) = lines.get(index).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) else { continue };
        let input = |name: &str| {
            line.query_selector(&format!("input[name$='[{name}]']"))
                .ok()
                .flatten()
                .and_then(|node| node.dyn_into::<web_sys::HtmlInputElement>().ok())
        };
        let (Some(sku), Some(quantity)) = (input("sku"), input("quantity")) else { continue };
        if sku.value() == option.sku {
            let pieces: u32 = quantity.value().trim().parse().unwrap_or(1);
            quantity.set_value(&(pieces + 1).to_string());
            return Ok(());
        }
        if sku.value().trim().is_empty() && free.is_none() {
            free = Some((sku, quantity));
        }
    }
    if let Some((sku, quantity)) = free {
        sku.set_value(&option.sku);
        if quantity.value().trim().is_empty() {
            quantity.set_value("1");
        }
    }
    Ok(())
}
