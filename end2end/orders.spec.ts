// The work on an order before it leaves: calls, holds, tags, edits, drafts; by keyboard, and with JavaScript switched off.
import { expect, makeOrder, person, plentiful, say, signIn, test, unique } from "./support";

test.beforeEach(async ({ context }) => signIn(context, person("staff")));

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("an order is called about, held, tagged, changed and cut", async ({ page, context, baseURL }) => {
      const sku = await plentiful(page);
      const path = await makeOrder(context, baseURL ?? "", sku);
      await page.goto(path);
      await page.locator("#call-note").fill("in the evening");
      await page.locator("button[name=outcome][value=NO_ANSWER]").click();
      await expect(page.locator(".timeline").first()).toContainText("in the evening");

      await page.locator("form[action='/api/orders/add_order_tags'] input[name=tags]").fill("gift, call first");
      await page.locator("form[action='/api/orders/add_order_tags'] button").click();
      await expect(page.locator(".tag-list")).toContainText("call first");

      await page.locator(`a[href$="/edit"]`).first().click();
      await expect(page).toHaveURL(/\/edit$/);
      await page.locator("input[name$='[quantity]']").first().fill("3");
      await page.locator("#city").fill("Galle");
      await page.locator(".savebar .btn-primary").click();
      await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
      await expect(page.locator(".side-col")).toContainText("Galle");

      await page.locator("button[name=outcome][value=CONFIRMED]").click();
      await expect(page.locator("body")).toContainText(say("en", "orders-status-confirmed"));
      const cut = page.locator("form[action='/api/orders/cancel_order_pieces']");
      await page.locator("details.confirm", { has: cut }).locator("summary").click();
      await cut.locator("input[name^='pieces']").first().fill("1");
      await cut.locator("#pieces-reason").fill("one is enough less");
      await cut.locator("button").click();
      await expect(page.locator("#items").locator("..").locator("..")).toContainText("1 cancelled");
    });

    test("a draft is kept, finished and copied", async ({ page }) => {
      const sku = await plentiful(page);
      await page.goto("/orders/new");
      await page.locator("#name").fill(`Draft ${unique(5)}`);
      await page.locator("button[name=action][value=draft]").click();
      await expect(page.locator("body")).toContainText(say("en", "orders-status-draft"));
      await page.locator(`a[href$="/edit"]`).first().click();
      for (const [id, value] of [["phone", "0771234567"], ["line1", "1 Main Street"], ["city", "Kandy"], ["lines-0-sku", sku]]) {
        await page.locator(`#${id}`).fill(value);
      }
      await page.locator("button[name=action][value=place]").click();
      await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
      await expect(page.locator("#call")).toBeVisible();
      await page.locator("form[action='/api/orders/duplicate_order'] button").click();
      await expect(page).toHaveURL(/\/edit$/);
    });

    test("a pasted message fills in the form", async ({ page }) => {
      await page.goto("/orders/new");
      await page.locator(".paste-card summary").click();
      await page.locator("#paste").fill("නිමල් පෙරේරා\nඅංක 12, පන්සල පාර\nමහනුවර\n077 123 4567");
      await page.locator(".paste-card button").click();
      await expect(page.locator("#name")).toHaveValue("නිමල් පෙරේරා");
      await expect(page.locator("#city")).toHaveValue("Kandy");
      await expect(page.locator("#postal_code")).toHaveValue("20000");
    });
  });
}

test("the list is worked through by keys", async ({ page }) => {
  await page.goto("/orders?status=PENDING");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.locator(".bulkbar")).toBeVisible();
  await page.keyboard.press("x");
  await page.keyboard.press("e");
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}\/edit$/);
});
