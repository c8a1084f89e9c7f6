//! Waiting until somebody has stopped typing.

use leptos::prelude::*;
use std::time::Duration;

/// Returns a function that runs `action` once no further call has come for so long.
pub fn debounced<T: Clone + Send + Sync + 'static>(wait: Duration, action: impl Fn(T) + Clone + 'static) -> impl Fn(T) + Clone + 'static {
    let newest = StoredValue::new(0_u32);
    move |value: T| {
        newest.update_value(|number| *number = number.wrapping_add(1));
        let mine = newest.get_value();
        let action = action.clone();
        set_timeout(
            move || {
                if newest.try_get_value() == Some(mine) {
                    action(value);
                }
            },
            wait,
        );
    }
}
