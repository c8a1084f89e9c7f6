// Who gets in, who sees what, and that the server refuses what a page does not show.
import { asPerson, expect, makeOrder, openListening, person, plentiful, post, say, signIn, signInByHand, stepButton, test, uuid } from "./support";

const CONFIRM = "/api/orders/confirm_order";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("signing in: wrong, then right, then out", async ({ page }) => {
      await page.goto("/login");
      await expect(page.locator("#email")).toBeFocused();
      const refused = page.waitForResponse((answer) => answer.url().endsWith("/api/access/sign_in"));
      await signInByHand(page, person("wholesaler"), "wrong-password");
      expect((await refused).status()).toBe(422);
      await expect(page.locator("body")).toContainText(say("en", "access-error-wrong-credentials"));
      await expect(page.locator("#email")).toHaveValue(person("wholesaler"));
      await expect(page.locator("#password")).toHaveValue("");
      await signInByHand(page, person("wholesaler"));
      await expect(page).toHaveURL(/\/$/);
      await page.locator(".topbar details.menu summary").last().click();
      await stepButton(page, "/api/access/sign_out").click();
      await expect(page).toHaveURL(/\/login$/);
      await page.goto("/orders");
      await expect(page).toHaveURL(/\/login\?next=/);
    });

    test("a stranger comes back to where they wanted to go", async ({ page }) => {
      await page.goto("/orders?status=PENDING");
      await expect(page).toHaveURL(/\/login\?next=/);
      // Also when the first try was wrong.
      await signInByHand(page, person("viewer"), "wrong-password");
      await signInByHand(page, person("viewer"));
      await expect(page).toHaveURL(/\/orders\?status=PENDING$/);
    });

    test("next never leads to another site", async ({ page, baseURL }) => {
      for (const next of ["https://example.com/", "//example.com/", "/\\example.com"]) {
        await page.context().clearCookies();
        await page.goto(`/login?next=${encodeURIComponent(next)}`);
        await signInByHand(page, person("viewer"));
        await expect(page).toHaveURL(`${baseURL}/`);
      }
    });

    test("the language switch stays on the page", async ({ page, context }) => {
      await signIn(context, person("admin", "jaffna-textiles"));
      await page.goto("/products?status=ACTIVE");
      for (const [language, name] of [["ta", "தமிழ்"], ["si", "සිංහල"], ["en", "English"]] as const) {
        const form = page.locator('.topbar form[action="/api/access/choose_language"]');
        await page.locator(".topbar details.menu", { has: page.locator('[action="/api/access/choose_language"]') }).locator("summary").click();
        await form.getByRole("button", { name }).click();
        await expect(page.locator("html")).toHaveAttribute("lang", language);
        await expect(page).toHaveURL(/\/products\?status=ACTIVE$/);
        await expect(page.getByRole("heading", { level: 1 })).toContainText(say(language, "nav-products"));
      }
    });
  });
}

test("the sign-in page speaks three languages to strangers", async ({ page }) => {
  for (const [language, name] of [["si", "සිංහල"], ["ta", "தமிழ்"], ["en", "English"]] as const) {
    await page.goto("/login?next=%2Forders");
    await page.getByRole("button", { name }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(language, "access-login-title"));
    await expect(page).toHaveURL(/next=/);
  }
});

test("the theme is chosen on the spot and kept", async ({ page, context }) => {
  await signIn(context, person("viewer"));
  await page.goto("/");
  for (const theme of ["dark", "light"]) {
    await page.locator(".topbar details.menu summary").last().click();
    await page.locator(`button[name=theme][value=${theme}]`).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
  }
});

