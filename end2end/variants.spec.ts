// Variants: options make them, the grid changes them, pictures show them, buyers see them; with JavaScript and without.
import { readFileSync } from "node:fs";
import { LANGUAGES, expect, makeProduct, person, say, signIn, signInAs, test } from "./support";
import type { BrowserContext, Locator, Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(node: unknown, options: unknown): Promise<{ violations: any[] }> } }).axe;
    const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
    return result.violations.flatMap((violation) => violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")}`));
  });
}

/** The page of a new product; its SKU. */
async function open(page: Page, context: BrowserContext, base: string): Promise<string> {
  const sku = await makeProduct(context, base);
  await page.goto(`/products?q=${sku}`);
  await page.locator("table tbody .row-link").first().click();
  await expect(page).toHaveURL(/\/products\/[0-9a-f-]{36}$/);
  return sku;
}

const options = (page: Page): Locator => page.locator('form[action="/api/catalog/save_options"]');
const grid = (page: Page): Locator => page.locator('form[action="/api/catalog/save_variants"]');
const cell = (page: Page, row: number, field: string): Locator => grid(page).locator("tbody tr").nth(row).locator(`input[name$="[${field}]"]`);

async function make(page: Page, size = "S\nM\nL", colour = "Red\nBlue"): Promise<void> {
  const id = new URL(page.url()).pathname.split("/")[2];
  await page.goto(`/products/${id}/variants`);
  await page.locator("#name_1").fill("Size");
  await page.locator("#values_1").fill(size);
  await page.locator("#name_2").fill("Colour");
  await page.locator("#values_2").fill(colour);
  await options(page).locator("button").last().click();
  await expect(page.locator(".toast")).toBeVisible();
}

/** A small picture of a shade, as a PNG file. */
async function picture(page: Page, shade: string): Promise<Buffer> {
  const other = await page.context().browser()!.newPage();
  await other.setContent(`<div style="width:300px;height:200px;background:${shade}">.</div>`);
  const png = await other.locator("div").screenshot();
  await other.close();
  return png;
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    for (const language of LANGUAGES) {
      test(`options make variants, the grid keeps what was typed, and taking away is asked first (${language})`, async ({ page, context, baseURL }) => {
        await signInAs(context, "admin", language);
        const sku = await open(page, context, baseURL!);
        await make(page);
        await expect(grid(page).locator("tbody tr")).toHaveCount(6);
        await expect(cell(page, 0, "sku")).toHaveValue(sku);
        await expect(cell(page, 3, "sku")).toHaveValue(`${sku}-M-BLUE`);
        await cell(page, 1, "price").fill("1750.50");
        await cell(page, 2, "sku").fill(sku);
        await cell(page, 5, "is_active").uncheck();
        await grid(page).locator(".savebar button").click();
        await expect(page.locator(".error-summary")).toContainText(say(language, "catalog-error-sku-twice"));
        await expect(page.locator(".error-summary")).toContainText("M / Red");
        await expect(cell(page, 1, "price")).toHaveValue("1750.50");
        await expect(cell(page, 5, "is_active")).not.toBeChecked();
        await cell(page, 2, "sku").fill(`${sku}-MEDIUM`);
        await grid(page).locator(".savebar button").click();
        await expect(page.locator(".toast")).toContainText("3");
        await expect(cell(page, 2, "sku")).toHaveValue(`${sku}-MEDIUM`);
        await expect(cell(page, 1, "price")).toHaveValue("1750.50");
        await page.locator("#values_2").fill("Red");
        await options(page).locator("button").last().click();
        await expect(options(page)).toContainText(say(language, "catalog-options-sure-title"));
        await options(page).locator("button").last().click();
        await expect(page.locator(".toast")).toBeVisible();
        await expect(grid(page).locator("tbody tr")).toHaveCount(3);
      });
    }

    test("pictures are uploaded, described, moved and removed, and buyers see them", async ({ page, context, baseURL }) => {
      await signIn(context, person("admin"));
      const sku = await open(page, context, baseURL!);
      const product = page.url();
      await page.goto(`${product}/pictures`);
      const files = [];
      for (const shade of ["teal", "crimson", "teal"]) files.push({ name: `${shade}.png`, mimeType: "image/png", buffer: await picture(page, shade) });
      await page.locator("#pictures").setInputFiles(files);
      await page.locator('form[action="/api/catalog/add_pictures"] button').click();
      await expect(page.locator(".picture-item")).toHaveCount(2);
      await expect(page.locator(".toast")).toContainText("1 was here already");
      const items = page.locator(".picture-item");
      await items.nth(0).locator("input[name$='[alt]']").fill("First shade");
      await items.nth(1).locator("input[name$='[alt]']").fill("Second shade");
      await items.nth(1).getByRole("button", { name: /forward/ }).click();
      if (scripts) {
        await expect(items.nth(0).locator("input[name$='[alt]']")).toHaveValue("Second shade");
        await page.locator('form[action="/api/catalog/save_pictures"] .savebar button').click();
      }
      await expect(page.locator(".toast")).toBeVisible();
      await expect(items.nth(0).locator("input[name$='[alt]']")).toHaveValue("Second shade");
      await page.goto(`/products?q=${sku}`);
      await expect(page.locator("td img.thumb")).toHaveAttribute("alt", "Second shade");
      await page.goto(`${product}/pictures`);
      await items.nth(1).locator("details.confirm summary").click();
      await items.nth(1).locator("details.confirm button").click();
      await expect(page.locator(".toast")).toBeVisible();
      await expect(items).toHaveCount(1);
      await page.goto(`/s/kandy-crafts/products/${product.split("/").pop()}`);
      await expect(page.getByRole("heading", { level: 1 })).toContainText(sku);
      await expect(page.getByRole("img", { name: "Second shade" })).toBeVisible();
      await expect(page.getByRole("img", { name: "Second shade" })).toHaveJSProperty("complete", true);
    });
  });
}

