// One's own account, from sign-up to the last session: in three languages, with and without scripts. The server under test has
// no SMTP server, so its letters are files in the data folder.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES, PASSWORD, addPerson, expect, person, say, signIn, signInAs, stepButton, test, unique } from "./support";
import type { Page } from "@playwright/test";

const MAIL = join(process.env.SMARTSTORE_DATA ?? join(__dirname, "..", ".data", "test"), "mail");

/** The text part of a letter. */
function textOf(raw: string): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
  const part = boundary ? raw.split(`--${boundary}`)[1] : raw;
  const [head, ...body] = part.replace(/\r\n/g, "\n").replace(/^\n/, "").split("\n\n");
  const text = body.join("\n\n");
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(text, "base64").toString("utf8");
  if (/transfer-encoding: quoted-printable/i.test(head)) {
    const bytes = text.replace(/=\n/g, "").replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
    return Buffer.from(bytes, "latin1").toString("utf8");
  }
  return text;
}

/** The texts of the letters to an address, oldest first. */
function letters(address: string): string[] {
  return readdirSync(MAIL)
    .filter((name) => name.endsWith(".eml"))
    .map((name) => join(MAIL, name))
    .map((path) => ({ at: statSync(path).mtimeMs, raw: readFileSync(path, "utf8") }))
    .filter(({ raw }) => new RegExp(`^To:.*${address.replace(/\./g, "\\.")}`, "m").test(raw))
    .sort((one, other) => one.at - other.at)
    .map(({ raw }) => textOf(raw));
}

/** Waits for a letter with a link below a path, and answers the link's path. */
async function link(address: string, below: string): Promise<string> {
  let found = "";
  await expect(async () => {
    const links = letters(address).flatMap((text) => [...text.matchAll(/https?:\/\/[^/\s]+(\/\S*)/g)].map((match) => match[1]));
    found = links.filter((path) => path.startsWith(below)).at(-1) ?? "";
    expect(found).not.toBe("");
  }).toPass({ timeout: 15_000 });
  return found;
}

const send = (page: Page, name: string) => page.locator(`form[action="/api/access/${name}"] button[type=submit]`).first().click();

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    for (const language of LANGUAGES) {
      test(`a shop begins and its owner finds the way back in: ${language}`, async ({ page, context, baseURL }) => {
        test.setTimeout(90_000);
        const run = unique(8);
        const email = `owner${run}@new-shop.example`;
        await context.addCookies([{ name: "lang", value: language, url: baseURL! }]);
        await page.goto("/login");
        await page.getByRole("link", { name: say(language, "access-signup-link") }).click();
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "access-signup-title"));
        await page.locator("#organization").fill(`Shop ${run}`);
        await page.locator("#name").fill("Nila");
        await page.locator("#email").fill(email);
        await page.locator("#password").fill("password123");
        await send(page, "sign_up");
        await expect(page.locator(".error-summary")).toContainText(say(language, "access-error-password-common"));
        await expect(page.locator("#organization")).toHaveValue(`Shop ${run}`);
        await page.locator("#password").fill("seven looms at dawn");
        await send(page, "sign_up");
        await expect(page).toHaveURL(/\/$/);
        await expect(page.locator("html")).toHaveAttribute("lang", language);
        await expect(page.locator(".main .alert").first()).toContainText(email);
        await page.goto("/inventory/warehouses");
        await expect(page.locator("body")).toContainText(say(language, "access-signup-warehouse-first"));

        // The letter's link asks; only its button confirms.
        const confirm = await link(email, "/verify-email/");
        await page.goto(confirm);
        await page.goto("/");
        await expect(page.locator(".main .alert").first()).toContainText(email);
        await page.goto(confirm);
        await expect(page.locator("main")).toContainText(email);
        await send(page, "confirm_email");
        await expect(page).toHaveURL(/\/settings\/profile$/);
        await expect(page.locator(".main")).toContainText(say(language, "access-email-verified"));
        expect((await page.goto(confirm))?.status()).toBe(404);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "access-link-title"));

        // Forgotten, and chosen anew.
        await page.goto("/settings/profile");
        await page.locator(".topbar details.menu summary").last().click();
        await stepButton(page, "/api/access/sign_out").click();
        await expect(page).toHaveURL(/\/login$/);
        await page.getByRole("link", { name: say(language, "access-forgot-link") }).click();
        await page.locator("#email").fill(email);
        await send(page, "request_password_reset");
        await expect(page.locator("main")).toContainText(say(language, "access-forgot-sent"));
        await page.goto(await link(email, "/reset-password/"));
        await page.locator("#password").fill("eight looms at dusk");
        await send(page, "reset_password");
        await expect(page).toHaveURL(/\/login$/);
        await expect(page.locator("body")).toContainText(say(language, "access-done-reset"));
        await page.locator("#email").fill(email);
        await page.locator("#password").fill("eight looms at dusk");
        await send(page, "sign_in");
        await expect(page).toHaveURL(/\/$/);
        await expect(async () => {
          expect(letters(email).some((text) => text.includes(say(language, "access-letter-changed-text")))).toBe(true);
        }).toPass({ timeout: 15_000 });
      });
    }

    test("sessions are shown and ended", async ({ page, context, browser, baseURL }) => {
      const email = addPerson("influencer", "jaffna-textiles");
      await signIn(context, email);
      const other = await browser.newContext({ baseURL });
      await signIn(other, email);
      await page.goto("/settings/profile");
      await page.getByRole("link", { name: say("en", "access-sessions-show") }).click();
      await expect(page).toHaveURL(/\/settings\/sessions$/);
      await expect(page.locator("tbody tr .badge")).toHaveText(say("en", "access-session-this"));
      await expect(page.locator("tbody tr").first()).toContainText("Chrome");
      await send(page, "end_other_sessions");
      await expect(page.locator("tbody tr")).toHaveCount(1);
      const answer = await other.request.get("/settings/profile", { maxRedirects: 0 });
      expect(answer.status()).toBe(303);
      await other.close();
    });
  });
}

test("the pages at the door fit a phone and answer the same to everybody", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  for (const path of ["/login", "/signup", "/forgot-password", "/reset-password/nonsense", "/verify-email/nonsense"]) {
    await page.goto(path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect(wide, `${path} scrolls sideways`).toBe(false);
  }
  const said: string[] = [];
  for (const email of [person("owner"), `nobody${unique(6)}@nowhere.example`]) {
    await page.goto("/forgot-password");
    await page.locator("#email").fill(email);
    await send(page, "request_password_reset");
    said.push(await page.locator("main").innerText());
  }
  expect(said[0]).toBe(said[1]);
  await context.close();
});

test("a changed password is asked for twice: the old one, and one that is not guessable", async ({ page, context }) => {
  await signInAs(context, "wholesaler", "en", "jaffna-textiles");
  await page.goto("/settings/profile");
  await page.locator("#current_password").fill("not this one");
  await page.locator("#new_password").fill("seven looms at dawn");
  await send(page, "change_password");
  await expect(page.locator(".error-summary")).toContainText(say("en", "access-error-wrong-password"));
  await page.locator("#current_password").fill(PASSWORD);
  await page.locator("#new_password").fill("1234567890");
  await send(page, "change_password");
  await expect(page.locator(".error-summary")).toContainText(say("en", "access-error-password-common"));
});
