// A bank's statement: looked at, taken, matched and undone. With and without JavaScript, in three languages.
import { readFileSync } from "node:fs";
import { LANGUAGES, expect, makeOrder, merchant, say, signIn, stepButton, test, unique } from "./support";
import { product, stocked } from "./goods";
import type { Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What axe complains about. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(node: unknown, options: unknown): Promise<{ violations: any[] }> } }).axe;
    const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
    return result.violations.flatMap((violation) => violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")}`));
  });
}

/** Number of an order and what is due on it, from its page. */
async function facts(page: Page, order: string): Promise<{ number: string; due: string }> {
  await page.goto(order);
  const number = /[0-9A-HJKMNP-TV-Z]{5,6}/.exec(await page.locator("h1").innerText())?.[0] ?? "";
  const due = /[\d,]+\.\d\d/.exec(await page.locator("#order-payments").innerText())?.[0] ?? "";
  return { number, due: due.replace(/,/g, "") };
}

async function send(page: Page, name: string, text: string): Promise<void> {
  await page.goto("/payments/statements");
  await page.locator("#file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await stepButton(page, "/api/statements/upload_statement").click();
  await expect(page).toHaveURL(/\/payments\/statements\/[0-9a-f-]{36}$/);
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a statement is looked at, taken, matched and undone", async ({ page, baseURL }) => {
      test.setTimeout(180_000);
      const shop = merchant();
      await signIn(page.context(), shop.owner);
      const { sku } = await product(page.context(), baseURL ?? "");
      await stocked(page.context(), baseURL ?? "", sku, 5);
      await page.goto("/payments/statements");
      await expect(page.getByText(say("en", "statements-no-account"))).toBeVisible();
      await page.goto("/settings/payments?add=BANK_TRANSFER");
      for (const [name, value] of Object.entries({ bank: "Bank of Ceylon", holder: shop.name, number: "0000012345" })) {
        await page.locator(`[name="values[${name}]"]`).fill(value);
      }
      await stepButton(page, "/api/payments/create_account").click();
      const order = await makeOrder(page.context(), baseURL ?? "", sku);
      const { number, due } = await facts(page, order);
      const today = new Date().toISOString().slice(0, 10);
      const reference = unique(8);
      const text = `Posted,What,Ref,Sum\n${today},CEFT ${number},FT${reference},${due}\n${today},CHARGES,SC${reference},-25.00\nlater,broken,X,1.00\n`;
      await send(page, `bank-${reference}.csv`, text);
      await expect(page.getByText(say("en", "statements-refused-date"))).toBeVisible();
      await page.locator('[name="columns[1]"]').selectOption("DESCRIPTION");
      await page.locator('[name="columns[3]"]').selectOption("AMOUNT");
      await page.locator('button[formaction="/api/statements/map_statement"]').click();
      await expect(page.locator("table").last()).toContainText(`CEFT ${number}`);
      if (scripts) expect(await violations(page)).toEqual([]);
      await stepButton(page, "/api/statements/take_statement").click();

      // One of the lines is beyond doubt.
      await expect(page.locator("table tbody tr")).toHaveCount(2);
      await expect(page.locator('input[name="lines[]"]')).toBeChecked();
      if (scripts) expect(await violations(page)).toEqual([]);
      await stepButton(page, "/api/statements/confirm_lines").click();
      await expect(page.locator("table tbody tr")).toHaveCount(1);

      // The other is nothing of ours.
      await page.locator("table tbody .row-link").first().click();
      await page.locator("details.confirm summary").click();
      await stepButton(page, "/api/statements/ignore_line").click();
      await expect(page.locator(".error-summary")).toContainText(say("en", "statements-error-reason"));
      await page.locator("#reason").fill("Bank charges");
      await stepButton(page, "/api/statements/ignore_line").click();
      await page.goto(order);
      await expect(page.locator("#order-payments")).toContainText(`FT${reference}`);

      // The same file changes nothing; a second thought takes the payment back.
      await send(page, "again.csv", text);
      await expect(page.getByText(say("en", "statements-done-known"))).toBeVisible();
      await page.getByRole("link", { name: say("en", "statements-show-matched"), exact: true }).click();
      await page.locator("table tbody .row-link").first().click();
      await page.locator("details.confirm summary").click();
      await page.locator("#reason").fill("Another order");
      if (scripts) expect(await violations(page)).toEqual([]);
      await stepButton(page, "/api/statements/reopen_line").click();
      await expect(page.getByText(say("en", "statements-done-reopened"))).toBeVisible();
      await page.locator('[name="parts[0][number]"]').fill(number);
      await stepButton(page, "/api/statements/match_line").click();
      await expect(page.getByText(say("en", "statements-done-matched"))).toBeVisible();

      // The same day in the bank's other format: what is here already is said and left out; a list shows what has a proposal.
      const day = today.replace(/-/g, "");
      const movement = (name: string, id: string, sum: string) => `<STMTTRN><TRNTYPE>OTHER<DTPOSTED>${day}<TRNAMT>${sum}<FITID>${id}<NAME>${name}</STMTTRN>\n`;
      const lines = movement("CEFT", `FT${reference}`, due) + movement("FEES", `X${reference}`, "-10.00");
      await send(page, "other.ofx", `OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>LKR<BANKTRANLIST>\n${lines}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n`);
      await expect(page.getByText(say("en", "statements-alike-line"), { exact: true })).toHaveCount(1);
      await expect(page.locator('[name="alike"]')).not.toBeChecked();
      if (scripts) expect(await violations(page)).toEqual([]);
      await stepButton(page, "/api/statements/take_statement").click();
      await expect(page.locator("table tbody tr")).toHaveCount(1);
      await page.getByRole("link", { name: say("en", "statements-show-proposed"), exact: true }).click();
      await expect(page.locator("table tbody tr")).toHaveCount(0);
    });

    test("the statements speak three languages", async ({ page }) => {
      for (const language of LANGUAGES) {
        const shop = merchant();
        await signIn(page.context(), shop.owner, language);
        await page.goto("/payments/statements");
        await expect(page.getByRole("heading", { name: say(language, "statements-title") })).toBeVisible();
        await expect(page.getByText(say(language, "statements-no-account"))).toBeVisible();
      }
    });
  });
}
