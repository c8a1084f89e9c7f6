//! Files of products.

use super::*;

#[test]
fn our_woocommerce_file_becomes_products_with_variants() {
    let bytes = fixture("woocommerce-products.csv");
    let table = read_table(&bytes).unwrap();
    assert_eq!((table.encoding, table.delimiter), (Encoding::Utf8, ','));
    assert_eq!(detect_format(&table.headers), Some(Format::Woocommerce));
    let rows = good(products(Format::Woocommerce, &bytes).1);
    assert_eq!(rows.len(), 14);
    let all = assemble(rows);
    assert!(all.orphans.is_empty() && all.errors.is_empty(), "{all:?}");
    assert_eq!(all.products.len(), 8);
    let saree = &all.products[0];
    assert_eq!(saree.name, "Handloom Saree \"Araliya\"");
    assert_eq!(saree.names[0].language, Language::Si);
    assert_eq!(saree.names.len(), 2);
    assert_eq!(saree.rows, [1, 2, 3, 4]);
    assert_eq!(saree.categories[0], ["Clothing", "Women", "Sarees"]);
    assert_eq!(saree.categories.len(), 3);
    assert_eq!(saree.images.len(), 3);
    assert_eq!((saree.weight_g, saree.length_mm, saree.height_mm), (Some(650), Some(320), Some(30)));
    assert_eq!(saree.brand.as_deref(), Some("Nelum Looms"));
    assert_eq!(saree.options[0].values, ["Maroon", "Peacock blue"]);
    assert!(saree.description.as_ref().unwrap().contains("- Iron on the \"silk\" setting"));
    let skus: Vec<_> = saree.variants.iter().map(|v| v.sku.as_str()).collect();
    assert_eq!(skus, ["NL-SAREE-MG", "NL-SAREE-BG", "NL-SAREE-MP"]);
    let blue = &saree.variants[1];
    assert_eq!((blue.price, blue.compare_at_price), (money("10999.50"), Some(money("12500"))));
    assert_eq!(blue.price_on("2026-04-20".parse().unwrap()).0, money("10999.50"));
    assert_eq!(blue.price_on("2026-04-21".parse().unwrap()), (money("12500"), None));
    assert_eq!(saree.variants[2].price, money("9800"));
    let cinnamon = &all.products[1];
    assert_eq!((cinnamon.sku.as_str(), cinnamon.variants[0].sku.as_str()), ("000417", "000417"));
    assert!(cinnamon.description.as_ref().unwrap().contains('\n'));
    let mask = &all.products[3];
    assert_eq!(mask.categories[1], ["Gifts", "Under Rs 20,000"]);
    let lamp = &all.products[4];
    assert_eq!((lamp.status, lamp.variants[0].price), (ProductStatus::Draft, Decimal::ZERO));
    assert!(lamp.warnings.iter().any(|(row, w)| *row == 8 && w.key == "import-warning-price-missing"));
    let kurta = &all.products[5];
    assert_eq!(kurta.variants[0].sku, "auto-id-110");
    assert!(kurta.variants[0].sku_derived);
    assert_eq!(kurta.variants[2].stock, None);
    assert_eq!(all.products[6].status, ProductStatus::Draft);
    assert_eq!(all.products[6].tax_class.as_deref(), Some("zero-rate"));
    assert_eq!((&all.products[7].kind, all.products[7].grouped.len()), (&RowKind::Grouped, 2));
}

#[test]
fn bad_rows_name_column_and_reason_and_leave_the_others() {
    let (_, rows) = products(Format::Woocommerce, &fixture("woocommerce-products-bad.csv"));
    assert!(rows[0].is_ok() && rows[2].is_ok());
    let price = rows[1].as_ref().unwrap_err();
    assert_eq!((price.row, price.line), (2, 3));
    assert_eq!(price.errors[0].column.as_deref(), Some("Regular price"));
    assert_eq!(price.errors[0].key, "import-error-price");
    assert_eq!(price.errors[0].args[0].1, "ask us");
    assert_eq!(keys(&rows[3]), ["import-error-name-missing"]);
    assert_eq!(keys(&rows[4]), ["import-error-stock", "import-error-measure"]);
    let all = assemble(rows.into_iter().flatten().collect());
    assert_eq!((all.products.len(), all.orphans.len()), (1, 1));
    assert_eq!(all.orphans[0].parent, ParentRef::Sku("NL-HAT".to_owned()));
    assert_eq!(all.orphans[0].unknown_parent().errors[0].key, "import-error-parent-unknown");
}

