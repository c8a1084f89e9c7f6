// The team: inviting, joining by the letter, roles, keeping out, and moving between organizations.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { LANGUAGES, addPerson, asPerson, colleague, expect, merchant, post, say, signIn, signInAs, signInByHand, test, unique, type Language } from "./support";

/** A part of a letter as a mail program reads it. */
function decoded(part: string): string {
  const [head, ...rest] = part.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body.replace(/\s/g, ""), "base64").toString("utf8");
  if (!/transfer-encoding: quoted-printable/i.test(head)) return body;
  const bytes = body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** The path that the newest letter to somebody links to; letters are files while no SMTP server is configured. */
async function invitationLink(email: string): Promise<string> {
  const folder = join(process.env.SMARTSTORE_DATA ?? ".data", "mail");
  let found = "";
  await expect(async () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".eml")).map((name) => join(folder, name));
    const letters = files
      .map((file) => ({ at: statSync(file).mtimeMs, text: readFileSync(file, "utf8") }))
      .filter(({ text }) => text.slice(0, text.indexOf("\r\n\r\n")).includes(email))
      .sort((one, other) => other.at - one.at);
    const parts = letters[0]?.text.split(/\r\n--[^\r\n]+/).map((part) => decoded(part.replace(/^\r\n/, ""))) ?? [];
    found = /\/invitations\/[0-9A-Z]+/.exec(parts.join("\n"))?.[0] ?? "";
    expect(found, `a letter to ${email}`).not.toBe("");
  }).toPass({ timeout: 15_000 });
  return found;
}

/** Opens the menu of a person's row and follows one of its links. */
async function choose(page: Page, row: string, label: string): Promise<void> {
  const line = page.locator("tbody tr", { hasText: row });
  await line.locator("details.menu summary").click();
  await line.getByRole("link", { name: label }).click();
  await expect(page.locator("dialog[open]")).toBeVisible();
}

async function inviteByHand(page: Page, language: Language, email: string, role: string): Promise<void> {
  await page.goto("/settings/users");
  await page.getByRole("link", { name: say(language, "access-invite"), exact: true }).click();
  await page.locator("dialog #email").fill(email);
  await page.locator("dialog #role_id").selectOption({ label: role });
  await page.locator('form[action="/api/access/invite_member"] button[type=submit]').click();
  await expect(page.locator(".toast")).toContainText(email);
  await expect(page.locator("tbody tr", { hasText: email })).toBeVisible();
}

