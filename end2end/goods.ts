// Goods of a shop of its own: products with a barcode, purchase orders, pieces on the shelf, orders that are with their buyers.
import { expect, makeOrder, post, unique, uuid } from "./support";
import type { BrowserContext } from "@playwright/test";

/** Posts a form and answers where it leads. */
export async function made(context: BrowserContext, base: string, path: string, form: Record<string, string>, referer: string): Promise<string> {
  const answer = await context.request.post(path, { form, headers: { accept: "text/html", referer: base + referer, origin: base }, maxRedirects: 0 });
  expect(answer.status(), await answer.text()).toBe(303);
  return answer.headers()["location"] ?? "";
}

/** A product with a barcode of its own. */
export async function product(context: BrowserContext, base: string): Promise<{ sku: string; barcode: string }> {
  const sku = `OWN-${unique(6)}`;
  const twelve = `479${unique(9)}`;
  const sum = [...twelve].reduce((all, digit, place) => all + Number(digit) * (place % 2 ? 3 : 1), 0);
  const barcode = `${twelve}${(10 - (sum % 10)) % 10}`;
  await made(context, base, "/api/catalog/create_product", { name: `Lamp ${sku}`, sku, barcode, price: "1500", status: "ACTIVE" }, "/products/new");
  return { sku, barcode };
}

/** A purchase order whose goods may come; answers its id. */
export async function purchase(context: BrowserContext, base: string, lines: Array<[string, number]>): Promise<string> {
  const supplier = await made(context, base, "/api/purchasing/create_supplier", { business_name: `Brass ${unique(6)}`, currency: "LKR", language: "en", is_active: "true" }, "/suppliers/new");
  const fields: Record<string, string> = { supplier_id: supplier.split("/").pop()! };
  lines.forEach(([sku, pieces], row) => Object.assign(fields, { [`lines[${row}][sku]`]: sku, [`lines[${row}][quantity]`]: String(pieces), [`lines[${row}][price]`]: "100" }));
  const order = await made(context, base, "/api/purchasing/create_purchase_order", fields, "/purchasing/new");
  const id = order.split("/").pop()!;
  for (const step of ["send_purchase_order", "confirm_purchase_order"]) {
    expect(await post(context, `/api/purchasing/${step}`, { purchase_order_id: id }, base + order)).toBe(303);
  }
  return id;
}

/** Puts pieces of a product on the shelf. */
export async function stocked(context: BrowserContext, base: string, sku: string, pieces: number): Promise<void> {
  const id = await purchase(context, base, [[sku, pieces]]);
  const form = { client_id: uuid(), station: "RECEIVE", task: id, code: sku, quantity: String(pieces) };
  expect((await context.request.post("/api/stations/scan", { form, headers: { accept: "application/json", origin: base } })).status()).toBe(200);
  expect(await post(context, "/api/stations/finish_receipt", { purchase_order_id: id }, `${base}/stations/receive/${id}`)).toBe(303);
}

/** An order of some pieces that is with its buyer and paid; answers its path. */
export async function delivered(context: BrowserContext, base: string, sku: string, pieces: number): Promise<string> {
  const order = await makeOrder(context, base, sku, { "lines[0][quantity]": String(pieces) });
  const id = order.split("/").pop()!;
  await made(context, base, "/api/delivery/create_courier", { kind: "RIDER", name: `Sunil ${unique(5)}` }, "/couriers");
  for (const step of ["confirm_order", "pack_order"]) {
    expect(await post(context, `/api/orders/${step}`, { order_id: id }, base + order)).toBe(303);
  }
  const page = await (await context.request.get(order, { headers: { accept: "text/html" } })).text();
  const courier = /name="courier_id"[\s\S]*?value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? "";
  expect(await post(context, "/api/delivery/dispatch_order", { order_id: id, courier_id: courier }, base + order)).toBe(303);
  const form = { order_id: id, collected: String(1500 * pieces), remitted: "true" };
  expect(await post(context, "/api/delivery/deliver_order", form, base + order)).toBe(303);
  return order;
}
