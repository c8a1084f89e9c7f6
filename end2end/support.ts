// What all specs use: signing in, the words of the interface, a shop's files, and a watch over the console.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test as base, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";

export const PASSWORD = "smartstore-demo";
export const LANGUAGES = ["en", "si", "ta"] as const;
export type Language = (typeof LANGUAGES)[number];

export const person = (role: string, organization = "kandy-crafts") => `${role}@${organization}.example`;

// ---- words: the specs read the texts of the program, so that they hold in every language

const locales = join(__dirname, "..", "locales");
const bundles = Object.fromEntries(
  LANGUAGES.map((language) => {
    const messages = new Map<string, string>();
    for (const file of readdirSync(join(locales, language)).filter((name) => name.endsWith(".ftl"))) {
      let key = "";
      for (const line of readFileSync(join(locales, language, file), "utf8").split("\n")) {
        const found = /^([a-z][a-z0-9-]*) = ?(.*)$/.exec(line);
        if (found) messages.set((key = found[1]), found[2]);
        else if (key && /^\s+\S/.test(line)) messages.set(key, `${messages.get(key)}\n${line.trim()}`);
        else key = "";
      }
    }
    return [language, messages];
  }),
) as Record<Language, Map<string, string>>;

/** The text of a key; for texts without plural forms. */
export function say(language: Language, key: string, args: Record<string, string> = {}): string {
  const text = bundles[language].get(key);
  if (text === undefined) throw new Error(`${language} has no text ${key}`);
  return text.replace(/\{\s*"([^"]*)"\s*\}/g, "$1").replace(/\{\s*\$(\w+)\s*\}/g, (_, name) => args[name] ?? "");
}

// ---- people

/** Signs in by a post of the form, without the page; for specs that are about something else. */
export async function signIn(context: BrowserContext, email: string, language: Language = "en"): Promise<void> {
  const headers = { accept: "text/html" };
  const answer = await context.request.post("/api/access/sign_in", {
    form: { email, password: PASSWORD, next: "/settings/profile" },
    headers,
  });
  expect(answer.status(), `sign-in of ${email}`).toBe(200);
  expect(new URL(answer.url()).pathname).toBe("/settings/profile");
  const chosen = await context.request.post("/api/access/choose_language", { form: { language, next: "/settings/profile" }, headers });
  expect(chosen.status()).toBe(200);
}

/** The program's command, as the one who runs the platform gives it. */
export function program(...args: string[]): string {
  const command = process.env.SMARTSTORE_PROGRAM;
  if (!command) throw new Error("SMARTSTORE_PROGRAM is not set");
  return execFileSync(command, args, { env: { ...process.env, SMARTSTORE_PASSWORD: PASSWORD, RUST_LOG: "error" }, encoding: "utf8" });
}

/** Adds somebody to an organization, which is made where it is new. Answers their address. */
export function addPerson(role: string, organization: string, name = `${role} ${unique(4)}`): string {
  const email = `${role}-${unique(8)}@${organization}.example`;
  program("user", "add", email, "--name", name, "--role", role, "--organization", organization, "--organization-name", `Shop ${organization}`);
  return email;
}

const colleagues = new Map<string, string>();

/** Somebody whom no other spec file of this moment knows. Language, columns and settings are kept with a person, so whoever
 * changes or counts on them must not be a person that others are too. */
export function colleague(role: string, language: Language = "en", organization = "kandy-crafts"): string {
  const key = [role, language, organization].join();
  const email = colleagues.get(key) ?? addPerson(role, organization);
  colleagues.set(key, email);
  return email;
}

/** Signs in as a colleague who reads this language. */
export async function signInAs(context: BrowserContext, role: string, language: Language = "en", organization?: string): Promise<void> {
  await signIn(context, colleague(role, language, organization), language);
}

export interface Merchant {
  slug: string;
  name: string;
  owner: string;
  staff: string;
}

/** An organization of its own, for what would disturb others or be disturbed by them. */
export function merchant(): Merchant {
  const slug = `spec-${unique(8)}`;
  return { slug, name: `Shop ${slug}`, owner: addPerson("owner", slug), staff: addPerson("staff", slug) };
}

/** Makes a product by a plain post and answers its SKU. */
export async function makeProduct(context: BrowserContext, base: string): Promise<string> {
  const sku = `OWN-${unique(6)}`;
  const status = await post(context, "/api/catalog/create_product", { name: `Lamp ${sku}`, sku, price: "1500", status: "ACTIVE" }, `${base}/products/new`);
  expect(status).toBe(303);
  return sku;
}