test("the grid is a spreadsheet: keys, ranges, the clipboard, undo, and only changed rows are sent", async ({ page, context, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signInAs(context, "admin");
  await open(page, context, baseURL!);
  await make(page);
  const note = page.locator("[data-count]");
  // Typing replaces, Enter goes down, an arrow to the side.
  await cell(page, 0, "price").click();
  await page.keyboard.type("1600");
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, "price")).toBeFocused();
  await page.keyboard.type("1700");
  await page.keyboard.press("ArrowRight");
  await expect(cell(page, 1, "compare_at_price")).toBeFocused();
  await expect(note).toContainText("2");
  // Escape undoes the cell, twice back to what was saved.
  await cell(page, 1, "price").focus();
  await page.keyboard.press("Escape");
  await expect(cell(page, 1, "price")).toHaveValue("1500.00");
  await expect(note).toContainText("1");
  // F2 keeps the text and moves in it.
  await cell(page, 0, "price").focus();
  await page.keyboard.press("F2");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("5");
  await expect(cell(page, 0, "price")).toHaveValue("16050");
  // Ctrl+D fills a range down.
  await page.keyboard.press("Escape");
  await cell(page, 0, "price").fill("1600");
  await cell(page, 0, "price").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+d");
  await expect(cell(page, 2, "price")).toHaveValue("1600");
  // A range goes out as TSV and comes back from the current cell on.
  await page.keyboard.press("Control+c");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("1600\n1600\n1600");
  await page.evaluate(() => navigator.clipboard.writeText("2000\t2500\r\n2100\t2600\r\n"));
  await cell(page, 3, "price").focus();
  await page.keyboard.press("Control+v");
  await expect(cell(page, 4, "compare_at_price")).toHaveValue("2600");
  await expect(cell(page, 3, "price")).toHaveAttribute("data-changed", "");
  await expect(note).toContainText("7");
  const sent = page.waitForRequest((request) => request.url().endsWith("/api/catalog/save_variants"));
  await page.keyboard.press("Control+Enter");
  const body = decodeURIComponent((await sent).postData() ?? "");
  expect(new Set([...body.matchAll(/rows\[v([0-9a-f-]{36})\]/g)].map((found) => found[1])).size).toBe(5);
  await expect(page.locator(".toast")).toContainText("5");
  await expect(cell(page, 4, "price")).toHaveValue("2100.00");
});

for (const scheme of ["light", "dark"] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test("no violations, and nothing goes sideways on a phone", async ({ page, context, baseURL }) => {
      await signIn(context, person("admin"));
      await page.goto("/products?q=SHIRT");
      await page.locator("table tbody .row-link").first().click();
      await expect(page).toHaveURL(/\/products\/[0-9a-f-]{36}$/);
      const product = new URL(page.url()).pathname;
      const paths = [product, `${product}/variants`, `${product}/pictures`, "/s/kandy-crafts/products", `/s/kandy-crafts${product}`];
      for (const path of paths) {
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.goto(path);
        expect.soft(await violations(page), path).toEqual([]);
        await page.setViewportSize({ width: 360, height: 740 });
        expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
        expect.soft(await violations(page), `${path} on a phone`).toEqual([]);
      }
    });
  });
}
