// A buyer's card only holds the money at first: it is taken or let go on the order's page. With and without JavaScript.
import { createHash } from "node:crypto";
import { expect, makeOrder, merchant, say, signIn, stepButton, test } from "./support";
import { product, stocked } from "./goods";

const MERCHANT = "1200000";
const SECRET = "a-secret";
const md5 = (text: string) => createHash("md5").update(text).digest("hex").toUpperCase();

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("what a card holds waits on the order's page", async ({ page, browser, baseURL }) => {
      test.setTimeout(120_000);
      const shop = merchant();
      await signIn(page.context(), shop.owner);
      const { sku } = await product(page.context(), baseURL ?? "");
      await stocked(page.context(), baseURL ?? "", sku, 5);
      await page.goto("/settings/payments?add=PAYHERE");
      await page.locator('[name="values[merchant_id]"]').fill(MERCHANT);
      await page.locator('[name="values[merchant_secret]"]').fill(SECRET);
      await page.locator('[name="values[hold]"]').check();
      await page.locator('[name="is_test"]').check();
      await stepButton(page, "/api/payments/create_account").click();
      await expect(page).toHaveURL(/\/settings\/payments$/);
      const hook = new URL((await page.locator("table code.mono").first().innerText()).trim()).pathname;

      await signIn(page.context(), shop.staff);
      const order = await makeOrder(page.context(), baseURL ?? "", sku);
      await page.goto(order);
      const links = page.locator("details.confirm", { has: page.locator('form[action="/api/payments/create_link"]') });
      await links.locator("summary").click();
      await links.locator("button[type=submit]").click();
      const link = await page.locator('#order-payments a[target="_blank"]').first().getAttribute("href");

      const context = await browser.newContext({ javaScriptEnabled: scripts });
      const pay = await context.newPage();
      await pay.goto(`${baseURL}${new URL(link ?? "").pathname}`);
      await stepButton(pay, "/api/payments/start_payment").click();
      await expect(pay).toHaveURL(/\?go=/);
      const provider = pay.locator('form[action="https://sandbox.payhere.lk/pay/authorize"]');
      const number = (await provider.locator('[name="order_id"]').getAttribute("value")) ?? "";
      const amount = (await provider.locator('[name="amount"]').getAttribute("value")) ?? "";
      const told = await pay.request.post(`${baseURL}${hook}`, {
        form: {
          merchant_id: MERCHANT,
          order_id: number,
          payment_id: "320025",
          payhere_amount: amount,
          payhere_currency: "LKR",
          status_code: "3",
          md5sig: md5(`${MERCHANT}${number}${amount}LKR3${md5(SECRET)}`),
          authorization_token: "74d7f304-7f9d-481d-b47f-6c9cad32d3d5",
        },
      });
      expect(told.status()).toBe(200);
      await expect(async () => {
        await page.goto(order);
        await expect(page.locator("#order-payments")).toContainText(say("en", "payments-status-authorized"), { timeout: 500 });
      }).toPass();
      // The buyer is not asked to pay again.
      await pay.goto(`${baseURL}${new URL(link ?? "").pathname}`);
      await expect(pay.locator('form[action="/api/payments/start_payment"]')).toHaveCount(0);
      await context.close();

      // More than is held is refused, and what was typed stays.
      const take = page.locator('form[action="/api/payments/take_hold"]');
      await page.locator("details.confirm", { has: take }).locator("summary").click();
      await take.locator('[name="amount"]').fill("999999");
      await take.locator("button[type=submit]").click();
      await expect(page.locator(".error-summary")).toBeVisible();
      await expect(take.locator('[name="amount"]')).toHaveValue("999999");

      // Without an app of the API PayHere does nothing: that is said, and the hold stays.
      await page.goto(order);
      const letGo = page.locator('form[action="/api/payments/let_go_hold"]');
      await page.locator("details.confirm", { has: letGo }).locator("summary").click();
      await letGo.locator("button[type=submit]").click();
      await expect(page.getByText(say("en", "payments-error-hold-refused"))).toBeVisible();
      await page.goto(order);
      await expect(take).toHaveCount(1);
    });
  });
}
