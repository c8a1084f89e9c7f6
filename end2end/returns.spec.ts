// Returns: asked for on the order's page, approved, received there or by scan, exchanged, rejected; with scripts and without.
import { readFileSync } from "node:fs";
import { delivered, product, stocked } from "./goods";
import { LANGUAGES, expect, merchant, person, post, say, signIn, stepButton, test } from "./support";
import type { Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(node: unknown, options: unknown): Promise<{ violations: any[] }> } }).axe;
    const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
    return result.violations.flatMap((violation) => violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")}`));
  });
}

const openStep = (page: Page, action: string) => page.locator("details.confirm", { has: page.locator(`form[action="${action}"]`) }).locator("summary").click();

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    /** Asks for pieces of the first line of an order's page. */
    const ask = async (page: Page, order: string, pieces: number, kind: string) => {
      await page.goto(order);
      await openStep(page, "/api/orders/request_return");
      await page.locator("#return-0").fill(String(pieces));
      await page.locator(`form[action="/api/orders/request_return"] [value="${kind}"]`).check();
      await page.locator("#return_reason").fill("Too small");
      await stepButton(page, "/api/orders/request_return").click();
    };

    test("goods come back, a broken piece becomes a claim, and the rest is scanned in", async ({ page, context, baseURL }) => {
      test.setTimeout(120_000);
      const shop = merchant();
      await signIn(context, shop.owner);
      const { sku } = await product(context, baseURL!);
      await stocked(context, baseURL!, sku, 10);
      const order = await delivered(context, baseURL!, sku, 4);
      // More than was delivered: the form comes back with what was typed.
      await ask(page, order, 9, "RETURN");
      await expect(page.locator("#return-0")).toHaveAttribute("aria-invalid", "true");
      await expect(page.locator("#return-0")).toHaveValue("9");
      await expect(page.locator("#return_reason")).toHaveValue("Too small");
      await page.locator("#return-0").fill("2");
      await stepButton(page, "/api/orders/request_return").click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("RT-");
      await stepButton(page, "/api/orders/approve_return").click();
      await expect(page.locator(".badge", { hasText: say("en", "returns-status-approved") })).toBeVisible();
      await page.locator("#sellable-0").fill("1");
      await page.locator("#damaged-0").fill("1");
      await stepButton(page, "/api/orders/receive_return").click();
      await expect(page.locator(".badge", { hasText: say("en", "returns-condition-damaged") })).toBeVisible();
      await expect(page.locator(".sums dd.total")).toContainText("3,000.00");
      // The claim is about it.
      await page.locator(".facts a.mono").first().click();
      await expect(page.locator(".page-header, .main").first()).toContainText(say("en", "returns-kind-claim"));
      await stepButton(page, "/api/orders/approve_return").click();
      await stepButton(page, "/api/orders/receive_return").click();
      await stepButton(page, "/api/orders/close_return").click();
      await expect(page.locator(".badge", { hasText: say("en", "returns-status-closed") })).toBeVisible();

      // The rest at the station.
      await ask(page, order, 2, "RETURN");
      await stepButton(page, "/api/orders/approve_return").click();
      await expect(page.locator(".badge", { hasText: say("en", "returns-status-approved") })).toBeVisible();
      const number = (await page.getByRole("heading", { level: 1 }).innerText()).replace(/^.*(RT-\d+).*$/s, "$1");
      await page.goto("/stations/returns");
      await page.locator("#st-open #code").fill(number.toLowerCase());
      await stepButton(page, "/api/stations/open_work").click();
      await expect(page).toHaveURL(/\/stations\/returns\/[0-9a-f-]{36}/);
      if (scripts) await expect(page.locator("html")).toHaveAttribute("data-station", "");
      await page.locator("#st-code").fill(sku);
      if (scripts) await page.keyboard.press("Enter");
      else await stepButton(page, "/api/stations/scan").click();
      await expect(page.locator("#st-progress")).toHaveText("1 / 2");
      if (scripts) await expect(page.locator("#st-unsent")).toBeHidden({ timeout: 20_000 });
      await openStep(page, "/api/stations/finish_return");
      await page.locator('form[action="/api/stations/finish_return"] input[name="rest_missing"]').check();
      await stepButton(page, "/api/stations/finish_return").click();
      await expect(page.locator(".toast")).toContainText(number);
      // Ten came in, four left, two whole ones and a broken one are back.
      await page.goto(`/inventory?q=${sku}`);
      await expect(page.locator("table tbody tr td.num").first()).toHaveText("9");
    });

    test("an exchange makes a new order with the difference due, and a return is rejected", async ({ page, context, baseURL }) => {
      test.setTimeout(120_000);
      const shop = merchant();
      await signIn(context, shop.owner);
      const { sku } = await product(context, baseURL!);
      await stocked(context, baseURL!, sku, 10);
      const order = await delivered(context, baseURL!, sku, 2);
      await ask(page, order, 1, "EXCHANGE");
      await stepButton(page, "/api/orders/approve_return").click();
      await stepButton(page, "/api/orders/exchange_return").click();
      await expect(page.locator(".error-summary")).toBeVisible();
      await page.locator("#exchange-sku-0").fill(sku);
      await page.locator("#exchange-quantity-0").fill("2");
      await stepButton(page, "/api/orders/exchange_return").click();
      await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
      await expect(page.locator(".sums dd.total").first()).toContainText("1,500.00");
      expect(page.url()).not.toContain(order);

      await ask(page, order, 1, "RETURN");
      await openStep(page, "/api/orders/reject_return");
      await stepButton(page, "/api/orders/reject_return").click();
      await expect(page.locator("#reason")).toHaveAttribute("aria-invalid", "true");
      await page.locator("#reason").fill("It was worn");
      await stepButton(page, "/api/orders/reject_return").click();
      await expect(page.locator(".alert")).toContainText("It was worn");
      await page.goto("/orders/returns?status=REJECTED");
      await expect(page.locator("table tbody tr")).toHaveCount(1);
      await page.goto("/orders/returns?kind=EXCHANGE");
      await page.locator("table tbody .row-link").first().click();
      await expect(page.locator(".main")).toContainText("1,500.00");
    });
  });
}

for (const language of LANGUAGES) {
  test(`lists and pages of returns are whole in light and dark and on a phone (${language})`, async ({ page, context, baseURL }) => {
    test.setTimeout(150_000);
    await signIn(context, person("staff"), language);
    const paths = ["/orders/returns"];
    await page.goto("/orders/returns");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "returns-title"));
    for (const link of await page.locator("table tbody .row-link").all()) paths.push((await link.getAttribute("href"))!);
    expect(paths.length, "the demo has returns in each state").toBeGreaterThan(5);
    for (const path of paths) {
      for (const colorScheme of ["light", "dark"] as const) {
        // Loaded anew: colours that are on their way to the other scheme have any contrast.
        await page.emulateMedia({ colorScheme });
        await page.goto(path);
        expect.soft(await violations(page), `${path} ${colorScheme}`).toEqual([]);
      }
      await page.setViewportSize({ width: 360, height: 740 });
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), path).toBe(0);
      await page.setViewportSize({ width: 1280, height: 800 });
    }
    // Nobody who may only look decides.
    await signIn(context, person("viewer"), language);
    await page.goto(paths[1]);
    await expect(page.locator('form[action^="/api/orders/"]')).toHaveCount(0);
    expect(await post(context, "/api/orders/close_return", { return_id: paths[1].split("/").pop()! }, baseURL + paths[1])).toBe(403);
  });
}
