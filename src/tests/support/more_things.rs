//! More of the things of `fixtures::things`: ids that follow from the organization's, and the rows behind them.

use smartstore::server::Scope;
use smartstore::server::clock::new_id;
use uuid::Uuid;

/// Names of the things; the rows of some stand in more than one table.
const NAMES: &[&str] = &[
    "spare",
    "bin",
    "transfer",
    "cargo",
    "count",
    "tally",
    "station_scan",
    "station_task",
    "bank_account",
    "pay_link",
    "bank_slip",
    "branch",
    "invoice",
    "refund",
    "sent_back",
    "identifier",
    "merged",
    "merge",
    "duplicate",
    "segment",
    "twin",
    "bank_statement",
    "bank_line",
    "gift_card",
    "saved_card",
    "cart",
];

/// The rows, in the order of their references.
pub const STATEMENTS: &[&str] = &[
    "insert into warehouses (id, name, code) values ($spare, 'Spare', 'SPARE')",
    "insert into bins (id, warehouse_id, code) values ($bin, $warehouse, 'A-01')",
    "insert into stock_transfers (id, number, from_warehouse_id, to_warehouse_id) values ($transfer, 'TR-90001', $warehouse, $spare)",
    "insert into stock_transfer_items (id, transfer_id, variant_id, quantity) values ($cargo, $transfer, $variant, 2)",
    "insert into stock_counts (id, number, warehouse_id, scope, status, snapshot_at) values ($count, 'C-90001', $warehouse, 'ALL', 'COUNTING', now())",
    "insert into stock_count_items (id, count_id, variant_id, expected_at_snapshot) values ($tally, $count, $variant, 10)",
    "insert into station_scans (client_id, station, task_id, action, code, verdict, message_key, message_args, scanned_at)
     values ($station_scan, 'COUNT', $count, 'SCAN', 'NO-SUCH', 'CONFLICT', 'stations-error-unknown-code', '[[\"code\", \"NO-SUCH\"]]', now())",
    "insert into station_tasks (id, client_id) values ($station_task, $station_scan)",
    "insert into payment_accounts (id, method, name, settings) values ($bank_account, 'BANK_TRANSFER', 'Current account', '{\"bank\": \"BOC\", \"holder\": \"Test\", \"number\": \"1\"}')",
    "insert into payment_links (id, order_id, token_hash, expires_at) select $pay_link, $order, sha256(convert_to('pay-' || slug, 'UTF8')), now() + interval '1 day' from organizations where id = $organization",
    "insert into bank_slips (id, order_id, account_id, link_id, storage_key, is_picture, sha256, amount, paid_on)
     values ($bank_slip, $order, $bank_account, $pay_link, $organization::text || '/slip/' || $bank_slip::text || '.jpg', true, sha256('slip'), 100, current_date)",
    "insert into invoice_branches (id, code, name) values ($branch, 'BR01', 'Kandy')",
    "insert into invoices (id, order_id, kind, branch, period, serial, number, layout_version, language, currency, exchange_rate, net, tax, total,
       content, issued_at)
     values ($invoice, $order, 'INVOICE', 'BR01', '2026-01', 1, 'INV_26JAN_BR01_1', 1, 'en', 'LKR', 1, 100, 0, 100, '{}', now())",
    "insert into refunds (id, payment_id, order_id, amount, currency, reason, destination, idempotency_key)
     values ($refund, $payment, $order, 100, 'LKR', 'Broken', 'METHOD', 'things')",
    "insert into returns (id, number, order_id, kind, reason, created_at) values ($sent_back, 'RT-90001', $order, 'RETURN', 'Too small', now())",
    "insert into return_items (id, return_id, order_item_id, quantity) values (gen_random_uuid(), $sent_back, $item, 1)",
    "insert into return_history (id, return_id, new_status, reason) values (gen_random_uuid(), $sent_back, 'REQUESTED', 'Too small')",
    "insert into customer_identifiers (id, customer_id, kind, value) values ($identifier, $customer, 'TIKTOK', 'batik.fan')",
    "insert into customer_consents (id, customer_id, channel, purpose, granted, source, at)
     values (gen_random_uuid(), $customer, 'SMS', 'MARKETING', true, 'PHONE', now())",
    "insert into customer_notes (id, customer_id, body) values (gen_random_uuid(), $customer, 'Likes blue')",
    "insert into customer_segments (id, name, conditions) values ($segment, 'Friends', '{\"tag\": \"friend\"}')",
    "insert into customers (id, name) values ($merged, 'Sunil')",
    "insert into customers (id, name) values ($twin, 'S. Silva')",
    "insert into customer_duplicates (id, first_id, second_id, reasons, shared)
     values ($duplicate, least($customer, $merged), greatest($customer, $merged), '{ADDRESS}', '{1 Lake Road}')",
    "insert into customer_merges (id, from_customer_id, into_customer_id, moved) values ($merge, $merged, $customer, '{}')",
    "insert into bank_statements (id, account_id, format, file_name, sha256, status, currency, lines, taken_at)
     values ($bank_statement, $bank_account, 'CSV', 'november.csv', sha256('statement'), 'TAKEN', 'LKR', 1, now())",
    "insert into bank_statement_lines (id, statement_id, account_id, number, hash, booked_on, amount, currency, description)
     values ($bank_line, $bank_statement, $bank_account, 2, sha256('line'), current_date, 990, 'LKR', 'CEFT transfer')",
    "insert into gift_cards (id, code_hash, code_last4, initial_value, current_balance, expires_at)
     values ($gift_card, sha256('card'), 'ABCD', 1000, 1000, now() + interval '1 year')",
    "insert into gift_card_transactions (id, gift_card_id, amount, reason) values (gen_random_uuid(), $gift_card, 1000, 'ISSUED')",
    "insert into customer_payment_methods (id, customer_id, type, gateway, token_enc, last4, brand)
     values ($saved_card, $customer, 'CREDIT_CARD', 'STRIPE', 'x', '4242', 'Visa')",
    "insert into carts (id, customer_id, touched_at) values ($cart, $customer, now())",
    "insert into cart_items (id, cart_id, variant_id, quantity, unit_price_seen) values (gen_random_uuid(), $cart, $variant, 1, 1250)",
    "insert into quick_checkout_sessions (id, customer_id, variant_id, warehouse_id, quantity, payment_method_id, shipping_address, subtotal, total,
       status, expires_at)
     values (gen_random_uuid(), $customer, $variant, $warehouse, 1, $saved_card, '{}', 1250, 1250, 'CANCELLED', now())",
    "insert into channel_buffers (id, variant_id, store_id, buffer) values (gen_random_uuid(), $variant, $store, 2)",
];

/// Name and id of each for an organization.
pub fn named(organization: Uuid) -> impl Iterator<Item = (&'static str, Uuid)> {
    NAMES.iter().enumerate().map(move |(place, name)| (*name, Uuid::from_u128(organization.as_u128() ^ (place as u128 + 1))))
}

/// The organization's default warehouse, which is made if there is none.
pub async fn ensure_warehouse(scope: &Scope) -> Uuid {
    let mut work = scope.begin().await.unwrap();
    let found: Option<Uuid> = sqlx::query_scalar("select id from warehouses where is_default").fetch_optional(work.conn()).await.unwrap();
    if let Some(found) = found {
        return found;
    }
    let id = new_id();
    sqlx::query("insert into warehouses (id, name, code, is_default) values ($1, 'Main', 'MAIN', true)")
        .bind(id)
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
    id
}
