//! Suppliers and what was ordered from them, written by the services: orders in each state, one with a supplier's proposal.

use crate::domains::purchasing::model::{
    AnswerLineForm, PurchaseDetail, PurchaseForm, PurchaseLineForm, ReceiveForm, ReceiveLineForm, SupplierForm,
};
use crate::domains::purchasing::service;
use crate::seed::shops::Shop;
use crate::server::Scope;
use crate::server::clock::{Clock, new_id};
use crate::server::context::Person;
use chrono::TimeDelta;
use rust_decimal::Decimal;
use std::sync::Arc;
use uuid::Uuid;

/// A supplier: name, contact, name in its e-mail address, phone, town, country, language, currency, terms, days until the delivery, and
/// with what the SKUs of its products begin.
struct Seller {
    name: &'static str,
    contact: &'static str,
    mail: &'static str,
    phone: &'static str,
    place: [&'static str; 3],
    language: &'static str,
    currency: &'static str,
    terms: &'static str,
    lead_days: i32,
    products: &'static str,
    is_verified: bool,
}

/// What became of an order.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Draft,
    Sent,
    Proposed,
    Confirmed,
    Partly,
    Received,
    Cancelled,
}

/// An order: place of its supplier, days ago, pieces of a line, what became of it.
type Ordered = (usize, i64, i32, Fate);

const KANDY: &[Seller] = &[
    Seller {
        name: "Lanka Brass Works",
        contact: "Mohamed Cassim",
        mail: "cassim@lanka-brass.example",
        phone: "081 234 9911",
        place: ["17 Brass Lane", "Pilimathalawa", "Sri Lanka"],
        language: "si",
        currency: "LKR",
        terms: "Packed in straw, broken pieces are replaced with the next delivery.",
        lead_days: 14,
        products: "BRS-",
        is_verified: true,
    },
    Seller {
        name: "Guangzhou Hengda Toys",
        contact: "Ms Lin",
        mail: "lin@hengda-toys.example",
        phone: "+86 20 3868 1234",
        place: ["88 Tianhe Road", "Guangzhou", "China"],
        language: "en",
        currency: "USD",
        terms: "FOB Guangzhou, a third with the order.",
        lead_days: 35,
        products: "TOY-",
        is_verified: true,
    },
    Seller {
        name: "Matale Spice Growers",
        contact: "S. Yogarajah",
        mail: "yoga@matale-spice.example",
        phone: "066 222 4512",
        place: ["Dambulla Road", "Matale", "Sri Lanka"],
        language: "ta",
        currency: "LKR",
        terms: "Dried to 12 % moisture, weighed here.",
        lead_days: 7,
        products: "SPC-",
        is_verified: false,
    },
];

const KANDY_ORDERS: &[Ordered] = &[
    (0, 40, 12, Fate::Received),
    (2, 12, 40, Fate::Partly),
    (1, 0, 60, Fate::Confirmed),
    (0, 3, 20, Fate::Proposed),
    (2, 1, 25, Fate::Draft),
    (0, 20, 8, Fate::Cancelled),
];

const JAFFNA: &[Seller] = &[Seller {
    name: "Coimbatore Yarn House",
    contact: "Ramesh Ponnambalam",
    mail: "ramesh@coimbatore-yarn.example",
    phone: "021 222 8834",
    place: ["Beach Road", "Jaffna", "Sri Lanka"],
    language: "ta",
    currency: "LKR",
    terms: "",
    lead_days: 10,
    products: "JT-",
    is_verified: true,
}];

const JAFFNA_ORDERS: &[Ordered] = &[(0, 9, 15, Fate::Received), (0, 2, 10, Fate::Sent)];

/// The same scope, so many days ago, or as somebody else.
pub(super) fn as_of(scope: &Scope, days: i64, user: Option<(Uuid, &str)>) -> Scope {
    let at = scope.clock.now() - TimeDelta::days(days);
    let person = user.map(|(id, role)| {
        Arc::new(Person {
            id,
            name: String::new(),
            email: String::new(),
            role: role.to_owned(),
            role_id: None,
            image_key: None,
            is_platform_admin: false,
            mfa_enabled: false,
            email_verified: true,
        })
    });
    Scope { clock: Clock::from_fn(move || at), person, ..scope.clone() }
}

