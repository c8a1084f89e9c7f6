// One box for everything: the palette, the page of results, and a scanner.
import { LANGUAGES, expect, makeOrder, plentiful, say, signInAs, test } from "./support";

const number = (heading: string) => /[A-Z0-9]{5,6}(?=\s|$)/.exec(heading)?.[0] ?? "";

test("the palette finds while one types, and opens with Enter", async ({ page, context, baseURL }) => {
  await signInAs(context, "admin");
  const path = await makeOrder(context, baseURL!, await plentiful(page));
  await page.goto(path);
  const wanted = number(await page.locator("h1").innerText());
  await page.goto("/products");
  await page.keyboard.press("Control+k");
  const input = page.locator("#palette-input");
  await expect(input).toBeFocused();
  await input.fill(wanted);
  const option = page.locator("#palette-list [role=option]").first();
  await expect(option).toContainText(wanted);
  await expect(option).toHaveAttribute("aria-selected", "true");
  await expect(input).toHaveAttribute("aria-activedescendant", (await option.getAttribute("id"))!);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL((url) => url.pathname === path);
  await page.keyboard.press("Control+k");
  await input.fill(say("en", "nav-inventory"));
  await expect(page.locator("#palette-list [role=option]").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/inventory$/);
  await page.keyboard.press("/");
  await expect(input).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator("#palette")).toBeHidden();
});

test("a scanner opens what it has scanned", async ({ page, context, baseURL }) => {
  await signInAs(context, "admin");
  const sku = await plentiful(page);
  await makeOrder(context, baseURL!, sku);
  await page.goto("/orders");
  await page.evaluate((text) => {
    for (const key of [...text, "Enter"]) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }, sku.length >= 6 ? sku : sku.padEnd(6, "0"));
  await expect(page).toHaveURL(/\/(products\/[0-9a-f-]{36}|search\?)/);
});

for (const language of LANGUAGES) {
  test(`without JavaScript the box leads to a page of results in ${language}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await signInAs(context, "admin", language);
    const page = await context.newPage();
    await page.goto("/products");
    const name = (await page.locator(".row-link").first().innerText()).split(" ")[0];
    await page.goto(`/search?q=${encodeURIComponent(name)}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "search-title"));
    expect(await page.locator(".hits a").count()).toBeGreaterThan(0);
    await page.goto("/search?q=zzzz-no-such-thing");
    await expect(page.locator(".main .empty, .main .empty-state").first()).toBeVisible();
    await context.close();
  });
}
