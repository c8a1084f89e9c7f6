//! smartstore: the merchant admin for people who sell on every channel at once.

#![recursion_limit = "256"]
#![cfg_attr(not(feature = "ssr"), allow(dead_code, reason = "the browser's build has the islands and their vocabulary only"))]

#[cfg(feature = "ssr")]
pub mod app;
pub mod domains;
#[cfg(feature = "ssr")]
pub mod seed;
#[cfg(feature = "ssr")]
pub mod server;
pub mod shared;
pub mod ui;

/// Starts the islands of the page that the server has rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
