//! Pages of lists.

use chrono::{TimeZone, Utc};
use proptest::prelude::*;
use smartstore::shared::paging::{Cursor, Direction, PAGE_SIZE, Page, PageRequest};
use uuid::Uuid;

fn cursor(number: u64) -> Cursor {
    Cursor {
        at: Utc.timestamp_micros(1_763_683_200_000_000 + i64::try_from(number / 3).unwrap()).unwrap(),
        id: Uuid::from_u64_pair(0, number),
    }
}

/// The list's order: newest first. The database answers a page like this.
fn fetch(all: &[u64], request: PageRequest) -> Vec<u64> {
    let key = |number: u64| (cursor(number).at, cursor(number).id);
    let mut sorted = all.to_vec();
    sorted.sort_unstable_by_key(|number| std::cmp::Reverse(key(*number)));
    let limit = usize::try_from(PAGE_SIZE).unwrap() + 1;
    match (request.cursor, request.direction) {
        (None, _) => sorted.into_iter().take(limit).collect(),
        (Some(from), Direction::Next) => sorted.into_iter().filter(|number| key(*number) < (from.at, from.id)).take(limit).collect(),
        (Some(from), Direction::Previous) => {
            sorted.into_iter().rev().filter(|number| key(*number) > (from.at, from.id)).take(limit).collect()
        }
    }
}

fn page(all: &[u64], request: PageRequest) -> Page<u64> {
    Page::from_fetched(request, fetch(all, request), |number| cursor(*number))
}

fn request(cursor: Cursor, direction: Direction) -> PageRequest {
    PageRequest { cursor: Some(cursor), direction, ..PageRequest::default() }
}

#[test]
fn a_cursor_survives_the_url() {
    let original = cursor(42);
    assert_eq!(Cursor::decode(&original.encode()), Some(original));
}

#[test]
fn a_mangled_cursor_is_the_first_page() {
    for text in [
        "",
        ".",
        "1.",
        ".1",
        "x.y",
        "99999999999999999999.00000000000000000000000000000001",
        "-9223372036854775808.00000000000000000000000000000001",
        "1763683200000000",
    ] {
        assert_eq!(PageRequest::from_params(Some(text), None).cursor, None, "{text}");
        assert_eq!(PageRequest::from_params(None, Some(text)).cursor, None, "{text}");
    }
}

#[test]
fn an_empty_list_has_no_neighbours() {
    let page = page(&[], PageRequest::default());
    assert_eq!((page.next, page.previous), (None, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn walking_forth_and_back_shows_every_row_once(length in 0_u64..400) {
        let all: Vec<u64> = (0..length).collect();
        let mut sorted = all.clone();
        sorted.reverse();

        let mut seen = Vec::new();
        let mut current = page(&all, PageRequest::default());
        prop_assert_eq!(current.previous, None);
        let mut pages = vec![current.rows.clone()];
        loop {
            seen.extend(current.rows.clone());
            let Some(next) = current.next else { break };
            current = page(&all, request(next, Direction::Next));
            prop_assert!(!current.rows.is_empty());
            pages.push(current.rows.clone());
        }
        prop_assert_eq!(seen, sorted);

        pages.pop();
        while let Some(previous) = current.previous {
            current = page(&all, request(previous, Direction::Previous));
            // The first page has no rows before it, but a full page before a later one is the same page.
            if current.rows.is_empty() {
                break;
            }
            prop_assert_eq!(Some(current.rows.clone()), pages.pop());
        }
        prop_assert!(pages.is_empty());
    }

    #[test]
    fn no_text_makes_reading_a_cursor_panic(text in "\\PC{0,60}") {
        let _ = Cursor::decode(&text);
    }
}
