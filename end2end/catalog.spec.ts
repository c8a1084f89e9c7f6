// The editor of the catalogue: the tree of categories, products with texts, brands and attributes, size guides, filters.
import { readFileSync } from "node:fs";
import { LANGUAGES, expect, say, signInAs, test, unique } from "./support";
import type { BrowserContext, Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(node: unknown, options: unknown): Promise<{ violations: any[] }> } }).axe;
    const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return result.violations.flatMap((violation) => violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")}`));
  });
}

const CREATE = 'form[action="/api/catalog/create_category"]';
const rows = (page: Page) => page.locator("#category-tree > li");
const row = (page: Page, name: string) => rows(page).filter({ has: page.locator(".tree-name", { hasText: name }) });

async function addCategory(page: Page, name: string, into = ""): Promise<void> {
  await page.goto("/categories");
  await page.locator(`${CREATE} [name=name]`).fill(name);
  if (into) {
    const value = await page.locator(`${CREATE} [name=parent_id] option`, { hasText: into }).first().getAttribute("value");
    await page.locator(`${CREATE} [name=parent_id]`).selectOption(value!);
  }
  await page.locator(`${CREATE} button`).click();
  await expect(page.locator(".toast")).toContainText(name);
}

/** A category of this test alone, with two in it: others add categories to the same tree meanwhile. */
async function family(page: Page, one: string, two: string): Promise<[string, string]> {
  const parent = `Family ${unique(8)}`;
  const [first, second] = [`${one} ${unique(6)}`, `${two} ${unique(6)}`];
  await addCategory(page, parent);
  await addCategory(page, first, parent);
  await addCategory(page, second, parent);
  return [first, second];
}

const order = async (page: Page, ...names: string[]) => {
  const shown = await rows(page).locator(".tree-name").allInnerTexts();
  return names.map((name) => shown.findIndex((text) => text.includes(name)));
};

async function newProduct(page: Page, name: string, fill: Record<string, string>): Promise<void> {
  await page.goto("/products/new");
  await page.locator("#name").fill(name);
  await page.locator("#price").fill("1500");
  for (const [field, value] of Object.entries(fill)) await page.locator(`[name="${field}"]`).fill(value);
  await page.locator(".savebar .btn-primary").click();
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("categories are added and moved by the menu and by a choice", async ({ page, context }) => {
      await signInAs(context, "staff");
      const [first, second] = await family(page, "First", "Second");
      await row(page, second).locator("summary").click();
      await row(page, second).locator("button[value=up]").click();
      await expect(page.locator(".toast")).toContainText(say("en", "catalog-done-category-moved", { name: second }));
      const [a, b] = await order(page, first, second);
      expect(b).toBeLessThan(a);
      await row(page, first).locator(".tree-name").click();
      const move = page.locator('form[action="/api/catalog/move_category"]');
      const value = await move.locator("option", { hasText: second }).getAttribute("value");
      await move.locator("select").selectOption(value!);
      await move.locator("button").click();
      await expect(row(page, first)).toHaveAttribute("data-level", "2");
      await row(page, first).locator("summary").click();
      await row(page, first).locator("button[value=out]").click();
      await expect(row(page, first)).toHaveAttribute("data-level", "1");
    });

    test("a category out of use keeps what is typed when it is refused", async ({ page, context }) => {
      await signInAs(context, "staff");
      const name = `Season ${unique(6)}`;
      await addCategory(page, name);
      await row(page, name).locator(".tree-name").click();
      await page.locator("#slug").fill("Not A Slug");
      await page.locator("#is_active").uncheck();
      await page.locator('form[action="/api/catalog/update_category"] .btn-primary').click();
      await expect(page.locator("#slug-error")).toContainText(say("en", "catalog-error-slug"));
      await expect(page.locator("#slug")).toHaveValue("Not A Slug");
      await expect(page.locator("#is_active")).not.toBeChecked();
      await page.locator("#slug").fill(`season-${unique(8).toLowerCase()}`);
      await page.locator('form[action="/api/catalog/update_category"] .btn-primary').click();
      await expect(row(page, name)).toContainText(say("en", "catalog-category-inactive"));
    });

    for (const language of LANGUAGES) {
      test(`a product has texts, a brand and attributes (${language})`, async ({ page, context }) => {
        await signInAs(context, "staff", language);
        const name = `Lamp ${unique(8)}`;
        const fill = {
          description: "Cast in **brass**. <script>alert(1)</script>",
          name_si: "පිත්තල පහන",
          brand: `Brand ${unique(6)}`,
          length: "12.55",
          wholesale_price: "1200",
          minimum_wholesale_quantity: "12",
          "attributes[0][name]": "Material",
          "attributes[0][value]": "Brass",
        };
        await newProduct(page, name, fill);
        await expect(page.locator("#length-error")).toContainText(say(language, "catalog-error-centimetres"));
        await expect(page.locator('[name="attributes[0][value]"]')).toHaveValue("Brass");
        await page.locator("#length").fill("12.5");
        await page.locator(".savebar .btn-primary").click();
        await expect(page.locator(".toast")).toContainText(name);
        await expect(page.locator(".prose strong")).toHaveText("brass");
        await expect(page.locator(".prose")).not.toContainText("alert");
        await expect(page.locator(".facts").filter({ hasText: "Material" })).toContainText("Brass");
        await expect(page.locator(".main")).toContainText(fill.brand);
        await page.goto(`/brands?q=${encodeURIComponent(fill.brand)}`);
        await page.locator("tbody .link").first().click();
        await expect(page.locator(".list-chips")).toContainText(fill.brand);
        await expect(page.locator("tbody .row-link")).toHaveCount(1);
      });
    }

    test("the list is narrowed by tag and price and the chips take it off", async ({ page, context }) => {
      await signInAs(context, "staff");
      await page.goto("/products");
      await page.locator(".more-filters summary").click();
      await page.locator("[name=tag]").fill("batik");
      await page.locator("[name=price_from]").fill("9000");
      await page.locator(".more-filters button").click();
      await expect(page).toHaveURL(/tag=batik/);
      await expect(page.locator(".list-chips")).toContainText("9000");
      const narrow = await page.locator("tbody .row-link").count();
      await page.locator(".list-chips a.chip-on", { hasText: "9000" }).click();
      await expect(page).not.toHaveURL(/price_from/);
      expect(await page.locator("tbody .row-link").count()).toBeGreaterThan(narrow);
    });

    test("a size guide is a grid with room to spare", async ({ page, context }) => {
      await signInAs(context, "staff");
      const name = `Guide ${unique(6)}`;
      await page.goto("/size-guides/new");
      await page.locator("#name").fill(name);
      for (const [field, value] of Object.entries({ "[sizes][0]": "S", "[sizes][1]": "M", "[rows][0][name]": "Chest", "[rows][0][values][0]": "92", "[rows][0][values][1]": "wide" })) {
        await page.locator(`[name="grid${field}"]`).fill(value);
      }
      await page.locator(".savebar .btn-primary").click();
      await expect(page.locator(".error-summary")).toContainText(say("en", "catalog-error-length"));
      await expect(page.locator('[name="grid[rows][0][values][1]"]')).toHaveValue("wide");
      await page.locator('[name="grid[rows][0][values][1]"]').fill("96");
      await page.locator(".savebar .btn-primary").click();
      await expect(page.locator("tbody tr", { hasText: name })).toContainText("S, M");
    });
  });
}

