// What people are told: the bell rings on an open page, everything works without scripts, in three languages.
import { LANGUAGES, addPerson, asPerson, expect, makeOrder, makeProduct, merchant, say, signIn, signInAs, test, type Merchant } from "./support";
import type { Page } from "@playwright/test";

// Each test counts what it is told of, so nobody else may sell in its shop.
let shop: Merchant;
test.beforeAll(() => {
  shop = merchant();
});

const READ_ALL = "/api/notifications/mark_all_read";

const unread = async (page: Page) => Number((await page.locator("#bell .count").allInnerTexts())[0]?.replace(/\D/g, "") ?? "0");

/** Waits until the worker has told of an order, and opens the list with it on top. */
async function told(page: Page, words: string): Promise<void> {
  await expect(async () => {
    await page.goto("/notifications?view=unread");
    await expect(page.locator(".notice-row").first()).toContainText(words, { timeout: 500 });
  }).toPass({ timeout: 15_000 });
}

test("the bell rings on a colleague's open page", async ({ page, context, browser, baseURL }) => {
  const staff = await asPerson(browser, shop.staff, { baseURL });
  const sku = await makeProduct(staff, baseURL!);
  await signIn(context, shop.owner);
  // A page without an island: the bell has the only connection.
  const listening = page.waitForResponse((answer) => new URL(answer.url()).pathname === "/events");
  await page.goto("/settings/profile");
  expect((await listening).status()).toBe(200);
  const before = await unread(page);
  const path = await makeOrder(staff, baseURL!, sku);
  await expect(page.locator("#bell .count")).toHaveText(String(before + 1), { timeout: 15_000 });
  await page.locator("#bell > summary").click();
  const newest = page.locator("#bell .bell-entry").first();
  await expect(newest).toHaveClass(/unread/);
  await newest.click();
  await expect(page).toHaveURL(new RegExp(`${new URL(path, baseURL).pathname}$`));
  expect(await unread(page)).toBeLessThanOrEqual(before);
  await staff.close();
});

test("a page has one connection for its events", async ({ page, context }) => {
  await signIn(context, shop.owner);
  let connections = 0;
  page.on("request", (request) => (connections += Number(new URL(request.url()).pathname === "/events")));
  await page.goto("/orders");
  await expect(page.locator("html")).toHaveAttribute("data-live", "");
  expect(connections).toBe(1);
});

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    for (const language of LANGUAGES) {
      test(`read, filter, and mark (${language})`, async ({ page, context, browser, baseURL }) => {
        const staff = await asPerson(browser, shop.staff, { baseURL });
        const sku = await makeProduct(staff, baseURL!);
        await signIn(context, addPerson("viewer", shop.slug), language);
        await makeOrder(staff, baseURL!, sku);
        await told(page, say(language, "notifications-order-new-title", { number: "" }).split(" ")[0]);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "notifications-title"));
        const row = page.locator(".notice-row.unread").first();
        const before = await page.locator(".notice-row").count();
        await row.locator('form[action$="mark_read"] button').click();
        await expect(page).toHaveURL(/view=unread/);
        await expect(page.locator(".notice-row")).toHaveCount(before - 1);
        await page.goto("/notifications");
        await page.locator("select[name=type]").selectOption("ORDER");
        if (!scripts) await page.locator("main").getByRole("button", { name: say(language, "filter") }).click();
        await expect(page).toHaveURL(/type=ORDER/);
        await expect(page.locator(".notice-row").first()).toBeVisible();
        await page.locator(`form[action="${READ_ALL}"] button`).click();
        await expect(page.locator(".notice-row.unread")).toHaveCount(0);
        await expect(page.locator("#bell .count")).toHaveCount(0);
        await page.locator("#bell > summary").click();
        await expect(page.locator("#bell .bell-entry").first()).toBeVisible();
        await staff.close();
      });
    }

    test("settings are kept, and SMS says why not", async ({ page, context }) => {
      await signIn(context, addPerson("warehouse", shop.slug));
      await page.goto("/notifications/settings");
      await expect(page.locator("#sms")).toBeDisabled();
      await expect(page.getByText(say("en", "notifications-by-sms-help"))).toBeVisible();
      const was = await page.locator("#promotion").isChecked();
      await page.locator("#promotion").setChecked(!was);
      await page.locator("input[name=digest][value=HOURLY]").check();
      await page.locator('form[action="/api/notifications/save_settings"] button').click();
      await expect(page.locator(".toast")).toContainText(say("en", "notifications-done-settings"));
      expect(await page.locator("#promotion").isChecked()).toBe(!was);
      await expect(page.locator("input[name=digest][value=HOURLY]")).toBeChecked();
    });
  });
}

test("a link that is not ours ends nothing", async ({ page }) => {
  const answer = await page.goto("/s/unsubscribe?token=AAAA");
  expect(answer?.status()).toBe(404);
  await expect(page.getByText(say("en", "notifications-unsubscribe-unknown"))).toBeVisible();
  await expect(page.locator("main form")).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("the bell's list fits", async ({ page, context }) => {
    await signInAs(context, "owner", "ta", "jaffna-textiles");
    await page.goto("/");
    await page.locator("#bell > summary").click();
    const box = (await page.locator("#bell .menu-panel").boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(360);
  });
});
