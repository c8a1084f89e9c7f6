// Purchasing: from the supplier to the shelf, with what it cost, and what the supplier's own people see. With and without JavaScript.
import { readFileSync } from "node:fs";
import { LANGUAGES, expect, makeProduct, person, pick, plentiful, say, signIn, stepButton, stock, test, unique } from "./support";
import type { Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const id = "[0-9a-f-]{36}";

/** What axe complains about. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(node: unknown, options: unknown): Promise<{ violations: any[] }> } }).axe;
    const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
    return result.violations.flatMap((violation) => violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")}`));
  });
}

/** Makes a supplier on its form. */
async function makeSupplier(page: Page, name: string): Promise<void> {
  await page.goto("/suppliers/new");
  await page.locator("#business_name").fill(name);
  await page.locator("#contact").fill("Mrs Cassim");
  await page.locator("#email").fill(`s${unique(8)}@suppliers.example`);
  await page.locator("#lead_days").fill("7");
  await stepButton(page, "/api/purchasing/create_supplier").click();
  await expect(page).toHaveURL(new RegExp(`/suppliers/${id}$`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

/** Opens the confirm step that holds a form. */
const open = (page: Page, action: string) => page.locator("details.confirm", { has: page.locator(`form[action="${action}"]`) }).locator("summary").first().click();

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("an order is written, sent, received in two parts, and its goods cost what they cost", async ({ page, context }) => {
      test.setTimeout(120_000);
      await signIn(context, person("staff"));
      const sku = await plentiful(page);
      const before = await stock(page, sku);
      await makeSupplier(page, `Loom ${unique(6)}`);
      await page.getByRole("link", { name: say("en", "purchasing-new") }).click();
      await expect(page.locator("#supplier_id")).not.toHaveValue("");
      if (scripts) {
        await pick(page, "#find-product", sku, sku);
        await page.keyboard.press("Enter");
        await expect(page.locator("#lines-0-sku")).toHaveValue(sku);
      } else {
        await expect(page.locator("#find-product")).toBeHidden();
        await page.locator("#lines-0-sku").fill(sku);
      }
      await page.locator("#lines-0-quantity").fill("ten");
      await page.locator("#lines-0-price").fill("100");
      await stepButton(page, "/api/purchasing/create_purchase_order").click();
      await expect(page.locator(".error-summary")).toContainText(say("en", "purchasing-error-quantity"));
      await expect(page.locator("#lines-0-quantity")).toHaveValue("ten");
      await page.locator("#lines-0-quantity").fill("10");
      await page.locator("#freight").fill("50");
      await stepButton(page, "/api/purchasing/create_purchase_order").click();
      await expect(page).toHaveURL(new RegExp(`/purchasing/${id}$`));
      const order = page.url();
      await expect(page.locator(".sums .total").last()).toContainText("1,000.00");

      await stepButton(page, "/api/purchasing/send_purchase_order").click();
      await expect(page.locator(".toast")).toBeVisible();
      await stepButton(page, "/api/purchasing/confirm_purchase_order").click();
      await expect(page.locator(".page-head .badge")).toHaveText(say("en", "purchasing-status-confirmed"));
      // On order is not in stock.
      expect(await stock(page, sku)).toEqual(before);

      await page.goto(`${order}/receive`);
      await expect(page.locator("#lines-0-received")).toHaveValue("10");
      await expect(page.locator("#freight")).toHaveValue("50.00");
      await page.locator("#lines-0-received").fill("12");
      await stepButton(page, "/api/purchasing/receive_purchase_order").click();
      await expect(page.locator(".error-summary")).toBeVisible();
      await expect(page.locator("#lines-0-received")).toHaveValue("12");
      await page.locator("#lines-0-received").fill("4");
      await page.locator("#lines-0-damaged").fill("1");
      await stepButton(page, "/api/purchasing/receive_purchase_order").click();
      await expect(page).toHaveURL(order);
      await expect(page.locator(".page-head .badge")).toHaveText(say("en", "purchasing-status-partially-received"));
      // Four at 100, and 50 for the freight.
      await expect(page.locator(".main")).toContainText("112.50");
      let after = await stock(page, sku);
      expect([after.hand - before.hand, after.available - before.available]).toEqual([4, 3]);

      await page.goto(`${order}/receive`);
      await expect(page.locator("#lines-0-received")).toHaveValue("6");
      await page.locator("#lines-0-received").fill("7");
      await stepButton(page, "/api/purchasing/receive_purchase_order").click();
      await expect(page.locator(".error-summary")).toBeVisible();
      await page.locator("#allow_over").check();
      await stepButton(page, "/api/purchasing/receive_purchase_order").click();
      await expect(page.locator(".page-head .badge")).toHaveText(say("en", "purchasing-status-received"));
      after = await stock(page, sku);
      expect(after.hand - before.hand).toBe(11);

      await page.goto(order);
      await open(page, "/api/purchasing/add_landed_cost");
      const later = page.locator('form[action="/api/purchasing/add_landed_cost"]').first();
      await later.locator("[name=amount]").fill("70");
      await later.locator("button").click();
      await expect(page.locator(".toast")).toBeVisible();
      await page.goto(`${order}/print`);
      await expect(page.locator(".paper")).toContainText(sku);
    });

    test("a draft is changed, and an order that will not come is cancelled with a reason", async ({ page, context }) => {
      await signIn(context, person("staff"));
      const sku = await plentiful(page);
      await makeSupplier(page, `Clay ${unique(6)}`);
      await page.getByRole("link", { name: say("en", "purchasing-new") }).click();
      await page.locator("#lines-0-sku").fill(sku);
      await page.locator("#lines-0-quantity").fill("3");
      await page.locator("#lines-0-price").fill("10");
      await stepButton(page, "/api/purchasing/create_purchase_order").click();
      await page.getByRole("link", { name: say("en", "edit"), exact: true }).click();
      await expect(page.locator("#lines-0-quantity")).toHaveValue("3");
      await page.locator("#lines-0-quantity").fill("5");
      await stepButton(page, "/api/purchasing/update_purchase_order").click();
      await expect(page.locator(".sums .total").last()).toContainText("50.00");
      await open(page, "/api/purchasing/cancel_purchase_order");
      await page.locator("#cancel-reason").fill("Too late");
      await stepButton(page, "/api/purchasing/cancel_purchase_order").click();
      await expect(page.locator(".alert")).toContainText("Too late");
    });

    test("the supplier sees theirs alone, proposes, and the merchant accepts", async ({ page, context, browser, baseURL }) => {
      test.setTimeout(90_000);
      await signIn(context, person("staff"));
      await page.goto("/suppliers?q=lanka+brass");
      await page.locator("table tbody .row-link").first().click();
      await page.goto(`${page.url()}?tab=products`);
      const sku = (await page.locator("table tbody .cell-note.mono").first().innerText()).trim();
      await page.getByRole("link", { name: say("en", "purchasing-new") }).click();
      await page.locator("#lines-0-sku").fill(sku);
      await page.locator("#lines-0-quantity").fill("20");
      await page.locator("#lines-0-price").fill("900");
      await stepButton(page, "/api/purchasing/create_purchase_order").click();
      const number = /PO-\d+/.exec(await page.getByRole("heading", { level: 1 }).innerText())![0];
      const order = page.url();
      await stepButton(page, "/api/purchasing/send_purchase_order").click();
      await expect(page.locator(".toast")).toBeVisible();

      const theirs = await browser.newContext({ baseURL, javaScriptEnabled: scripts, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
      await signIn(theirs, person("wholesaler"), "si");
      const phone = await theirs.newPage();
      await phone.goto("/supply");
      await expect(phone.locator(".main")).not.toContainText("Guangzhou");
      await phone.locator(".row-link", { hasText: number }).click();
      await expect(phone.locator("#lines-0-quantity")).toHaveValue("20");
      await phone.locator("#lines-0-quantity").fill("15");
      await phone.locator("#note").fill("Five are broken");
      await stepButton(phone, "/api/purchasing/answer_purchase_order").click();
      await expect(phone.locator(".main")).toContainText(say("si", "purchasing-change-proposed"));
      await phone.goto("/supply/stock");
      await expect(phone.locator(".main")).toContainText(sku);
      expect(await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      expect((await phone.request.get("/purchasing")).status()).toBe(403);
      await theirs.close();

      await page.goto(order);
      await expect(page.locator(".main")).toContainText("20 → 15");
      await stepButton(page, "/api/purchasing/accept_change").click();
      await expect(page.locator(".page-head .badge")).toHaveText(say("en", "purchasing-status-confirmed"));
      await expect(page.locator(".sums .total").last()).toContainText("13,500.00");
    });

    test("what is low becomes drafts in one step", async ({ page, context, baseURL }) => {
      await signIn(context, person("admin"));
      const sku = await makeProduct(context, baseURL!);
      await page.goto(`/inventory?q=${sku}`);
      await page.locator("table tbody .row-link").first().click();
      const stock = page.url();
      const watched = page.locator('form[action="/api/inventory/save_level"]').first();
      await watched.locator("[name=reorder_level]").fill("6");
      await watched.locator("button").click();
      await expect(page.locator(".toast")).toBeVisible();
      await page.goto(`/inventory/reorder?q=${sku}`);
      await page.locator('a[href^="/purchasing/suggestions"]').first().click();
      await expect(page).toHaveURL(new RegExp(`/purchasing/suggestions\\?q=${sku}`));
      // Nobody supplies it yet: the supplier is chosen here, and asked for when it is forgotten.
      const send = stepButton(page, "/api/purchasing/order_suggested");
      await page.locator("#lines-0-take").check();
      await page.locator("#lines-0-quantity").fill("7");
      await page.locator("#lines-0-price").fill("140");
      await send.click();
      await expect(page.locator(".error-summary")).toContainText(say("en", "purchasing-error-no-supplier"));
      await expect(page.locator("#lines-0-quantity")).toHaveValue("7");
      await expect(page.locator("#lines-0-take")).toBeChecked();
      await page.locator("#lines-0-supplier").selectOption({ index: 1 });
      await send.click();
      await expect(page).toHaveURL(/\/purchasing\/[0-9a-f-]{36}$/);
      await expect(page.locator(".main")).toContainText(sku);
      // What is ordered is not suggested again.
      await page.goto(stock);
      await expect(page.locator(".main")).toContainText(say("en", "inventory-ordered", { count: "7" }));
    });

    for (const language of LANGUAGES) {
      test(`lists, tabs and filters (${language})`, async ({ page, context }) => {
        await signIn(context, person("admin"), language);
        await page.goto("/purchasing");
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "nav-purchasing"));
        const all = await page.locator("table tbody tr").count();
        expect(all).toBeGreaterThanOrEqual(6);
        await page.locator(".tabs a", { hasText: say(language, "purchasing-status-draft") }).click();
        await expect(page).toHaveURL(/status=DRAFT/);
        expect(await page.locator("table tbody tr").count()).toBeLessThan(all);
        await page.goto("/purchasing");
        await page.locator("#list-q").fill("hengda");
        await page.locator("form[role=search] button").first().click();
        await expect(page.locator("table tbody tr").first()).toContainText("Guangzhou");
        await page.goto("/suppliers?verification=PENDING");
        await expect(page.locator("table tbody")).toContainText("Matale");
        await expect(page.locator("table tbody")).not.toContainText("Guangzhou");
      });
    }
  });
}

test("the file of an order is a PDF", async ({ page, context }) => {
  await signIn(context, person("viewer"));
  await page.goto("/purchasing");
  const href = await page.locator("table tbody .row-link").first().getAttribute("href");
  const answer = await context.request.get(`${href}/order.pdf`);
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
});

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["on a phone", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
] as const) {
  test(`no page of purchasing is violated or scrolls sideways (${name})`, async ({ browser, baseURL }) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({ baseURL, ...options });
    const page = await context.newPage();
    const look = async (path: string) => {
      await page.goto(path);
      expect.soft(await violations(page), path).toEqual([]);
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), path).toBeLessThanOrEqual(0);
    };
    await signIn(context, person("admin"), "ta");
    await page.goto("/purchasing?status=PARTIALLY_RECEIVED");
    const order = (await page.locator("table tbody .row-link").first().getAttribute("href"))!;
    await page.goto("/purchasing?proposals=1");
    const proposed = (await page.locator("table tbody .row-link").first().getAttribute("href"))!;
    await page.goto("/suppliers?q=brass");
    const supplier = (await page.locator("table tbody .row-link").first().getAttribute("href"))!;
    for (const path of ["/purchasing", "/purchasing?q=zzzz", "/purchasing/new", "/purchasing/suggestions", order, `${order}/receive`, `${order}/print`, proposed, "/suppliers", "/suppliers/new", supplier, `${supplier}?tab=products`, `${supplier}?tab=history&history=1`, `${supplier}/edit`]) {
      await look(path);
    }
    await signIn(context, person("wholesaler"), "en");
    await page.goto("/supply");
    const theirs = (await page.locator("table tbody .row-link").first().getAttribute("href"))!;
    for (const path of ["/supply", "/supply/stock", theirs]) await look(path);
    await context.close();
  });
}
