-- Few levels are low or out. Said in columns of their own, so that the planner knows how few: it guesses a third of a table for a
-- comparison of two columns. Their lists are in the order of the variants' ids, which carry the time at which they were made.
alter table inventory_levels
    add column is_low boolean not null generated always as (
        on_hand - reserved - unavailable > 0 and on_hand - reserved - unavailable <= reorder_level) stored,
    add column is_out boolean not null generated always as (on_hand - reserved - unavailable <= 0) stored;
create index inventory_levels_is_low_idx on inventory_levels (organization_id, variant_id) where is_low;
create index inventory_levels_is_out_idx on inventory_levels (organization_id, variant_id) where is_out;
create index inventory_levels_is_short_idx on inventory_levels (organization_id, variant_id) where short > 0;
-- What is to be ordered: a level that is watched and has come down to where more is ordered.
create index inventory_levels_reorder_idx on inventory_levels (organization_id, id) where reorder_level > 0 and (is_low or is_out);
drop index inventory_levels_low_idx;
drop index inventory_levels_short_idx;
