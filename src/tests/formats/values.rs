//! Tables, numbers and phones in many spellings, and input that is none of them.

use super::*;

#[test]
fn tables_in_many_shapes() {
    let semicolons = read_table("\n\nSKU;Name;Price\n1;\"a;b\nc\";2\n;;\n2;x\n".as_bytes()).unwrap();
    assert_eq!((semicolons.delimiter, semicolons.rows.len()), (';', 2));
    assert_eq!(semicolons.rows[0].cells, ["1", "a;b\nc", "2"]);
    assert_eq!((semicolons.rows[1].number, semicolons.rows[1].cells.len()), (3, 3));
    assert_eq!(semicolons.rows[1].line, 7);
    assert_eq!(read_table(b"sep=;\nname;a,b\nx;y").unwrap().delimiter, ';');
    let western = read_table(b"name\ncaf\xe9 \x80").unwrap();
    assert_eq!((western.encoding, western.rows[0].cells[0].as_str()), (Encoding::Windows1252, "café €"));
    let mut wide = vec![0xFF, 0xFE];
    wide.extend("sku\tname\n1\tපහන".encode_utf16().flat_map(u16::to_le_bytes));
    let wide = read_table(&wide).unwrap();
    assert_eq!((wide.encoding, wide.delimiter, wide.rows[0].cells[1].as_str()), (Encoding::Utf16, '\t', "පහන"));
    assert_eq!(read_table(b""), Err(ReadError::Empty));
    assert_eq!(read_table(b"\xEF\xBB\xBF"), Err(ReadError::Empty));
    assert_eq!(read_table(b"\n , \n"), Err(ReadError::Empty));
    assert_eq!(read_table(b"PK\x03\x04rest"), Err(ReadError::NotText));
    assert_eq!(read_table("a,".repeat(201).as_bytes()), Err(ReadError::TooManyColumns(200)));
    let long = format!("a\n{}", "1\n".repeat(100_001));
    assert_eq!(read_table(long.as_bytes()), Err(ReadError::TooManyRows(100_000)));
}

