// Customers leave as a file that is read back and changes nothing; a file with heads in three languages is understood; birthdays make a segment.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, importCounts, importFile, merchant, person, say, signIn, stepButton, test, unique } from "./support";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("people come by a file, leave as one, and come back unchanged", async ({ page, context }) => {
      // A shop of its own: nobody else changes its people meanwhile.
      await signIn(context, merchant().owner);
      const fixture = readFileSync(join(__dirname, "fixtures", "customers.csv"));
      await importFile(page, "CUSTOMERS", "people.csv", fixture, scripts, "SMARTSTORE");
      expect(await importCounts(page)).toEqual([3, 2, 0, 0, 1]);
      await expect(page.locator(".main")).toContainText(say("en", "customers-file-nobody"));
      await page.goto("/customers");
      await page.locator('a[href^="/channels/export/customers"]').click();
      await expect(page.locator(".main")).toContainText(say("en", "channels-export-customers-all"));
      const leaving = page.waitForEvent("download");
      await page.locator('form[action="/channels/export/customers.csv"] button').first().click();
      const file = await leaving;
      expect(file.suggestedFilename()).toMatch(/^customers-\d{4}-\d\d-\d\d\.csv$/);
      const text = readFileSync(await file.path(), "utf8");
      expect(text).toContain("amara.fixture@example.com");
      await importFile(page, "CUSTOMERS", "same.csv", Buffer.from(text), scripts, "SMARTSTORE");
      expect(await importCounts(page)).toEqual([2, 0, 0, 2, 0]);
    });

    test("a birthday is typed, refused where there is no such day, and asked for", async ({ page, context }) => {
      await signIn(context, person("owner"));
      const name = `Amara ${unique(6)}`;
      const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Colombo" }).format(new Date()).split("-").map(Number);
      await page.goto("/customers/new");
      await page.locator("#name").fill(name);
      await page.locator("#birth_day").fill("30");
      await page.locator("#birth_month").selectOption("2");
      await stepButton(page, "/api/customers/create_customer").click();
      await expect(page.locator("#birth_day-error")).toBeVisible();
      await expect(page.locator("#name")).toHaveValue(name);
      await page.locator("#birth_day").fill(String(today[2]));
      await page.locator("#birth_month").selectOption(String(today[1]));
      await stepButton(page, "/api/customers/create_customer").click();
      await expect(page.locator(".side-col")).toContainText(say("en", "customers-birthday"));
      await page.goto("/customers/segments/new");
      await page.locator("#name").fill(`Today ${unique(6)}`);
      await page.locator("#birthday_within").fill("1");
      await stepButton(page, "/api/customers/create_segment").click();
      await expect(page).toHaveURL(/\/customers\?segment=/);
      await expect(page.locator("table tbody tr", { hasText: name })).toHaveCount(1);
    });
  });
}
