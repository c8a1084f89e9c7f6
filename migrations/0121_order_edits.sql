-- The history of an order names its edits and holds too: of an edit the fields that were changed, of a hold that it began or ended.
alter table order_status_history drop constraint order_status_history_field_check;
alter table order_status_history add constraint order_status_history_field_check
    check (field in ('STATUS', 'SHIPPING', 'FINANCIAL', 'EDIT', 'HOLD'));
