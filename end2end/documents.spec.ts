// Documents of orders and refunds: packing slip, label, pick list, invoice and credit note, money that goes back. With and without JavaScript.
import { expect, merchant, say, signIn, stepButton, test } from "./support";
import type { Page } from "@playwright/test";

const id = "[0-9a-f-]{36}";

/** Opens the confirm step that holds a form. */
const open = (page: Page, action: string) => page.locator("details.confirm", { has: page.locator(`form[action="${action}"]`) }).locator("summary").first().click();

/** A file of the program, and how many pages of it there are. */
async function pdf(page: Page, href: string): Promise<number> {
  const answer = await page.context().request.get(href);
  expect(answer.status(), href).toBe(200);
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  const body = (await answer.body()).toString("latin1");
  expect(body.startsWith("%PDF-")).toBe(true);
  return (body.match(/\/Type ?\/Page[^s]/g) ?? []).length;
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("ticked orders are printed as one file", async ({ page, context, baseURL }) => {
      await signIn(context, "staff@kandy-crafts.example");
      await page.goto("/orders");
      const boxes = page.locator("#order-list tbody input[type=checkbox]");
      await boxes.nth(0).check();
      await boxes.nth(1).check();
      const ids = [await boxes.nth(0).getAttribute("value"), await boxes.nth(1).getAttribute("value")];
      const button = page.locator('button[formaction="/orders/documents/labels.pdf"]');
      await page.locator("details.menu", { has: button }).locator("summary").click();
      await expect(button).toBeVisible();
      const arrived = page.waitForEvent("download");
      await button.click();
      expect((await arrived).suggestedFilename()).toBe("labels-2.pdf");
      for (const file of ["labels", "packing-slips"]) {
        expect(await pdf(page, `${baseURL}/orders/documents/${file}.pdf?ids=${ids[0]}&ids=${ids[1]}`)).toBe(2);
      }
    });

    test("an invoice is issued, taken back and issued anew, and money goes back with a credit note", async ({ page, context }) => {
      test.setTimeout(120_000);
      await signIn(context, "owner@kandy-crafts.example");
      // What arrived and was paid last, and has no invoice: the demo has given one to the newest few.
      await page.goto("/orders?status=DELIVERED&paid=PAID&sort=date");
      const links = await page.locator("#order-list .row-link").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
      let order = "";
      for (const link of links) {
        await page.goto(link);
        const left = await page.locator('form[action="/api/refunds/request_refund"]').count();
        if (left > 0 && (await page.locator('.card:has(#documents) a[href^="/orders/invoices/"]').count()) === 0) {
          order = link;
          break;
        }
      }
      expect(order, "a paid order without an invoice").not.toBe("");

      await open(page, "/api/documents/issue_invoice");
      await page.locator("#buyer_name").fill("Lanka Hotels PLC");
      await stepButton(page, "/api/documents/issue_invoice").click();
      await expect(page).toHaveURL(new RegExp(`/orders/invoices/${id}$`));
      await expect(page.locator(".paper")).toContainText("Lanka Hotels PLC");
      await expect(page.locator(".paper")).toContainText(/Rupees .* only/);
      const first = page.url();
      expect(await pdf(page, `${first}/invoice.pdf`)).toBe(1);

      await open(page, "/api/documents/cancel_invoice");
      await page.locator("#reason").fill("Wrong name");
      await stepButton(page, "/api/documents/cancel_invoice").click();
      await expect(page.locator("h1")).toContainText("CN_");
      await page.goto(first);
      await expect(page.locator(".page-head .badge").first()).toHaveText(say("en", "documents-state-cancelled"));

      await page.goto(order);
      await open(page, "/api/documents/issue_invoice");
      await stepButton(page, "/api/documents/issue_invoice").click();
      await expect(page).toHaveURL(new RegExp(`/orders/invoices/${id}$`));
      const second = page.url();

      await page.goto(order);
      await open(page, "/api/refunds/request_refund");
      await page.locator("#refund-amount").fill("9999999");
      await page.locator("#refund-reason").fill("Torn seam");
      await page.locator('[name="due_again"]').check();
      await stepButton(page, "/api/refunds/request_refund").click();
      await expect(page.locator("#refund-amount")).toHaveValue("9999999");
      await expect(page.locator("#refund-reason")).toHaveValue("Torn seam");
      await expect(page.locator('[name="due_again"]')).toBeChecked();
      await page.locator('[name="due_again"]').uncheck();
      await page.locator("#refund-amount").fill("100");
      await stepButton(page, "/api/refunds/request_refund").click();
      await expect(page.locator(".toast")).toContainText(say("en", "refunds-done-requested"));
      await open(page, "/api/refunds/pay_out_refund");
      await page.locator('form[action="/api/refunds/pay_out_refund"] input[name=reference]').fill("Transfer 4711");
      await stepButton(page, "/api/refunds/pay_out_refund").click();
      await expect(page.locator(".card", { has: page.locator("#refunds") })).toContainText("Transfer 4711");
      // The order is cheaper by it: nobody asks for it again.
      await expect(page.locator("#order-payments .sums dd.total").first()).toHaveText(/(^|\D)0\.00$/);
      await page.goto(second);
      await expect(page.locator(".page-head .badge").first()).toHaveText(say("en", "documents-state-credited"));
      await page.goto("/payments/refunds?state=COMPLETED");
      await expect(page.locator("tbody")).toContainText("Torn seam");
    });

    test("a branch and a layout are added", async ({ page, context }) => {
      const shop = merchant();
      await signIn(context, shop.owner);
      await page.goto("/settings/invoices");
      await page.locator("#code").fill("b 1");
      await page.locator("#name").fill("Galle Road");
      await stepButton(page, "/api/documents/add_branch").click();
      await expect(page.locator(".error-summary")).toContainText(say("en", "documents-error-branch-code"));
      await expect(page.locator("#name")).toHaveValue("Galle Road");
      await page.locator("#code").fill("br07");
      await stepButton(page, "/api/documents/add_branch").click();
      await expect(page.locator(".toast")).toContainText("BR07");
      await page.locator("#number_format").fill("{YYYY}-{MM}-{BRANCH}-{SERIAL}");
      await stepButton(page, "/api/documents/add_layout").click();
      await expect(page.locator("tbody", { hasText: "{YYYY}-{MM}-{BRANCH}-{SERIAL}" }).first()).toContainText("BR07-1");
    });
  });
}