/** Signs in as a person does. */
export async function signInByHand(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.locator("#email").fill(email);
  await page.locator("#password").fill(password);
  await page.locator('form[action="/api/access/sign_in"] button').click();
}

/** Posts a form of the program as this person, as a browser without scripts does. Answers the status. */
export async function post(context: BrowserContext, path: string, form: Record<string, string>, referer: string): Promise<number> {
  const base = new URL(referer);
  const answer = await context.request.post(path, {
    form,
    headers: { accept: "text/html", referer, origin: base.origin },
    maxRedirects: 0,
  });
  return answer.status();
}

/** The button that posts to a server function: `confirm_order`, `pack_order` … */
export const stepButton = (page: Page, path: string): Locator => page.locator(`form[action="${path}"] button[type=submit]:not([formaction])`).first();

// ---- the console

const HARMLESS = [
  // Pictures of an imported shop are at addresses that do not exist.
  /images\.example\.com/,
  // Chromium's own word when one leaves a page before its view transition has ended.
  /Transition was (aborted|skipped)/,
];

/** Collects what a page complains about. */
export function watch(page: Page): string[] {
  const complaints: string[] = [];
  const note = (text: string, where = "") => {
    if (!HARMLESS.some((known) => known.test(text) || known.test(where))) complaints.push(`${new URL(page.url()).pathname}: ${text} ${where}`.trim());
  };
  page.on("console", (message) => {
    if (message.type() === "warning" || message.type() === "error") note(message.text(), message.location().url);
  });
  page.on("pageerror", (error) => note(String(error)));
  return complaints;
}