/// A workbook as a spreadsheet program saves it.
fn book(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

#[test]
fn sheets_of_excel_are_tables_too() {
    let bytes = book(|sheet| {
        for (column, head) in ["sku", "price", "stock", "on sale", "from", ""].into_iter().enumerate() {
            sheet.write_string(2, u16::try_from(column).unwrap(), head).unwrap();
        }
        sheet.write_string(3, 0, "00123").unwrap();
        sheet.write_number(3, 1, 1250.5).unwrap();
        sheet.write_number(3, 2, 7.0).unwrap();
        sheet.write_boolean(3, 3, true).unwrap();
        let day = rust_xlsxwriter::ExcelDateTime::parse_from_str("2026-03-09").unwrap();
        sheet.write_datetime_with_format(3, 4, day, &rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        sheet.write_string(5, 0, "සාරිය").unwrap();
    });
    let table = read_table(&bytes).unwrap();
    assert_eq!(table.headers, ["sku", "price", "stock", "on sale", "from"]);
    assert_eq!(table.rows[0].cells, ["00123", "1250.5", "7", "true", "2026-03-09 00:00:00"]);
    assert_eq!((table.rows[0].number, table.rows[0].line, table.rows[1].number, table.rows[1].line), (1, 4, 3, 6));
    assert_eq!(table.rows[1].cells, ["සාරිය", "", "", "", ""]);
    assert_eq!(read_table(&book(|_| ())), Err(ReadError::Empty));
    // An archive that unpacks to far more than it is.
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..201 {
        std::io::Write::write_all(&mut bomb, &vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read_table(&bomb), Err(ReadError::NotText));
    // Whatever is wrong with it is said, and nothing more happens.
    for cut in (0..bytes.len()).step_by(97) {
        let mut broken = bytes.clone();
        broken[cut] ^= 0x55;
        drop(read_table(&broken));
        drop(read_table(&bytes[..cut]));
    }
}

#[test]
fn numbers_as_people_type_them() {
    let cases = [
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234", "1234"),
        ("12,5", "12.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("Rs. 1 500/-", "1500"),
        ("LKR1,00,000.00", "100000"),
        ("රු. 250", "250"),
        ("1.500", "1.5"),
        ("1.234.567", "1234567"),
        ("1\u{a0}200,75", "1200.75"),
        ("-3", "-3"),
        ("0", "0"),
    ];
    for (text, value) in cases {
        assert_eq!(numbers::parse_decimal(text), Some(money(value)), "{text}");
    }
    for text in ["", "-", ".", ",", "abc", "1,2,3", "1,23,4", "12a", "1..2", "1e5", "99999999999999999999999999999", "--5"] {
        assert_eq!(numbers::parse_decimal(text), None, "{text}");
    }
    assert_eq!(numbers::parse_money("2.005").unwrap(), money("2.01"));
    assert!(numbers::parse_money("9999999999999").is_err());
    assert_eq!(numbers::parse_whole("5.0"), Some(5));
    assert_eq!(numbers::parse_whole("1,000"), Some(1000));
    assert_eq!(numbers::parse_whole("5.5"), None);
    assert_eq!(numbers::grams(".8", numbers::WeightUnit::Lb), Ok(Some(363)));
    assert_eq!(numbers::millimetres("1.5", numbers::LengthUnit::In), Ok(Some(38)));
    assert_eq!(numbers::grams("0.0", numbers::WeightUnit::Kg), Ok(None));
}

#[test]
fn phones_in_many_spellings() {
    for raw in [
        "0771234567",
        "771234567",
        "94771234567",
        "+94771234567",
        "+94 (0)77-123 4567",
        "+94 077 1234567",
        "0094 77 123 4567",
        "077 123\u{a0}4567",
        "077\u{200b}123\u{200d}4567",
        "Tel: 077.123.4567",
        "දුරකථන 0771234567",
        "0771234567 / 0112345678",
        "෦෭෭෧෨෩෪෫෬෭",
        "\u{FF10}\u{FF17}\u{FF17}1234567",
        "0771234567 ext 12",
    ] {
        assert_eq!(normalise_phone(raw, "LK").as_deref(), Some("+94771234567"), "{raw}");
    }
    assert_eq!(normalise_phone("0112 345 678", "LK").as_deref(), Some("+94112345678"));
    assert_eq!(normalise_phone("+44 20 7946 0958", "LK").as_deref(), Some("+442079460958"));
    for raw in ["", "12", "not a phone", "077123456", "07712345678", "+94", "333-333-3333", "0000000000000", "++94771234567x"] {
        let phone = normalise_phone(raw, "LK");
        assert!(phone.is_none() || raw.starts_with("++"), "{raw} {phone:?}");
    }
    assert_eq!(normalise_phone("0771234567", "nowhere"), None);
}

/// A small generator, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below
    }
}

#[test]
fn no_input_panics() {
    let files = ["woocommerce-products.csv", "shopify-products.csv", "woocommerce-orders.json", "woocommerce-products-bad.csv"];
    let odd: [&[u8]; 16] = [
        b"\"",
        b",",
        b"\n",
        b"\0",
        b"<",
        b"&#x110000;",
        b"1e999",
        b"-",
        b"99999999999999999999999999999999",
        "\u{200d}".as_bytes(),
        b"\xff",
        b"id:",
        b"{",
        b"[]",
        b"null",
        b"1e-30",
    ];
    let mut dice = Dice(7);
    for round in 0..400 {
        let mut bytes = fixture(files[round % files.len()]);
        for _ in 0..=dice.roll(12) {
            let at = dice.roll(bytes.len());
            let until = (at + dice.roll(8)).min(bytes.len());
            bytes.splice(at..until, odd[dice.roll(odd.len())].iter().copied());
        }
        if let Ok(found) = parse_woocommerce_orders(&bytes) {
            found.iter().flatten().for_each(holds);
        }
        let Ok(table) = read_table(&bytes) else {
            continue;
        };
        for format in [Format::Woocommerce, Format::Shopify, Format::Smartstore] {
            let mut mapping = guess_mapping(format, &table.headers);
            let all = ProductField::all();
            for _ in 0..dice.roll(6) {
                let at = dice.roll(mapping.columns.len() + 1);
                mapping.columns.insert(at, Some(all[dice.roll(all.len())]));
            }
            let rows = parse_products(format, &table, &mapping);
            assert_eq!(rows.len(), table.rows.len());
            let assembly = assemble(rows.into_iter().flatten().collect());
            assert!(assembly.products.iter().all(|p| !p.variants.is_empty() && !p.sku.is_empty()));
        }
    }
    for phone in ["+", "++", "+0", "00", "tel:", "+94;ext=1", "+9999999999999", "\u{0de7}", "+1 (555", "*#06#"] {
        let _ = normalise_phone(phone, "LK");
    }
}
