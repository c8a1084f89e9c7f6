// A buyer pays by a link: bank transfer with a slip, LANKAQR, a provider's page. With and without JavaScript, in three languages.
import { readFileSync } from "node:fs";
import { LANGUAGES, expect, makeOrder, merchant, say, signIn, stepButton, test, unique, type Merchant } from "./support";
import { product, stocked } from "./goods";
import type { Browser, Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const QR = "0002010102112632002817056001000000000001234500015204599953031445802LK5911RAJA BATIKS6007COLOMBO62100506STATIC63048CE1";
const SLIP = "end2end/screenshots/orders.png";

/** What axe complains about. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(node: unknown, options: unknown): Promise<{ violations: any[] }> } }).axe;
    const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
    return result.violations.flatMap((violation) => violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")}`));
  });
}

/** Adds an account on its form. */
async function addAccount(page: Page, method: string, values: Record<string, string>): Promise<void> {
  await page.goto(`/settings/payments?add=${method}`);
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="values[${name}]"]`).fill(value);
  if (method === "PAYHERE") await page.locator('[name="is_test"]').check();
  await stepButton(page, "/api/payments/create_account").click();
  await expect(page).toHaveURL(/\/settings\/payments$/);
}

/** An organization whose buyers can pay in three ways, and what it has on its shelf. */
async function shopWithAccounts(page: Page, base: string): Promise<Merchant & { sku: string }> {
  const shop = merchant();
  await signIn(page.context(), shop.owner);
  const { sku } = await product(page.context(), base);
  await stocked(page.context(), base, sku, 5);
  await page.goto("/settings/payments");
  await expect(page.getByText(say("en", "payments-accounts-empty-title"))).toBeVisible();
  await page.getByRole("link", { name: say("en", "payments-method-payhere") }).click();
  await page.locator('[name="values[merchant_secret]"]').fill("a-secret");
  await stepButton(page, "/api/payments/create_account").click();
  await expect(page.locator(".error-summary")).toBeVisible();
  expect(await page.content()).not.toContain("a-secret");
  await addAccount(page, "PAYHERE", { merchant_id: "1200000", merchant_secret: "a-secret" });
  await addAccount(page, "BANK_TRANSFER", { bank: "Bank of Ceylon", holder: shop.name, number: "0071234567", second_over: "100000" });
  await addAccount(page, "LANKAQR", { code: QR });
  expect(await page.content()).not.toContain("a-secret");
  return { ...shop, sku };
}

/** A payment link for a new order, made on its page. */
async function makeLink(page: Page, baseURL: string, sku: string): Promise<{ order: string; url: string }> {
  const order = await makeOrder(page.context(), baseURL, sku);
  await page.goto(order);
  const form = page.locator("details.confirm", { has: page.locator('form[action="/api/payments/create_link"]') });
  await form.locator("summary").click();
  await form.locator("button[type=submit]").click();
  const link = page.locator('#order-payments a[target="_blank"]').first();
  await expect(link).toBeVisible();
  await expect(page.locator('#order-payments a[href^="https://wa.me/"]')).toHaveCount(1);
  return { order, url: new URL((await link.getAttribute("href")) ?? "").pathname };
}

async function buyer(browser: Browser, scripts: boolean, language: string): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: scripts, locale: language, viewport: { width: 390, height: 800 } });
  return context.newPage();
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("an order is paid by a link, and its slip is looked at", async ({ page, browser, baseURL }) => {
      test.setTimeout(180_000);
      const shop = await shopWithAccounts(page, baseURL ?? "");
      await signIn(page.context(), shop.staff);
      const { order, url } = await makeLink(page, baseURL ?? "", shop.sku);
      const pay = await buyer(browser, scripts, "en");
      await pay.goto(`${baseURL}${url}`);
      await expect(pay.getByText("0071234567")).toBeVisible();
      await expect(pay.locator(".qr-code svg")).toBeVisible();
      if (scripts) expect(await violations(pay)).toEqual([]);
      expect(await pay.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

      // To the provider's page one goes by a form that the provider can check.
      await stepButton(pay, "/api/payments/start_payment").click();
      await expect(pay).toHaveURL(/\?go=/);
      const form = pay.locator('form[action="https://sandbox.payhere.lk/pay/checkout"]');
      await expect(form.locator('[name="hash"]')).toHaveValue(/^[0-9A-F]{32}$/);
      await expect(form.getByRole("button", { name: say("en", "payments-pay-continue", { method: "PayHere" }) })).toBeVisible();
      // Coming back proves nothing.
      await pay.goto(pay.url().replace("?go=", "?back="));
      await expect(pay.getByRole("link", { name: say("en", "payments-pay-look-again") })).toBeVisible();

      // A slip that is none is refused with what was typed.
      await pay.goto(`${baseURL}${url}`);
      const reference = `CEFT ${unique(6)}`;
      await pay.locator("#reference").fill(reference);
      await pay.locator("#bank").fill("Peoples Bank");
      await pay.locator("#file").setInputFiles({ name: "slip.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<script>") });
      await stepButton(pay, "/api/payments/send_slip").click();
      await expect(pay.locator(".error-summary")).toContainText(say("en", "payments-error-slip-kind"));
      await expect(pay.locator("#reference")).toHaveValue(reference);
      await pay.locator("#file").setInputFiles(SLIP);
      await stepButton(pay, "/api/payments/send_slip").click();
      await expect(pay.getByText(say("en", "payments-slip-submitted"), { exact: true })).toBeVisible();

      // The shop looks, and accepts.
      await page.goto("/payments/slips");
      await page.locator("table tbody .row-link").first().click();
      await expect(page.getByText(reference)).toBeVisible();
      await expect(page.locator("img.slip")).toBeVisible();
      if (scripts) expect(await violations(page)).toEqual([]);
      await stepButton(page, "/api/payments/approve_slip").click();
      await expect(page).toHaveURL(/\/payments\/slips$/);
      await page.goto(order);
      await expect(page.locator("#order-payments")).toContainText(reference);
      await pay.goto(`${baseURL}${url}`);
      await expect(pay.getByText(say("en", "payments-pay-paid"))).toBeVisible();
      await expect(pay.locator('form[action="/api/payments/start_payment"]')).toHaveCount(0);
      await pay.context().close();
    });

    test("the payment page speaks three languages", async ({ page, browser, baseURL }) => {
      test.setTimeout(120_000);
      const shop = await shopWithAccounts(page, baseURL ?? "");
      await signIn(page.context(), shop.staff);
      const { url } = await makeLink(page, baseURL ?? "", shop.sku);
      for (const language of LANGUAGES) {
        const pay = await buyer(browser, scripts, language);
        await pay.goto(`${baseURL}${url}`);
        await expect(pay.getByRole("heading", { name: say(language, "payments-slip-send-title") })).toBeVisible();
        await expect(pay.getByRole("button", { name: say(language, "payments-pay-by", { method: "PayHere" }) })).toBeVisible();
        await stepButton(pay, "/api/payments/send_slip").click();
        await expect(pay.locator(".error-summary")).toContainText(say(language, "error-file-missing"));
        await pay.context().close();
      }
    });
  });
}
