// Currencies, exchange rates and files of the European Central Bank; translations side by side.
import { join } from "node:path";
import { LANGUAGES, expect, say, signInAs, test, unique } from "./support";

const SET = 'form[action="/api/localization/set_rate"]';
const SAVE = 'form[action="/api/localization/save_translations"]';
const FILE = 'form[action="/settings/currencies/ecb"]';
const fixture = (name: string) => join(__dirname, "fixtures", name);
const LETTERS = { en: "ABC", si: "කමල", ta: "கமல" } as const;

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    for (const language of LANGUAGES) {
      test(`a rate is entered; a leap is asked about (${language})`, async ({ page, context }) => {
        await signInAs(context, "admin", language);
        await page.goto("/settings/currencies");
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "nav-currencies"));
        await page.locator(`${SET} [name=from_currency]`).selectOption("USD");
        await page.locator(`${SET} [name=to_currency]`).selectOption("LKR");
        await page.locator(`${SET} [name=rate]`).fill("999999");
        await page.locator(`${SET} [name=reason]`).fill("x");
        await page.locator(`${SET} button`).click();
        await expect(page.locator(`${SET} [name=confirm]`)).toBeVisible();
        await expect(page.locator(`${SET} [name=rate]`)).toHaveValue("999999");
        const rate = `30${unique(1)}.${unique(3)}5`;
        const reason = `Bank ${unique(6)}`;
        await page.locator(`${SET} [name=rate]`).fill(rate);
        await page.locator(`${SET} [name=reason]`).fill(reason);
        await page.locator(`${SET} button`).click();
        await expect(page.locator("tbody tr", { hasText: reason })).toContainText(rate);
      });
    }

    test("a file of the bank is imported once", async ({ page, context }) => {
      await signInAs(context, "admin", "en", "jaffna-textiles");
      await page.goto("/settings/currencies");
      await page.locator("details.confirm summary", { hasText: say("en", "localization-ecb-open") }).click();
      await page.locator(`${FILE} [name=file]`).setInputFiles(fixture("woocommerce-products.csv"));
      await page.locator(`${FILE} button`).click();
      await expect(page.locator(".error-summary")).toBeVisible();
      await page.locator(`${FILE} [name=file]`).setInputFiles(fixture("eurofxref-hist.xml"));
      await page.locator(`${FILE} button`).click();
      await expect(page.locator(".toast")).toContainText("3 days");
      await page.goto("/settings/currencies?source=ECB&currency=GBP");
      await expect(page.locator("tbody .badge", { hasText: say("en", "localization-source-ecb") })).toHaveCount(3);
    });

    for (const language of LANGUAGES) {
      test(`descriptions are translated one after the other (${language})`, async ({ page, context }) => {
        await signInAs(context, "staff", language);
        await page.goto("/settings/translations?kind=product.description&in=ta");
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "nav-translations"));
        const waiting = await page.locator("a.row-link").count();
        expect(waiting).toBeGreaterThan(1);
        await page.locator("a.row-link").first().click();
        const before = new URL(page.url()).pathname;
        const box = page.locator('textarea[name="values[description_ta]"]');
        await expect(box).toHaveAttribute("lang", "ta");
        const text = `${LETTERS.ta} ${LETTERS[language]} ${unique(6)}`;
        await box.fill(text);
        if (scripts) await box.press("Control+Enter");
        else await page.locator(`${SAVE} button[value=next]`).click();
        await expect(page.locator(".toast")).toBeVisible();
        expect(new URL(page.url()).pathname).not.toBe(before);
        expect(new URL(page.url()).pathname).toContain("/settings/translations/products/");
        await page.locator(`${SAVE} button[value=list]`).click();
        await expect(page).toHaveURL(/\/settings\/translations\?kind=product(\.|%2E)description&in=ta$/);
        await page.goto(before);
        await expect(box).toHaveValue(text);
      });
    }

    test("a product and a category lead to their translations", async ({ page, context }) => {
      await signInAs(context, "staff");
      await page.goto("/products");
      await page.locator("tbody a.row-link").first().click();
      await page.locator(".main").getByRole("link", { name: say("en", "nav-translations") }).click();
      await expect(page).toHaveURL(/\/settings\/translations\/products\//);
      await page.goto("/categories");
      await page.locator("#category-tree .tree-name").first().click();
      await page.locator(".main").getByRole("link", { name: say("en", "nav-translations") }).click();
      await expect(page).toHaveURL(/\/settings\/translations\/categories\//);
      await expect(page.locator('input[name="values[name_si]"]')).not.toHaveValue("");
    });
  });
}

test("on a phone nothing scrolls sideways", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await signInAs(context, "admin", "ta");
  const page = await context.newPage();
  await page.goto("/settings/translations?show=all");
  const editor = (await page.locator("a.row-link").first().getAttribute("href")) ?? "";
  for (const path of ["/settings/translations", editor, "/settings/currencies", "/settings/taxes"]) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), path).toBeLessThanOrEqual(0);
  }
  await context.close();
});
