// The platform's administrators: plan, status and areas of organizations, and what its people see of that.
import { LANGUAGES, PASSWORD, expect, merchant, post, program, say, signIn, stepButton, test } from "./support";

function administrator(): string {
  const { owner } = merchant();
  program("user", "platform-admin", owner);
  return owner;
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    for (const language of LANGUAGES) {
      test(`plan, status and areas (${language})`, async ({ page, context, browser, baseURL }) => {
        test.setTimeout(90_000);
        const shop = merchant();
        await signIn(context, administrator(), language);
        await page.goto("/");
        await page.locator(".topbar details.menu summary").last().click();
        await page.getByRole("link", { name: say(language, "nav-platform") }).click();
        await page.locator("#organizations-q").fill(shop.name);
        await page.locator("#organizations-q").press("Enter");
        await expect(page.locator("tbody tr")).toHaveCount(1);
        await page.locator("tbody .row-link").click();
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(shop.name);

        // Without a reason nothing happens, and what was chosen stays.
        await page.locator("#plan").selectOption("PRO");
        await stepButton(page, "/api/platform/change_plan").click();
        await expect(page.locator("#plan_reason-error")).toHaveText(say(language, "platform-error-reason"));
        await expect(page.locator("#plan")).toHaveValue("PRO");
        await page.locator("#plan_reason").fill("Invoice 17 is paid");
        await stepButton(page, "/api/platform/change_plan").click();
        await expect(page.locator(".main dl.facts")).toContainText(say(language, "platform-plan-pro"));

        await page.locator("#area-payments").uncheck();
        await page.locator("#areas_reason").fill("Not booked");
        await stepButton(page, "/api/platform/change_areas").click();
        await expect(page.locator("#area-payments")).not.toBeChecked();

        const owner = await browser.newContext({ baseURL, javaScriptEnabled: scripts });
        await signIn(owner, shop.owner, language);
        const seen = await owner.newPage();
        await seen.goto("/");
        await expect(seen.locator('.sidebar a[href="/payments"]')).toHaveCount(0);
        expect((await seen.goto("/payments"))?.status()).toBe(404);
        await expect(seen.locator(".main")).toContainText(say(language, "nav-payments"));
        await expect(seen.getByRole("heading", { level: 1 })).toHaveText(say(language, "error-switched-off-title"));

        await page.locator('input[name=status][value="SUSPENDED"]').check();
        await page.locator("#status_reason").fill("Bills are open");
        await stepButton(page, "/api/platform/change_status").click();
        await expect(page.locator(".page-header .badge, header .badge").first()).toHaveText(say(language, "platform-status-suspended"));
        for (const path of ["/", "/orders", "/settings/audit", "/settings/profile"]) {
          expect((await seen.goto(path))?.status(), path).toBe(200);
          await expect(seen.locator(".main > .alert")).toContainText(say(language, "suspended-title"));
        }
        await seen.goto("/settings/audit?action=platform.");
        await seen.locator("tbody details summary").first().click();
        await expect(seen.locator("tbody tr").first()).toContainText("Bills are open");
        expect(await post(owner, "/api/catalog/create_category", { name: "x" }, `${baseURL}/categories`)).toBe(409);
        await owner.close();
      });
    }
  });
}

test("a cancelled organization lets its owners in alone", async ({ page, context, browser, baseURL }) => {
  const shop = merchant();
  await signIn(context, administrator());
  await page.goto(`/platform/organizations?q=${encodeURIComponent(shop.name)}`);
  await page.locator("tbody .row-link").click();
  await page.locator('input[name=status][value="CANCELLED"]').check();
  await page.locator("#status_reason").fill("They have left");
  await stepButton(page, "/api/platform/change_status").click();
  await expect(page.locator(".toast")).toBeVisible();

  const other = await browser.newContext({ baseURL });
  const staff = await other.newPage();
  await staff.goto("/login");
  await staff.locator("#email").fill(shop.staff);
  await staff.locator("#password").fill(PASSWORD);
  await staff.locator('form[action="/api/access/sign_in"] button').click();
  await expect(staff.locator("body")).toContainText(say("en", "access-error-cancelled"));
  await signIn(other, shop.owner);
  await staff.goto("/orders");
  await expect(staff.locator(".main > .alert")).toContainText(say("en", "cancelled-title"));
  await other.close();
});

test("for everybody else there is nothing", async ({ page, context }) => {
  await signIn(context, merchant().owner);
  expect((await page.goto("/platform/organizations"))?.status()).toBe(404);
  await expect(page.locator("tbody tr")).toHaveCount(0);
});

test("the pages fit a phone", async ({ page, context }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(context, administrator());
  await page.goto("/platform/organizations");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.locator("tbody .row-link").first().click();
  await expect(page.locator("#plan")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
