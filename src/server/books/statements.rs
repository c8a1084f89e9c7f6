//! Statements of banks: lines say what their matches say, and statements what their lines say.

use super::{MOST, Row};
use crate::server::error::Result;
use sqlx::PgConnection;

/// How much of a line is matched, and of how many lines of a statement somebody has decided.
pub(super) async fn lines(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"(select 'bank_statement_line' as "resource!", l.id as "id?", format('%s matched', coalesce(m.amount, 0)) as "expected!",
              format('%s matched', l.matched) as "found!"
            from bank_statement_lines l
            left join (select line_id, sum(amount) as amount from bank_statement_matches where undone_at is null group by 1) m on m.line_id = l.id
            where l.matched <> coalesce(m.amount, 0) limit $1)
           union all
           (select 'bank_statement', s.id, format('%s lines, %s decided', coalesce(l.lines, 0), coalesce(l.decided, 0)),
              format('%s lines, %s decided', s.lines, s.decided)
            from bank_statements s
            left join (
              select statement_id, count(*) as lines, count(*) filter (where status <> 'OPEN') as decided from bank_statement_lines group by 1
            ) l on l.statement_id = s.id
            where s.lines <> coalesce(l.lines, 0) or s.decided <> coalesce(l.decided, 0) limit $1)"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}