#[test]
fn our_shopify_file_groups_rows_by_handle() {
    let bytes = fixture("shopify-products.csv");
    assert_eq!(detect_format(&read_table(&bytes).unwrap().headers), Some(Format::Shopify));
    let rows = good(products(Format::Shopify, &bytes).1);
    assert_eq!(rows.len(), 8);
    assert_eq!(rows[3].kind, RowKind::ImageOnly { parent: ParentRef::Handle("batik-sarong".to_owned()) });
    let all = assemble(rows);
    assert!(all.orphans.is_empty() && all.errors.is_empty());
    assert_eq!(all.products.len(), 4);
    let sarong = &all.products[0];
    assert_eq!((sarong.sku.as_str(), sarong.variants.len(), sarong.images.len()), ("batik-sarong", 3, 4));
    assert_eq!(sarong.categories, [vec!["Sarongs".to_owned()], vec!["Apparel & Accessories".to_owned(), "Clothing".to_owned()]]);
    assert_eq!(sarong.options[0].name, "Colour");
    assert_eq!(sarong.options[0].values, ["Indigo", "Rust"]);
    assert_eq!(sarong.variants[0].compare_at_price, Some(money("4900")));
    assert_eq!(sarong.variants[1].name, "Rust / Free");
    assert!(sarong.variants[1].images[0].url.ends_with("sarong-rust.jpg"));
    assert_eq!(sarong.variants[2].sku, "batik-sarong-rust-long");
    assert_eq!(sarong.description.as_deref(), Some("Wax-resist batik from **Kandy**."));
    let treacle = &all.products[1];
    assert_eq!((treacle.variants[0].sku.as_str(), treacle.weight_g), ("00091", Some(510)));
    assert!(treacle.options.is_empty());
    let basket = &all.products[2];
    assert_eq!(basket.status, ProductStatus::Inactive);
    assert_eq!((basket.variants[0].compare_at_price, basket.weight_g), (None, None));
    assert_eq!(all.products[3].status, ProductStatus::Draft);
}

#[test]
fn our_own_format_survives_a_round_trip() {
    let headers = smartstore_headers();
    let mapping = guess_mapping(Format::Smartstore, &headers);
    assert!(mapping.columns.iter().all(Option::is_some));
    let json = serde_json::to_string(&mapping).unwrap();
    assert_eq!(serde_json::from_str::<Mapping>(&json).unwrap(), mapping);
    let mut writer = ::csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    writer.write_record(&headers).unwrap();
    let paths = [vec!["A, B".to_owned(), "C > D".to_owned()], vec!["R&D".to_owned()]];
    let description = "Line one\n\n<b>kept</b> & **Markdown**";
    let cell = |field: &str| match field {
        "type" => "simple".to_owned(),
        "sku" => "007".to_owned(),
        "name" => inert("=cmd()|'x'!A1"),
        "name_si" => "පහන".to_owned(),
        "price" => "100.00".to_owned(),
        "compare_at_price" => "90.00".to_owned(),
        "categories" => csv_text::join_paths(&paths),
        "tags" => csv_text::join_list(&["a,b", "c"]),
        "description" => description.to_owned(),
        "status" => "ARCHIVED".to_owned(),
        _ => String::new(),
    };
    writer.write_record(headers.iter().map(|h| cell(h))).unwrap();
    let row = good(products(Format::Smartstore, &writer.into_inner().unwrap()).1).remove(0);
    assert_eq!((row.sku.as_str(), row.name.as_str()), ("007", "=cmd()|'x'!A1"));
    assert_eq!((row.price, row.compare_at_price), (Some(money("100")), Some(money("90"))));
    assert_eq!((row.categories.as_slice(), row.tags), (paths.as_slice(), vec!["a,b".to_owned(), "c".to_owned()]));
    assert_eq!((row.description.as_deref(), row.status), (Some(description), ProductStatus::Archived));
}

