// No page has what axe calls a violation, in light or dark; and none writes to the console (see the fixture `quiet`).
import { readFileSync } from "node:fs";
import { PAGES, detailPages, expect, person, plentiful, makeOrder, signIn, stepButton, test, trackingPage } from "./support";
import type { Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

async function violations(page: Page): Promise<string[]> {
  // By the debugger, not as an element: the page's own policy would forbid it.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(node: unknown, options: unknown): Promise<{ violations: any[] }> } }).axe;
    const result = await axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    });
    return result.violations.flatMap((violation) =>
      violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")} — ${(node.failureSummary ?? "").split("\n")[1]?.trim() ?? ""}`),
    );
  });
}

for (const scheme of ["light", "dark"] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test("every page of the admin", async ({ page, context }) => {
      test.setTimeout(300_000);
      await signIn(context, person("admin"));
      const paths = [...PAGES, ...(await detailPages(page)), "/orders?q=zzzz-none", "/orders?status=PENDING", "/orders/not-an-id", "/no-such-page"];
      for (const path of paths) {
        await page.goto(path);
        expect.soft(await violations(page), path).toEqual([]);
      }
    });

    test("each step of an order, and a refused form", async ({ page, context, baseURL }) => {
      test.setTimeout(180_000);
      await signIn(context, person("admin"));
      const sku = await plentiful(page);
      await page.goto(await makeOrder(context, baseURL!, sku));
      for (const step of ["/api/orders/confirm_order", "/api/orders/pack_order"]) {
        await page.locator("details.confirm summary").first().click();
        expect.soft(await violations(page), `before ${step}`).toEqual([]);
        await stepButton(page, step).click();
        await expect(page.locator(".toast")).toBeVisible();
      }
      expect.soft(await violations(page), "packed").toEqual([]);
      await page.goto("/orders/new");
      await page.locator("#lines-0-sku").fill("NO-SUCH");
      await stepButton(page, "/api/orders/create_order").click();
      await expect(page.locator(".error-summary")).toBeVisible();
      expect.soft(await violations(page), "refused form").toEqual([]);
      await page.goto("/orders");
      await page.keyboard.press("?");
      await expect(page.locator("#shortcuts-dialog")).toBeVisible();
      expect.soft(await violations(page), "shortcuts").toEqual([]);
    });

    test("pages for strangers", async ({ page, context }) => {
      await signIn(context, person("admin"));
      const tracking = await trackingPage(page);
      await context.clearCookies();
      for (const path of ["/login", "/login/second-factor", "/signup", "/forgot-password", "/reset-password/nonsense", tracking, "/s/kandy-crafts/track/NOSUCH", "/offline.html"]) {
        await page.goto(path);
        expect.soft(await violations(page), path).toEqual([]);
      }
    });
  });
}

test("on a phone", async ({ browser, baseURL }) => {
  test.setTimeout(300_000);
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await signIn(context, person("admin"));
  const page = await context.newPage();
  for (const path of [...PAGES, ...(await detailPages(page))]) {
    await page.goto(path);
    expect.soft(await violations(page), path).toEqual([]);
  }
  await context.close();
});
