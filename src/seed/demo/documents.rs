//! Invoices of what arrived last, one that was taken back, and a refund that waits for a second person.

use super::purchases::{as_of, user};
use crate::domains::documents::model::{BranchForm, InvoiceKind, IssueForm};
use crate::domains::documents::service::{add_branch, cancel_invoice, issue};
use crate::domains::refunds::model::{Destination, RefundForm};
use crate::domains::refunds::service::{request, set_limit};
use crate::seed::shops::Shop;
use crate::server::Scope;

/// Orders that have invoices.
const ORDERS: i64 = 8;

/// Makes what is missing; nothing for a shop that has issued something before.
pub async fn documents(scope: &Scope, shop: &Shop) -> anyhow::Result<()> {
    let mut work = scope.begin().await?;
    let known = sqlx::query_scalar!(r#"select exists (select from invoices) as "known!""#).fetch_one(work.conn()).await?;
    let orders = sqlx::query_scalar!(
        "select id from orders where status = 'DELIVERED' and total > cancelled_total order by delivered_at desc nulls last, id limit $1",
        ORDERS
    )
    .fetch_all(work.conn())
    .await?;
    let paid = sqlx::query!(
        "select id from payments where status = 'COMPLETED' and captured > 1000 and refund_amount + refund_pending = 0
         order by created_at desc, id limit 1"
    )
    .fetch_optional(work.conn())
    .await?;
    drop(work);
    if known || orders.is_empty() {
        return Ok(());
    }
    let staff = user(scope, &format!("staff@{}.example", shop.slug)).await?;
    let scope = as_of(scope, 0, staff.map(|id| (id, "STAFF")));
    for (code, name) in [("BR01", "Shop"), ("BR02", "Warehouse")] {
        add_branch(&scope, &BranchForm { code: code.to_owned(), name: name.to_owned(), ..BranchForm::default() }).await?;
    }
    let mut issued = Vec::new();
    for (place, order) in orders.iter().enumerate() {
        let branch = if place % 3 == 2 { "BR02" } else { "BR01" };
        let form = IssueForm { kind: InvoiceKind::Invoice.code().to_owned(), branch: branch.to_owned(), ..IssueForm::default() };
        issued.push(issue(&scope, *order, &form).await?.0);
    }
    if let [_, _, wrong, ..] = issued.as_slice() {
        cancel_invoice(&scope, *wrong, "The purchaser's name was wrong").await?;
    }
    set_limit(&scope, "500").await?;
    if let Some(paid) = paid {
        let form = RefundForm {
            amount: "750".to_owned(),
            destination: Destination::Method.code().to_owned(),
            reason: "The box was torn and one piece broken".to_owned(),
            ..RefundForm::default()
        };
        request(&scope, paid.id, &form).await?;
    }
    super::more::tell_nobody(&scope).await
}
