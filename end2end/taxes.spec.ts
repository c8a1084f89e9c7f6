// Rates of tax: added from a day on, ended, deleted while they have not begun; an order shows its tax.
import { LANGUAGES, expect, makeOrder, plentiful, say, signInAs, test, unique } from "./support";
import type { Page } from "@playwright/test";

const ADD = 'form[action="/api/catalog/add_tax_rate"]';

/** A day so many days from now. */
const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const reduced = (page: Page, language: (typeof LANGUAGES)[number]) =>
  page.locator(".card", { has: page.getByRole("heading", { name: say(language, "catalog-tax-class-reduced"), exact: true }) });

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    for (const language of LANGUAGES) {
      test(`a rate to come is added and deleted (${language})`, async ({ page, context }) => {
        await signInAs(context, "admin", language, "jaffna-textiles");
        await page.goto("/settings/taxes");
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "nav-taxes"));
        await expect(page.locator(".main")).toContainText(say(language, "catalog-tax-percent", { rate: "18" }));
        await page.locator(`${ADD} [name=tax_class]`).selectOption("REDUCED");
        await page.locator(`${ADD} [name=rate]`).fill("-3");
        await page.locator(`${ADD} button`).click();
        await expect(page.locator(".error-summary")).toContainText(say(language, "catalog-error-tax-rate"));
        await expect(page.locator(`${ADD} [name=rate]`)).toHaveValue("-3");
        await expect(page.locator(`${ADD} [name=tax_class]`)).toHaveValue("REDUCED");
        const rate = `${1 + Number(unique(1))}.${unique(2)}5`;
        await page.locator(`${ADD} [name=rate]`).fill(rate);
        await page.locator(`${ADD} [name=valid_from]`).fill(ahead(400 + Number(unique(3))));
        await page.locator(`${ADD} button`).click();
        await expect(page.locator(".toast")).toBeVisible();
        const row = reduced(page, language).locator("tr", { hasText: rate });
        await expect(row).toContainText(say(language, "catalog-tax-future"));
        await row.locator("details.confirm", { hasText: say(language, "catalog-tax-delete") }).locator("summary").click();
        await row.locator('form[action="/api/catalog/delete_tax_rate"] button').click();
        await expect(page.locator(".toast")).toBeVisible();
        await expect(reduced(page, language).locator("tr", { hasText: rate })).toHaveCount(0);
      });
    }

    test("who may only look sees the rates and no form", async ({ page, context }) => {
      await signInAs(context, "viewer");
      await page.goto("/settings/taxes");
      await expect(page.locator(".main")).toContainText(say("en", "catalog-tax-percent", { rate: "15" }));
      await expect(page.locator(ADD)).toHaveCount(0);
    });
  });
}

test("a new order shows the tax in its prices", async ({ page, context, baseURL }) => {
  await signInAs(context, "admin");
  const sku = await plentiful(page);
  await page.goto(await makeOrder(context, baseURL!, sku));
  await expect(page.locator(".sums").first()).toContainText(say("en", "orders-tax-included"));
});
