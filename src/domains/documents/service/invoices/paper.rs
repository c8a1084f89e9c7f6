//! An invoice as it is printed, in its language.

use crate::domains::documents::model::{DateFormat, Invoice, InvoiceKind, InvoiceLine, Party, tax_parts};
use crate::domains::documents::service::{amount_in_words, say};
use crate::domains::payments::model::PaymentMethod;
use crate::server::context::Organization;
use crate::server::format::{currency_symbol, money_in};
use crate::server::i18n::text_with;
use crate::shared::money::{group_thousands, grouped, round};
use crate::shared::{Language, Paper, PaperBlock, PaperColumn};
use rust_decimal::Decimal;

/// Whole rupees of amounts, which add up to the rounded sum: the largest remainders are rounded up.
fn whole(amounts: &[Decimal]) -> Vec<Decimal> {
    let sum: Decimal = amounts.iter().copied().sum();
    let target = sum.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let mut rounded: Vec<Decimal> = amounts.iter().map(Decimal::floor).collect();
    let mut open = target - rounded.iter().copied().sum::<Decimal>();
    let mut places: Vec<usize> = (0..amounts.len()).collect();
    places.sort_by_key(|place| amounts.get(*place).map(|amount| amount.floor() - amount));
    for place in places {
        if open < Decimal::ONE {
            break;
        }
        if let Some(amount) = rounded.get_mut(place) {
            *amount += Decimal::ONE;
            open -= Decimal::ONE;
        }
    }
    rounded
}

/// The lines as they are shown: in whole rupees where the layout says so.
fn shown(lines: &[InvoiceLine], is_whole: bool) -> Vec<InvoiceLine> {
    if !is_whole {
        return lines.to_vec();
    }
    let totals = whole(&lines.iter().map(|line| line.total).collect::<Vec<_>>());
    let taxes = whole(&lines.iter().map(|line| line.tax).collect::<Vec<_>>());
    let rounded = lines.iter().zip(totals).zip(taxes);
    rounded.map(|((line, total), tax)| InvoiceLine { total, tax, discount: line.discount.round(), ..line.clone() }).collect()
}

