// Many rows at once: tick, choose, look, change, undo; with and without JavaScript, on a phone, in three languages.
import { readFileSync } from "node:fs";
import { LANGUAGES, expect, person, say, signIn, test, unique } from "./support";
import type { Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What axe says about a page, or about a part of it: rows below an open menu are partly covered. */
async function violations(page: Page, part = "html"): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (part) => {
    const axe = (window as unknown as { axe: { run(node: unknown, options: unknown): Promise<{ violations: any[] }> } }).axe;
    const result = await axe.run(document.querySelector(part), { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return result.violations.flatMap((violation) => violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")}`));
  }, part);
}

const summary = (page: Page) => page.locator(".stack > .alert .body");

/** Ticks the first rows of a list and chooses an action from the menu of the bar. */
async function choose(page: Page, list: string, rows: number, action: string): Promise<string[]> {
  await page.goto(list);
  const names = (await page.locator("tbody .row-link").allInnerTexts()).slice(0, rows);
  for (let row = 0; row < rows; row += 1) await page.locator("tbody .cell-check input").nth(row).check();
  await page.locator(".bulkbar summary").last().click();
  await page.locator(`.bulkbar button[value="${action}"]`).click();
  await expect(page).toHaveURL(/\/bulk\/new\?/);
  return names;
}

async function look(page: Page): Promise<void> {
  await page.locator('form[action="/api/bulk/preview_action"] button[type=submit]').click();
  await expect(page).toHaveURL(/\/bulk\/[0-9a-f-]{36}$/);
}

/** Presses the button and waits until the worker is done. */
async function run(page: Page): Promise<void> {
  await page.locator('form[action="/api/bulk/run_action"] button').click();
  await expect(page.locator(".page-head .badge")).toHaveText(say("en", "bulk-job-completed"), { timeout: 30_000 });
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("ticked products are looked at, tagged, and it is undone", async ({ page, context }) => {
      await signIn(context, person("owner"));
      const tag = `spec-${unique(6)}`;
      const names = await choose(page, "/products", 3, "products.tags");
      await page.locator('[name="fields[tags]"]').fill(tag);
      await look(page);
      await expect(summary(page)).toContainText(say("en", "bulk-summary-previewed", { total: "3", ready: "3", unchanged: "0", refused: "0" }));
      expect(await page.locator("tbody .row-link").allInnerTexts()).toEqual(names);
      const product = (await page.locator("tbody .row-link").first().getAttribute("href"))!;
      const job = page.url();
      await page.goto(product);
      await expect(page.locator("main")).not.toContainText(tag);
      await page.goto(job);
      await run(page);
      await expect(summary(page)).toContainText(say("en", "bulk-summary-completed", { changed: "3", unchanged: "0", refused: "0" }));
      await page.goto(product);
      await expect(page.locator("main")).toContainText(tag);
      await page.goto(job);
      await page.locator(".page-head details.confirm summary").click();
      await page.locator('form[action="/api/bulk/undo_action"] button').click();
      await expect(page.locator(".page-head .badge")).toHaveText(say("en", "bulk-job-undone"), { timeout: 30_000 });
      await page.goto(product);
      await expect(page.locator("main")).not.toContainText(tag);
      await page.goto("/bulk");
      await expect(page.locator("tbody tr").first()).toContainText(say("en", "bulk-job-undone"));
    });

    test("a wrong value is said beside its field, and refused rows say why", async ({ page, context }) => {
      await signIn(context, person("owner"));
      await choose(page, "/products", 2, "products.price");
      await page.locator('[name="fields[how]"]').selectOption("lower");
      await page.locator('[name="fields[by]"]').fill("a lot");
      await page.locator('form[action="/api/bulk/preview_action"] button[type=submit]').click();
      await expect(page.locator(".error-summary")).toContainText(say("en", "error-amount-not-a-number"));
      await expect(page.locator('[name="fields[by]"]')).toHaveValue("a lot");
      await expect(page.locator('[name="fields[how]"]')).toHaveValue("lower");
      await page.locator('[name="fields[by]"]').fill("99,000,000");
      await look(page);
      await expect(page.locator("tbody tr").first()).toContainText(say("en", "catalog-bulk-error-below-zero"));
      await expect(page.locator('form[action="/api/bulk/run_action"]')).toHaveCount(0);
      await page.locator("summary", { hasText: say("en", "bulk-other-values") }).click();
      await page.locator('[name="fields[how]"]').selectOption("raise_percent");
      await page.locator('[name="fields[by]"]').fill("10");
      await page.locator('[name="fields[step]"]').selectOption("50");
      await page.locator('form[action="/api/bulk/preview_again"] button').click();
      await expect(page.locator('form[action="/api/bulk/run_action"] button')).toBeVisible();
      await expect(page.locator("tbody tr").first()).toContainText("→");
      await page.locator('form[action="/api/bulk/stop_action"] button').click();
      await expect(page.locator(".page-head .badge")).toHaveText(say("en", "bulk-job-cancelled"));
    });

    test("all that a list finds are frozen when they are looked at", async ({ page, context }) => {
      await signIn(context, person("owner"));
      await page.goto("/orders?status=DELIVERED");
      await page.goto("/orders?status=DELIVERED&select=all");
      await page.locator(".bulkbar summary").last().click();
      await page.locator('.bulkbar button[value="orders.hold"]').click();
      await expect(page.locator(".page-head .sub")).toHaveText(say("en", "bulk-chosen-all"));
      await page.locator('[name="fields[reason]"]').fill("Stocktaking");
      await look(page);
      await expect(summary(page)).toContainText(/^Nothing would change: 0 rows are as wanted already, \d+ are refused\.$/);
      await expect(page.locator("tbody tr").first()).toContainText(say("en", "orders-error-hold-late"));
      await page.locator('.page-head a[href="/orders?status=DELIVERED"]').click();
      await expect(page).toHaveURL(/\/orders\?status=DELIVERED$/);
    });
  });
}

