-- What forget_customer does to the tables that came after it: what people wrote about an order. Invoices stay as they are, and so does
-- the slip of a transfer: the law wants the evidence of a sale kept, and lets it name the buyer.
create or replace function forget_of_orders(p_orders uuid[]) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $$
begin
    update order_confirmations set note = '' where order_id = any (p_orders) and note <> '';
    update returns set reason = '–', reject_reason = case when reject_reason is not null then '–' end where order_id = any (p_orders);
    update return_history h set reason = null from returns r where r.id = h.return_id and r.order_id = any (p_orders) and h.reason is not null;
    update bank_slips set original_name = '', reason = case when reason is not null then '–' end where order_id = any (p_orders);
    update refunds set reason = '–', failure = case when failure is not null then '–' end where order_id = any (p_orders);
    update store_credit_transactions set reason = '–' where order_id = any (p_orders);
end
$$;
revoke all on function forget_of_orders(uuid[]) from public;
