// Inventory: why so much is available, a transfer from draft to the last box, a count while stock is sold, what is to be ordered.
import { readFileSync } from "node:fs";
import { LANGUAGES, expect, makeOrder, makeProduct, person, plentiful, say, signIn, stepButton, test, unique } from "./support";
import type { Locator, Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const PAGES = [
  "/inventory/movements",
  "/inventory/transfers",
  "/inventory/transfers/new",
  "/inventory/counts",
  "/inventory/reorder",
  "/inventory/labels",
  "/inventory/buffers",
];

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(node: unknown, options: unknown): Promise<{ violations: any[] }> } }).axe;
    const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
    return result.violations.flatMap((violation) => violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")}`));
  });
}

/** Opens the stock page of a SKU. */
async function openStock(page: Page, sku: string): Promise<void> {
  await page.goto(`/inventory?q=${encodeURIComponent(sku)}`);
  await page.locator("table tbody tr", { has: page.getByText(sku, { exact: true }) }).locator(".row-link").click();
  await expect(page).toHaveURL(/\/inventory\/[0-9a-f-]{36}$/);
}

/** Presses a button that posts, and waits for the page that follows: the one before may show a message of its own. */
async function posted(page: Page, button: Locator): Promise<void> {
  await Promise.all([page.waitForEvent("load"), button.click()]);
  await expect(page.locator(".toast")).toBeVisible();
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("what is available is explained, and lowering it below what is promised names the order", async ({ page, context, baseURL }) => {
      await signIn(context, person("admin"));
      const sku = await plentiful(page);
      await page.goto(await makeOrder(context, baseURL!, sku));
      const number = (await page.locator("h1").innerText()).replace(/^\S+\s+#?/, "").trim();
      await stepButton(page, "/api/orders/confirm_order").click();
      await expect(page.locator(".toast")).toBeVisible();
      await openStock(page, sku);
      const stock = page.url();
      const why = page.locator(".why-available").first();
      await expect(why).toContainText(number);
      const available = Number((await why.locator("dd.total").innerText()).replace(/[^\d]/g, ""));
      const form = page.locator('form[action="/api/inventory/adjust_stock"]');
      await form.locator("[name=mode]").selectOption("remove");
      await form.locator("[name=quantity]").fill(String(available + 1));
      await form.locator("[name=reason]").fill("Fell into the lake");
      await form.locator("button").click();
      await expect(page.locator(".main")).toContainText(number);
      await expect(form.locator("[name=quantity]")).toHaveValue(String(available + 1));
      await expect(form.locator("[name=allow_short]")).toBeVisible();
      // Nothing was taken.
      await page.goto(stock);
      await expect(page.locator(".why-available dd.total").first()).toHaveText(new RegExp(String(available)));
    });

    for (const language of LANGUAGES) {
      test(`a transfer goes from draft to the last box (${language})`, async ({ page, context }) => {
        await signIn(context, person("warehouse"), language);
        const sku = await plentiful(page);
        await page.goto("/inventory/transfers/new");
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "inventory-transfer-new"));
        await page.locator("#to").selectOption({ index: 2 });
        await page.locator("#lines-0-sku").fill(sku);
        await page.locator("#lines-0-quantity").fill("0");
        await page.locator('form[action="/api/inventory/create_transfer"] .savebar button').click();
        await expect(page.locator(".error-summary")).toContainText(say(language, "inventory-error-quantity"));
        await page.locator("#lines-0-quantity").fill("3");
        await page.locator('form[action="/api/inventory/create_transfer"] .savebar button').click();
        await expect(page.getByRole("heading", { level: 1 })).toContainText("TR-");
        await stepButton(page, "/api/inventory/ready_transfer").click();
        await expect(page.locator(".badge", { hasText: say(language, "inventory-transfer-ready") })).toBeVisible();
        await stepButton(page, "/api/inventory/send_transfer").click();
        await expect(page.locator(".badge", { hasText: say(language, "inventory-transfer-in-transit") })).toBeVisible();
        await page.locator("#received-0").fill("1");
        await stepButton(page, "/api/inventory/receive_transfer").click();
        await expect(page.locator(".badge", { hasText: say(language, "inventory-transfer-partially-received") })).toBeVisible();
        await page.locator("#received-0").fill("1");
        await page.locator("#missing-0").fill("1");
        await stepButton(page, "/api/inventory/receive_transfer").click();
        await expect(page.locator(".error-summary")).toContainText(say(language, "inventory-error-discrepancy-reason"));
        await page.locator("#reason-0").selectOption("DAMAGED");
        await stepButton(page, "/api/inventory/receive_transfer").click();
        await expect(page.locator(".badge", { hasText: say(language, "inventory-transfer-received") })).toBeVisible();
        await expect(page.locator(".main")).toContainText(say(language, "inventory-discrepancy-damaged"));
      });
    }

    test("a count by bin is begun, filled in and posted", async ({ page, context, baseURL }) => {
      // A bin and a product of its own: the demo counts some of its goods already, and nothing is in two counts.
      await signIn(context, person("admin"));
      const sku = await makeProduct(context, baseURL!);
      await signIn(context, person("warehouse"));
      const code = `Z-${unique(6)}`;
      await page.goto("/inventory/warehouses");
      await page.locator("table tbody a.link").first().click();
      await page.locator("#codes").fill(code);
      await stepButton(page, "/api/inventory/add_bins").click();
      await expect(page.locator(".main")).toContainText(code);
      await openStock(page, sku);
      const adjust = page.locator('form[action="/api/inventory/adjust_stock"]');
      await adjust.locator("[name=quantity]").fill("7");
      await adjust.locator("[name=reason]").fill("Found behind the door");
      await posted(page, adjust.locator("button"));
      const watched = page.locator('form[action="/api/inventory/save_level"]').first();
      await watched.locator("[name=bin]").selectOption({ label: code });
      await posted(page, watched.locator("button"));
      await page.goto("/inventory/counts");
      const form = page.locator('form[action="/api/inventory/create_count"]');
      await form.locator("[value=BIN]").check();
      const option = await form.locator("[name=bin] option", { hasText: code }).getAttribute("value");
      await form.locator("[name=bin]").selectOption(option!);
      await posted(page, form.locator("button"));
      await posted(page, stepButton(page, "/api/inventory/start_count"));
      const counted = page.locator('[name="lines[0][counted]"]');
      await expect(counted).toBeVisible();
      const expected = Number((await page.locator(".count-line .optional").first().innerText()).replace(/[^\d]/g, ""));
      await counted.fill(String(expected));
      await posted(page, stepButton(page, "/api/inventory/enter_counts"));
      await page.locator("details.confirm summary").first().click();
      await page.locator('form[action="/api/inventory/post_count"] button').click();
      await expect(page.locator(".badge", { hasText: say("en", "inventory-count-posted") })).toBeVisible();
    });

    test("labels are chosen, counted and made", async ({ page, context, baseURL }) => {
      await signIn(context, person("admin"));
      const [one, other] = [await makeProduct(context, baseURL!), await makeProduct(context, baseURL!)];
      await openStock(page, one);
      await page.locator('a[href^="/inventory/labels"]').click();
      await page.locator("#add").fill(other.toLowerCase());
      await page.locator("#add").press("Enter");
      await expect(page.locator("table tbody tr")).toHaveCount(2);
      await page.locator("#add").fill("NO-SUCH-THING");
      await page.locator("#add").press("Enter");
      await expect(page.locator(".main")).toContainText(say("en", "inventory-error-unknown-code"));
      await expect(page.locator("#add")).toHaveValue("NO-SUCH-THING");
      await expect(page.locator("table tbody tr")).toHaveCount(2);
      await page.locator("#add").fill("");
      // More than a file holds: the form comes back with what was typed.
      await page.locator("table tbody input").first().fill("5000");
      await page.locator('button[formaction="/inventory/labels.pdf"]').click();
      await expect(page.locator("table tbody input").first()).toHaveAttribute("aria-invalid", "true");
      await expect(page.locator("table tbody input").first()).toHaveValue("5000");
      await page.locator("table tbody input").first().fill("30");
      const download = page.waitForEvent("download");
      await page.locator('button[formaction="/inventory/labels.pdf"]').click();
      expect((await download).suggestedFilename()).toBe("labels-a4-24.pdf");
    });

    test("who may only look sees no form", async ({ page, context }) => {
      await signIn(context, person("viewer"));
      for (const path of PAGES.filter((path) => !path.endsWith("/new"))) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.locator('form[action^="/api/inventory"]')).toHaveCount(0);
      }
    });
  });
}

