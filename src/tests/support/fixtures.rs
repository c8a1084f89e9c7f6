//! Things to test with, made through the services.

use super::more_things;
use super::purchases;
use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use rust_decimal::Decimal;
use smartstore::domains::access::service::{NewOrganization, add_user, create_organization, set_platform_admin};
use smartstore::domains::catalog::model::{ProductInput, ProductStatus, VariantInput};
use smartstore::domains::catalog::service::upsert_product;
use smartstore::domains::customers::model::{Address, CustomerIdentity};
use smartstore::domains::inventory::service::{ensure_default_warehouse, set_opening};
use smartstore::domains::orders::model::Source;
use smartstore::domains::orders::service::{NewLine, NewOrder, create};
use smartstore::server::clock::{Clock, hash_secret, new_id};
use smartstore::server::context::Organization;
use smartstore::server::{Db, Scope};
use smartstore::shared::Language;
use smartstore::shared::permission::BUILT_IN_ROLES;
use sqlx::types::Json;
use std::sync::LazyLock;
use uuid::Uuid;

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery";

/// Its hash, with the smallest parameters: the tests are not about how long it takes to guess.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).unwrap());
    cheap.hash_password(PASSWORD.as_bytes()).unwrap().to_string()
});

/// Somebody who can sign in.
pub struct Member {
    /// Address.
    pub email: String,
    /// Role by name.
    pub role: String,
}

/// The member that [`organization`] makes for a role.
pub fn member(organization: &Organization, role: &str) -> Member {
    Member { email: format!("{}@{}.example", role.to_lowercase(), organization.slug), role: role.to_owned() }
}

/// An organization with the built-in roles and a member of each.
pub async fn organization(db: &Db, clock: &Clock, slug: &str, name: &str) -> Organization {
    let new = NewOrganization { name: name.to_owned(), slug: slug.to_owned(), language: Language::En };
    let organization = create_organization(db, clock, new).await.unwrap();
    let scope = Scope::system(db.clone(), clock.clone(), organization.clone());
    for role in BUILT_IN_ROLES {
        add_member(&scope, &member(&organization, role.name)).await;
    }
    organization
}

/// Makes somebody who signs in with [`PASSWORD`]; if they exist, a member of one more organization.
pub async fn add_member(scope: &Scope, member: &Member) -> Uuid {
    sqlx::query(
        "insert into users (id, email, name, password_hash, email_verified_at) values ($1, $2, $3, $4, now()) on conflict do nothing",
    )
    .bind(new_id())
    .bind(&member.email)
    .bind(format!("{} Test", member.role))
    .bind(HASH.as_str())
    .execute(scope.db.global())
    .await
    .unwrap();
    add_user(scope, &member.email, "unused", PASSWORD.to_owned(), &member.role).await.unwrap()
}

/// Makes the member of a role a platform administrator.
pub async fn make_platform_admin(scope: &Scope, role: &str) {
    let email = member(&scope.organization, role).email;
    assert!(set_platform_admin(&scope.db, &scope.clock, &email, true).await.unwrap());
}

/// A product for sale with one variant of the same SKU, and so many pieces of it on the shelf. Returns the variant.
pub async fn product(scope: &Scope, sku: &str, pieces: i32) -> Uuid {
    ensure_default_warehouse(scope).await.unwrap();
    let mut work = scope.begin().await.unwrap();
    let variant = VariantInput { sku: sku.to_owned(), price: Decimal::new(125_000, 2), is_active: true, ..VariantInput::default() };
    let input = ProductInput {
        sku: sku.to_owned(),
        name: format!("Product {sku}"),
        status: ProductStatus::Active,
        variants: vec![variant],
        ..ProductInput::default()
    };
    let made = upsert_product(&mut work, &input).await.unwrap();
    let variant_id = made.variants[0].1;
    if pieces > 0 {
        set_opening(&mut work, variant_id, pieces, None).await.unwrap();
    }
    work.commit().await.unwrap();
    variant_id
}