/// Makes what is missing; nothing for a shop that has suppliers.
pub async fn purchases(scope: &Scope, shop: &Shop) -> anyhow::Result<()> {
    let (sellers, orders) = if shop.slug == "kandy-crafts" { (KANDY, KANDY_ORDERS) } else { (JAFFNA, JAFFNA_ORDERS) };
    let mut work = scope.begin().await?;
    let known = sqlx::query_scalar!(r#"select exists (select from suppliers) as "known!""#).fetch_one(work.conn()).await?;
    drop(work);
    if known {
        return Ok(());
    }
    let member = |role: &str| format!("{role}@{}.example", shop.slug);
    let staff = user(scope, &member("staff")).await?;
    let keeper = user(scope, &member("warehouse")).await?;
    let wholesaler = user(scope, &member("wholesaler")).await?;
    let mut suppliers = Vec::new();
    for seller in sellers {
        suppliers.push(supplier(&as_of(scope, 50, staff.map(|id| (id, "STAFF"))), seller).await?);
    }
    if let (Some(first), Some(user_id)) = (suppliers.first(), wholesaler) {
        service::link_user(&as_of(scope, 50, staff.map(|id| (id, "STAFF"))), *first, user_id).await?;
    }
    for (place, days, pieces, fate) in orders {
        let (seller, supplier_id) = (&sellers[*place], suppliers[*place]);
        let lines = lines(scope, shop, seller, *pieces).await?;
        let by = as_of(scope, *days, staff.map(|id| (id, "STAFF")));
        let id = draft(&by, supplier_id, lines).await?;
        let now = as_of(scope, 0, keeper.map(|id| (id, "WAREHOUSE")));
        live(&by, &now, wholesaler, id, *fate).await?;
    }
    super::more::tell_nobody(scope).await
}

pub(super) async fn user(scope: &Scope, email: &str) -> anyhow::Result<Option<Uuid>> {
    let id = sqlx::query_scalar!("select id from users where email = $1 and deleted_at is null", email);
    Ok(id.fetch_optional(scope.db.global()).await?)
}

async fn supplier(scope: &Scope, seller: &Seller) -> anyhow::Result<Uuid> {
    let [line1, city, country] = seller.place.map(ToOwned::to_owned);
    let form = SupplierForm {
        business_name: seller.name.to_owned(),
        contact: seller.contact.to_owned(),
        email: seller.mail.to_owned(),
        phone: seller.phone.to_owned(),
        line1,
        city,
        country,
        language: seller.language.to_owned(),
        currency: seller.currency.to_owned(),
        terms: seller.terms.to_owned(),
        payment_days: "30".to_owned(),
        lead_days: seller.lead_days.to_string(),
        is_active: "true".to_owned(),
        ..SupplierForm::default()
    };
    let (id, _) = service::create_supplier(scope, &form).await?;
    if seller.is_verified {
        service::set_verification(scope, id, "VERIFIED").await?;
    }
    let mut work = scope.begin().await?;
    sqlx::query!("update products set supplier_id = $1 where starts_with(sku, $2)", id, seller.products).execute(work.conn()).await?;
    work.commit().await?;
    Ok(id)
}

/// Three lines of the supplier's products at a little below what they cost. What is sold out or low stays so.
async fn lines(scope: &Scope, shop: &Shop, seller: &Seller, pieces: i32) -> anyhow::Result<Vec<PurchaseLineForm>> {
    let mut work = scope.begin().await?;
    let rows = sqlx::query!(
        r#"select v.sku, v.cost_price as "cost!" from product_variants v
           where starts_with(v.sku, $1) and v.sku <> $2 and v.sku <> $3 and v.cost_price is not null order by v.sku limit 3"#,
        seller.products,
        shop.sold_out,
        shop.low,
    )
    .fetch_all(work.conn())
    .await?;
    let own = scope.organization.currency == seller.currency;
    Ok(rows
        .into_iter()
        .zip(0..)
        .map(|(row, place)| {
            // A dollar for about three hundred rupees.
            let cost = if own { row.cost * Decimal::new(97, 2) } else { row.cost / Decimal::from(310) };
            PurchaseLineForm { sku: row.sku, quantity: (pieces + place * 4).to_string(), price: cost.round_dp(2).to_string() }
        })
        .collect())
}

async fn draft(scope: &Scope, supplier_id: Uuid, lines: Vec<PurchaseLineForm>) -> anyhow::Result<Uuid> {
    let form = PurchaseForm {
        supplier_id: supplier_id.to_string(),
        notes: "Please deliver before noon.".to_owned(),
        lines,
        ..PurchaseForm::default()
    };
    Ok(service::create(scope, service::parse("", &form)?).await?.0)
}

/// What became of an order, as its people did it.
async fn live(by: &Scope, now: &Scope, wholesaler: Option<Uuid>, id: Uuid, fate: Fate) -> anyhow::Result<()> {
    if fate == Fate::Draft {
        return Ok(());
    }
    service::send(by, id).await?;
    match fate {
        Fate::Draft | Fate::Sent => {}
        Fate::Proposed => {
            let order = service::detail(by, id).await?;
            let supplier = Scope { person: as_of(by, 0, wholesaler.map(|id| (id, "WHOLESALER"))).person, ..by.clone() };
            service::answer(&supplier, id, &proposal(&order), "The mould for the first one is being repaired.").await?;
        }
        Fate::Cancelled => {
            service::cancel(by, id, "Ordered twice").await?;
        }
        Fate::Confirmed => {
            service::confirm(by, id).await?;
        }
        Fate::Partly | Fate::Received => {
            service::confirm(by, id).await?;
            let order = service::detail(now, id).await?;
            service::receive(now, id, &receipt(&order, fate == Fate::Received)).await?;
        }
    }
    Ok(())
}

/// As ordered, but for the first line.
fn proposal(order: &PurchaseDetail) -> Vec<AnswerLineForm> {
    let lines = order.items.iter().enumerate().map(|(place, item)| AnswerLineForm {
        item: item.id.to_string(),
        quantity: if place == 0 { item.quantity / 2 } else { item.quantity }.to_string(),
        price: item.unit_cost.to_string(),
        expected_on: String::new(),
    });
    lines.collect()
}

/// All of it with one broken piece, or half.
fn receipt(order: &PurchaseDetail, whole: bool) -> ReceiveForm {
    let lines = order.items.iter().enumerate().map(|(place, item)| ReceiveLineForm {
        item: item.id.to_string(),
        received: if whole { item.quantity } else { item.quantity / 2 }.to_string(),
        damaged: if whole && place == 0 { "1".to_owned() } else { String::new() },
    });
    ReceiveForm {
        receipt_id: new_id().to_string(),
        reference: format!("DN-{}", order.row.number.trim_start_matches("PO-")),
        freight: "4500".to_owned(),
        other: if whole { "850".to_owned() } else { String::new() },
        lines: lines.collect(),
        ..ReceiveForm::default()
    }
}