test("it goes on while nobody looks", async ({ page, context }) => {
  await signIn(context, person("owner"));
  const tag = `away-${unique(6)}`;
  await choose(page, "/customers", 5, "customers.tags");
  await page.locator('[name="fields[tags]"]').fill(tag);
  await look(page);
  const job = page.url();
  await page.locator('form[action="/api/bulk/run_action"] button').click();
  await page.close();
  const later = await context.newPage();
  await expect(async () => {
    await later.goto(job);
    await expect(later.locator(".page-head .badge")).toHaveText(say("en", "bulk-job-completed"), { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await later.locator("tbody .row-link").first().click();
  await expect(later.locator("main")).toContainText(tag);
});

test("who may only read gets no actions", async ({ page, context }) => {
  await signIn(context, person("viewer"));
  await page.goto("/products");
  await page.locator("tbody .cell-check input").first().check();
  await expect(page.locator(".bulkbar")).toBeVisible();
  await expect(page.locator(".bulkbar summary")).toHaveCount(0);
  expect((await page.goto("/bulk/new?action=products.status&ids=1"))?.status()).toBe(403);
});

for (const language of LANGUAGES) {
  for (const viewport of [{ width: 1280, height: 800 }, { width: 360, height: 740 }]) {
    test(`pages have no violation and do not scroll sideways: ${language}, ${viewport.width} wide`, async ({ page, context }) => {
      test.setTimeout(90_000);
      await page.setViewportSize(viewport);
      await signIn(context, person("owner"), language);
      const check = async (what: string, part = "html") => {
        expect.soft(await violations(page, part), what).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect.soft(wide, `${what} scrolls sideways`).toBeLessThanOrEqual(0);
      };
      await page.goto("/bulk");
      await check("list");
      await page.goto("/bulk/new");
      await check("nothing chosen");
      await page.goto("/products");
      await page.locator("tbody .cell-check input").first().check();
      await page.locator(".bulkbar summary").last().click();
      await expect(page.locator('.bulkbar button[value="products.price"]')).toBeInViewport();
      await check("menu", ".bulkbar");
      await page.locator('.bulkbar button[value="products.price"]').click();
      await check("form");
      await page.locator('[name="fields[by]"]').fill("12.5");
      await look(page);
      await check("preview");
      await page.locator('form[action="/api/bulk/stop_action"] button').click();
      await expect(page.locator(".page-head .badge")).toHaveText(say(language, "bulk-job-cancelled"));
      await check("stopped");
      // As many kinds of results as there are tabs.
      await page.goto("/orders?select=all");
      await page.locator(".bulkbar summary").last().click();
      await page.locator('.bulkbar button[value="orders.confirm"]').click();
      await look(page);
      await expect(page.locator(".page-head .badge")).toHaveText(say(language, "bulk-job-previewed"), { timeout: 30_000 });
      await check("many results");
    });
  }
}
