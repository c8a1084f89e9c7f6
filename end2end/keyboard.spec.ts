// Everything can be reached without a mouse.
import { expect, makeOrder, person, plentiful, say, signIn, test } from "./support";
import type { Page } from "@playwright/test";

test.beforeEach(async ({ context }) => signIn(context, person("admin")));

/** Goes on by Tab until this has the focus. */
async function tabTo(page: Page, selector: string, most = 120): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`Tab does not come to ${selector}`);
}

/** Whether one sees where the focus is. */
const ring = (page: Page) =>
  page.evaluate(() => {
    const node = document.activeElement as HTMLElement;
    const style = [getComputedStyle(node), getComputedStyle(node, "::after")];
    return style.some((one) => (one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0) || one.boxShadow !== "none");
  });

test("single keys search, help and go", async ({ page }) => {
  await page.goto("/products");
  await page.keyboard.press("/");
  await expect(page.locator("#palette-input")).toBeFocused();
  // Inside a field they are letters.
  await page.keyboard.type("go/?");
  await expect(page.locator("#palette-input")).toHaveValue("go/?");
  await page.keyboard.press("Escape");
  await expect(page.locator("#palette")).toBeHidden();
  await page.keyboard.press("?");
  const help = page.locator("#shortcuts-dialog");
  await expect(help).toBeVisible();
  await expect(help).toContainText(say("en", "nav-orders"));
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  for (const [key, path] of [["o", "/orders"], ["p", "/products"], ["c", "/customers"], ["i", "/inventory"], ["h", "/"]]) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await expect(page).toHaveURL((url) => url.pathname === path);
  }
});

test("the skip link leads past the navigation", async ({ page }) => {
  await page.goto("/orders");
  await page.keyboard.press("Tab");
  const skip = page.locator(".skip-link");
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});

test("menus open and close, and give the focus back", async ({ page }) => {
  await page.goto("/");
  const menu = page.locator(".topbar details.menu").last();
  await menu.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(menu).toHaveAttribute("open", "");
  await page.keyboard.press("Escape");
  await expect(menu).not.toHaveAttribute("open", "");
  await expect(menu.locator("summary")).toBeFocused();
});

test("an order is found and confirmed without a mouse", async ({ page, context, baseURL }) => {
  const sku = await plentiful(page);
  const path = await makeOrder(context, baseURL!, sku);
  await page.goto(path);
  const number = (await page.locator("h1").innerText()).match(/[A-Z0-9]{5,6}(?=\s|$)/)?.[0] ?? "";
  await page.goto("/");
  await page.keyboard.press("/");
  await page.keyboard.type(number);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${path.split("/").pop()}$`));
  await tabTo(page, 'form[action="/api/orders/confirm_order"] button');
  expect(await ring(page)).toBe(true);
  await page.keyboard.press("Enter");
  await expect(page.getByText(say("en", "orders-next-confirmed"))).toBeVisible();
  await tabTo(page, "details.confirm summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "#hold-reason", 3);
  await page.keyboard.type("Waits for the colour");
  await page.keyboard.press("Enter");
  await expect(page.locator(".alert").first()).toContainText("Waits for the colour");
});
