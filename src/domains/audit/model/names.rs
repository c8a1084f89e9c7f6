//! The names of what stands in the log. A new action or kind of record gets a line here and a text in each language.

/// Areas of actions: (beginning of the action, Fluent key).
pub const AREAS: &[(&str, &str)] = &[
    ("access.", "audit-area-access"),
    ("audit.", "nav-audit"),
    ("bulk.", "nav-imports"),
    ("catalog.", "nav-products"),
    ("customers.", "nav-customers"),
    ("inventory.", "nav-inventory"),
    ("orders.", "nav-orders"),
    ("payments.", "nav-payments"),
    ("delivery.", "nav-deliveries"),
    ("channels.", "nav-channels"),
    ("platform.", "audit-area-platform"),
];

/// Actions: (as stored, Fluent key).
pub const ACTIONS: &[(&str, &str)] = &[
    ("access.signed_in", "audit-action-access-signed-in"),
    ("access.signed_out", "audit-action-access-signed-out"),
    ("access.language_changed", "audit-action-access-language-changed"),
    ("access.profile_changed", "audit-action-access-profile-changed"),
    ("access.organization_created", "audit-action-access-organization-created"),
    ("access.organization_entered", "audit-action-access-organization-entered"),
    ("access.member_added", "audit-action-access-member-added"),
    ("access.platform_admin_granted", "audit-action-access-platform-admin-granted"),
    ("access.platform_admin_revoked", "audit-action-access-platform-admin-revoked"),
    ("audit.exported", "audit-action-audit-exported"),
    ("bulk.uploaded", "audit-action-bulk-uploaded"),
    ("bulk.mapping_changed", "audit-action-bulk-mapping-changed"),
    ("bulk.started", "audit-action-bulk-started"),
    ("bulk.retried", "audit-action-bulk-retried"),
    ("bulk.cancelled", "audit-action-bulk-cancelled"),
    ("bulk.completed", "audit-action-bulk-completed"),
    ("catalog.product_created", "audit-action-catalog-product-created"),
    ("catalog.product_changed", "audit-action-catalog-product-changed"),
    ("catalog.product_translated", "audit-action-catalog-product-translated"),
    ("catalog.variant_changed", "audit-action-catalog-variant-changed"),
    ("catalog.category_created", "audit-action-catalog-category-created"),
    ("catalog.category_changed", "audit-action-catalog-category-changed"),
    ("catalog.category_deleted", "audit-action-catalog-category-deleted"),
    ("customers.created", "audit-action-customers-created"),
    ("customers.updated", "audit-action-customers-updated"),
    ("customers.contact_added", "audit-action-customers-contact-added"),
    ("customers.address_added", "audit-action-customers-address-added"),
    ("inventory.adjusted", "audit-action-inventory-adjusted"),
    ("inventory.reorder_level_changed", "audit-action-inventory-reorder-level-changed"),
    ("inventory.warehouse_created", "audit-action-inventory-warehouse-created"),
    ("inventory.default_changed", "audit-action-inventory-default-changed"),
    ("orders.created", "audit-action-orders-created"),
    ("orders.imported", "audit-action-orders-imported"),
    ("orders.updated_from_platform", "audit-action-orders-updated-from-platform"),
    ("orders.confirmed", "audit-action-orders-confirmed"),
    ("orders.packed", "audit-action-orders-packed"),
    ("orders.dispatched", "audit-action-orders-dispatched"),
    ("orders.delivered", "audit-action-orders-delivered"),
    ("orders.returned", "audit-action-orders-returned"),
    ("orders.cancelled", "audit-action-orders-cancelled"),
    ("orders.held", "audit-action-orders-held"),
    ("orders.hold_released", "audit-action-orders-hold-released"),
    ("orders.noted", "audit-action-orders-noted"),
    ("orders.line_matched", "audit-action-orders-line-matched"),
    ("payments.expected", "audit-action-payments-expected"),
    ("payments.changed", "audit-action-payments-changed"),
    ("payments.collected", "audit-action-payments-collected"),
    ("payments.completed", "audit-action-payments-completed"),
    ("payments.failed", "audit-action-payments-failed"),
    ("delivery.courier_created", "audit-action-delivery-courier-created"),
    ("delivery.courier_updated", "audit-action-delivery-courier-updated"),
    ("delivery.dispatched", "audit-action-delivery-dispatched"),
    ("delivery.delivered", "audit-action-delivery-delivered"),
    ("delivery.returned", "audit-action-delivery-returned"),
    ("channels.store_created", "audit-action-channels-store-created"),
    ("platform.connection_opened", "audit-action-platform-connection-opened"),
    ("platform.connection_closed", "audit-action-platform-connection-closed"),
    ("platform.event_retried", "audit-action-platform-event-retried"),
    ("platform.event_given_up", "audit-action-platform-event-given-up"),
    ("platform.webhook_retried", "audit-action-platform-webhook-retried"),
    ("platform.plan_changed", "audit-action-platform-plan-changed"),
    ("platform.status_changed", "audit-action-platform-status-changed"),
    ("platform.areas_changed", "audit-action-platform-areas-changed"),
];

/// Kinds of records: (as stored, Fluent key).
pub const RESOURCES: &[(&str, &str)] = &[
    ("user", "audit-resource-user"),
    ("organization", "audit-resource-organization"),
    ("import", "audit-resource-import"),
    ("product", "audit-resource-product"),
    ("category", "audit-resource-category"),
    ("customer", "audit-resource-customer"),
    ("variant", "audit-resource-variant"),
    ("warehouse", "audit-resource-warehouse"),
    ("order", "audit-resource-order"),
    ("payment", "audit-resource-payment"),
    ("courier", "audit-resource-courier"),
    ("delivery", "audit-resource-delivery"),
    ("store", "audit-resource-store"),
    ("webhook_endpoint", "audit-resource-webhook-endpoint"),
    ("webhook_event", "audit-resource-webhook-event"),
    ("outbox_event", "audit-resource-outbox-event"),
];

fn key_in(names: &[(&'static str, &'static str)], name: &str) -> Option<&'static str> {
    names.iter().find(|(stored, _)| *stored == name).map(|(_, key)| *key)
}

/// The Fluent key of an action's name.
#[must_use]
pub fn action_key(action: &str) -> Option<&'static str> {
    key_in(ACTIONS, action)
}

/// The Fluent key of the name of a kind of record.
#[must_use]
pub fn resource_key(resource: &str) -> Option<&'static str> {
    key_in(RESOURCES, resource)
}
