//! What goods really cost.

use super::{amount, came, confirmed, cost, order, set_cost, supplier, supplier_in, take};
use crate::support::TestApp;
use crate::support::fixtures::{product, tenant_count};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use smartstore::domains::localization::model::RateForm;
use smartstore::domains::localization::service::{add_currency, set_rate};
use smartstore::domains::purchasing::model::{average_cost, cost_with_later, most_pieces, spread};
use smartstore::domains::purchasing::service;
use smartstore::server::clock::new_id;

proptest! {
    #[test]
    fn shares_add_up_to_the_cent_and_none_is_a_cent_off(cents in 0_i64..1_000_000_000, values in vec(0_i64..100_000_000, 1..40)) {
        let whole = Decimal::new(cents, 2);
        let values: Vec<Decimal> = values.into_iter().map(|value| Decimal::new(value, 2)).collect();
        let parts = spread(whole, &values);
        prop_assert_eq!(parts.iter().copied().sum::<Decimal>(), whole);
        prop_assert_eq!(parts.len(), values.len());
        let sum: Decimal = values.iter().copied().sum();
        let count = Decimal::from(values.len());
        for (part, value) in parts.iter().zip(&values) {
            let exact = if sum.is_zero() { whole / count } else { whole * *value / sum };
            prop_assert!((*part - exact).abs() < Decimal::new(1, 2), "{} for {}", part, exact);
            prop_assert!(*part >= Decimal::ZERO && part.scale() <= 2);
        }
        // The larger value never has the smaller share.
        for (one, other) in (0..parts.len()).flat_map(|one| (0..parts.len()).map(move |other| (one, other))) {
            prop_assert!(values[one] <= values[other] || parts[one] + Decimal::new(1, 2) > parts[other]);
        }
    }

    #[test]
    fn an_average_lies_between_what_was_and_what_came(before in 0_i64..100_000, was in 0_i64..10_000_000, pieces in 1_i64..100_000, each in 0_i64..10_000_000) {
        let (was, each) = (Decimal::new(was, 2), Decimal::new(each, 2));
        let average = average_cost(before, Some(was), pieces, each * Decimal::from(pieces));
        let (least, most) = (was.min(each), was.max(each));
        prop_assert!(average >= least && average <= most, "{} is not between {} and {}", average, least, most);
        let value = Decimal::from(before) * was + Decimal::from(pieces) * each;
        if before > 0 {
            let exact = value / Decimal::from(before + pieces);
            prop_assert!((average - exact).abs() <= Decimal::new(5, 3));
        }
    }
}

#[test]
fn odd_cents_go_to_who_lost_most() {
    let parts = spread(amount("100"), &[amount("1"), amount("1"), amount("1")]);
    assert_eq!(parts, [amount("33.34"), amount("33.33"), amount("33.33")]);
    assert_eq!(spread(amount("0.01"), &[amount("1"), amount("2")]), [amount("0.00"), amount("0.01")]);
    assert_eq!(spread(amount("10"), &[amount("0"), amount("0")]), [amount("5"), amount("5")]);
    assert!(spread(amount("10"), &[]).is_empty());
}

#[test]
fn pieces_without_a_known_cost_are_valued_like_those_that_came() {
    assert_eq!(average_cost(5, None, 10, amount("1000")), amount("100"));
    assert_eq!(average_cost(0, Some(amount("7")), 3, amount("10")), amount("3.33"));
    assert_eq!(average_cost(-4, Some(amount("7")), 2, amount("10")), amount("5"), "what was oversold has no cost");
    // Of ten that came six were sold: the four on the shelf carry four tenths.
    assert_eq!(cost_with_later(4, amount("10"), 10, amount("20")), amount("12"));
    assert_eq!(cost_with_later(20, amount("10"), 10, amount("20")), amount("11"));
    assert_eq!(cost_with_later(0, amount("10"), 10, amount("20")), amount("10"));
    assert_eq!((most_pieces(20, amount("10")), most_pieces(9, amount("10")), most_pieces(0, amount("10"))), (22, 9, 0));
}

