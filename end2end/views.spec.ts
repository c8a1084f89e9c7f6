// Habits of lists: saved views, columns, order, selection, files and keys.
import { LANGUAGES, expect, say, signInAs, test, unique } from "./support";
import type { Page } from "@playwright/test";

const numbers = (page: Page) => page.locator("#order-list .row-link").allInnerTexts();
const menu = (page: Page, text: string) => page.locator(".list-tools summary", { hasText: text });

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a view is saved, opened, renamed and deleted", async ({ page, context }) => {
      await signInAs(context, "owner");
      const name = `Messenger orders ${unique(4)}`;
      await page.goto("/orders?source=MESSENGER&sort=-total");
      await menu(page, say("en", "views-menu")).click();
      await page.locator(".list-tools a", { hasText: say("en", "views-save") }).click();
      await page.locator("#name").fill(name);
      await page.locator("label", { hasText: say("en", "views-pin") }).click();
      await page.locator('form[action="/api/views/save_view"] button[type=submit]').click();
      const tab = page.locator(".tabs a", { hasText: name });
      await expect(tab).toHaveAttribute("aria-current", "page");
      await expect(tab.locator(".count")).toHaveText(/\d/);
      const shown = await numbers(page);
      await page.goto("/orders");
      await page.locator(".tabs a", { hasText: name }).click();
      expect(await numbers(page)).toEqual(shown);
      await menu(page, name).click();
      await page.locator(".list-tools a", { hasText: say("en", "views-edit", { name }) }).click();
      await page.locator("#name").fill(`${name} again`);
      await page.locator('form[action="/api/views/update_view"] button[type=submit]').click();
      await expect(page.locator(".tabs a", { hasText: `${name} again` })).toBeVisible();
      await menu(page, `${name} again`).click();
      await page.locator(".list-tools a", { hasText: say("en", "views-edit", { name: `${name} again` }) }).click();
      await page.locator("dialog details.confirm summary").click();
      await page.locator('form[action="/api/views/delete_view"] button').click();
      await expect(page.locator(".tabs a", { hasText: name })).toHaveCount(0);
    });

    test("columns are chosen, and filters come off as chips", async ({ page, context }) => {
      await signInAs(context, "staff");
      await page.goto("/orders?source=PHONE&paid=UNPAID");
      await menu(page, say("en", "views-columns")).click();
      await page.locator('.list-tools input[value="source"]').uncheck();
      await page.locator(".list-tools button", { hasText: say("en", "views-columns-apply") }).click();
      await expect(page.locator("thead th", { hasText: say("en", "orders-source") })).toHaveCount(0);
      await expect(page).toHaveURL(/source=PHONE/);
      await menu(page, say("en", "views-columns")).click();
      await page.locator(".list-tools button", { hasText: say("en", "views-columns-reset") }).click();
      await expect(page.locator("thead th", { hasText: say("en", "orders-source") })).toHaveCount(1);
      await page.locator(".list-chips a").first().click();
      await expect(page).not.toHaveURL(/source=PHONE/);
      await expect(page).toHaveURL(/paid=UNPAID/);
      await page.locator("thead a", { hasText: say("en", "orders-total") }).click();
      await expect(page.locator("th[aria-sort=descending]")).toContainText(say("en", "orders-total"));
    });

    test("ticked rows leave as a file", async ({ page, context }) => {
      await signInAs(context, "owner");
      // A list that nothing is added to while one ticks.
      await page.goto("/orders?status=DELIVERED&sort=-total");
      const first = (await numbers(page))[0];
      await page.locator("tbody .cell-check input").first().check();
      const [file] = await Promise.all([page.waitForEvent("download"), page.locator(".bulkbar button", { hasText: "CSV" }).click()]);
      const { readFileSync } = await import("node:fs");
      const text = readFileSync((await file.path())!, "utf8");
      expect(text.startsWith("\ufeff")).toBe(true);
      expect(text.trim().split("\r\n")).toHaveLength(2);
      expect(text).toContain(first);
      await page.locator(".bulkbar a", { hasText: say("en", "views-select-all-matching") }).click();
      await expect(page).toHaveURL(/select=all/);
      expect(await page.locator("tbody .cell-check input:not(:checked)").count()).toBe(0);
    });
  });
}

/** A key as a finger presses it: longer than a scanner takes for its next one (BURST in palette.js). */
const finger = (page: Page, key: string) => page.keyboard.press(key, { delay: 50 });

test("j, k, x and Enter move through a list", async ({ page, context }) => {
  await signInAs(context, "owner");
  // What others order meanwhile does not change this list.
  await page.goto("/orders?status=DELIVERED&sort=-total");
  const current = page.locator("tr[data-current]");
  const row = (place: number) => page.locator("tbody tr").nth(place);
  await finger(page, "j");
  await finger(page, "j");
  await expect(current).toHaveCount(1);
  await expect(row(1)).toHaveAttribute("data-current", "");
  await finger(page, "x");
  await expect(row(1).locator(".cell-check input")).toBeChecked();
  await expect(page.locator(".bulkbar")).toBeVisible();
  await finger(page, "k");
  await expect(row(0)).toHaveAttribute("data-current", "");
  // Held down it repeats, and is taken for no scanner.
  for (let times = 0; times < 5; times += 1) await page.keyboard.down("j");
  await page.keyboard.up("j");
  await expect(row(5)).toHaveAttribute("data-current", "");
  const order = await row(5).locator(".row-link").getAttribute("href");
  await finger(page, "Enter");
  await expect(page).toHaveURL((url) => url.pathname === order);
});

test("what is unticked of all that match stays out on the next page", async ({ page, context }) => {
  await signInAs(context, "owner");
  await page.goto("/orders?select=all");
  const box = page.locator("tbody .cell-check input").first();
  const id = await box.getAttribute("value");
  await box.uncheck();
  await page.locator('.pager a[rel="next"]').click();
  await expect(page).toHaveURL((url) => url.searchParams.get("except") === id);
  await expect(page.locator('#ticked-rows input[name="except"]')).toHaveValue(id!);
});

for (const language of LANGUAGES) {
  test(`the tools of a list speak ${language} and fit a phone`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
    await signInAs(context, "owner", language);
    const page = await context.newPage();
    await page.goto("/orders?source=PHONE");
    for (const key of ["views-menu", "views-columns", "views-export"]) await expect(menu(page, say(language, key)).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await context.close();
  });
}
