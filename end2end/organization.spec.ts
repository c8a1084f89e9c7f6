// What an organization says of itself, its logo, a person's picture, and the index of settings.
import { join } from "node:path";
import { LANGUAGES, expect, say, signInAs, test, trackingPage, unique } from "./support";

const PATH = "/settings/organization";
const logo = join(__dirname, "..", "src", "seed", "data", "kandy-logo.png");
const about = 'form[action="/api/access/update_organization"]';
const logoForm = 'form[action="/api/access/upload_logo"]';
const pictureForm = 'form[action="/api/access/upload_picture"]';
const text = (words: string) => ({ name: "photo.jpg", mimeType: "image/jpeg", buffer: Buffer.from(words) });

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("the settings are saved, and mistakes stand beside their fields", async ({ page, context }) => {
      await signInAs(context, "owner", "en", "jaffna-textiles");
      await page.goto(PATH);
      const legal = `Jaffna Textiles ${unique(4)}`;
      await page.locator("#legal_name").fill(legal);
      await page.locator("#phone").fill("call me");
      await page.locator(about).getByRole("button", { name: say("en", "save") }).click();
      await expect(page.locator("#phone-error")).toContainText(say("en", "error-phone"));
      await expect(page.locator("#legal_name")).toHaveValue(legal);
      await page.locator("#phone").fill("021 222 7654");
      await page.locator(about).getByRole("button", { name: say("en", "save") }).click();
      await expect(page.locator("body")).toContainText(say("en", "access-done-organization"));
      await expect(page.locator("#legal_name")).toHaveValue(legal);
    });

    test("a logo goes up, is seen by buyers, and comes off again", async ({ page, context }) => {
      await signInAs(context, "owner");
      await page.goto(PATH);
      await page.locator("#logo").setInputFiles(text("only text"));
      await page.locator(logoForm).locator("button[type=submit]").click();
      await expect(page.locator("#logo-error")).toContainText(say("en", "error-picture-kind"));
      await page.locator("#logo").setInputFiles(logo);
      await page.locator(logoForm).locator("button[type=submit]").click();
      await expect(page.locator("body")).toContainText(say("en", "access-done-logo"));
      const shown = page.locator("img.logo");
      await expect(shown).toBeVisible();
      expect(await shown.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(256);
      await expect(page.locator(".sidebar-brand img")).toHaveAttribute("src", /^\/files\//);
      const track = await trackingPage(page);
      await page.goto(track);
      await expect(page.locator(".public-head img")).toBeVisible();
      await page.goto(PATH);
      await page.locator('form[action="/api/access/remove_logo"] button').click();
      await expect(page.locator("body")).toContainText(say("en", "access-done-logo-removed"));
      await expect(page.locator("img.logo")).toHaveCount(0);
      await expect(page.locator(".sidebar-brand img")).not.toHaveAttribute("src", /^\/files\//);
    });

    test("a person has a picture", async ({ page, context }) => {
      await signInAs(context, "staff", "en", "jaffna-textiles");
      await page.goto("/settings/profile");
      await page.locator("#picture").setInputFiles(text("only text"));
      await page.locator(pictureForm).locator("button[type=submit]").click();
      await expect(page.locator("#picture-error")).toBeVisible();
      await page.locator("#picture").setInputFiles(logo);
      await page.locator(pictureForm).locator("button[type=submit]").click();
      await expect(page.locator(".topbar .avatar img")).toBeVisible();
      await page.locator('form[action="/api/access/remove_picture"] button').click();
      await expect(page.locator(".topbar .avatar img")).toHaveCount(0);
      await expect(page.locator(".topbar .avatar")).toHaveAttribute("data-initials", /\S/);
    });
  });
}

for (const language of LANGUAGES) {
  test(`the index and the page speak ${language}, and fit a phone`, async ({ page, context }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signInAs(context, "admin", language);
    for (const [path, key] of [["/settings", "nav-settings"], [PATH, "nav-organization"]] as const) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, key));
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
    }
    await page.goto("/settings");
    await page.locator(`.settings-card[href="${PATH}"]`).click();
    await expect(page).toHaveURL(new RegExp(`${PATH}$`));
  });
}

test("who may only read sees facts", async ({ page, context }) => {
  await signInAs(context, "viewer");
  await page.goto(PATH);
  await expect(page.locator(".main")).toContainText("Kandy Crafts (Private) Limited");
  await expect(page.locator(".main form")).toHaveCount(0);
});
