// A gift card is issued, tells its code once, pays a part of an order on its page and the rest on the buyer's; carts become orders.
import { LANGUAGES, expect, makeOrder, merchant, say, signIn, signInAs, stepButton, test, unique } from "./support";
import { product, stocked } from "./goods";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a gift card pays on the order's page and on the page of a link", async ({ page, browser, baseURL }) => {
      test.setTimeout(180_000);
      const base = baseURL ?? "";
      const shop = merchant();
      await signIn(page.context(), shop.owner);
      const { sku } = await product(page.context(), base);
      await stocked(page.context(), base, sku, 5);

      // Nothing typed is lost.
      await page.goto("/payments/gift-cards");
      await expect(page.getByText(say("en", "giftcards-empty-title"))).toBeVisible();
      await page.getByRole("link", { name: say("en", "giftcards-new") }).click();
      await page.locator("#value").fill("0");
      await page.locator("#recipient_name").fill("Sunil");
      await stepButton(page, "/api/payments/issue_gift_card").click();
      await expect(page.locator(".error-summary")).toBeVisible();
      await expect(page.locator("#recipient_name")).toHaveValue("Sunil");
      await page.locator("#value").fill("1000");
      await stepButton(page, "/api/payments/issue_gift_card").click();
      await expect(page).toHaveURL(/\/payments\/gift-cards\/[0-9a-f-]{36}$/);
      const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(await page.locator("body").innerText())?.[0] ?? "";
      expect(code).not.toBe("");
      const card = page.url();
      await page.reload();
      expect(await page.locator("body").innerText()).not.toContain(code);

      // A part of an order, by the staff.
      const order = await makeOrder(page.context(), base, sku);
      await page.goto(order);
      await page.locator("details.confirm", { has: page.locator('form[action="/api/payments/redeem_gift_card"]') }).locator("summary").click();
      await page.locator("#card-code").fill(`${code.slice(0, -1)}-`);
      await stepButton(page, "/api/payments/redeem_gift_card").click();
      await expect(page.locator(".error-summary")).toContainText(say("en", "giftcards-error-unknown"));
      await page.locator("#card-code").fill(code.toLowerCase());
      await page.locator("#card-amount").fill("400");
      await stepButton(page, "/api/payments/redeem_gift_card").click();
      await expect(page.locator("#order-payments")).toContainText(`•••• ${code.slice(-4)}`);

      // The rest of the card, by the buyer.
      const form = page.locator("details.confirm", { has: page.locator('form[action="/api/payments/create_link"]') });
      await form.locator("summary").click();
      await form.locator("button[type=submit]").click();
      const link = page.locator('#order-payments a[target="_blank"]').first();
      const url = new URL((await link.getAttribute("href")) ?? "").pathname;
      for (const language of LANGUAGES) {
        const context = await browser.newContext({ javaScriptEnabled: scripts, locale: language, viewport: { width: 390, height: 800 } });
        const pay = await context.newPage();
        await pay.goto(base + url);
        await expect(pay.getByRole("button", { name: say(language, "giftcards-pay") })).toBeVisible();
        await pay.locator("#card-code").fill(`0000 ${unique(4)}`);
        await stepButton(pay, "/api/payments/pay_by_gift_card").click();
        await expect(pay.locator(".error-summary")).toContainText(say(language, "giftcards-error-unknown"));
        if (language === "ta") {
          await pay.locator("#card-code").fill(code);
          await stepButton(pay, "/api/payments/pay_by_gift_card").click();
          await expect(pay.locator(".error-summary")).toHaveCount(0);
        }
        await context.close();
      }
      await page.goto(card);
      await expect(page.getByText(say("en", "giftcards-status-used"), { exact: true })).toBeVisible();
    });

    test("a cart becomes an order", async ({ page }) => {
      await signInAs(page.context(), "staff");
      await page.goto("/orders");
      await page.getByRole("link", { name: say("en", "carts-title"), exact: true }).click();
      await page.locator("table tbody .row-link").first().click();
      await expect(page).toHaveURL(/\/orders\/carts\/[0-9a-f-]{36}$/);
      await stepButton(page, "/api/orders/convert_cart").click();
      await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}\/edit$/);
      await page.goto("/orders/carts?status=CONVERTED");
      await expect(page.locator("table tbody .row-link").first()).toBeVisible();
      await page.goto("/orders/carts?status=CONVERTED&who=nobody&after=nonsense");
      await expect(page.locator("main")).toBeVisible();
    });
  });
}