fn party(party: &Party, language: Language) -> Vec<String> {
    let mut lines = vec![party.name.clone()];
    if !party.tin.is_empty() {
        lines.push(text_with(language, "documents-tin", &[("number", party.tin.clone().into())]));
    }
    lines.extend(party.address.iter().cloned());
    lines.push(party.phone.clone());
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// An invoice as it is printed, with what a phone reads to pay what is due of it.
pub(super) fn paper(organization: &Organization, invoice: &Invoice, scan: Option<(String, String)>) -> Paper {
    let (language, content, row) = (invoice.language, &invoice.content, &invoice.row);
    let say = |key: &str| say(language, key);
    let is_whole = content.whole_rupees;
    let plain = |amount: Decimal| {
        if is_whole {
            format!(
                "{}{}",
                if amount.is_sign_negative() && !amount.is_zero() { "\u{2212}" } else { "" },
                group_thousands(&amount.abs().trunc().to_string())
            )
        } else {
            grouped(amount)
        }
    };
    let money = |amount: Decimal| {
        if is_whole {
            format!("{}\u{202f}{}", currency_symbol(&row.currency, language), plain(amount))
        } else {
            money_in(amount, &row.currency, language)
        }
    };
    let lines = shown(&content.lines, is_whole);
    let total: Decimal = lines.iter().map(|line| line.total).sum();
    let tax: Decimal = lines.iter().map(|line| line.tax).sum();
    let with_tax = row.kind == InvoiceKind::TaxInvoice || row.kind == InvoiceKind::CreditNote && !tax.is_zero();
    let percent = |rate: Decimal| text_with(language, "catalog-tax-percent", &[("rate", rate.normalize().to_string().into())]);
    let (columns, rows) = if with_tax { taxed(&lines, &say, &plain, &percent) } else { untaxed(&lines, &say, &plain) };
    let mut sums = Vec::new();
    for part in tax_parts(&lines).into_iter().filter(|part| !part.tax.is_zero()) {
        let args = [("rate", percent(part.rate).into()), ("net", money(part.net).into())];
        let key = if with_tax { "documents-tax-on" } else { "documents-tax-in" };
        sums.push((text_with(language, key, &args), money(part.tax)));
    }
    if with_tax {
        sums.insert(0, (say("documents-net"), money(total - tax)));
    }
    sums.push((say(if row.kind == InvoiceKind::CreditNote { "documents-credit-total" } else { "documents-total" }), money(total)));
    Paper {
        language,
        title: title(row.kind, language),
        scan,
        from: party(&content.seller, language),
        to: Some(PaperBlock { title: say("documents-purchaser"), lines: party(&content.buyer, language) }),
        facts: facts(organization, invoice),
        columns,
        rows,
        sums,
        notes: notes(organization, invoice, total),
        footer: format!("{} · {}", content.seller.name, row.number),
        ..Paper::default()
    }
}

/// What the law calls it stands beside what people call it.
fn title(kind: InvoiceKind, language: Language) -> String {
    let name = say(language, kind.key());
    match kind {
        InvoiceKind::TaxInvoice if language == Language::En => name.to_uppercase(),
        InvoiceKind::TaxInvoice => format!("{name} · TAX INVOICE"),
        _ => name,
    }
}

fn facts(organization: &Organization, invoice: &Invoice) -> Vec<(String, String)> {
    let (language, content) = (invoice.language, &invoice.content);
    let say = |key: &str| say(language, key);
    let format = DateFormat::parse(&content.date_format).unwrap_or_default();
    let methods: Vec<String> =
        content.methods.iter().filter_map(|code| PaymentMethod::parse(code)).map(|method| say(method.key())).collect();
    let mut facts = vec![
        (say("documents-number"), invoice.row.number.clone()),
        (say("documents-date"), format.write(invoice.row.issued_at.with_timezone(&organization.time_zone).date_naive())),
    ];
    facts.extend(content.credits.clone().map(|number| (say("documents-credits"), number)));
    facts.extend(content.supplied_on.map(|day| (say("documents-supplied-on"), format.write(day))));
    facts.push((say("documents-place"), content.place.clone()));
    facts.push((say("payments-order"), content.order_number.clone()));
    facts.push((say("payments-method"), methods.join(", ")));
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

fn notes(organization: &Organization, invoice: &Invoice, total: Decimal) -> Vec<PaperBlock> {
    let (language, row) = (invoice.language, &invoice.row);
    let mut notes =
        vec![PaperBlock { title: say(language, "documents-in-words"), lines: vec![amount_in_words(total, &row.currency, language)] }];
    if row.currency != organization.currency {
        let own = round(total * invoice.exchange_rate);
        let args = [
            ("currency", row.currency.clone().into()),
            ("rate", invoice.exchange_rate.normalize().to_string().into()),
            ("amount", money_in(own, &organization.currency, language).into()),
        ];
        notes.push(PaperBlock { title: String::new(), lines: vec![text_with(language, "documents-at-rate", &args)] });
    }
    if let Some(reason) = &invoice.reason {
        notes.push(PaperBlock { title: say(language, "documents-reason"), lines: vec![reason.clone()] });
    }
    if !invoice.content.footer.trim().is_empty() {
        notes.push(PaperBlock { title: String::new(), lines: invoice.content.footer.lines().map(ToOwned::to_owned).collect() });
    }
    notes
}

type Table = (Vec<PaperColumn>, Vec<Vec<String>>);

fn name(line: &InvoiceLine) -> String {
    if line.sku.is_empty() { line.name.clone() } else { format!("{}\n{}", line.name, line.sku) }
}

fn pieces(line: &InvoiceLine) -> String {
    line.quantity.map(|quantity| quantity.to_string()).unwrap_or_default()
}

/// Each line without tax, its tax, and with it.
fn taxed(
    lines: &[InvoiceLine],
    say: &dyn Fn(&str) -> String,
    plain: &dyn Fn(Decimal) -> String,
    percent: &dyn Fn(Decimal) -> String,
) -> Table {
    let columns = vec![
        PaperColumn::words(say("orders-product"), 36),
        PaperColumn::numbers(say("orders-quantity"), 12),
        PaperColumn::numbers(say("documents-net"), 18),
        PaperColumn::numbers(say("orders-tax"), 16),
        PaperColumn::numbers(say("orders-line-total"), 18),
    ];
    let rows = lines.iter().map(|line| {
        let tax = if line.tax.is_zero() { plain(line.tax) } else { format!("{}\n{}", plain(line.tax), percent(line.rate)) };
        vec![name(line), pieces(line), plain(line.net()), tax, plain(line.total)]
    });
    (columns, rows.collect())
}

/// Each line as it was sold.
fn untaxed(lines: &[InvoiceLine], say: &dyn Fn(&str) -> String, plain: &dyn Fn(Decimal) -> String) -> Table {
    let columns = vec![
        PaperColumn::words(say("orders-product"), 40),
        PaperColumn::numbers(say("orders-quantity"), 12),
        PaperColumn::numbers(say("orders-price"), 16),
        PaperColumn::numbers(say("orders-discount"), 14),
        PaperColumn::numbers(say("orders-line-total"), 18),
    ];
    let rows = lines.iter().map(|line| {
        let discount = if line.discount.is_zero() { String::new() } else { plain(line.discount) };
        vec![name(line), pieces(line), plain(line.unit_price), discount, plain(line.total)]
    });
    (columns, rows.collect())
}