/// A phone order as the form gives it: lines are (SKU, pieces).
pub fn new_order(lines: &[(&str, i32)]) -> NewOrder {
    let line =
        |(row, (sku, quantity)): (usize, &(&str, i32))| NewLine { row, sku: (*sku).to_owned(), quantity: *quantity, ..NewLine::default() };
    let (name, phone) = ("Nimal Perera".to_owned(), "+94771234567".to_owned());
    NewOrder {
        id: new_id(),
        customer: CustomerIdentity { name: name.clone(), phone: Some(phone.clone()), ..CustomerIdentity::default() },
        address: Address { full_name: name, phone, line1: "1 Lake Road".to_owned(), city: "Kandy".to_owned(), ..Address::default() },
        lines: lines.iter().enumerate().map(line).collect(),
        shipping: Decimal::new(35_000, 2),
        discount: Decimal::ZERO,
        note: None,
        source: Source::Phone,
        is_draft: false,
        advance: None,
    }
}

/// An order that waits for confirmation.
pub async fn order(scope: &Scope, lines: &[(&str, i32)]) -> Uuid {
    create(scope, new_order(lines)).await.unwrap().0
}

/// Counts rows as the organization sees them.
pub async fn tenant_count(scope: &Scope, sql: &'static str) -> i64 {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(work.conn()).await.unwrap()
}

/// What does not add up in the stock of an organization, worked out anew from reservations and movements.
pub async fn stock_drift(scope: &Scope) -> Vec<String> {
    let mut work = scope.begin().await.unwrap();
    let rows: Vec<(Json<serde_json::Value>,)> = sqlx::query_as(
        "select to_jsonb(x) from (
           select l.warehouse_id, l.variant_id, l.on_hand, l.reserved, l.unavailable, l.short,
             coalesce(m.on_hand, 0) as moved_on_hand, coalesce(m.unavailable, 0) as moved_unavailable,
             coalesce(r.quantity, 0) as reservations, coalesce(r.short, 0) as reservations_short
           from inventory_levels l
           left join (select warehouse_id, variant_id, sum(quantity_change) as on_hand, sum(unavailable_change) as unavailable
                      from inventory_movements group by 1, 2) m using (warehouse_id, variant_id)
           left join (select warehouse_id, variant_id, sum(quantity) as quantity, sum(short) as short
                      from inventory_reservations where status = 'ACTIVE' group by 1, 2) r using (warehouse_id, variant_id)
         ) x where on_hand <> moved_on_hand or unavailable <> moved_unavailable or reserved <> reservations or short <> reservations_short",
    )
    .fetch_all(work.conn())
    .await
    .unwrap();
    rows.into_iter().map(|(row,)| row.0.to_string()).collect()
}

/// One of each thing, in rows: for tests that ask for things of somebody else. What is in them does not matter there.
#[derive(Clone, Copy, Debug)]
pub struct Things {
    /// Category.
    pub category: Uuid,
    /// Brand.
    pub brand: Uuid,
    /// Size guide that nothing has.
    pub size_guide: Uuid,
    /// Product.
    pub product: Uuid,
    /// Its variant.
    pub variant: Uuid,
    /// Customer.
    pub customer: Uuid,
    /// Their address.
    pub address: Uuid,
    /// Warehouse.
    pub warehouse: Uuid,
    /// Stock of the variant.
    pub level: Uuid,
    /// Order that waits for confirmation.
    pub order: Uuid,
    /// Its line.
    pub item: Uuid,
    /// Payment that is expected.
    pub payment: Uuid,
    /// Rider.
    pub courier: Uuid,
    /// Parcel.
    pub delivery: Uuid,
    /// Import.
    pub import: Uuid,
    /// Change of many rows that waits for its start.
    pub bulk_job: Uuid,
    /// Connected shop.
    pub store: Uuid,
    /// Where its webhooks come in.
    pub endpoint: Uuid,
    /// A webhook.
    pub webhook: Uuid,
    /// Event that nobody could handle.
    pub event: Uuid,
    /// What the owner was told.
    pub notification: Uuid,
    /// The owner's browser.
    pub device: Uuid,
    /// The organization's owner.
    pub user: Uuid,
    /// A session of the owner.
    pub session: Uuid,
    /// Custom role that nobody has.
    pub role: Uuid,
    /// Invitation; its id is its token.
    pub invitation: Uuid,
    /// A passkey of theirs that no device has.
    pub passkey: Uuid,
    /// The organization itself.
    pub organization: Uuid,
    /// A saved view of the owner.
    pub view: Uuid,
}

