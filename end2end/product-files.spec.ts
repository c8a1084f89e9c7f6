// Products leave as a file that is read back and changes nothing; the sheet is one cell away from a change.
import { readFileSync } from "node:fs";
import { expect, importCounts, importFile, merchant, makeProduct, person, say, signIn, test } from "./support";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("all products leave, one price is changed, and the file comes back", async ({ page, context, baseURL }) => {
      // A shop of its own: nobody else changes a product meanwhile.
      const shop = merchant();
      await signIn(context, shop.owner);
      const skus = [await makeProduct(context, baseURL!), await makeProduct(context, baseURL!), await makeProduct(context, baseURL!)];
      await page.goto("/products");
      await page.locator('a[href^="/channels/export"]').click();
      await expect(page.locator(".main")).toContainText(say("en", "channels-export-all"));
      const leaving = page.waitForEvent("download");
      await page.locator('form[action="/channels/export/products.csv"] button').first().click();
      const file = await leaving;
      expect(file.suggestedFilename()).toMatch(/^products-smartstore-\d{4}-\d\d-\d\d\.csv$/i);
      const text = readFileSync(await file.path(), "utf8");
      for (const sku of skus) expect(text).toContain(sku);
      await importFile(page, "PRODUCTS", "same.csv", Buffer.from(text), scripts, "SMARTSTORE");
      const [rows, created, updated, unchanged] = await importCounts(page);
      expect({ rows, created, updated, unchanged }).toEqual({ rows: 3, created: 0, updated: 0, unchanged: 3 });
      await importFile(page, "PRODUCTS", "changed.csv", Buffer.from(text.replace("1500.00", "1777.00")), scripts, "SMARTSTORE");
      expect((await importCounts(page)).slice(0, 4)).toEqual([3, 0, 1, 2]);
      await page.goto("/products?sort=name");
      await expect(page.locator("table tbody")).toContainText("1,777.00");
      expect((await page.locator("table tbody").innerText()).match(/1,500\.00/g)).toHaveLength(2);
    });

    test("a narrowed list leaves narrowed, for another shop too, and only for who may see it", async ({ page, context }) => {
      await signIn(context, person("staff"));
      await page.goto("/channels/export?status=DRAFT");
      await expect(page.locator(".main")).toContainText(say("en", "channels-export-narrowed"));
      await page.locator("[name=format]").selectOption("SHOPIFY");
      const leaving = page.waitForEvent("download");
      await page.locator('button[formaction="/channels/export/products.xlsx"]').click();
      expect((await leaving).suggestedFilename()).toMatch(/\.xlsx$/);
      await signIn(context, person("influencer"));
      await page.goto("/channels/export");
      await expect(page.locator(".main")).toContainText(say("en", "error-forbidden-title"));
    });
  });
}
