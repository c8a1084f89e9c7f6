//! What was done with many rows at once: products that went on sale together.

use super::{Base, HOUR, moment};
use crate::seed::dice::Dice;
use crate::server::Work;

/// Products that went on sale.
const PRODUCTS: i64 = 6;
/// Hours since then.
const AGO: i64 = 50;

/// Writes one finished change of many rows, as its owner made it; it can be undone.
pub async fn bulk(work: &mut Work, base: &Base, dice: &mut Dice) -> anyhow::Result<()> {
    let at = base.now - AGO * HOUR;
    let id = dice.id(at);
    let rows = sqlx::query!(
        "with chosen as (
           select id, name, (row_number() over (order by created_at desc, id desc))::integer as n
           from products where status = 'ACTIVE' and deleted_at is null order by created_at desc, id desc limit $5
         ), job as (
           insert into bulk_jobs (id, action, area, params, query, status, items_total, items_pending, items_changed, phase_total, created_by,
             acting_user_id, started_at, completed_at, created_at, updated_at)
           select $1, 'products.status', 'products', '{\"status\": \"ACTIVE\"}', 'status=DRAFT', 'COMPLETED', count(*), 0, count(*), count(*), $2, $2, $3,
             $4, $3, $4
           from chosen having count(*) > 0
           returning organization_id, id
         )
         insert into bulk_items (bulk_job_id, row_number, target_id, label, status, shown_before, shown_after, undo, created_at, updated_at)
         select job.id, chosen.n, chosen.id, chosen.name, 'CHANGED', '{\"Key\": \"catalog-status-draft\"}', '{\"Key\": \"catalog-status-active\"}',
           '{\"before\": \"DRAFT\", \"after\": \"ACTIVE\"}', $3, $4
         from chosen cross join job",
        id,
        base.user("OWNER"),
        moment(at),
        moment(at + 4),
        PRODUCTS,
    )
    .execute(work.conn())
    .await?;
    anyhow::ensure!(rows.rows_affected() > 0, "the demo has no products for sale");
    Ok(())
}