test("keys move a category and the focus stays with it", async ({ page, context }) => {
  await signInAs(context, "staff");
  const [first, second] = await family(page, "Key", "Lock");
  await row(page, second).locator(".tree-name").focus();
  await page.keyboard.press("Alt+ArrowRight");
  await expect(row(page, second)).toHaveAttribute("data-level", "2");
  await expect(row(page, second).locator(".tree-name")).toBeFocused();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(row(page, second)).toHaveAttribute("data-level", "1");
  await expect(row(page, second).locator(".tree-name")).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.locator("#category-told")).toContainText(second);
  await expect(async () => {
    const [a, b] = await order(page, first, second);
    expect(b).toBeLessThan(a);
  }).toPass();
});

test("a category is dragged into another", async ({ page, context }) => {
  await signInAs(context, "staff");
  const [first, second] = await family(page, "Drag", "Drop");
  await row(page, first).dragTo(row(page, second));
  await expect(row(page, first)).toHaveAttribute("data-level", "2");
});

test("characters are counted and the preview follows what is typed", async ({ page, context }) => {
  await signInAs(context, "staff");
  await page.goto("/products/new");
  await page.locator("#name").fill("Brass lamp");
  await expect(page.locator("[data-part=title]")).toHaveText("Brass lamp");
  await page.locator("#seo_title").fill("Lamp of Kandy");
  await expect(page.locator("[data-part=title]")).toHaveText("Lamp of Kandy");
  await expect(page.locator('[data-count="seo_title"]')).toHaveText("13");
  const pairs = page.locator(".pair");
  const before = await pairs.count();
  await page.locator(`[name="attributes[${before - 1}][name]"]`).fill("Finish");
  await expect(pairs).toHaveCount(before + 1);
  await expect(page.locator(`[name="attributes[${before}][name]"]`)).toHaveValue("");
});

for (const scheme of ["light", "dark"] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test("pages have no violation", async ({ page, context }) => {
      await signInAs(context, "admin");
      const first = async (list: string, css: string) => {
        await page.goto(list);
        return (await page.locator(css).first().getAttribute("href"))!;
      };
      const product = await first("/products?q=BTK-SHT", "tbody .row-link");
      const paths = [
        "/categories",
        await first("/categories", ".tree-name"),
        "/brands",
        await first("/brands", "tbody .cell-actions a"),
        await first("/size-guides", "tbody .row-link"),
        product,
        `${product}/edit`,
        "/products?tag=batik",
      ];
      for (const path of paths) {
        await page.goto(path);
        expect.soft(await violations(page), path).toEqual([]);
      }
    });
  });
}

test("on a phone nothing scrolls sideways", async ({ browser, baseURL }) => {
  const context: BrowserContext = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await signInAs(context, "admin", "ta");
  const page = await context.newPage();
  await page.goto("/size-guides");
  const guide = (await page.locator("tbody .row-link").first().getAttribute("href"))!;
  await page.goto("/categories");
  const category = (await page.locator(".tree-name").first().getAttribute("href"))!;
  for (const path of ["/categories", category, "/brands", "/size-guides", guide, "/products/new", "/products?tag=batik"]) {
    await page.goto(path);
    const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide, path).toBeLessThanOrEqual(window);
  }
  await context.close();
});
