//! COPY into each table.

use super::orders::Chunk;
use super::world::{ADJECTIVES, CATEGORIES, COURIERS, DAYS, NOUNS, Sums, Totals, World};
use crate::seed::data::places;
use crate::seed::dice::Dice;
use crate::seed::plan::DAY;
use crate::seed::rows::Rows;
use anyhow::Context;
use sqlx::PgConnection;

async fn copy(conn: &mut PgConnection, statement: &str, rows: &Rows) -> anyhow::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut sink = conn.copy_in_raw(statement).await?;
    for part in rows.bytes().chunks(1 << 20) {
        sink.send(part).await?;
    }
    sink.send(b"\n".as_slice()).await?;
    sink.finish().await.with_context(|| statement.to_owned())?;
    Ok(())
}

pub async fn chunk(conn: &mut PgConnection, rows: &Chunk) -> anyhow::Result<()> {
    copy(
        conn,
        "copy orders (organization_id, id, order_number, source, customer_id, status, shipping_status, financial_status, subtotal, discount, shipping,
           total, cancelled_total, shipping_address, tracking_number, hold_reason, ordered_at, confirmed_at, packed_at, dispatched_at, delivered_at,
           cancelled_at, cancel_reason, platform_data, courier_id, created_at, updated_at) from stdin",
        &rows.orders,
    )
    .await?;
    copy(
        conn,
        "copy order_items (organization_id, id, order_id, variant_id, name, sku, quantity, unit_price, discount, total, warehouse_id, fulfilled,
           cancelled, created_at) from stdin",
        &rows.items,
    )
    .await?;
    copy(
        conn,
        "copy order_status_history (organization_id, id, order_id, field, status, new_status, reason, created_at) from stdin",
        &rows.history,
    )
    .await?;
    copy(
        conn,
        "copy payments (organization_id, id, order_id, customer_id, amount, method, status, idempotency_key, captured, processed_at, created_at) from stdin",
        &rows.payments,
    )
    .await?;
    copy(conn, "copy payment_events (organization_id, id, payment_id, type, amount, created_at) from stdin", &rows.events).await?;
    copy(
        conn,
        "copy inventory_reservations (organization_id, id, warehouse_id, variant_id, quantity, owner_type, owner_id, status, released_at, created_at) from stdin",
        &rows.reservations,
    )
    .await?;
    copy(
        conn,
        "copy deliveries (organization_id, id, courier_id, tracking_number, status, parcel_status, cod_amount, address, items, booking_key,
           actual_delivery_at, processed_at, shipped_at, return_reason, created_at) from stdin",
        &rows.deliveries,
    )
    .await?;
    copy(
        conn,
        "copy delivery_orders (organization_id, id, delivery_id, order_id, cod_amount, created_at) from stdin",
        &rows.delivery_orders,
    )
    .await?;
    copy(
        conn,
        "copy delivery_items (organization_id, id, delivery_id, order_item_id, quantity, created_at) from stdin",
        &rows.delivery_items,
    )
    .await?;
    copy(
        conn,
        "copy delivery_status_history (organization_id, id, delivery_id, status, new_status, status_type, occurred_at, received_at, sequence, dedupe_key,
           created_at) from stdin",
        &rows.delivery_history,
    )
    .await
}

pub async fn catalogue(conn: &mut PgConnection, world: &World) -> anyhow::Result<()> {
    let organization_id = world.organization_id;
    let mut dice = Dice::new(world.seed ^ 3);
    let (mut categories, mut products, mut variants, mut translations) =
        (Rows::default(), Rows::default(), Rows::default(), Rows::default());
    for (index, (id, name)) in world.categories.iter().zip(CATEGORIES).enumerate() {
        categories.row().raw(organization_id).raw(id).raw(name).raw(name.to_lowercase()).raw(index + 1);
    }
    for product in &world.products {
        let name = world.product_name(product);
        products.row().raw(organization_id).raw(product.id).raw(&name).raw(format_args!("lt-{}", product.number)).raw("ACTIVE");
        products.raw(world.categories[product.category]).raw(format_args!("LT-{:06}", product.number)).time(product.created_at);
        let (adjective, noun) = (ADJECTIVES[product.adjective], NOUNS[product.noun]);
        for (language, adjective, noun) in [("si", adjective.1, noun.1), ("ta", adjective.2, noun.2)] {
            translations
                .row()
                .raw(organization_id)
                .raw(dice.id(product.created_at))
                .raw(language)
                .raw("product")
                .raw(product.id)
                .raw("name");
            translations.raw(format_args!("{adjective} {noun} {}", product.number + 1)).time(product.created_at);
        }
    }
    for (place, variant) in world.variants.iter().enumerate() {
        let product = &world.products[variant.product];
        variants.row().raw(organization_id).raw(variant.id).raw(product.id).raw(&variant.name).raw(&variant.sku);
        variants
            .raw(format_args!("479{:09}", place))
            .money(variant.price)
            .money(variant.price * 6 / 10)
            .raw(place % 3)
            .time(product.created_at);
    }
    copy(conn, "copy categories (organization_id, id, name, slug, sort_order) from stdin", &categories).await?;
    copy(conn, "copy products (organization_id, id, name, slug, status, category_id, sku, created_at) from stdin", &products).await?;
    copy(
        conn,
        "copy product_variants (organization_id, id, product_id, name, sku, barcode, price, cost_price, sort_order, created_at) from stdin",
        &variants,
    )
    .await?;
    copy(
        conn,
        "copy translations (organization_id, id, language, resource, resource_id, field, value, created_at) from stdin",
        &translations,
    )
    .await
}