#[test]
fn every_field_has_its_own_key() {
    let all = ProductField::all();
    for field in &all {
        assert_eq!(ProductField::from_key(&field.key()), Some(*field));
        assert_eq!(all.iter().filter(|f| f.key() == field.key()).count(), 1);
    }
}

#[test]
fn derived_skus_stay_the_same_and_apart() {
    let text = "Type,Name,Parent,Regular price,Attribute 1 name,Attribute 1 value(s)\n\
        simple,පහන,,10,,\nsimple,පොත,,10,,\nsimple,Oil Lamp,,10,,\n\
        variable,Shirt,,,Size,\"S, M\"\nvariation,,auto-shirt,5,Size,S\nvariation,,auto-shirt,,Size,M\n";
    let first = good(csv(Format::Woocommerce, text));
    assert_eq!(first, good(csv(Format::Woocommerce, text)));
    assert_eq!(first[2].sku, "auto-oil-lamp");
    assert!(first[0].sku != first[1].sku && first[0].sku.is_ascii());
    assert_eq!(first[0].sku, "auto-dcf5ee9f");
    assert_eq!(first[4].sku, "auto-shirt-s");
    let all = assemble(first);
    assert_eq!(all.products[3].variants.len(), 2);
    assert!(!all.products[3].variants[1].is_active);
}

#[test]
fn same_sku_twice_is_an_error_of_the_second_row() {
    let rows = good(csv(Format::Woocommerce, "SKU,Name,Regular price\n1,a,1\n1,b,1\n1,c,1\n"));
    let all = assemble(rows);
    assert_eq!((all.products.len(), all.errors.len()), (1, 2));
    assert_eq!((all.errors[1].row, all.errors[1].errors[0].args[1].1.as_str()), (3, "1"));
}

#[test]
fn surplus_cells_and_missing_columns() {
    assert_eq!(keys(&csv(Format::Woocommerce, "SKU,Name\n1,a,b\n")[0]), ["import-error-surplus-cells"]);
    assert_eq!(keys(&csv(Format::Woocommerce, "SKU,Foo\n1,a\n")[0]), ["import-error-name-missing"]);
    assert_eq!(keys(&csv(Format::Shopify, "Handle,Title,Variant Price\n,a,1\n")[0]), ["import-error-handle-missing"]);
    assert_eq!(keys(&csv(Format::Woocommerce, "Type,Name\nvariation,x\n")[0]), ["import-error-parent-missing"]);
    let long = format!("SKU,Name\n{},a\n", "x".repeat(101));
    assert_eq!(keys(&csv(Format::Woocommerce, &long)[0]), ["import-error-too-long"]);
    let shifted = csv(Format::Woocommerce, "Name,Regular price,Sale price\na,10,10\nb,,5\nc,10,-1\n");
    assert_eq!(shifted[0].as_ref().unwrap().warnings[0].key, "import-warning-sale-price");
    assert_eq!(shifted[1].as_ref().unwrap().price, Some(money("5")));
    assert_eq!(keys(&shifted[2]), ["import-error-price-negative"]);
}

#[test]
fn html_becomes_markdown_and_entities_text() {
    assert_eq!(text::html_to_markdown("<p>a &amp; b</p><script>x()</script><ul><li>1</li><li>2</li></ul>"), "a & b\n\n- 1\n- 2");
    assert_eq!(text::html_to_markdown("size < 5 and > 3"), "size < 5 and > 3");
    assert_eq!(text::plain_line("Tea &#8211; <b>BOP</b>\n&nope; &amp"), "Tea – BOP &nope; &amp");
    let row = good(csv(Format::Woocommerce, "Name,Description\na,one\\ntwo \\\\n three\n")).remove(0);
    assert_eq!(row.description.as_deref(), Some("one\ntwo \\n three"));
}
