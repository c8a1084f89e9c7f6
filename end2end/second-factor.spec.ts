// The second factor from set-up to sign-in, what an organization asks for, and passkeys with Chromium's own device for tests.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { LANGUAGES, PASSWORD, addPerson, expect, say, signInByHand, stepButton, test, unique, type Language } from "./support";
import type { Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const SETTINGS = "/settings/second-factor";

/** A person in an organization of their own, so that nobody else is disturbed. */
const newPerson = (): string => addPerson("owner", `factor-${unique(8)}`);

/** RFC 6238 with SHA-1, six digits and 30 seconds; `shift` in steps. */
function codeOf(secret: string, shift = 0): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const char of secret.replace(/\s/g, "")) bits += alphabet.indexOf(char).toString(2).padStart(5, "0");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + shift));
  const hash = createHmac("sha1", key).update(counter).digest();
  const at = hash[hash.length - 1] & 15;
  return ((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).toString().padStart(6, "0");
}

async function signIn(page: Page, email: string, language: Language = "en"): Promise<void> {
  await page.context().addCookies([{ name: "lang", value: language, url: process.env.SMARTSTORE_URL! }]);
  await page.goto("/login");
  await signInByHand(page, email);
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(node: unknown, options: unknown): Promise<{ violations: any[] }> } }).axe;
    const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return result.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node: any) => node.target.join(" ")).join(", ")}`);
  });
}

/** Sets a second factor up; the code is that of the step before, so that those of now and next are still fresh. */
async function setUp(page: Page, base = ""): Promise<{ secret: string; codes: string[] }> {
  await page.goto(`${base}${SETTINGS}`);
  await page.locator("#start-password").fill(PASSWORD);
  await stepButton(page, "/api/access/start_second_factor").click();
  await expect(page.locator(".qr-code svg")).toBeVisible();
  const secret = await page.locator("#secret").innerText();
  await page.locator("#one_time_code").fill(codeOf(secret, -1));
  await stepButton(page, "/api/access/enable_second_factor").click();
  await expect(page.locator(".backup-codes li")).toHaveCount(10);
  return { secret, codes: (await page.locator(".backup-codes li").allInnerTexts()).map((text) => text.trim()) };
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    for (const language of LANGUAGES) {
      test(`set up, sign in with a code and with a backup code, switch off (${language})`, async ({ page }) => {
        test.setTimeout(60_000);
        const email = newPerson();
        await signIn(page, email, language);
        const { secret, codes } = await setUp(page);
        await expect(page.locator("#backup-codes")).toHaveText(say(language, "factor-codes"));
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("link", { name: say(language, "factor-download") }).click(),
        ]);
        const saved = readFileSync(await download.path(), "utf8");
        for (const code of codes) expect(saved).toContain(code);
        await stepButton(page, "/api/access/keep_backup_codes").click();
        await expect(page.locator(".backup-codes")).toHaveCount(0);

        await page.context().clearCookies();
        await signIn(page, email, language);
        await expect(page).toHaveURL(/\/login\/second-factor$/);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "factor-step-title"));
        await page.locator("#one_time_code").fill("000 00");
        await stepButton(page, "/api/access/confirm_second_factor").click();
        await expect(page.locator(".error-summary")).toContainText(say(language, "factor-error-code"));
        await page.locator("#one_time_code").fill(codeOf(secret));
        await stepButton(page, "/api/access/confirm_second_factor").click();
        await expect(page).toHaveURL(/\/$/);

        await page.context().clearCookies();
        await signIn(page, email, language);
        await page.locator("#one_time_code").fill(codes[0].toLowerCase());
        await stepButton(page, "/api/access/confirm_second_factor").click();
        await expect(page).toHaveURL(/\/$/);
        await page.goto(SETTINGS);
        await expect(page.locator("#codes-left")).toContainText("9");
        await page.locator("summary", { hasText: say(language, "factor-disable") }).click();
        await page.locator("#disable-password").fill(PASSWORD);
        await stepButton(page, "/api/access/disable_second_factor").click();
        await expect(page.locator("#start-password")).toBeVisible();
      });
    }

    test("whoever asks it of their role is led to the set-up and on again", async ({ page }) => {
      const email = newPerson();
      await signIn(page, email);
      await page.goto("/settings/security");
      await page.getByRole("checkbox", { name: new RegExp(`^${say("en", "access-role-owner")}`) }).check();
      await stepButton(page, "/api/access/save_security").click();
      await expect(page).toHaveURL(new RegExp(`${SETTINGS}$`));
      await page.goto("/orders");
      await expect(page).toHaveURL(new RegExp(`${SETTINGS}$`));
      await expect(page.locator(".main")).toContainText(say("en", "factor-required"));
      await setUp(page);
      await page.goto("/orders");
      await expect(page).toHaveURL(/\/orders$/);
    });
  });
}

test("the states of the pages are clean, also at 360 pixels", async ({ page }) => {
  const email = newPerson();
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, email);
  await page.goto(SETTINGS);
  expect.soft(await violations(page), "off").toEqual([]);
  await page.locator("#start-password").fill(PASSWORD);
  await stepButton(page, "/api/access/start_second_factor").click();
  const secret = await page.locator("#secret").innerText();
  expect.soft(await violations(page), "pending").toEqual([]);
  await page.locator("#one_time_code").fill(codeOf(secret, -1));
  await stepButton(page, "/api/access/enable_second_factor").click();
  await expect(page.locator(".backup-codes li")).toHaveCount(10);
  expect.soft(await violations(page), "codes").toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(360);
  await page.context().clearCookies();
  await signIn(page, email);
  await expect(page).toHaveURL(/\/login\/second-factor$/);
  expect.soft(await violations(page), "second step").toEqual([]);
});

test("a passkey signs in alone and as the second factor, and is removed", async ({ page, baseURL }) => {
  test.setTimeout(60_000);
  const email = newPerson();
  // Browsers make no passkeys for numbers.
  const base = baseURL!.replace("127.0.0.1", "localhost");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${base}/login`);
  await signInByHand(page, email);
  await page.goto(`${base}${SETTINGS}`);
  const add = stepButton(page, "/api/access/register_passkey");
  await page.locator("#passkey-name").fill("Laptop");
  await page.locator("#passkey-password").fill("not mine");
  await add.click();
  await expect(page.locator(".error-summary")).toContainText(say("en", "factor-error-password"));
  await expect(page.locator("#passkey-name")).toHaveValue("Laptop");
  await page.locator("#passkey-password").fill(PASSWORD);
  await add.click();
  await expect(page.locator(".passkey-row")).toContainText("Laptop");
  await expect(page.locator(".passkey-row")).toContainText(say("en", "factor-passkey-unused"));
  const { credentials } = await devtools.send("WebAuthn.getCredentials", { authenticatorId });
  expect(credentials).toHaveLength(1);
  expect(credentials[0].isResidentCredential).toBe(true);

  // Alone: no address, no password.
  const { codes } = await setUp(page, base);
  await page.context().clearCookies();
  await page.goto(`${base}/login?next=${encodeURIComponent("/settings/profile")}`);
  await page.getByRole("button", { name: say("en", "factor-passkey-sign-in") }).click();
  await expect(page).toHaveURL(/\/settings\/profile$/);
  await page.goto(`${base}${SETTINGS}`);
  await expect(page.locator(".passkey-row")).not.toContainText(say("en", "factor-passkey-unused"));

  // After the password, instead of a code.
  await page.context().clearCookies();
  await page.goto(`${base}/login`);
  await signInByHand(page, email);
  await expect(page).toHaveURL(/\/login\/second-factor$/);
  await page.getByRole("button", { name: say("en", "factor-passkey-sign-in") }).click();
  await expect(page).toHaveURL(/\/$/);

  // Whoever says no to the device stays where they are.
  await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await page.context().clearCookies();
  await page.goto(`${base}/login`);
  await page.getByRole("button", { name: say("en", "factor-passkey-sign-in") }).click();
  await expect(page.locator("[data-passkey-failed]")).toBeVisible();
  await expect(page).toHaveURL(/\/login$/);
  await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });

  await signInByHand(page, email);
  await page.locator("#one_time_code").fill(codes[1]);
  await stepButton(page, "/api/access/confirm_second_factor").click();
  await page.goto(`${base}${SETTINGS}`);
  await page.locator(".passkey-row summary").click();
  await page.locator('.passkey-row input[name="password"]').fill(PASSWORD);
  await stepButton(page, "/api/access/remove_passkey").click();
  await expect(page.locator(".passkey-row")).toHaveCount(0);

  // The device still has it; the server does not know it any more.
  await page.context().clearCookies();
  await page.goto(`${base}/login`);
  await page.getByRole("button", { name: say("en", "factor-passkey-sign-in") }).click();
  await expect(page.locator(".alert")).toContainText(say("en", "factor-error-passkey-unknown"));
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("no button for passkeys is shown", async ({ page }) => {
    await page.goto("/login");
    await expect(page.getByText(say("en", "factor-passkey-sign-in"))).toBeHidden();
  });
});