pub async fn customers(conn: &mut PgConnection, world: &World, totals: &[Totals]) -> anyhow::Result<()> {
    let mut dice = Dice::new(world.seed ^ 4);
    let start = world.now - DAYS * DAY;
    let (mut people, mut identifiers, mut addresses) = (Rows::default(), Rows::default(), Rows::default());
    for (customer, totals) in world.customers.iter().zip(totals) {
        let at = if totals.first_at == 0 { start } else { totals.first_at };
        let (town, district, postal_code) = places::TOWNS[customer.town];
        people
            .row()
            .raw(world.organization_id)
            .raw(customer.id)
            .raw(&customer.name)
            .raw(&customer.phone)
            .raw(totals.orders)
            .money(totals.spent);
        people.raw(totals.delivered).raw(totals.refused).time(at);
        if totals.last_at == 0 {
            people.raw("-infinity")
        } else {
            people.time(totals.last_at)
        };
        identifiers.row().raw(world.organization_id).raw(dice.id(at)).raw(customer.id).raw("PHONE").raw(&customer.phone).time(at);
        addresses
            .row()
            .raw(world.organization_id)
            .raw(dice.id(at))
            .raw(customer.id)
            .raw(&customer.name)
            .raw(&customer.phone)
            .raw(&customer.line1);
        addresses.raw(town).raw(district).raw(postal_code).raw("t").time(at);
    }
    copy(
        conn,
        "copy customers (organization_id, id, name, phone, total_orders, total_spent, delivered_count, refused_count, created_at, last_order_at) from stdin",
        &people,
    )
    .await?;
    copy(conn, "copy customer_identifiers (organization_id, id, customer_id, kind, value, created_at) from stdin", &identifiers).await?;
    copy(
        conn,
        "copy customer_addresses (organization_id, id, customer_id, full_name, phone, line1, city, district, postal_code, is_default, created_at) from stdin",
        &addresses,
    )
    .await
}

pub async fn stock(conn: &mut PgConnection, world: &World, sums: &Sums) -> anyhow::Result<()> {
    let mut dice = Dice::new(world.seed ^ 5);
    let start = world.now - DAYS * DAY - DAY / 2;
    let (mut levels, mut movements) = (Rows::default(), Rows::default());
    let mut on_hand = Vec::with_capacity(world.variants.len());
    for (variant, stock) in world.variants.iter().zip(&sums.stock) {
        // A few are nearly sold out.
        let spare = if dice.chance(40) { dice.between(0, 4) } else { dice.between(20, 300) };
        let opening = (stock.taken + stock.reserved + spare).max(1);
        levels
            .row()
            .raw(world.organization_id)
            .raw(dice.id(start))
            .raw(world.warehouse_id)
            .raw(variant.id)
            .raw(opening - stock.taken)
            .raw(stock.reserved);
        levels.raw(5).raw(50).time(start);
        if opening - stock.taken - stock.reserved <= 5 {
            levels.time(start);
        } else {
            levels.null();
        }
        movements.row().raw(world.organization_id).raw(dice.id(start)).raw(world.warehouse_id).raw(variant.id).raw("IN").raw("OPENING");
        movements.raw(opening).raw(opening).null().null().time(start);
        on_hand.push(opening);
    }
    for taken in &sums.taken {
        let left = &mut on_hand[taken.variant as usize];
        *left -= taken.quantity;
        movements
            .row()
            .raw(world.organization_id)
            .raw(dice.id(taken.at))
            .raw(world.warehouse_id)
            .raw(world.variants[taken.variant as usize].id);
        movements.raw("OUT").raw("SALE").raw(-taken.quantity).raw(*left).raw("ORDER_ITEM").raw(taken.item_id).time(taken.at);
    }
    copy(
        conn,
        "copy inventory_levels (organization_id, id, warehouse_id, variant_id, on_hand, reserved, reorder_level, reorder_quantity, created_at, low_since) from stdin",
        &levels,
    )
    .await?;
    copy(
        conn,
        "copy inventory_movements (organization_id, id, warehouse_id, variant_id, type, cause, quantity_change, on_hand_after, reference_type, reference_id,
           created_at) from stdin",
        &movements,
    )
    .await
}

/// Courier companies.
pub async fn couriers(conn: &mut PgConnection, world: &World) -> anyhow::Result<()> {
    let mut couriers = Rows::default();
    for (id, name) in world.couriers.iter().zip(COURIERS) {
        couriers.row().raw(world.organization_id).raw(id).raw("COMPANY").raw(name);
    }
    copy(conn, "copy couriers (organization_id, id, kind, name) from stdin", &couriers).await
}
