//! Files of real shops, where they are at hand.

use super::*;

#[test]
fn shared_woocommerce_product_files_parse_whole() {
    let Some(folder) = shared("data/woocommerce") else {
        return;
    };
    // File, rows, products, warnings about a missing price.
    let expected = [
        ("digital_product.csv", 1, 1, 0),
        ("experimental_fashion_sample_9_products.csv", 9, 9, 1),
        ("external_product.csv", 1, 1, 0),
        ("grouped_product.csv", 1, 1, 0),
        ("importer-test-sample.csv", 7, 5, 0),
        ("physical_product.csv", 1, 1, 0),
        ("sample_products.csv", 25, 18, 0),
        ("variable_product.csv", 1, 1, 1),
    ];
    for (name, rows, count, unpriced) in expected {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let (table, parsed) = products(Format::Woocommerce, &bytes);
        assert_eq!(detect_format(&table.headers), Some(Format::Woocommerce), "{name}");
        assert_eq!(parsed.len(), rows, "{name}");
        let all = assemble(good(parsed));
        assert!(all.orphans.is_empty() && all.errors.is_empty(), "{name} {:?} {:?}", all.orphans, all.errors);
        assert_eq!(all.products.len(), count, "{name}");
        let variants: usize = all.products.iter().map(|p| p.variants.len()).sum();
        assert!(variants >= count && all.products.iter().all(|p| !p.variants.is_empty()));
        let warnings = all.products.iter().flat_map(|p| &p.warnings);
        assert_eq!(warnings.filter(|(_, w)| w.key == "import-warning-price-missing").count(), unpriced, "{name}");
    }
    let (_, rows) = products(Format::Woocommerce, &std::fs::read(folder.join("sample_products.csv")).unwrap());
    let all = assemble(good(rows));
    let hoodie = all.products.iter().find(|p| p.sku == "woo-hoodie").unwrap();
    assert_eq!((hoodie.variants.len(), hoodie.weight_g, hoodie.length_mm), (4, Some(680), Some(254)));
    assert_eq!(hoodie.variants.iter().find(|v| v.sku == "woo-hoodie-red").unwrap().price, money("42"));
    // A tax table is no product file.
    let tax = read_table(&std::fs::read(folder.join("sample_tax_rates.csv")).unwrap()).unwrap();
    assert_eq!(detect_format(&tax.headers), None);
    let mapping = guess_mapping(Format::Woocommerce, &tax.headers);
    assert!(parse_products(Format::Woocommerce, &tax, &mapping).iter().all(Result::is_err));
}

#[test]
fn shared_shopify_file_parses_whole() {
    let Some(folder) = shared("data/shopify-product-csv") else {
        return;
    };
    let (_, rows) = products(Format::Shopify, &std::fs::read(folder.join("packt-product-data.csv")).unwrap());
    let all = assemble(good(rows));
    assert!(all.orphans.is_empty() && all.errors.is_empty());
    assert_eq!(all.products.len(), 20);
    let gloves = all.products.iter().find(|p| p.sku == "gardening-gloves").unwrap();
    assert_eq!((gloves.variants.len(), gloves.variants[1].price, gloves.images.len()), (2, money("15.99"), 2));
    assert_eq!(gloves.options[0].values, ["Green", "Yellow"]);
}

#[test]
fn shared_orders_parse_whole() {
    let Some(folder) = shared("data/woocommerce-rest-json") else {
        return;
    };
    // File, good orders, bad ones.
    let expected = [
        ("order-alternative-types.json", 1, 0),
        ("order-details-partially-refunded.json", 1, 0),
        ("order-with-all-addon-types.json", 1, 0),
        ("order-with-composite-product.json", 1, 0),
        // Its total is 7.00 above what its lines, shipping and taxes say, with nothing to explain it.
        ("order-with-faulty-attributes.json", 0, 1),
        ("order-with-gift-cards.json", 1, 0),
        ("order-with-line-item-attributes-before-API-support.json", 1, 0),
        ("order-with-special-character-currency.json", 1, 0),
        ("order-with-subscription-renewal.json", 1, 0),
        ("order-without-data.json", 1, 0),
        ("orders-load-all-without-data.json", 1, 0),
        ("orders-load-all.json", 4, 0),
    ];
    for (name, good, bad) in expected {
        let orders = orders(&std::fs::read(folder.join(name)).unwrap());
        let count = (orders.iter().filter(|o| o.is_ok()).count(), orders.iter().filter(|o| o.is_err()).count());
        assert_eq!(count, (good, bad), "{name} {:?}", orders.iter().filter_map(|o| o.as_ref().err()).collect::<Vec<_>>());
    }
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".json") || expected.iter().any(|(n, ..)| *n == name) {
            continue;
        }
        // Products, notes, refunds and error bodies hold no orders.
        let outcome = parse_woocommerce_orders(&std::fs::read(&path).unwrap());
        assert!(matches!(&outcome, Err(ReadError::NoOrders)) || outcome.as_ref().is_ok_and(Vec::is_empty), "{name}");
    }
    let odd = orders(&std::fs::read(folder.join("order-alternative-types.json")).unwrap()).remove(0).unwrap();
    assert_eq!(odd.items[0].sku.as_deref(), Some("123"));
    assert!(!odd.items[1].is_matchable && odd.items[1].quantity == 1);
    let cards = orders(&std::fs::read(folder.join("order-with-gift-cards.json")).unwrap()).remove(0).unwrap();
    assert_eq!((cards.adjustment, cards.total), (money("-24"), money("4")));
    let Some(vector) = shared("vectors/woocommerce-7.9.0-rest.json") else {
        return;
    };
    let vector: serde_json::Value = serde_json::from_slice(&std::fs::read(vector).unwrap()).unwrap();
    let order = parse_woocommerce_order(&vector["order"]["body"], 1).unwrap();
    holds(&order);
    assert_eq!((order.items[0].sku.as_deref(), order.refunds[0].amount), (Some("BS-S"), money("4500")));
    assert_eq!(order.customer.phone.as_deref(), Some("+94771234567"));
}
