// The audit log: filters in the address, details, the history of a record, and the export.
import { readFileSync } from "node:fs";
import { LANGUAGES, expect, makeOrder, plentiful, post, say, signInAs, test } from "./support";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    for (const language of LANGUAGES) {
      test(`what was done is found, unfolded and taken out (${language})`, async ({ page, context, baseURL }) => {
        await signInAs(context, "admin", language);
        const order = new URL(await makeOrder(context, baseURL!, await plentiful(page)), baseURL).pathname;
        const id = order.split("/").pop()!;
        expect(await post(context, "/api/orders/hold_order", { order_id: id, reason: "=1+1 rings back" }, `${baseURL}${order}`)).toBe(303);

        await page.goto("/settings/audit");
        await page.locator("select[name=action]").selectOption("orders.held");
        if (!scripts) await page.locator("form[role=search].toolbar button", { hasText: say(language, "filter") }).click();
        await expect(page).toHaveURL(/action=orders\.held/);
        const row = page.locator("tbody tr", { has: page.locator(`a[href="${order}"]`) });
        await expect(row.locator(".cell-status")).toHaveText(say(language, "audit-action-orders-held"));
        await row.locator("details summary").click();
        await expect(row.locator("details")).toContainText("hold_reason");
        await expect(row.locator("details")).toContainText("=1+1 rings back");

        const [download] = await Promise.all([page.waitForEvent("download"), page.locator("a[download]").click()]);
        expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
        const text = readFileSync(await download.path(), "utf8");
        expect(text.startsWith("\ufeff")).toBe(true);
        expect(text).toContain(say(language, "audit-action-orders-held"));
        expect(text).not.toContain(say(language, "audit-action-orders-created"));

        await page.goto(order);
        await page.locator("#history > summary").click();
        await page.locator("#history").getByRole("link", { name: say(language, "audit-history-show") }).click();
        await expect(page.locator("#history")).toHaveAttribute("open", "");
        await expect(page.locator("#history li").first()).toContainText(say(language, "audit-action-orders-held"));
      });
    }

    test("a mistyped address is said beside its field", async ({ page, context }) => {
      await signInAs(context, "viewer");
      await page.goto("/settings/audit?address=kandy");
      await expect(page.locator("#address-error")).toHaveText(say("en", "audit-error-address"));
      await expect(page.locator("tbody tr")).toHaveCount(0);
    });
  });
}

test("the log fits a phone", async ({ page, context }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signInAs(context, "admin");
  await page.goto("/settings/audit");
  await page.locator("tbody details summary").first().click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