async function joinByHand(page: Page, link: string, language: Language, name: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "access-invitation-title", { organization: "Kandy Crafts" }));
  await page.locator("#name").fill(name);
  await page.locator("#password").fill("kingfisher over the lake");
  await page.getByRole("button", { name: say(language, "access-invitation-join") }).click();
  await expect(page).toHaveURL(/\/$/);
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    for (const language of LANGUAGES) {
      test(`inviting, joining, deactivating and removing in ${language}`, async ({ page, context, browser, baseURL }) => {
        test.setTimeout(60_000);
        const email = `helper${unique(8)}@example.com`;
        const name = `Helper ${unique(6)}`;
        await signInAs(context, "owner", language);
        await inviteByHand(page, language, email, say(language, "access-role-staff"));
        const link = await invitationLink(email);

        const guest = await browser.newContext({ baseURL, javaScriptEnabled: scripts });
        await guest.addCookies([{ name: "lang", value: language, url: baseURL! }]);
        const theirs = await guest.newPage();
        await joinByHand(theirs, link, language, name);
        await theirs.locator(".topbar details.menu summary").last().click();
        await expect(theirs.locator(".topbar .menu-title", { hasText: name })).toContainText(say(language, "access-role-staff"));

        await page.goto("/settings/users");
        await choose(page, email, say(language, "access-change-role"));
        await page.locator("dialog #role_id").selectOption({ label: say(language, "access-role-viewer") });
        await page.locator('form[action="/api/access/change_member_role"] button[type=submit]').click();
        await expect(page.locator("tbody tr", { hasText: email })).toContainText(say(language, "access-role-viewer"));
        expect((await theirs.goto("/orders/new"))?.status()).toBe(403);
        await expect(theirs.locator(".main")).toContainText(say(language, "access-permission-orders-write"));

        await choose(page, email, say(language, "access-deactivate"));
        await page.locator('form[action="/api/access/deactivate_member"] button[type=submit]').click();
        await expect(page.locator("tbody tr", { hasText: email })).toContainText(say(language, "access-inactive"));
        await theirs.goto("/orders");
        await expect(theirs).toHaveURL(/\/login/);

        await choose(page, email, say(language, "access-remove"));
        await page.locator('form[action="/api/access/remove_member"] button[type=submit]').click();
        await expect(page.locator(".toast")).toBeVisible();
        await expect(page.locator("tbody tr", { hasText: email })).toHaveCount(0);
        await guest.close();
      });
    }

    test("a role of one's own is copied, changed and deleted", async ({ page, context }) => {
      const name = `Night shift ${unique(6)}`;
      await signInAs(context, "owner");
      await page.goto("/settings/roles");
      await expect(page.locator(".permission-table thead")).toContainText("Packing lead");
      const line = page.locator("section:not(.permission-table) tbody tr", { hasText: "Packing lead" });
      await line.locator("details.menu summary").click();
      await line.getByRole("link", { name: say("en", "access-role-copy") }).click();
      await expect(page.locator("#permission-orders-fulfil")).toBeChecked();
      await page.locator("#name").fill("Owner");
      await page.getByRole("button", { name: say("en", "save") }).click();
      await expect(page.locator(".error-summary")).toContainText(say("en", "access-error-role-taken"));
      await page.locator("#name").fill(name);
      await page.locator("#permission-customers-read").check();
      await page.getByRole("button", { name: say("en", "save") }).click();
      await expect(page.locator(".permission-table thead")).toContainText(name);
      const own = page.locator("section:not(.permission-table) tbody tr", { hasText: name });
      await own.locator("details.menu summary").click();
      await own.getByRole("link", { name: say("en", "edit") }).click();
      await expect(page.locator("#permission-customers-read")).toBeChecked();
      await page.locator("#permission-customers-read").uncheck();
      await page.getByRole("button", { name: say("en", "save") }).click();
      await own.locator("details.menu summary").click();
      await own.getByRole("link", { name: say("en", "access-role-delete") }).click();
      await page.locator('form[action="/api/access/delete_role"] button[type=submit]').click();
      await expect(page.locator(".permission-table thead")).not.toContainText(name);
    });

    test("somebody of another organization accepts with one button, switches and leaves", async ({ page, context, browser, baseURL }) => {
      test.setTimeout(60_000);
      const owner = await asPerson(browser, colleague("owner", "en", "jaffna-textiles"), { baseURL, javaScriptEnabled: scripts });
      const ownerPage = await owner.newPage();
      const email = addPerson("wholesaler", "kandy-crafts");
      await inviteByHand(ownerPage, "en", email, say("en", "access-role-viewer"));
      const link = await invitationLink(email);

      await page.goto(link);
      await page.getByRole("link", { name: say("en", "access-sign-in") }).click();
      await signInByHand(page, email);
      await expect(page).toHaveURL(new RegExp(`${link}$`));
      await page.getByRole("button", { name: say("en", "access-invitation-accept") }).click();
      await expect(page.locator(".sidebar-brand .name")).toHaveText("Jaffna Textiles");
      await page.locator(".topbar details.menu summary").last().click();
      await page.locator('.topbar form[action="/api/access/choose_organization"] button', { hasText: "Kandy Crafts" }).click();
      await expect(page.locator(".sidebar-brand .name")).toHaveText("Kandy Crafts");
      await page.goto("/settings/organizations");
      await page.locator('main form[action="/api/access/choose_organization"] button').click();
      await expect(page.locator(".sidebar-brand .name")).toHaveText("Jaffna Textiles");
      await page.goto("/settings/organizations");
      await page.locator("main a[href*='dialog=leave']").click();
      await page.locator('form[action="/api/access/leave_organization"] button[type=submit]').click();
      await expect(page.locator(".sidebar-brand .name")).toHaveText("Kandy Crafts");
      await context.clearCookies();
      await owner.close();
    });
  });
}

test("the last owner stays, and who lacks a right grants none", async ({ page, context, browser, baseURL }) => {
  const shop = merchant();
  await signIn(context, shop.owner);
  await page.goto("/settings/organizations?dialog=leave");
  await page.locator('form[action="/api/access/leave_organization"] button[type=submit]').click();
  await expect(page.locator("dialog .alert")).toContainText(say("en", "access-error-last-owner"));
  const staff = await asPerson(browser, shop.staff, { baseURL });
  const theirs = await staff.newPage();
  await theirs.goto("/settings/users");
  await expect(theirs.locator(".main form[method=post]")).toHaveCount(0);
  await expect(theirs.locator(".main a.btn-primary")).toHaveCount(0);
  for (const path of ["invite_member", "change_member_role", "deactivate_member", "remove_member", "create_role", "update_role", "delete_role"]) {
    expect(await post(staff, `/api/access/${path}`, {}, `${baseURL}/settings/users`), path).toBe(403);
  }
  await staff.close();
});

test("an invitation for somebody else says so", async ({ page, context }) => {
  const email = `other${unique(8)}@example.com`;
  await signInAs(context, "owner");
  await inviteByHand(page, "en", email, say("en", "access-role-viewer"));
  const link = await invitationLink(email);
  await page.goto(link);
  await expect(page.locator("main")).toContainText(email);
  await expect(page.locator("main")).toContainText(colleague("owner"));
  await expect(page.locator('form[action="/api/access/accept_invitation"], form[action="/api/access/join_by_invitation"]')).toHaveCount(0);
  expect((await page.goto("/invitations/NOSUCHTOKEN"))?.status()).toBe(404);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("people, roles and an invitation fit and work", async ({ page, context, browser, baseURL }) => {
    const email = `phone${unique(8)}@example.com`;
    await signInAs(context, "owner", "ta");
    for (const path of ["/settings/users", "/settings/users?dialog=invite", "/settings/roles", "/settings/roles/new", "/settings/organizations", "/settings/organizations?dialog=leave"]) {
      await page.goto(path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
    await inviteByHand(page, "ta", email, say("ta", "access-role-warehouse"));
    const guest = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, locale: "ta-LK" });
    const theirs = await guest.newPage();
    const link = await invitationLink(email);
    await theirs.goto(link);
    expect(await theirs.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    await joinByHand(theirs, link, "ta", "கவிதா");
    await guest.close();
  });
});
