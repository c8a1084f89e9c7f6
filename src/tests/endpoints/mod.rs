//! Promises that every page and every server function keeps. Nothing here names one of them: they are read from the program.

mod functions;
mod pages;

/// Which thing an id is of: by the name of the argument, else by the domain or path that it stands in.
fn thing_of(name: &str, context: &str) -> &'static str {
    match name.trim_end_matches("_id") {
        "category" | "parent" | "other_category" => "category",
        "brand" | "other_brand" => "brand",
        "size_guide" => "size_guide",
        "product" => "product",
        "variant" => "variant",
        "customer" => "customer",
        "address" => "address",
        "warehouse" => "warehouse",
        "level" => "level",
        "bin" => "bin",
        "transfer" => "transfer",
        "count" => "count",
        "order" => "order",
        "item" | "order_item" => "item",
        "payment" => "payment",
        "account" => "bank_account",
        "link" => "pay_link",
        "slip" => "bank_slip",
        "courier" => "courier",
        "delivery" | "parcel" => "delivery",
        "import" | "job" | "import_job" => "import",
        "bulk_job" => "bulk_job",
        "store" | "shop" => "store",
        "connection" | "endpoint" => "endpoint",
        "webhook" => "webhook",
        "event" => "event",
        "device" => "device",
        "user" | "member" => "user",
        "session" => "session",
        "role" | "replacement" => "role",
        "invitation" => "invitation",
        "passkey" => "passkey",
        "organization" => "organization",
        "supplier" => "supplier",
        "purchase_order" => "purchase_order",
        "receipt" => "receipt",
        "change" => "change",
        "station_task" => "station_task",
        "branch" => "branch",
        "invoice" => "invoice",
        "refund" => "refund",
        "return" => "sent_back",
        "id" => match context {
            "organizations" => "organization",
            "catalog" | "products" | "localization" => "product",
            "categories" => "category",
            "size-guides" => "size_guide",
            "customers" => "customer",
            "suppliers" => "supplier",
            "purchasing" | "supply" => "purchase_order",
            "inventory" => "variant",
            "orders" => "order",
            "invoices" => "invoice",
            "payments" => "payment",
            "slips" => "bank_slip",
            "delivery" | "deliveries" => "delivery",
            "couriers" => "courier",
            "bulk" | "imports" => "import",
            "channels" => "store",
            "platform" | "system" => "event",
            "roles" => "role",
            "notifications" => "notification",
            "views" => "view",
            other => panic!("of what is the id in {other}? Add it to thing_of"),
        },
        other => panic!("what is {other} in {context}? Add it to thing_of"),
    }
}

/// Fails with everything that is wrong at once.
fn check(wrong: &[String], what: &str) {
    assert!(wrong.is_empty(), "{what}: {}\n{}", wrong.len(), wrong.join("\n"));
}