for (const scheme of ["light", "dark"] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test("no page has what axe calls a violation", async ({ page, context }) => {
      test.setTimeout(120_000);
      await signIn(context, person("admin"));
      await page.goto("/inventory/transfers");
      const transfers = await page.locator("table tbody .row-link").evaluateAll((links) => links.slice(0, 5).map((link) => link.getAttribute("href")!));
      await page.goto("/inventory/counts");
      const counts = await page.locator("table tbody .row-link").evaluateAll((links) => links.slice(0, 2).map((link) => link.getAttribute("href")!));
      await page.goto("/inventory/warehouses");
      const warehouse = await page.locator("table tbody a.link").first().getAttribute("href");
      for (const path of [...PAGES, ...transfers, ...counts, warehouse!]) {
        await page.goto(path);
        expect.soft(await violations(page), path).toEqual([]);
      }
    });
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  for (const language of LANGUAGES) {
    test(`nothing scrolls sideways (${language})`, async ({ page, context }) => {
      test.setTimeout(120_000);
      await signIn(context, person("admin"), language);
      const found = [...PAGES];
      for (const list of ["/inventory/transfers", "/inventory/counts"]) {
        await page.goto(list);
        found.push(...(await page.locator("table tbody .row-link").evaluateAll((links) => links.slice(0, 3).map((link) => link.getAttribute("href")!))));
      }
      for (const path of found) {
        await page.goto(path);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect.soft(wide, path).toBeLessThanOrEqual(0);
      }
    });
  }
});
