// Orders and parcels that are not one to one: sent in parts, several in one parcel, promised before they are here, served by a rule; with
// and without JavaScript.
import { expect, makeOrder, makeProduct, merchant, post, say, signIn, stepButton, test, unique } from "./support";
import { made, stocked } from "./goods";
import type { Page } from "@playwright/test";

/** Opens the confirm step that holds a form. */
const open = (page: Page, action: string) => page.locator("details.confirm", { has: page.locator(`form[action="${action}"]`) }).locator("summary").first().click();

const confirmed = async (page: Page, base: string, order: string) =>
  expect(await post(page.context(), "/api/orders/confirm_order", { order_id: order.split("/").pop()! }, base + order)).toBe(303);

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("an order is sent in parts, two orders in one parcel", async ({ page, context, baseURL }) => {
      test.setTimeout(120_000);
      const base = baseURL ?? "";
      const shop = merchant();
      await signIn(context, shop.owner);
      const sku = await makeProduct(context, base);
      await stocked(context, base, sku, 10);
      await made(context, base, "/api/delivery/create_courier", { kind: "RIDER", name: `Sunil ${unique(5)}` }, "/couriers");

      const first = await makeOrder(context, base, sku, { "lines[0][quantity]": "3" });
      await confirmed(page, base, first);
      await page.goto(first);
      await open(page, "/api/delivery/dispatch_part");
      const part = page.locator('form[action="/api/delivery/dispatch_part"]');
      await part.locator("input[name^='parts']").fill("4");
      await part.locator("button").click();
      await expect(part).toContainText(say("en", "delivery-error-part-pieces", { count: "3" }));
      await part.locator("input[name^='parts']").fill("1");
      await part.locator("button").click();
      await expect(page.locator("body")).toContainText(say("en", "orders-sent-of", { sent: "1", pieces: "3" }));
      await page.locator('form[action="/api/delivery/deliver_order"] button').first().click();
      await stepButton(page, "/api/orders/pack_order").click();
      await stepButton(page, "/api/delivery/dispatch_order").click();
      await expect(page.locator("body")).toContainText(say("en", "orders-status-out-for-delivery"));
      const label = await page.locator('#order-parcels a[href$="/label.pdf"]').first().getAttribute("href");
      expect((await context.request.get(label ?? "")).headers()["content-type"]).toBe("application/pdf");

      const buyer = { phone: `0773${unique(6)}`, name: "Kamala" };
      const [one, other] = [await makeOrder(context, base, sku, buyer), await makeOrder(context, base, sku, buyer)];
      await confirmed(page, base, one);
      await confirmed(page, base, other);
      await page.goto("/orders");
      await expect(page.locator('#order-list a[href$="#together"]')).toHaveCount(2);
      await page.goto(one);
      await stepButton(page, "/api/orders/merge_orders").click();
      await expect(page.locator("#together").locator("..").locator("..")).toContainText(say("en", "orders-together"));
      await stepButton(page, "/api/orders/pack_order").click();
      await stepButton(page, "/api/delivery/dispatch_order").click();
      await page.goto(other);
      await expect(page.locator("body")).toContainText(say("en", "orders-status-out-for-delivery"));
      await page.locator('form[action="/api/delivery/deliver_order"] button').first().click();
      await page.goto(one);
      await expect(page.locator("body")).toContainText(say("en", "orders-status-delivered"));
    });

    test("orders are served by a rule, and promised before their goods are here", async ({ page, context, baseURL }) => {
      test.setTimeout(120_000);
      const base = baseURL ?? "";
      const shop = merchant();
      await signIn(context, shop.owner);
      const sku = await makeProduct(context, base);
      await stocked(context, base, sku, 1);
      await made(context, base, "/api/inventory/create_warehouse", { name: "Colombo", code: "CMB" }, "/inventory/warehouses");
      await page.goto("/inventory/warehouses");
      const rule = page.locator('form[action="/api/inventory/save_fulfilment"]');
      await rule.locator("input[name=by_stock]").check();
      await rule.locator("button").click();
      await expect(rule).toContainText(say("en", "inventory-error-no-priority"));
      await rule.locator("input[name^='priority']").nth(0).fill("1");
      await rule.locator("input[name^='priority']").nth(1).fill("2");
      await rule.locator("button").click();
      await expect(page.locator("body")).toContainText(say("en", "inventory-done-fulfilment"));

      await page.goto("/inventory");
      await page.locator("a.row-link, tbody a").first().click();
      const level = page.locator('form[action="/api/inventory/save_level"]').first();
      await level.locator("input[name=backorder_limit]").fill("2");
      await level.locator("button").click();
      const order = await makeOrder(context, base, sku, { "lines[0][quantity]": "2" });
      await confirmed(page, base, order);
      await page.goto(order);
      await expect(page.locator("body")).toContainText(say("en", "orders-reserved-backordered", { count: "1" }));
      await open(page, "/api/orders/move_order_item");
      await page.locator("select[name=warehouse_id]").selectOption({ label: "Colombo" });
      await page.locator('form[action="/api/orders/move_order_item"] button').click();
      // Nothing lies there: it is refused and stays where it was.
      await expect(page.locator("body")).toContainText(say("en", "orders-reserved-backordered", { count: "1" }));
    });
  });
}
