// The whole day of an order, in each language, with and without JavaScript: a shop's files come in, the buyer is found, the
// parcel goes out and its cash is written down. Belongs to owner@kandy-crafts.example alone, because the language is theirs.
import { LANGUAGES, expect, importCounts, importFile, openFound, person, say, shop, signInByHand, stepButton, stock, test, unique, type Language } from "./support";

for (const language of LANGUAGES) {
  for (const scripts of [true, false]) {
    test.describe(`${language}, ${scripts ? "with" : "without"} JavaScript`, () => {
      test.use({ javaScriptEnabled: scripts });
      test("from the shop's file to the buyer's door", async ({ page, browser }) => {
        test.setTimeout(300_000);
        const word = (key: string, args: Record<string, string> = {}) => say(language as Language, key, args);
        const files = shop();

        await test.step("sign in and choose the language", async () => {
          await page.goto("/login");
          await signInByHand(page, person("owner"));
          await expect(page).toHaveURL(/\/$/);
          await page.goto("/settings/profile");
          const form = page.locator('.main form[action="/api/access/choose_language"]');
          await form.locator("select").selectOption(language);
          await form.locator("button").click();
          await expect(page.locator("html")).toHaveAttribute("lang", language);
          await expect(page.getByRole("heading", { level: 1 })).toHaveText(word("nav-profile"));
        });

        await test.step("import the products", async () => {
          await importFile(page, "PRODUCTS", `products-${files.prefix}.csv`, files.products, scripts);
          const [rows, created, , , refused] = await importCounts(page);
          expect(rows).toBeGreaterThan(10);
          expect(created).toBeGreaterThan(8);
          expect(created + refused).toBeLessThanOrEqual(rows);
          await expect(page.locator(".page-header, header").first()).toBeVisible();
        });
        expect(await stock(page, files.saree)).toEqual({ hand: 6, reserved: 0, available: 6 });
        const cinnamon = await stock(page, files.cinnamon);
        expect(cinnamon).toEqual({ hand: 140, reserved: 0, available: 140 });

        await test.step("import the orders", async () => {
          await importFile(page, "ORDERS", `orders-${files.prefix}.json`, files.orders, scripts);
          const [rows, created, , , refused] = await importCounts(page);
          expect({ rows, created, refused }).toEqual({ rows: files.orderCount, created: files.orderCount, refused: 0 });
        });
        const before = await stock(page, files.cinnamon);
        expect(before.hand).toBe(140);
        expect(before.available).toBe(before.hand - before.reserved);
        await test.step("the same file again changes nothing", async () => {
          await importFile(page, "ORDERS", `orders-${files.prefix}.json`, files.orders, scripts);
          const [rows, created, updated, unchanged] = await importCounts(page);
          expect({ rows, created, updated, unchanged }).toEqual({ rows: files.orderCount, created: 0, updated: 0, unchanged: files.orderCount });
          expect(await stock(page, files.cinnamon)).toEqual(before);
        });

        await test.step("find the order by the last four digits", async () => {
          await page.goto("/orders");
          const box = page.locator("#orders-q");
          await box.fill(files.pending.last4);
          await box.press("Enter");
          await expect(page).toHaveURL(/q=\d{4}/);
          const row = page.locator("#order-list tbody tr", { hasText: `#${files.pending.number}` });
          await expect(row).toHaveCount(1);
          await row.locator(".row-link").click();
          await expect(page.locator("h1")).toBeVisible();
          await expect(page.getByText(word("orders-next-pending"))).toBeVisible();
        });
        const order = page.url();
        const badge = page.locator(".badge", { hasText: word("orders-status-confirmed") });

        await test.step("confirm: the stock is reserved", async () => {
          await stepButton(page, "/api/orders/confirm_order").click();
          await expect(badge.first()).toBeVisible();
          await expect(page.getByText(word("orders-next-confirmed"))).toBeVisible();
          expect(await stock(page, files.saree)).toEqual({ hand: 6, reserved: 1, available: 5 });
          expect(await stock(page, files.cinnamon)).toEqual({ hand: before.hand, reserved: before.reserved + 3, available: before.available - 3 });
        });
        await test.step("pack", async () => {
          await page.goto(order);
          await stepButton(page, "/api/orders/pack_order").click();
          await expect(page.getByText(word("orders-next-packed"))).toBeVisible();
        });
        await test.step("hand it to a courier: the stock has left", async () => {
          const form = page.locator('form[action="/api/delivery/dispatch_order"]');
          const couriers = form.locator('[name="courier_id"]');
          await expect(couriers.first()).toBeVisible();
          const value = await couriers.first().evaluate((node) => {
            const options = node instanceof HTMLSelectElement ? [...node.options].map((option) => option.value) : [(node as HTMLInputElement).value];
            return options.find((option) => option !== "") ?? "";
          });
          expect(value).not.toBe("");
          if ((await couriers.first().evaluate((node) => node.tagName)) === "SELECT") await couriers.first().selectOption(value);
          else await form.locator(`[name="courier_id"][value="${value}"]`).check();
          await form.locator("button").click();
          await expect(page.getByText(word("orders-next-out"))).toBeVisible();
          expect(await stock(page, files.saree)).toEqual({ hand: 5, reserved: 0, available: 5 });
          expect(await stock(page, files.cinnamon)).toEqual({ hand: before.hand - 3, reserved: before.reserved, available: before.available - 3 });
        });

        const buyer = await browser.newContext({ javaScriptEnabled: scripts });
        await page.goto(order);
        const tracking = (await page.locator('a[href^="/s/kandy-crafts/track/"]').first().getAttribute("href")) ?? "";
        await test.step("the buyer sees where the parcel is, without an account", async () => {
          const theirs = await buyer.newPage();
          const answer = await theirs.goto(new URL(tracking, order).href);
          expect(answer?.status()).toBe(200);
          await expect(theirs.locator("h1")).not.toBeEmpty();
          // Whoever has the number learns nothing that would help to find the buyer.
          const text = await theirs.locator("body").innerText();
          expect(text).not.toContain(files.pending.phone.slice(1));
          expect(text).not.toContain("24/3 Temple Road");
          expect((await theirs.goto(new URL(order).href))?.url()).toContain("/login");
        });

        await test.step("deliver with the cash", async () => {
          const form = page.locator('form[action="/api/delivery/deliver_order"]');
          await expect(form.locator('[name="collected"]')).toHaveValue(/17,?300/);
          const remitted = form.locator('[name="remitted"][type="checkbox"]');
          if ((await remitted.count()) > 0) await remitted.check();
          await form.locator("button[type=submit]").click();
          await expect(page.locator(".badge", { hasText: word("orders-status-delivered") }).first()).toBeVisible();
          const paid = page.locator(".badge", { hasText: word("orders-financial-paid") });
          if ((await paid.count()) === 0) {
            // Another way to the same: the courier brings the cash later.
            await stepButton(page, "/api/payments/remit_cod").click();
          }
          await expect(paid.first()).toBeVisible();
          await expect(page.getByText(word("orders-next-done"))).toBeVisible();
          const history = page.locator(".timeline");
          for (const key of ["orders-status-confirmed", "orders-status-packed", "orders-status-out-for-delivery", "orders-status-delivered"]) {
            await expect(history).toContainText(word(key));
          }
          expect(await stock(page, files.saree)).toEqual({ hand: 5, reserved: 0, available: 5 });
          const theirs = await buyer.newPage();
          await theirs.goto(new URL(tracking, order).href);
          await expect(theirs.locator("h1")).not.toBeEmpty();
          await buyer.close();
        });

        await test.step("cancel another order, with a reason", async () => {
          await openFound(page, files.held.number);
          const box = page.locator("details.confirm", { has: page.locator('form[action="/api/orders/cancel_order"]') });
          await box.locator("summary").click();
          // Without a reason it is refused, and said so.
          await box.locator("button").click();
          await expect(page.locator("#cancel-reason")).toHaveAttribute("aria-invalid", "true");
          await expect(page.getByText(word("orders-error-reason")).first()).toBeVisible();
          await expect(page.locator("#cancel-reason")).toBeVisible();
          const reason = `No money ${unique(5)}`;
          await page.locator("#cancel-reason").fill(reason);
          await box.locator("button").click();
          await expect(page.locator(".badge", { hasText: word("orders-status-cancelled") }).first()).toBeVisible();
          await expect(page.getByText(reason).first()).toBeVisible();
        });

        await test.step("a wrong phone order keeps what was typed; the right one is made", async () => {
          await page.goto("/orders/new");
          const name = `නිමාලි ${unique(4)}`;
          await page.locator("#name").fill(name);
          await page.locator("#phone").fill("12");
          await page.locator("#lines-0-sku").fill("NO-SUCH-SKU");
          await page.locator("#lines-0-quantity").fill("2");
          const refused = page.waitForResponse((answer) => answer.url().endsWith("/api/orders/create_order"));
          await stepButton(page, "/api/orders/create_order").click();
          expect((await refused).status()).toBe(422);
          await expect(page.locator("#name")).toHaveValue(name);
          await expect(page.locator("#phone")).toHaveValue("12");
          await expect(page.locator("#lines-0-sku")).toHaveValue("NO-SUCH-SKU");
          await expect(page.locator("#lines-0-quantity")).toHaveValue("2");
          await expect(page.locator("#phone")).toHaveAttribute("aria-invalid", "true");
          const summary = page.locator(".error-summary");
          await expect(summary).toContainText(word("error-phone"));
          // Each message of the summary leads to its field.
          for (const href of await summary.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""))) {
            await expect(page.locator(`[id="${href.slice(1)}"]`), href).toHaveCount(1);
          }
          const phone = `0773${unique(6)}`;
          await page.locator("#phone").fill(phone);
          await page.locator("#line1").fill("7 Hill Street");
          await page.locator("#city").fill("Kandy");
          await page.locator("#lines-0-sku").fill(files.cinnamon);
          await page.locator("#shipping").fill("350");
          await stepButton(page, "/api/orders/create_order").click();
          await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
          await expect(page.getByText(word("orders-next-pending"))).toBeVisible();
          await expect(page.locator(".sums dd.total").first()).toContainText("3,250.00");
          await expect(page.locator("body")).toContainText(name);
        });
      });
    });
  }
}
