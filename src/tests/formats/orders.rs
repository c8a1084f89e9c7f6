//! Files of orders.

use super::*;

#[test]
fn our_orders_hold_every_identity() {
    let orders: Vec<OrderDraft> = orders(&fixture("woocommerce-orders.json")).into_iter().map(|o| o.unwrap()).collect();
    assert_eq!(orders.len(), 6);
    let cod = &orders[0];
    assert_eq!((cod.status, cod.payment_method), (OrderStatus::Confirmed, Some(PaymentMethod::Cod)));
    assert_eq!(cod.customer.phone.as_deref(), Some("+94771234567"));
    assert_eq!(cod.shipping_address, cod.billing);
    assert_eq!(format!("{:?}", cod.ordered_at), "2026-03-02T04:15:30Z");
    let bacs = &orders[1];
    assert_eq!((bacs.status, bacs.payment_method), (OrderStatus::Delivered, Some(PaymentMethod::BankTransfer)));
    assert_eq!((bacs.discount, bacs.total), (money("2047.00"), money("18923.00")));
    assert_eq!((bacs.coupon_codes[0].as_str(), bacs.transaction_id.as_deref()), ("avurudu10", Some("BOC-88213")));
    assert_eq!((bacs.customer.name.as_str(), bacs.customer.phone.as_deref()), ("සුනිල් බණ්ඩාර", Some("+94712345678")));
    assert!(bacs.paid_at.is_some() && bacs.completed_at.is_some());
    assert_eq!((orders[2].status, orders[2].cancel_reason.as_deref()), (OrderStatus::Cancelled, Some("woocommerce:cancelled")));
    assert_eq!(orders[3].hold_reason.as_deref(), Some("woocommerce:on-hold"));
    assert_eq!((orders[3].adjustment, orders[3].items[1].sku.as_deref()), (money("200"), Some("OLD-WRAP-7")));
    let inclusive = &orders[4];
    assert_eq!((inclusive.items[0].unit_price, inclusive.items[0].discount), (money("393.34"), money("0.02")));
    assert_eq!((inclusive.tax, inclusive.tax_included), (money("60"), money("180")));
    assert_eq!(inclusive.shipping_address.full_name, "Dilini Jayasuriya");
    assert_eq!(inclusive.shipping_address.phone.as_deref(), Some("+94705551234"));
    assert_eq!(orders[5].refunds[0].amount, money("10999.50"));
    let known: Vec<String> =
        good(products(Format::Woocommerce, &fixture("woocommerce-products.csv")).1).into_iter().map(|r| r.sku).collect();
    for item in orders.iter().flat_map(|o| &o.items) {
        let sku = item.sku.clone().unwrap();
        assert!(known.contains(&sku) || sku == "OLD-WRAP-7", "{sku}");
    }
}

#[test]
fn bad_orders_are_errors_of_their_own() {
    let orders = orders(&fixture("woocommerce-orders-bad.json"));
    let keys: Vec<Vec<&str>> =
        orders.iter().map(|o| o.as_ref().err().map(|e| e.errors.iter().map(|i| i.key.as_ref()).collect()).unwrap_or_default()).collect();
    assert!(orders[0].is_ok());
    assert_eq!(keys[1], ["import-error-total-mismatch"]);
    assert_eq!(keys[2], ["import-error-price"]);
    assert_eq!(keys[3], ["import-error-currency", "import-error-date"]);
    assert_eq!(keys[4], ["import-error-not-an-order"]);
    assert_eq!(keys[5], ["import-error-order-duplicate"]);
    assert_eq!(parse_woocommerce_orders(b"{\"a\":1}"), Err(ReadError::NoOrders));
    assert_eq!(parse_woocommerce_orders(b"[]"), Ok(vec![]));
    assert!(matches!(parse_woocommerce_orders(b"[1,"), Err(ReadError::NotJson { .. })));
}

#[test]
fn odd_orders() {
    let order = |body: &str| {
        let text = format!(r#"{{"id":1,"status":"processing","currency":"LKR","date_created_gmt":"2026-01-01T00:00:00",{body}}}"#);
        orders(text.as_bytes()).remove(0)
    };
    let thirds = order(r#""total":"10.00","line_items":[{"id":1,"name":"x","quantity":"3","total":"10.00"}]"#).unwrap();
    assert_eq!((thirds.items[0].unit_price, thirds.items[0].discount), (money("3.34"), money("0.02")));
    let raised = order(r#""total":12,"line_items":[{"id":1,"name":"x","quantity":1,"subtotal":10,"total":12}]"#).unwrap();
    assert_eq!((raised.items[0].unit_price, raised.items[0].discount), (money("12"), money("0")));
    let close = order(r#""total":"10.99","line_items":[{"id":1,"name":"x","quantity":1,"total":"10.00"}]"#).unwrap();
    assert_eq!(close.adjustment, money("0.99"));
    assert!(order(r#""total":"11.01","line_items":[{"id":1,"name":"x","quantity":1,"total":"10.00"}]"#).is_err());
    let missing = order(
        r#""total":null,"shipping_total":false,"line_items":[{"id":1,"name":"x","quantity":2,"price":2.5}],"fee_lines":[{"total":"1.00"}]"#,
    )
    .unwrap();
    assert_eq!((missing.total, missing.adjustment), (money("6"), money("1")));
    let emptied = order(r#""total":"0","line_items":[{"id":1,"name":"x","quantity":0,"total":"0.00"}]"#).unwrap();
    assert_eq!((emptied.items.len(), emptied.warnings[0].key.as_ref()), (0, "import-warning-line-empty"));
    assert!(order(r#""total":"-1","line_items":[{"quantity":-1,"total":"-1"}]"#).is_err());
    assert!(order(r#""total":"1","refunds":[{"total":"-2"}],"line_items":[{"quantity":1,"total":"1"}]"#).is_err());
    let nul = order(r#""total":"1","customer_note":"a\u0000b","line_items":[{"quantity":1,"total":"1","name":"a\u0000"}]"#).unwrap();
    assert!(nul.customer_note.as_deref() == Some("ab") && !nul.raw.to_string().contains("u0000"));
    let words = [
        ("wc-refunded", OrderStatus::Delivered),
        ("failed", OrderStatus::Cancelled),
        ("checkout-draft", OrderStatus::Draft),
        ("pending", OrderStatus::Pending),
        ("packed-by-plugin", OrderStatus::Pending),
    ];
    for (word, status) in words {
        let text = format!(
            r#"[{{"id":"7","status":"{word}","currency":"lkr","date_created":"2026-01-01 05:30:00","total":"5","line_items":[{{"quantity":1,"total":"5"}}]}}]"#
        );
        let order = orders(text.as_bytes()).remove(0).unwrap();
        assert_eq!((order.status, format!("{:?}", order.ordered_at)), (status, "2026-01-01T00:00:00Z".to_owned()));
        assert_eq!(order.refunds.len(), usize::from(word == "wc-refunded"));
    }
}