/// Number of the order of [`things`].
pub const ORDER_NUMBER: &str = "00K7M";
/// Number of the parcel of [`things`].
pub const TRACKING_NUMBER: &str = "TRK00K7M";
/// SKU of the variant of [`things`].
pub const SKU: &str = "LAMP-1";

/// The secret in a letter to the owner of [`things`], by what it is good for: `reset` or `verify`.
pub fn secret(slug: &str, purpose: &str) -> String {
    format!("{purpose}-{slug}")
}

/// A session of the owner, and secrets in letters to them.
async fn secrets(scope: &Scope, things: &Things) {
    let db = scope.db.global();
    sqlx::query("insert into sessions (id_hash, id, user_id, expires_at) values ($1, $2, $3, now() + interval '1 day')")
        .bind(things.session.as_bytes().as_slice())
        .bind(things.session)
        .bind(things.user)
        .execute(db)
        .await
        .unwrap();
    for (purpose, code) in [("reset", "RESET_PASSWORD"), ("verify", "VERIFY_EMAIL")] {
        sqlx::query(
            "insert into user_tokens (token_hash, user_id, purpose, email, expires_at) values ($1, $2, $3, $4, now() + interval '1 day')",
        )
        .bind(hash_secret(&secret(&scope.organization.slug, purpose)))
        .bind(things.user)
        .bind(code)
        .bind(member(&scope.organization, "OWNER").email)
        .execute(db)
        .await
        .unwrap();
    }
}

