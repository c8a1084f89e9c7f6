// A phone order: with the pickers, by keyboard alone, and as a plain form.
import { expect, person, pick, plentiful, say, signIn, stepButton, test, unique } from "./support";

test.beforeEach(async ({ context }) => signIn(context, person("staff")));

test("the pickers fill in buyer and product, by keyboard alone", async ({ page }) => {
  await page.goto("/customers");
  const row = page.locator("table tbody tr", { hasText: /0\d{2} \d{3} \d{4}/ }).first();
  const name = await row.locator(".row-link").innerText();
  const phone = (await row.locator(".cell-sub").innerText()).replace(/\D/g, "");
  const sku = await plentiful(page);

  await page.goto("/orders/new");
  await pick(page, "#find-customer", phone.slice(-4), name);
  await page.keyboard.press("Escape");
  await expect(page.locator(".picker-option")).toHaveCount(0);
  await pick(page, "#find-customer", phone, name);
  await page.keyboard.press("Enter");
  await expect(page.locator("#name")).toHaveValue(name);
  await expect(page.locator("#phone")).not.toHaveValue("");
  await expect(page.locator("#find-customer")).toHaveValue("");

  await pick(page, "#find-product", sku, sku);
  await page.keyboard.press("Enter");
  await expect(page.locator("#lines-0-sku")).toHaveValue(sku);
  await expect(page.locator("#lines-0-quantity")).toHaveValue("1");
  // The same once more is one more piece; the focus has stayed for the next scan.
  await expect(page.locator("#find-product")).toBeFocused();
  await page.keyboard.type(sku);
  await expect(page.locator(".picker-option", { hasText: sku })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.locator("#lines-0-quantity")).toHaveValue("2");
  await expect(page.locator("#lines-1-sku")).toHaveValue("");
  await page.locator("#find-product").focus();
  await page.keyboard.type("zzzz-no-such");
  await expect(page.getByText(say("en", "orders-find-none"))).toBeVisible();
  await page.keyboard.press("Escape");

  for (const [id, value] of [["line1", "1 Main Street"], ["city", "Kandy"], ["lines-0-price", "990"]]) {
    if ((await page.locator(`#${id}`).inputValue()) === "" || id === "lines-0-price") {
      await page.locator(`#${id}`).focus();
      await page.keyboard.type(value);
    }
  }
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  await expect(page.locator(".toast")).toBeVisible();
  await expect(page.locator(".sums dd.total").first()).toContainText("1,980.00");
  await expect(page.locator("body")).toContainText(name);
});

test("a press on an option chooses it", async ({ page }) => {
  const sku = await plentiful(page);
  await page.goto("/orders/new");
  await (await pick(page, "#find-product", sku, sku)).click();
  await expect(page.locator("#lines-0-sku")).toHaveValue(sku);
});

test("two presses make one order", async ({ page }) => {
  const sku = await plentiful(page);
  const phone = `0775${unique(6)}`;
  await page.goto("/orders/new");
  await page.locator("#name").fill("Twice");
  await page.locator("#phone").fill(phone);
  await page.locator("#line1").fill("1 Main Street");
  await page.locator("#city").fill("Kandy");
  await page.locator("#lines-0-sku").fill(sku);
  await page.locator("#lines-0-quantity").fill("1");
  await stepButton(page, "/api/orders/create_order").dblclick();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  await page.goto(`/orders?q=${phone}`);
  await expect(page.locator("#order-list .row-link")).toHaveCount(1);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the plain form makes the same order", async ({ page }) => {
    const sku = await plentiful(page);
    const name = `குமரன் ${unique(4)}`;
    await page.goto("/orders/new");
    await expect(page.locator("#find-customer")).toBeHidden();
    await expect(page.locator("#find-product")).toBeHidden();
    await page.getByRole("link", { name: say("en", "orders-more-rows") }).click();
    await expect(page.locator("#lines-9-sku")).toBeVisible();
    await page.locator("#name").fill(name);
    await page.locator("#phone").fill(`0776${unique(6)}`);
    await page.locator("#line1").fill("1 Main Street");
    await page.locator("#city").fill("Jaffna");
    await page.locator("#lines-9-sku").fill(sku.toLowerCase());
    await page.locator("#lines-9-quantity").fill("2");
    await page.locator("#lines-9-price").fill("1,250.50");
    await page.locator("#discount").fill("1");
    await stepButton(page, "/api/orders/create_order").click();
    await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
    await expect(page.locator(".sums dd.total").first()).toContainText("2,500.00");
    await expect(page.locator("body")).toContainText(name);
    await expect(page.locator("#toasts")).toBeVisible();
  });
});