test.describe("roles", () => {
  test("a viewer sees no buttons, and a post is refused", async ({ page, context, browser, baseURL }) => {
    const admin = await asPerson(browser, person("admin"), { baseURL });
    const sku = await plentiful(await admin.newPage());
    const order = new URL(await makeOrder(admin, baseURL!, sku), baseURL).pathname;
    await signIn(context, person("viewer"));
    for (const path of ["/orders", order, "/products", "/customers", "/payments", "/inventory", "/deliveries", "/couriers"]) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(200);
      // How a list looks is everybody's own affair.
      await expect(page.locator('.main form[method=post]:not([action^="/api/views/"])'), path).toHaveCount(0);
      await expect(page.locator(".main a.btn-primary"), path).toHaveCount(0);
    }
    expect((await page.goto("/orders/new"))?.status()).toBe(403);
    await expect(page.locator(".main")).toContainText("orders.write");
    await page.goto(order);
    const id = order.split("/").pop()!;
    const refusals: Array<[string, Record<string, string>]> = [
      [CONFIRM, { order_id: id }],
      ["/api/orders/pack_order", { order_id: id }],
      ["/api/orders/cancel_order", { order_id: id, reason: "no" }],
      ["/api/orders/create_order", {}],
      ["/api/delivery/dispatch_order", { order_id: id }],
      ["/api/catalog/create_product", {}],
      ["/api/inventory/adjust_stock", {}],
      ["/api/customers/create_customer", {}],
      ["/api/payments/record_payment", { order_id: id }],
    ];
    for (const [path, form] of refusals) expect(await post(context, path, form, `${baseURL}${order}`), path).toBe(403);
    await page.reload();
    await expect(page.getByText(say("en", "orders-next-pending"))).toBeVisible();
    await admin.close();
  });

  test("the warehouse packs, but does not confirm", async ({ page, context, browser, baseURL }) => {
    const admin = await asPerson(browser, person("admin"), { baseURL });
    const sku = await plentiful(await admin.newPage());
    const order = new URL(await makeOrder(admin, baseURL!, sku), baseURL).pathname;
    const id = order.split("/").pop()!;
    await signIn(context, person("warehouse"));
    await page.goto(order);
    await expect(stepButton(page, CONFIRM)).toHaveCount(0);
    await expect(page.locator('form[action="/api/orders/cancel_order"]')).toHaveCount(0);
    expect(await post(context, CONFIRM, { order_id: id }, `${baseURL}${order}`)).toBe(403);
    expect(await post(admin, CONFIRM, { order_id: id }, `${baseURL}${order}`)).toBe(303);
    await page.reload();
    await stepButton(page, "/api/orders/pack_order").click();
    await expect(page.getByText(say("en", "orders-next-packed"))).toBeVisible();
    expect((await page.goto("/customers"))?.status()).toBe(403);
    expect((await page.goto("/payments"))?.status()).toBe(403);
    await admin.close();
  });

  test("an influencer sees nothing of orders", async ({ page, context }) => {
    await signIn(context, person("influencer"));
    await page.goto("/");
    await expect(page.locator(".main")).toContainText(say("en", "home-nothing-yet"));
    await expect(page.locator('#nav a[href="/orders"]')).toHaveCount(0);
    // The search box is there for their own pages and finds nothing else.
    await page.goto("/search?q=NL");
    await expect(page.locator('.main a[href^="/orders"], .main a[href^="/products"]')).toHaveCount(0);
    for (const path of ["/orders", "/orders/new", "/products", "/customers", "/payments", "/inventory", "/deliveries", "/imports", "/settings/audit", "/settings/system"]) {
      expect((await page.goto(path))?.status(), path).toBe(403);
    }
  });

  test("what belongs to another merchant is not there", async ({ page, context, browser, baseURL }) => {
    const other = await asPerson(browser, person("owner", "jaffna-textiles"), { baseURL });
    const theirs = await other.newPage();
    const found: string[] = [];
    for (const list of ["/orders", "/products", "/customers", "/inventory"]) {
      await theirs.goto(list);
      found.push((await theirs.locator("table tbody .row-link").first().getAttribute("href")) ?? "");
    }
    await other.close();
    await signIn(context, person("admin"));
    for (const path of [...found, `/orders/${uuid()}`, "/orders/not-an-id", "/no-such-page"]) {
      expect((await page.goto(path))?.status(), path).toBe(404);
      await expect(page.locator("body")).toContainText(say("en", "error-not-found-title"));
    }
    const id = found[0].split("/").pop()!;
    for (const path of [CONFIRM, "/api/orders/pack_order", "/api/orders/cancel_order", "/api/delivery/dispatch_order"]) {
      expect(await post(context, path, { order_id: id, reason: "x" }, `${baseURL}/orders`), path).toBe(404);
    }
  });

  test("a post from another site is refused", async ({ context, baseURL }) => {
    await signIn(context, person("viewer"));
    const answer = await context.request.post("/api/access/choose_language", {
      form: { language: "ta", next: "/" },
      headers: { accept: "text/html", origin: "https://evil.example", "sec-fetch-site": "cross-site", referer: "https://evil.example/" },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(403);
    expect(baseURL).toBeTruthy();
  });
});

test("a step done elsewhere is told, not repeated", async ({ context, browser, baseURL }) => {
  await signIn(context, person("admin"));
  const page = await context.newPage();
  const sku = await plentiful(page);
  const order = new URL(await makeOrder(context, baseURL!, sku), baseURL).pathname;
  await openListening(page, order);
  const second = await context.newPage();
  await second.goto(order);
  await stepButton(second, CONFIRM).click();
  await expect(second.getByText(say("en", "orders-next-confirmed"))).toBeVisible();
  await expect(page.locator(".live-notice")).toBeVisible();
  const answer = page.waitForResponse((one) => one.url().endsWith(CONFIRM));
  await stepButton(page, CONFIRM).click();
  expect((await answer).status()).toBe(409);
  await expect(page.locator(".main [role=alert], .main .alert").first()).toBeVisible();
  expect(browser.isConnected()).toBe(true);
});