/// Makes one of each thing.
pub async fn things(scope: &Scope) -> Things {
    let organization = &scope.organization;
    let user: Uuid = sqlx::query_scalar("select id from users where email = $1")
        .bind(member(organization, "OWNER").email)
        .fetch_one(scope.db.global())
        .await
        .unwrap();
    let things = Things {
        category: new_id(),
        brand: new_id(),
        size_guide: new_id(),
        product: new_id(),
        variant: new_id(),
        customer: new_id(),
        address: new_id(),
        warehouse: more_things::ensure_warehouse(scope).await,
        level: new_id(),
        order: new_id(),
        item: new_id(),
        payment: new_id(),
        courier: new_id(),
        delivery: new_id(),
        import: new_id(),
        bulk_job: new_id(),
        store: new_id(),
        endpoint: new_id(),
        webhook: new_id(),
        event: new_id(),
        notification: new_id(),
        device: new_id(),
        user,
        session: new_id(),
        role: new_id(),
        invitation: new_id(),
        passkey: new_id(),
        organization: organization.id,
        view: new_id(),
    };
    secrets(scope, &things).await;
    sqlx::query("insert into passkeys (id, user_id, credential_id, credential, name) values ($1, $2, $3, '{}', 'Laptop')")
        .bind(things.passkey)
        .bind(user)
        .bind(things.passkey.as_bytes().as_slice())
        .execute(scope.db.global())
        .await
        .unwrap();
    let mut work = scope.begin().await.unwrap();
    let address = r#"{"full_name": "Nimal Perera", "phone": "0771234567", "email": "", "line1": "1 Lake Road", "line2": "", "city": "Kandy", "district": "Kandy", "postal_code": "20000", "country": "LK"}"#;
    let statements = [
        "insert into categories (id, name, slug) values ($category, 'Lamps', 'lamps')".to_owned(),
        "insert into brands (id, name) values ($brand, 'Lakshmi')".to_owned(),
        "insert into size_guides (id, name, measurements)
         values ($size_guide, 'Shirts', '{\"sizes\": [\"S\"], \"rows\": [{\"name\": \"Chest\", \"values\": [\"96\"]}]}')".to_owned(),
        format!("insert into products (id, name, slug, status, category_id, sku) values ($product, 'Brass lamp', 'brass-lamp', 'ACTIVE', $category, '{SKU}')"),
        format!("insert into product_variants (id, product_id, name, sku, price) values ($variant, $product, '', '{SKU}', 1250)"),
        "insert into customers (id, name, phone, locale) values ($customer, 'Nimal Perera', '+94771234567', 'si')".to_owned(),
        "insert into customer_identifiers (id, customer_id, kind, value) values (gen_random_uuid(), $customer, 'PHONE', '+94771234567')".to_owned(),
        "insert into customer_addresses (id, customer_id, full_name, phone, line1, city) values ($address, $customer, 'Nimal Perera', '0771234567', '1 Lake Road', 'Kandy')".to_owned(),
        format!(
            "insert into orders (id, order_number, customer_id, subtotal, total, shipping_address, ordered_at)
             values ($order, '{ORDER_NUMBER}', $customer, 1250, 1250, '{address}', now())"
        ),
        format!(
            "insert into order_items (id, order_id, variant_id, name, sku, quantity, unit_price, total, warehouse_id)
             values ($item, $order, $variant, 'Brass lamp', '{SKU}', 1, 1250, 1250, $warehouse)"
        ),
        "insert into order_status_history (id, order_id, field, new_status) values (gen_random_uuid(), $order, 'STATUS', 'PENDING')".to_owned(),
        "insert into order_notes (id, order_id, body) values (gen_random_uuid(), $order, 'Ring twice')".to_owned(),
        "insert into payments (id, order_id, customer_id, amount, method, idempotency_key) values ($payment, $order, $customer, 1250, 'COD', 'things')".to_owned(),
        "insert into couriers (id, kind, name) values ($courier, 'RIDER', 'Sunil')".to_owned(),
        format!(
            "insert into deliveries (id, courier_id, tracking_number, cod_amount, booking_key, address)
             values ($delivery, $courier, '{TRACKING_NUMBER}', 1250, 'things', '{address}')"
        ),
        "insert into delivery_orders (id, delivery_id, order_id, cod_amount) values (gen_random_uuid(), $delivery, $order, 1250)".to_owned(),
        "insert into delivery_items (id, delivery_id, order_item_id, quantity) values (gen_random_uuid(), $delivery, $item, 1)".to_owned(),
        "insert into import_jobs (id, kind, format, file_name, file_sha256, content) values ($import, 'PRODUCTS', 'SMARTSTORE', 'p.csv', sha256('x'), 'x')".to_owned(),
        "insert into saved_views (id, owner_user_id, area, name, query) values ($view, $user, 'orders', 'Pending', 'status=PENDING')".to_owned(),
        "insert into list_preferences (id, user_id, area, columns) values (gen_random_uuid(), $user, 'imports', 'file,state,rows,when')".to_owned(),
        "insert into import_rows (id, import_job_id, row_number, source) values (gen_random_uuid(), $import, 1, '{}')".to_owned(),
        "insert into bulk_jobs (id, action, area, params, status, items_total, items_pending, items_ready)
         values ($bulk_job, 'products.status', 'products', '{\"status\": \"INACTIVE\"}', 'PREVIEWED', 1, 0, 1)".to_owned(),
        "insert into bulk_items (bulk_job_id, row_number, target_id, label, status, shown_before, shown_after)
         values ($bulk_job, 1, $product, 'Brass lamp', 'READY', '{\"Key\": \"catalog-status-active\"}', '{\"Key\": \"catalog-status-inactive\"}')".to_owned(),
        "insert into stores (id, platform, name) values ($store, 'woocommerce', 'Shop')".to_owned(),
        "insert into webhook_endpoints (id, direction, store_id, provider) values ($endpoint, 'IN', $store, 'woocommerce')".to_owned(),
        "insert into webhook_events (id, endpoint_id, event_type, dedupe_key, payload, status) values ($webhook, $endpoint, 'order.created', 'things', '{}', 'FAILED')".to_owned(),
        "insert into outbox_events (id, organization_id, type, aggregate_id, dead_at, attempts, last_error) values ($event, $organization, 'test.dead', $order, now(), 8, 'test')".to_owned(),
        "insert into roles (id, name, permissions) values ($role, 'Packing lead', array['orders.read', 'orders.fulfil'])".to_owned(),
        "insert into invitations (id, email, role_id, token_hash, invited_by, expires_at)
         values ($invitation, 'invited@nowhere.example', $role, sha256($invitation::text::bytea), $user, now() + interval '7 days')".to_owned(),
        "insert into notifications (id, user_id, type, title_key, message_key, data) values ($notification, $user, 'SYSTEM', 'notifications-drift-title', 'notifications-drift', '{\"count\": 1, \"link\": \"/settings/system\"}')".to_owned(),
        "insert into notification_settings (id, user_id) values (gen_random_uuid(), $user)".to_owned(),
        "insert into pwa_subscriptions (id, user_id, endpoint, keys) values ($device, $user, 'https://fcm.googleapis.com/things', '{\"p256dh\": \"x\", \"auth\": \"x\"}')".to_owned(),
        "insert into device_tokens (id, user_id, token, platform) values (gen_random_uuid(), $user, 'things', 'ANDROID')".to_owned(),
        "insert into messages_out (id, channel, recipient, user_id, locale, template, body, dedupe_key) values (gen_random_uuid(), 'EMAIL', 'nobody@example.com', $user, 'en', 'notification', 'x', 'things')".to_owned(),
        "select stock_apply($user, now(), jsonb_build_array(jsonb_build_object('op', 'RECEIVE', 'warehouse_id', $warehouse, 'variant_id', $variant, 'quantity', 10, 'cause', 'OPENING')))".to_owned(),
    ];
    let more = more_things::STATEMENTS.iter().map(ToString::to_string);
    for statement in statements.into_iter().chain(more).chain(purchases::statements()) {
        sqlx::raw_sql(sqlx::AssertSqlSafe(things.fill_in(&statement, organization.id)))
            .execute(work.conn())
            .await
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    let level = sqlx::query_scalar("select id from inventory_levels where variant_id = $1")
        .bind(things.variant)
        .fetch_one(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
    Things { level, ..things }
}

impl Things {
    /// All of them by name.
    pub fn named(&self) -> Vec<(&'static str, Uuid)> {
        let Self {
            category,
            brand,
            size_guide,
            product,
            variant,
            customer,
            address,
            warehouse,
            level,
            order,
            item,
            payment,
            courier,
            delivery,
            import,
            bulk_job,
            store,
            endpoint,
            webhook,
            event,
            notification,
            device,
            user,
            session,
            role,
            invitation,
            passkey,
            organization,
            view,
        } = *self;
        let named = vec![
            ("category", category),
            ("brand", brand),
            ("size_guide", size_guide),
            ("product", product),
            ("variant", variant),
            ("customer", customer),
            ("address", address),
            ("warehouse", warehouse),
            ("level", level),
            ("order", order),
            ("item", item),
            ("payment", payment),
            ("courier", courier),
            ("delivery", delivery),
            ("import", import),
            ("bulk_job", bulk_job),
            ("store", store),
            ("endpoint", endpoint),
            ("webhook", webhook),
            ("event", event),
            ("notification", notification),
            ("device", device),
            ("user", user),
            ("session", session),
            ("role", role),
            ("invitation", invitation),
            ("passkey", passkey),
            ("organization", organization),
            ("view", view),
        ];
        named.into_iter().chain(more_things::named(organization)).collect()
    }

    /// One of them by name.
    pub fn by_name(&self, name: &str) -> Option<Uuid> {
        self.named().into_iter().chain(purchases::named(self)).find(|(candidate, _)| *candidate == name).map(|(_, id)| id)
    }

    fn fill_in(&self, statement: &str, organization: Uuid) -> String {
        let mut filled = statement.replace("$organization", &format!("'{organization}'::uuid"));
        for (name, id) in self.named().into_iter().chain(purchases::named(self)) {
            filled = filled.replace(&format!("${name}"), &format!("'{id}'::uuid"));
        }
        filled
    }
}
