//! A statement of the demo's bank: transfers of some open orders, one that could be of several, and what the bank takes for itself.

use super::purchases::{as_of, user};
use crate::domains::statements::service::{Upload, accounts, take, upload};
use crate::seed::shops::Shop;
use crate::server::Scope;
use rust_decimal::Decimal;

/// Orders that the statement pays.
const ORDERS: i64 = 4;
/// What was on the account before.
const OPENING: i64 = 250_000;

/// Makes what is missing; nothing for a shop that has a statement.
pub async fn statement(scope: &Scope, shop: &Shop) -> anyhow::Result<()> {
    let mut work = scope.begin().await?;
    let known = sqlx::query_scalar!(r#"select exists (select from bank_statements) as "known!""#).fetch_one(work.conn()).await?;
    let orders = sqlx::query!(
        r#"select order_number, total - cancelled_total as "due!", shipping_address ->> 'full_name' as "buyer?" from orders
           where financial_status = 'UNPAID' and status in ('PENDING', 'CONFIRMED') and total > cancelled_total
           order by ordered_at desc, id desc limit $1"#,
        ORDERS
    )
    .fetch_all(work.conn())
    .await?;
    drop(work);
    let (false, Some(account)) = (known || orders.is_empty(), accounts(scope).await?.into_iter().next()) else { return Ok(()) };
    let staff = user(scope, &format!("staff@{}.example", shop.slug)).await?;
    let scope = as_of(scope, 0, staff.map(|id| (id, "STAFF")));
    let today = scope.clock.now().with_timezone(&scope.organization.time_zone).date_naive();
    let mut balance = Decimal::from(OPENING);
    let mut rows = vec!["Date,Particulars,Reference No,Withdrawals,Deposits,Balance".to_owned()];
    for (place, order) in orders.iter().enumerate() {
        balance += order.due;
        let buyer = order.buyer.as_deref().unwrap_or_default().to_uppercase().replace(['"', ','], " ");
        // The last one has forgotten to write the number.
        let said = if place + 1 < orders.len() { format!("CEFT {} {buyer}", order.order_number) } else { format!("CEFT {buyer}") };
        rows.push(format!("{today},\"{said}\",FT26{:06},,{},{balance}", 7_301 + place, order.due));
    }
    balance -= Decimal::from(25);
    rows.push(format!("{today},SERVICE CHARGE,SC260001,25.00,,{balance}"));
    let file = Some(("bank-of-ceylon.csv".to_owned(), rows.join("\n").into_bytes()));
    let (id, _) = upload(&scope, Upload { account_id: account.id, format: String::new(), other_account: false, file }).await?;
    take(&scope, id, None, false, false).await?;
    super::more::tell_nobody(&scope).await
}
