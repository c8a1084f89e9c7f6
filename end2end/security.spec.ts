// What an organization asks for safety: how long sessions last; and an app that says where it is told.
import { LANGUAGES, expect, person, post, say, signIn, test, unique } from "./support";

const LIMIT = 'form[action="/api/access/limit_sessions"]';

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("an organization says how long sessions last", async ({ page, context }) => {
      // One organization each, so that neither sees what the other sets.
      const organization = scripts ? "kandy-crafts" : "jaffna-textiles";
      for (const [language, idle, longest, days] of [
        [LANGUAGES[0], "10080", "43200", "7"],
        [LANGUAGES[1], "20160", "43200", "14"],
        [LANGUAGES[2], "20160", "129600", "14"],
      ] as const) {
        await signIn(context, person("admin", organization), language);
        await page.goto("/settings/security");
        await page.locator(`${LIMIT} [name=idle_minutes]`).selectOption(idle);
        await page.locator(`${LIMIT} [name=longest_minutes]`).selectOption(longest);
        await page.locator(`${LIMIT} button`).click();
        await expect(page.locator(".toast")).toContainText(say(language, "factor-done-policy"));
        await expect(page.locator(`${LIMIT} [name=idle_minutes]`)).toHaveValue(idle);
        await expect(page.locator(`${LIMIT} [name=longest_minutes]`)).toHaveValue(longest);
        const shown = await page.locator(`${LIMIT} [name=idle_minutes] option:checked`).textContent();
        expect(shown).toContain(days);
      }
    });

    test("who may only read sees how long sessions last and no form", async ({ page, context }) => {
      await signIn(context, person("viewer"));
      await page.goto("/settings/security");
      await expect(page.locator(".main")).toContainText(say("en", "factor-session-idle"));
      await expect(page.locator(LIMIT)).toHaveCount(0);
    });

    test("an app that was added is listed and removed", async ({ page, context, baseURL }) => {
      await signIn(context, person("staff", "jaffna-textiles"));
      const name = `Phone ${unique(8)}`;
      await post(context, "/api/notifications/register_device", { platform: "ANDROID", token: `token:${unique(12)}`, device_name: name }, `${baseURL}/notifications/settings`);
      await page.goto("/notifications/settings");
      const row = page.locator("li.toolbar", { hasText: name });
      await expect(row).toContainText(say("en", "notifications-device-app"));
      await row.locator("button").click();
      await expect(page.locator(".toast")).toContainText(say("en", "notifications-done-device-removed"));
      await expect(page.locator("li.toolbar", { hasText: name })).toHaveCount(0);
    });
  });
}
