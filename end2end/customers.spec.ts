// A customer's page: what they are known by, addresses, answers, notes; duplicates and their merge; segments; being forgotten.
import { type Page } from "@playwright/test";
import { expect, person, say, signIn, stepButton, test, unique } from "./support";

const phone = () => `0774${unique(6)}`;

async function add(page: Page, name: string, number: string): Promise<string> {
  await page.goto("/customers/new");
  await page.locator("#name").fill(name);
  await page.locator("#phone").fill(number);
  await stepButton(page, "/api/customers/create_customer").click();
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}$/);
  return page.url();
}

/** Everything of the page of a customer, by forms that work with and without JavaScript. */
async function work(page: Page) {
  const name = `Ruwan ${unique(5)}`;
  const number = phone();
  const first = await add(page, name, number);
  await page.goto(`${first}?dialog=identifier`);
  await page.locator("#kind").selectOption("TIKTOK");
  await page.locator("#value").fill(`@Ruwan.${unique(5)}`);
  await stepButton(page, "/api/customers/add_identifier").click();
  await expect(page.locator(".side-col")).toContainText("ruwan.");
  // What is somebody else's is refused with their name and the way to them.
  const other = await add(page, `${name} Silva`, phone());
  await page.goto(`${other}?dialog=identifier`);
  await page.locator("#value").fill(number);
  await stepButton(page, "/api/customers/add_identifier").click();
  await expect(page.locator("#value-error")).toContainText(name);
  await expect(page.locator("#value")).toHaveValue(number);
  await expect(page.getByRole("link", { name: new RegExp(`${name}$`) })).toBeVisible();

  for (const [customer, line1] of [[first, "12 Temple Road"], [other, "12, temple road"]]) {
    await page.goto(`${customer}?dialog=address`);
    await page.locator("#line1").fill(line1);
    await page.locator("#city").fill("Kandy");
    await stepButton(page, "/api/customers/add_address").click();
    await expect(page.locator(".main-col")).toContainText(line1);
  }
  await page.goto(`${first}?dialog=consent`);
  await page.locator("#answer").check();
  await stepButton(page, "/api/customers/record_consent").click();
  await expect(page.locator(".side-col")).toContainText(say("en", "customers-consent-granted"));
  await page.locator("#body").fill("Prefers blue");
  await stepButton(page, "/api/customers/add_note").click();
  await expect(page.locator(".timeline")).toContainText("Prefers blue");

  // The program finds that both may be one person.
  await expect(async () => {
    await page.goto(first);
    await expect(page.getByText(say("en", "customers-alike"))).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByRole("link", { name: say("en", "customers-merge-look") }).click();
  await stepButton(page, "/api/customers/merge_customers").click();
  await expect(page).toHaveURL(first);
  await expect(page.locator(".side-col")).toContainText(say("en", "customers-merges"));
  await page.goto(other);
  await expect(page).toHaveURL(first);
  return { first, other, name };
}

test.describe("the page of a customer", () => {
  test.beforeEach(async ({ context }) => signIn(context, person("owner")));

  test("holds everything that is known of them", async ({ page }) => {
    const { first, other, name } = await work(page);
    await page.locator('form[action="/api/customers/undo_merge"] button').click();
    await page.locator("#confirm-dialog button[value=ok]").click();
    await expect(page).toHaveURL(other);

    await page.goto("/customers/segments/new");
    await page.locator("#name").fill(`Segment ${unique(5)}`);
    await page.locator("#last_over").fill("30");
    await page.getByRole("button", { name: say("en", "customers-segment-count-now") }).click();
    await expect(page.locator(".alert .title")).toBeVisible();
    await stepButton(page, "/api/customers/create_segment").click();
    await expect(page).toHaveURL(/\/customers\?segment=/);
    await expect(page.locator("table tbody tr", { hasText: name }).first()).toBeVisible();

    await page.goto(first);
    await page.locator(".confirm summary", { hasText: say("en", "customers-anonymise") }).click();
    await page.locator("#confirm").fill(name);
    await stepButton(page, "/api/customers/anonymise_customer").click();
    await expect(page.locator("h1")).not.toContainText(name);
    await expect(page.locator("body")).not.toContainText("12 Temple Road");
  });

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });
    test("does all of it", async ({ page }) => {
      const { other } = await work(page);
      await page.locator('form[action="/api/customers/undo_merge"] button').click();
      await expect(page).toHaveURL(other);
    });
  });
});