#[tokio::test]
async fn freight_and_duty_go_into_the_average_cost_with_the_history_of_prices() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 10).await;
    product(&scope, "B", 0).await;
    set_cost(&scope, "A", "100").await;
    let one = supplier(&scope, "Colombo Brass").await;
    let id = confirmed(&scope, one, &[("A", "10", "200"), ("B", "5", "400")]).await;
    let mut form = came(&order(&scope, id).await, &[("A", 10, 0), ("B", 5, 0)]);
    (form.freight, form.duty) = ("100".to_owned(), "100.01".to_owned());
    service::receive(&scope, id, &form).await.unwrap();
    // 2,000 each: freight 50 and 50, duty 50.01 and 50.00.
    assert_eq!(cost(&scope, "A").await, Some(amount("155.00")), "(10 * 100 + 2,000 + 100.01) / 20 = 155.0005");
    assert_eq!(cost(&scope, "B").await, Some(amount("420.00")), "(2,000 + 100) / 5");
    let read = order(&scope, id).await;
    let landed: Vec<_> = read.items.iter().map(|item| item.landed_unit_cost.unwrap()).collect();
    assert_eq!(landed, [amount("210.00"), amount("420.00")]);
    let shares: Decimal = read.receipts[0].lines.iter().map(|line| line.landed).sum();
    assert_eq!(shares, amount("200.01"));
    assert_eq!(
        tenant_count(&scope, "select count(*) from price_history where field = 'cost_price' and old_value = 100 and new_value = 155").await,
        1
    );
    assert_eq!(tenant_count(&scope, "select count(*) from price_history where field = 'cost_price' and old_value is null").await, 1);

    // The carrier's second invoice: what is on the shelf carries its part, and the same invoice again nothing.
    let (receipt, cost_id) = (read.receipts[0].id, new_id().to_string());
    for _ in 0..3 {
        service::add_cost(&scope, receipt, &cost_id, "OTHER", "40", "Handling").await.unwrap();
    }
    assert_eq!(cost(&scope, "A").await, Some(amount("156.00")), "20 / 10 for each that came, over 20 on the shelf");
    assert_eq!(cost(&scope, "B").await, Some(amount("424.00")));
    let read = order(&scope, id).await;
    assert_eq!(read.items[1].landed_unit_cost, Some(amount("424.00")));
    assert_eq!(super::field(service::add_cost(&scope, receipt, "", "NOTHING", "", "").await), "kind: error-choice, amount: error-required");
    app.drain().await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn goods_of_another_currency_cost_what_the_day_of_their_receipt_says() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    add_currency(&scope, "USD").await.unwrap();
    let day = scope.clock.now().with_timezone(&scope.organization.time_zone).date_naive();
    let rate = RateForm {
        from_currency: "USD".to_owned(),
        to_currency: "LKR".to_owned(),
        rate: "300".to_owned(),
        date: day.to_string(),
        reason: "bank".to_owned(),
        confirm: String::new(),
    };
    set_rate(&scope, &rate).await.unwrap();
    let one = supplier_in(&scope, "Guangzhou Lamps", "en", "USD").await;
    let id = confirmed(&scope, one, &[("A", "8", "2.50")]).await;
    let read = order(&scope, id).await;
    assert_eq!((read.row.currency.as_str(), read.exchange_rate.normalize()), ("USD", amount("300")));
    take(&scope, id, &[("A", 4, 0)]).await.unwrap();
    assert_eq!(cost(&scope, "A").await, Some(amount("750.00")));
    let mut form = came(&read, &[("A", 4, 0)]);
    form.exchange_rate = "320.125".to_owned();
    service::receive(&scope, id, &form).await.unwrap();
    // 3,000 and 10 * 320.125 = 3,201.25 for eight.
    assert_eq!(cost(&scope, "A").await, Some(amount("775.16")));
    assert_eq!(order(&scope, id).await.items[0].landed_unit_cost, Some(amount("775.16")));
    form = came(&read, &[("A", 1, 0)]);
    form.exchange_rate = "-3".to_owned();
    assert_eq!(super::conflict(service::receive(&scope, id, &form).await), "purchasing-error-step", "all has come");
    app.drain().await;
    app.assert_quiet().await;
}
