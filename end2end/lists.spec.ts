// A list is its address: tabs, filters, paging and search survive back, refresh and sharing; and it shows what others do.
import { asPerson, expect, openListening, makeOrder, person, plentiful, say, signIn, stepButton, test, unique } from "./support";
import type { Page } from "@playwright/test";

const numbers = (page: Page) => page.locator("#order-list .row-link").allInnerTexts();

test.beforeEach(async ({ context }) => signIn(context, person("admin")));

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a mistyped word finds what is alike, and offers no bulk change of it", async ({ page }) => {
      await page.goto("/products?q=battik");
      await expect(page.locator(".main")).toContainText(say("en", "catalog-similar", { words: "battik" }));
      await expect(page.locator("table tbody tr").first()).toContainText(/batik/i);
      await expect(page.locator('button[formaction="/bulk/new"]')).toHaveCount(0);
      await page.goto("/products?q=batik");
      await expect(page.locator('button[formaction="/bulk/new"]').first()).toBeAttached();
    });

    test("tabs and filters live in the address", async ({ page, browser, baseURL }) => {
      await page.goto("/orders");
      const tab = page.locator('.tabs a[href*="status=DELIVERED"]');
      const label = await tab.innerText();
      await tab.click();
      await expect(page).toHaveURL(/status=DELIVERED/);
      await expect(page.locator(".tabs [aria-current=page]")).toContainText(say("en", "orders-status-delivered"));
      const badges = await page.locator("#order-list .cell-status .badge").allInnerTexts();
      expect(new Set(badges.map((text) => text.trim()))).toEqual(new Set([say("en", "orders-status-delivered")]));
      expect(label).toMatch(/\d/);
      await page.locator("select[name=source]").selectOption("PHONE");
      if (!scripts) await page.locator("#order-list .toolbar button").click();
      await expect(page).toHaveURL(/source=PHONE/);
      await expect(page).toHaveURL(/status=DELIVERED/);
      await expect(page.locator("select[name=source]")).toHaveValue("PHONE");
      const shown = await numbers(page);
      const address = page.url();
      await page.reload();
      expect(await numbers(page)).toEqual(shown);
      const first = page.locator("#order-list .row-link").first();
      if ((await first.count()) > 0) {
        await first.click();
        await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}/);
        await page.goBack();
        await expect(page).toHaveURL(address);
        expect(await numbers(page)).toEqual(shown);
      }
      await page.goBack();
      await expect(page).not.toHaveURL(/source=PHONE/);
      // A shared link shows a colleague the same.
      const colleague = await asPerson(browser, person("staff"), { baseURL, javaScriptEnabled: scripts });
      const theirs = await colleague.newPage();
      await theirs.goto(address);
      expect(await numbers(theirs)).toEqual(shown);
      await colleague.close();
    });

    test("paging goes there and back", async ({ page }) => {
      await page.goto("/orders");
      const first = await numbers(page);
      expect(first).toHaveLength(50);
      await expect(page.locator('.pager a[rel="prev"]')).toHaveCount(0);
      await page.locator('.pager a[rel="next"]').click();
      await expect(page).toHaveURL(/after=/);
      const second = await numbers(page);
      expect(second.filter((number) => first.includes(number))).toEqual([]);
      await page.reload();
      expect(await numbers(page)).toEqual(second);
      await page.locator('.pager a[rel="prev"]').click();
      await expect(page).toHaveURL(/before=/);
      expect(await numbers(page)).toEqual(first);
    });

    test("one box finds number, name in Sinhala, SKU, phone, last four digits", async ({ page, context, baseURL }) => {
      const sku = await plentiful(page);
      const name = `සුනේත්‍රා ${unique(5)}`;
      const phone = `0774${unique(6)}`;
      const path = await makeOrder(context, baseURL!, sku, { name, phone });
      await page.goto(path);
      const number = (/[A-Z0-9]{5,6}/.exec((await page.getByRole("heading", { level: 1 }).innerText()).replace(/^Order /, "")) ?? [""])[0];
      for (const text of [number, number.toLowerCase(), name, phone, `+94${phone.slice(1)}`, phone.slice(-4), name.split(" ")[1]]) {
        await page.goto("/orders");
        await page.locator("#orders-q").fill(text);
        await page.locator("#orders-q").press("Enter");
        await expect(page.locator("#order-list .row-link", { hasText: number }), `search for ${text}`).toHaveCount(1);
      }
      // The box of the top bar opens what it is the number of.
      await page.goto("/products");
      await page.locator("#search").fill(number);
      await page.locator("#search").press("Enter");
      await expect(page).toHaveURL((url) => url.pathname === path);
      await page.goto(`/orders?q=${encodeURIComponent(sku)}`);
      expect((await numbers(page)).length).toBeGreaterThan(0);
    });

    test("nothing found says what to do next", async ({ page }) => {
      await page.goto("/orders?q=zzzz-no-such-thing");
      await expect(page.getByText(say("en", "orders-none-found-title"))).toBeVisible();
      await page.locator(".main").getByRole("link", { name: say("en", "clear-filters") }).last().click();
      await expect(page).toHaveURL(/\/orders$/);
      expect((await numbers(page)).length).toBeGreaterThan(0);
      for (const path of ["/products?q=zzzz-no-such-thing", "/customers?q=zzzz-no-such-thing", "/inventory?q=zzzz-no-such-thing", "/payments?status=CHARGED_BACK"]) {
        await page.goto(path);
        await expect(page.locator(".main .empty, .main .empty-state").first(), path).toBeVisible();
        await expect(page.locator(".main .empty a, .main .empty-state a").first(), path).toBeVisible();
      }
    });
  });
}

test("nonsense in the address is no error", async ({ page }) => {
  for (const path of ["/orders?status=NONSENSE&after=%00&from=x&customer=1", "/orders?after=AAAA", "/products?category=x&after=!", "/imports?after=1", "/payments?method=x"]) {
    expect((await page.goto(path))?.status(), path).toBe(200);
  }
});

test("an open list shows what a colleague does, without loading again", async ({ page, context, browser, baseURL }) => {
  const sku = await plentiful(page);
  const path = await makeOrder(context, baseURL!, sku);
  await openListening(page, "/orders?status=CONFIRMED");
  await page.evaluate(() => ((window as unknown as { same: boolean }).same = true));
  const before = await numbers(page);
  const colleague = await asPerson(browser, person("staff"), { baseURL });
  const theirs = await colleague.newPage();
  await theirs.goto(path);
  const number = (await theirs.locator("h1").innerText()).match(/[A-Z0-9]{5,6}(?=\s|$)/)?.[0] ?? "";
  expect(before).not.toContain(number);
  await stepButton(theirs, "/api/orders/confirm_order").click();
  await expect(theirs.getByText(say("en", "orders-next-confirmed"))).toBeVisible();
  await expect(page.locator("#order-list .row-link", { hasText: number })).toHaveCount(1, { timeout: 10_000 });
  expect(await page.evaluate(() => (window as unknown as { same?: boolean }).same)).toBe(true);
  await colleague.close();
});
