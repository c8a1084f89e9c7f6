-- The lists of what is low, out or promised too much start at these few rows, in the order of the variants' ids, which carry the
-- time at which they were made.
create index inventory_levels_low_variant_idx on inventory_levels (organization_id, variant_id) where available > 0 and available <= reorder_level;
create index inventory_levels_out_variant_idx on inventory_levels (organization_id, variant_id) where available <= 0;
create index inventory_levels_short_variant_idx on inventory_levels (organization_id, variant_id) where short > 0;
-- What is to be ordered: a level that is watched and has come down to where more is ordered.
create index inventory_levels_reorder_idx on inventory_levels (organization_id, id) where reorder_level > 0 and available <= reorder_level;
drop index inventory_levels_low_idx;
drop index inventory_levels_short_idx;
