-- What a provider says has gone back of a payment is recorded once, whoever has asked for it.
create unique index refunds_gateway_refund_id_idx on refunds (organization_id, payment_id, gateway_refund_id) where gateway_refund_id <> '';
