// A phone of 360 px: nothing scrolls sideways, the bar below leads everywhere, the steps of an order work by touch.
import { LANGUAGES, PAGES, detailPages, expect, makeOrder, person, plentiful, say, signIn, signInAs, stepButton, test, trackingPage } from "./support";
import type { Page } from "@playwright/test";

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

/** What sticks out of the screen, if anything does. */
async function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")]
      .filter((node) => node.getBoundingClientRect().right > root.clientWidth + 0.5)
      .slice(0, 5)
      .map((node) => `${node.tagName.toLowerCase()}.${node.getAttribute("class") ?? ""} to ${Math.round(node.getBoundingClientRect().right)}`);
    return [`${root.scrollWidth} > ${root.clientWidth}`, ...wide];
  });
}

for (const language of LANGUAGES) {
  test(`no page scrolls sideways (${language})`, async ({ page, context }) => {
    test.setTimeout(240_000);
    await signInAs(context, "owner", language, "jaffna-textiles");
    const paths = [...PAGES, ...(await detailPages(page)), await trackingPage(page), "/no-such-page"];
    for (const path of paths) {
      await page.goto(path);
      expect.soft(await sideways(page), path).toEqual([]);
    }
    await context.clearCookies();
    for (const path of ["/login", "/offline.html"]) {
      await page.goto(path);
      expect.soft(await sideways(page), path).toEqual([]);
    }
  });
}

test("fingers find targets of 44 px", async ({ page, context }) => {
  await signIn(context, person("staff", "jaffna-textiles"));
  for (const path of ["/", "/orders", "/orders/new", "/products"]) {
    await page.goto(path);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".btn:not(.btn-sm), .input, .select, .bottombar a, .tabs a")]
        .filter((node) => node.offsetParent !== null && node.getBoundingClientRect().width > 0)
        .filter((node) => node.getBoundingClientRect().height < 43.5)
        .map((node) => `${node.tagName} ${node.className} ${node.textContent?.trim().slice(0, 20)} ${node.getBoundingClientRect().height}`),
    );
    expect.soft(small, path).toEqual([]);
  }
});

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("the bar below and its sheet lead everywhere", async ({ page, context }) => {
      await signIn(context, person("staff", "jaffna-textiles"));
      await page.goto("/");
      const bar = page.locator(".bottombar");
      await expect(bar).toBeVisible();
      await expect(page.locator("#nav")).toBeHidden();
      await bar.locator('a[href="/orders"]').tap();
      await expect(page).toHaveURL(/\/orders$/);
      await expect(bar.locator("[aria-current=page]")).toHaveAttribute("href", "/orders");
      await bar.locator('a[href="#nav"]').tap();
      await expect(page.locator("#nav")).toBeVisible();
      await page.locator(".sidebar-close").tap();
      await expect(page.locator("#nav")).toBeHidden();
      await bar.locator('a[href="#nav"]').tap();
      await page.locator('#nav a[href="/customers"]').tap();
      await expect(page).toHaveURL(/\/customers$/);
      await expect(page.locator("#nav")).toBeHidden();
    });

    test("an order goes its way by touch", async ({ page, context, baseURL }) => {
      await signIn(context, person("staff", "jaffna-textiles"));
      const sku = await plentiful(page);
      const path = await makeOrder(context, baseURL!, sku);
      await page.goto(path);
      await stepButton(page, "/api/orders/confirm_order").tap();
      await expect(page.getByText(say("en", "orders-next-confirmed"))).toBeVisible();
      await stepButton(page, "/api/orders/pack_order").tap();
      await expect(page.getByText(say("en", "orders-next-packed"))).toBeVisible();
      const cancel = page.locator("details.confirm", { has: page.locator('form[action="/api/orders/cancel_order"]') });
      await cancel.locator("summary").tap();
      await page.locator("#cancel-reason").fill("The buyer has changed their mind");
      expect(await sideways(page)).toEqual([]);
      await cancel.locator("button").tap();
      await expect(page.getByText(say("en", "orders-next-cancelled"))).toBeVisible();
    });
  });
}