/** As Playwright's, but a page that writes a warning or an error to its console fails. */
export const test = base.extend<{ quiet: void }>({
  quiet: [
    async ({ context }, use) => {
      const all: string[][] = [];
      context.on("page", (page) => all.push(watch(page)));
      await use();
      // A browser reports every answer of 4xx and 5xx, which specs ask for; without scripts, or on a busy machine, wasm is late.
      const asked = /Failed to load resource: the server responded with a status of (401|403|404|409|422|503)|ERR_INTERNET_DISCONNECTED/;
      const unused = /\.wasm was preloaded using link preload but not used/;
      const bad = all.flat().filter((text) => !asked.test(text) && !unused.test(text));
      const kinds = new Set(bad.map((text) => text.replace(/nonce-[\w-]+/g, "nonce").replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…")));
      expect([...kinds], "warnings and errors in the console").toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** Opens a page whose island listens to the server's events, and waits until it does. */
export async function openListening(page: Page, path: string): Promise<void> {
  const heard = page.waitForResponse((answer) => new URL(answer.url()).pathname === "/events");
  await page.goto(path);
  expect((await heard).status()).toBe(200);
  await expect(page.locator("html")).toHaveAttribute("data-live", "");
}

/** Types into a picker until its island answers, which it does once it runs. */
export async function pick(page: Page, box: string, text: string, option: string): Promise<Locator> {
  const found = page.locator(".picker-option", { hasText: option });
  await expect(async () => {
    await page.locator(box).focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type(text);
    await expect(found.first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
  return found.first();
}

// ---- a shop's files

/** A number of so many digits that no earlier run has had. */
let drawn = 0;
export function unique(digits: number): string {
  drawn += 1;
  const text = `${process.pid % 97}${Date.now()}${drawn}`;
  let hash = 7n;
  for (const char of text) hash = (hash * 1000003n + BigInt(char.charCodeAt(0))) % 1000000007n;
  return (hash * 7919n + 1000000000000n).toString().slice(-digits);
}

export interface Shop {
  products: Buffer;
  orders: Buffer;
  /** Begins every SKU. */
  prefix: string;
  /** The SKU whose leading zeros matter. */
  cinnamon: string;
  saree: string;
  /** The order that waits for confirmation: COD, 1 saree and 3 cinnamon, 17,300.00. */
  pending: { number: string; last4: string; phone: string };
  /** On hold in the shop, with a line whose SKU is unknown here. */
  held: { number: string };
  orderCount: number;
}

/** The fixture files as another shop would have sent them: own SKUs, barcodes, ids, and phone numbers. */
export function shop(): Shop {
  const fixture = (name: string) => readFileSync(join(__dirname, "fixtures", name), "utf8");
  const run = unique(6);
  const prefix = `T${run}`;
  const cinnamon = `000${run}`;
  const id = (text: string | number) => `${run}${text}`;
  const sku = (text: string) => text.replace(/\bNL-/g, `${prefix}-`).replace(/\b000417\b/g, cinnamon);
  const products = sku(fixture("woocommerce-products.csv"))
    .replace(/^(1\d\d),/gm, (_, number) => `${id(number)},`)
    .replace(/,id:(\d+),/g, (_, number) => `,id:${id(number)},`)
    .replace(/\b47900000000(\d\d)\b/g, (_, end) => `47${unique(9)}${end}`);
  const orders = JSON.parse(sku(fixture("woocommerce-orders.json"))) as Array<Record<string, any>>;
  for (const order of orders) {
    const number = id(order.id);
    order.platform_number = order.number;
    order.number = number;
    order.id = Number(number);
    order.order_key = `wc_order_${number}`;
    order.billing.phone = `0771${unique(6)}`;
    order.billing.email = `buyer${number}@example.com`;
    for (const line of order.line_items) {
      if (line.product_id) line.product_id = Number(id(line.product_id));
      if (line.variation_id) line.variation_id = Number(id(line.variation_id));
    }
  }
  const [pending, , , held] = orders;
  pending.status = "pending";
  const phone: string = pending.billing.phone;
  return {
    products: Buffer.from(products),
    orders: Buffer.from(JSON.stringify(orders.map(({ platform_number, ...order }) => order))),
    prefix,
    cinnamon,
    saree: `${prefix}-SAREE-MG`,
    pending: { number: pending.number, last4: phone.slice(-4), phone },
    held: { number: held.number },
    orderCount: orders.length,
  };
}

/** Uploads a file through /imports, looks at the preview and starts it; ends on the page of the finished import. */
export async function importFile(page: Page, kind: "PRODUCTS" | "ORDERS" | "CUSTOMERS", name: string, buffer: Buffer, scripts: boolean, format = "WOOCOMMERCE"): Promise<void> {
  await page.goto("/imports");
  await page.locator("#kind").selectOption(kind);
  await page.locator("#format").selectOption(format);
  await page.locator("#file").setInputFiles({ name, mimeType: kind === "ORDERS" ? "application/json" : "text/csv", buffer });
  await page.locator('form[action="/imports/upload"] button').click();
  await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  await expect(page.locator("section.card tbody tr").first()).toBeVisible();
  await stepButton(page, "/api/bulk/start_import").click();
  await expect(page.locator('form[action="/api/bulk/start_import"]')).toHaveCount(0);
  const finished = page.locator(".stats");
  if (scripts) {
    // The page follows the import and opens itself anew.
    await expect(page.locator("progress")).toHaveCount(0, { timeout: 20_000 });
  } else {
    await expect(async () => {
      await page.reload();
      await expect(page.locator("progress")).toHaveCount(0, { timeout: 100 });
    }).toPass({ timeout: 20_000 });
  }
  await expect(finished).toBeVisible();
}

/** The numbers on top of a finished import, in its order: rows, created, updated, unchanged, refused. */
export async function importCounts(page: Page): Promise<number[]> {
  return (await page.locator(".stats .value").allInnerTexts()).map((text) => Number(text.replace(/\D/g, "")));
}

/** What stands in the product page for a SKU: on hand, reserved, available. */
export async function stock(page: Page, sku: string): Promise<{ hand: number; reserved: number; available: number }> {
  await page.goto(`/products?q=${encodeURIComponent(sku)}`);
  await page.locator("table tbody .row-link").first().click();
  const row = page.locator("tbody tr", { has: page.getByText(sku, { exact: true }) });
  const [hand, reserved, available] = (await row.locator("td.num").allInnerTexts()).map((text) =>
    // The sum stands first; where there are several warehouses their parts stand below.
    Number(text.trim().split("\n")[0].replace("−", "-").replace(/[^-\d]/g, "")),
  );
  return { hand, reserved, available };
}

/** Opens the order that a search finds, which must be one. */
export async function openFound(page: Page, text: string): Promise<void> {
  await page.goto(`/orders?q=${encodeURIComponent(text)}`);
  await expect(page.locator("#order-list tbody tr")).toHaveCount(1);
  await page.locator("#order-list .row-link").click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
}

/** Makes a phone order by a plain post and answers its path; for specs that need one of their own. */
export async function makeOrder(context: BrowserContext, base: string, sku: string, more: Record<string, string> = {}): Promise<string> {
  const answer = await context.request.post("/api/orders/create_order", {
    form: {
      order_id: uuid(),
      name: `Buyer ${unique(6)}`,
      phone: `0772${unique(6)}`,
      line1: "12 Lake Road",
      city: "Kandy",
      district: "Kandy",
      source: "PHONE",
      "lines[0][sku]": sku,
      "lines[0][quantity]": "1",
      "lines[0][price]": "1500",
      ...more,
    },
    headers: { accept: "text/html", referer: `${base}/orders/new` },
    maxRedirects: 0,
  });
  expect(answer.status(), await answer.text()).toBe(303);
  return answer.headers()["location"] ?? "";
}

export function uuid(): string {
  return crypto.randomUUID();
}

/** A SKU of the demo's catalog with plenty of it, in whichever organization and language. */
export async function plentiful(page: Page): Promise<string> {
  // The address says which columns, because a person may have chosen others; and the order, because shops that other specs
  // import (and count) are newer and their SKUs come first or last.
  await page.goto("/inventory?sort=sku&columns=sku,available");
  const rows = await page.locator("table tbody tr").evaluateAll((all) =>
    all.map((row) => ({
      sku: row.querySelector("td.mono")?.textContent?.trim() ?? "",
      available: Number(row.querySelector("td.num")?.textContent?.replace("\u2212", "-").replace(/[^-\d]/g, "") ?? NaN),
    })),
  );
  const [most] = rows.filter(({ sku }) => /^(BTK|JT)-/.test(sku)).sort((one, other) => other.available - one.available);
  expect(most?.available ?? 0, `the demo has stock among ${rows.length} rows`).toBeGreaterThan(5);
  return most.sku;
}

/** A context of its own, signed in. */
export async function asPerson(browser: Browser, email: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  await signIn(context, email);
  return context;
}

/** The pages of the admin that have no id, as an owner sees them. */
export const PAGES = [
  "/",
  "/orders",
  "/orders/new",
  "/orders/invoices",
  "/orders/carts",
  "/customers",
  "/customers/duplicates",
  "/customers/segments",
  "/customers/segments/new",
  "/customers/new",
  "/payments",
  "/payments/slips",
  "/payments/statements",
  "/payments/gift-cards",
  "/payments/gift-cards/new",
  "/settings/payments",
  "/payments/refunds",
  "/channels",
  "/products",
  "/products/new",
  "/categories",
  "/brands",
  "/size-guides",
  "/size-guides/new",
  "/inventory",
  "/inventory/warehouses",
  "/inventory/movements",
  "/inventory/transfers",
  "/inventory/transfers/new",
  "/inventory/counts",
  "/inventory/reorder",
  "/inventory/buffers",
  "/stations",
  "/stations/tasks",
  "/stations/receive",
  "/stations/pick",
  "/stations/pack",
  "/stations/count",
  "/stations/returns",
  "/imports",
  "/bulk",
  "/bulk/new",
  "/purchasing",
  "/purchasing/new",
  "/suppliers",
  "/suppliers/new",
  "/deliveries",
  "/couriers",
  "/settings",
  "/settings/organization",
  "/notifications",
  "/notifications/settings",
  "/search",
  "/search?q=a",
  "/settings/profile",
  "/settings/second-factor",
  "/settings/security",
  "/settings/taxes",
  "/settings/invoices",
  "/settings/currencies",
  "/settings/translations",
  "/settings/sessions",
  "/settings/audit",
  "/settings/system",
];

/** Addresses of one order, product, variant, customer and so on, from the first row of each list; and a tracking page. */
export async function detailPages(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const list of ["/orders", "/orders/invoices", "/products", "/inventory", "/customers", "/imports", "/bulk", "/payments/statements"]) {
    await page.goto(list);
    const link = page.locator("table tbody .row-link").first();
    if ((await link.count()) > 0) found.push((await link.getAttribute("href")) ?? "");
  }
  const product = found.find((path) => path.startsWith("/products/"));
  if (product) found.push(`${product}/edit`);
  const customer = found.find((path) => path.startsWith("/customers/"));
  if (customer) found.push(`${customer}/edit`);
  return found.filter((path) => path !== "");
}

/** The address of a buyer's page. */
export async function trackingPage(page: Page): Promise<string> {
  await page.goto("/orders?status=OUT_FOR_DELIVERY");
  const link = page.locator("#order-list .row-link").first();
  if ((await link.count()) === 0) await page.goto("/orders");
  await page.locator("#order-list .row-link").first().click();
  const href = await page.locator('a[href^="/s/"]').first().getAttribute("href");
  expect(href).toMatch(/^\/s\/[a-z-]+\/track\/.+/);
  return href ?? "";
}
