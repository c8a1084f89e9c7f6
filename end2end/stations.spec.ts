// Stations: a scanner, a number and a verdict; with scripts and without; and above all while there is no network.
import { readFileSync } from "node:fs";
import { made, product, purchase, stocked } from "./goods";
import { LANGUAGES, expect, makeOrder, merchant, post, say, signIn, stepButton, test, unique, uuid, type Merchant } from "./support";
import type { BrowserContext, Locator, Page } from "@playwright/test";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(node: unknown, options: unknown): Promise<{ violations: any[] }> } }).axe;
    const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
    return result.violations.flatMap((violation) => violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")}`));
  });
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A transfer to another warehouse that is on the road; answers its id. */
async function transfer(context: BrowserContext, base: string, page: Page, sku: string, pieces: number): Promise<string> {
  await stocked(context, base, sku, pieces);
  await made(context, base, "/api/inventory/create_warehouse", { name: "Colombo", code: "CMB" }, "/inventory/warehouses");
  await page.goto("/inventory/transfers/new");
  const [from, to] = await page.locator("#to option").evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value).filter(Boolean));
  const form = { from, to, "lines[0][sku]": sku, "lines[0][quantity]": String(pieces) };
  const id = (await made(context, base, "/api/inventory/create_transfer", form, "/inventory/transfers/new")).split("/").pop()!;
  for (const step of ["ready_transfer", "send_transfer"]) {
    expect(await post(context, `/api/inventory/${step}`, { transfer_id: id }, `${base}/inventory/transfers/${id}`)).toBe(303);
  }
  return id;
}

/** Pieces of a product in a bin of their own; answers the bin's code. */
async function shelf(context: BrowserContext, base: string, page: Page, sku: string, pieces: number): Promise<string> {
  await stocked(context, base, sku, pieces);
  const code = `Z-${unique(6)}`;
  await page.goto("/inventory/warehouses");
  const warehouse = (await page.locator("table tbody a.link").first().getAttribute("href"))!.split("/").pop()!;
  expect(await post(context, "/api/inventory/add_bins", { warehouse_id: warehouse, codes: code }, `${base}/inventory/warehouses/${warehouse}`)).toBe(303);
  await page.goto(`/inventory?q=${sku}`);
  await page.locator("table tbody .row-link").first().click();
  await page.locator('form[action="/api/inventory/save_level"] [name=bin]').selectOption({ label: code });
  await stepButton(page, "/api/inventory/save_level").click();
  await expect(page.locator(".toast")).toBeVisible();
  return code;
}

/** Types as a keyboard scanner does: quickly, with Enter at the end, wherever the focus is. */
async function scan(page: Page, ...codes: string[]): Promise<void> {
  for (const code of codes) {
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
  }
}

const verdict = (page: Page, kind: string): Promise<void> => expect(page.locator("#st-verdict")).toHaveAttribute("data-verdict", kind);
const unsent = (page: Page, count: number): Promise<void> =>
  count ? expect(page.locator("#st-unsent")).toHaveAttribute("data-count", String(count)) : expect(page.locator("#st-unsent")).toBeHidden({ timeout: 20_000 });

/** Opens a board and waits until it can do without a network. */
async function ready(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator("html")).toHaveAttribute("data-station", "");
  await expect
    .poll(() =>
      page.evaluate(async (path) => {
        if (!navigator.serviceWorker.controller) return false;
        const cache = await caches.open("stations-pages");
        const kept = (await cache.keys()).map((one) => new URL(one.url).pathname);
        return kept.includes(path) && kept.includes("/js/station.js") && kept.includes("/js/station-queue.js") && kept.some((one) => one.endsWith(".css"));
      }, path),
    )
    .toBe(true);
}

/** What the server knows of a board: "done / expected", and how many scans. */
async function known(context: BrowserContext, path: string): Promise<{ progress: string; scans: number }> {
  const html = await (await context.request.get(path, { headers: { accept: "text/html" } })).text();
  const progress = /id="st-progress"[^>]*>([^<]*)</.exec(html)?.[1] ?? "";
  const data = JSON.parse((/data-board="([^"]*)"/.exec(html)?.[1] ?? "{}").replace(/&quot;/g, '"').replace(/&amp;/g, "&"));
  return { progress, scans: data.seen.length };
}

const openStep = (page: Page, action: string) => page.locator("details.confirm", { has: page.locator(`form[action="${action}"]`) }).locator("summary").click();

test.use({ viewport: { width: 1024, height: 768 } });

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    /** One scan through the field of the page. */
    const one = async (page: Page, code: string, pieces = 1) => {
      if (pieces > 1) await page.locator("#st-quantity").fill(String(pieces));
      if (scripts && pieces > 1) await page.locator("#st-code").focus();
      if (scripts) return scan(page, code);
      await page.locator("#st-code").fill(code);
      await stepButton(page, "/api/stations/scan").click();
    };

    test("goods of a purchase order come in", async ({ page, context, baseURL }) => {
      test.setTimeout(90_000);
      const shop = merchant();
      await signIn(context, shop.owner);
      const { sku, barcode } = await product(context, baseURL!);
      const path = `/stations/receive/${await purchase(context, baseURL!, [[sku, 20]])}`;
      await page.goto("/stations");
      await page.locator('a[href="/stations/receive"]').click();
      await page.locator(`a[href="${path}"]`).click();
      if (scripts) await expect(page.locator("html")).toHaveAttribute("data-station", "");
      await one(page, sku.toLowerCase());
      await verdict(page, "ok");
      await expect(page.locator("#st-number")).toHaveText("1");
      await one(page, barcode);
      await expect(page.locator("#st-number")).toHaveText("2");
      await one(page, "NO-SUCH");
      await verdict(page, "bad");
      await expect(page.locator("#st-word")).toHaveText(say("en", "stations-kind-bad"));
      await page.locator("#st-undo button").click();
      await expect(page.locator("#st-progress")).toHaveText("1 / 20");
      await one(page, sku, 19);
      await expect(page.locator("#st-progress")).toHaveText("20 / 20");
      await expect(page.locator("#st-lines li").first()).toHaveAttribute("data-full", "");
      // More than was ordered asks.
      await one(page, sku);
      await verdict(page, scripts ? "warn" : "bad");
      await expect(page.locator("#st-over")).toBeVisible();
      await expect(page.locator("#st-progress")).toHaveText("20 / 20");
      // Far more is too much, whatever one ticks.
      await one(page, sku, 9);
      await verdict(page, "bad");
      await expect(page.locator("#st-progress")).toHaveText("20 / 20");
      if (scripts) await unsent(page, 0);
      await openStep(page, "/api/stations/finish_receipt");
      await stepButton(page, "/api/stations/finish_receipt").click();
      await expect(page.locator(".toast")).toContainText("20");
      await page.goto(`/inventory?q=${sku}`);
      await expect(page.locator("table tbody tr").first()).toContainText("20");
    });

    test("goods of another warehouse come in", async ({ page, context, baseURL }) => {
      test.setTimeout(90_000);
      const shop = merchant();
      await signIn(context, shop.owner);
      const { sku } = await product(context, baseURL!);
      const path = `/stations/receive/${await transfer(context, baseURL!, page, sku, 3)}`;
      await page.goto("/stations/receive");
      await page.locator(`a[href="${path}"]`).click();
      if (scripts) await expect(page.locator("html")).toHaveAttribute("data-station", "");
      // Without a network for a moment: the scan waits on the device and counts once.
      if (scripts) await context.setOffline(true);
      await one(page, sku);
      await verdict(page, "ok");
      await expect(page.locator("#st-progress")).toHaveText("1 / 3");
      if (scripts) {
        await unsent(page, 1);
        await context.setOffline(false);
        await unsent(page, 0);
        expect(await known(context, path)).toEqual({ progress: "1 / 3", scans: 1 });
      }
      await page.locator('#st-form input[name="damaged"]').check();
      await one(page, sku);
      await expect(page.locator("#st-progress")).toHaveText("2 / 3");
      // No more can arrive than has left.
      await one(page, sku, 2);
      await verdict(page, "bad");
      await expect(page.locator("#st-progress")).toHaveText("2 / 3");
      if (scripts) await unsent(page, 0);
      await openStep(page, "/api/stations/finish_transfer");
      await page.locator('form[action="/api/stations/finish_transfer"] input[name="rest_missing"]').check();
      await stepButton(page, "/api/stations/finish_transfer").click();
      await expect(page.locator(".toast")).toBeVisible();
      await page.goto("/inventory/transfers");
      await page.locator("table tbody .row-link, table tbody a.link").first().click();
      await expect(page.locator(".badge", { hasText: say("en", "inventory-transfer-received") })).toBeVisible();
      await expect(page.locator(".main")).toContainText(say("en", "inventory-discrepancy-missing"));
    });

    test("a bin is counted", async ({ page, context, baseURL }) => {
      test.setTimeout(90_000);
      const shop = merchant();
      await signIn(context, shop.owner);
      const { sku } = await product(context, baseURL!);
      const code = await shelf(context, baseURL!, page, sku, 7);
      await page.goto("/stations/count");
      // A bin that nobody counts begins to be counted when its label is scanned.
      await page.locator("#st-open #code").fill(code.toLowerCase());
      await stepButton(page, "/api/stations/open_work").click();
      await expect(page).toHaveURL(/\/stations\/count\/[0-9a-f-]{36}/);
      if (scripts) await expect(page.locator("html")).toHaveAttribute("data-station", "");
      await one(page, sku);
      await verdict(page, "ok");
      await expect(page.locator("#st-number")).toHaveText("1");
      if (scripts) {
        await unsent(page, 0);
        await context.setOffline(true);
        await scan(page, sku, sku, sku);
        await unsent(page, 3);
        await expect(page.locator("#st-number")).toHaveText("4");
        await context.setOffline(false);
        await unsent(page, 0);
      } else {
        await one(page, sku, 3);
      }
      await expect(page.locator("#st-number")).toHaveText("4");
      await one(page, sku, 2);
      await page.locator("#st-undo button").click();
      await expect(page.locator("#st-number")).toHaveText("4");
      if (scripts) await unsent(page, 0);
      await page.locator('.station-foot a[href^="/inventory/counts/"]').click();
      await openStep(page, "/api/inventory/post_count");
      await stepButton(page, "/api/inventory/post_count").click();
      await expect(page.locator(".badge", { hasText: say("en", "inventory-count-posted") })).toBeVisible();
      await page.goto(`/inventory?q=${sku}`);
      await expect(page.locator("table tbody tr td.num").first()).toHaveText("4");
    });

    test("an order is packed, and its parcel comes back with a broken piece", async ({ page, context, baseURL }) => {
      test.setTimeout(120_000);
      const shop = merchant();
      await signIn(context, shop.owner);
      const { sku } = await product(context, baseURL!);
      const receive = await purchase(context, baseURL!, [[sku, 5]]);
      const form = { client_id: uuid(), station: "RECEIVE", task: receive, code: sku, quantity: "5" };
      expect((await context.request.post("/api/stations/scan", { form, headers: { accept: "application/json", origin: baseURL! } })).status()).toBe(200);
      expect(await post(context, "/api/stations/finish_receipt", { purchase_order_id: receive }, `${baseURL}/stations/receive/${receive}`)).toBe(303);
      const order = await makeOrder(context, baseURL!, sku, { "lines[0][quantity]": "2" });
      const id = order.split("/").pop()!;
      expect(await post(context, "/api/orders/confirm_order", { order_id: id }, baseURL + order)).toBe(303);

      await page.goto("/stations/pick");
      await page.locator(".station-choices a").first().click();
      await expect(page.locator("#st-number")).toHaveText("2");
      if (scripts) await expect(page.locator("html")).toHaveAttribute("data-station", "");
      await one(page, sku);
      await expect(page.locator("#st-number")).toHaveText("1");
      if (scripts) await unsent(page, 0);

      await page.goto("/stations/pack");
      await page.locator(`a[href="/stations/pack/${id}"]`).click();
      if (scripts) await expect(page.locator("html")).toHaveAttribute("data-station", "");
      for (const [kind, progress] of [["ok", "1 / 2"], ["ok", "2 / 2"], ["warn", "2 / 2"]]) {
        await one(page, sku);
        await verdict(page, kind);
        await expect(page.locator("#st-progress")).toHaveText(progress);
      }
      if (scripts) await unsent(page, 0);
      await openStep(page, "/api/stations/finish_packing");
      await page.locator("#weight").fill("850");
      await stepButton(page, "/api/stations/finish_packing").click();
      await expect(page.locator(".toast")).toBeVisible();
      const couriers = await context.request.post("/api/delivery/create_courier", { form: { kind: "RIDER", name: `Sunil ${unique(5)}` }, headers: { accept: "text/html", referer: `${baseURL}/couriers`, origin: baseURL! }, maxRedirects: 0 });
      expect(couriers.status()).toBe(303);
      await page.goto(order);
      // The only courier is chosen already.
      await stepButton(page, "/api/delivery/dispatch_order").click();
      await expect(page.locator(".toast")).toBeVisible();

      await page.goto(`/stations/returns/${id}`);
      if (scripts) await expect(page.locator("html")).toHaveAttribute("data-station", "");
      await one(page, sku);
      await verdict(page, "ok");
      await page.locator('#st-form input[name="damaged"]').check();
      await one(page, sku);
      await expect(page.locator("#st-progress")).toHaveText("2 / 2");
      if (scripts) await unsent(page, 0);
      await openStep(page, "/api/stations/bring_back");
      await page.locator("#return_reason").fill("Nobody at home");
      await stepButton(page, "/api/stations/bring_back").click();
      await expect(page.locator(".toast")).toBeVisible();
      await page.goto(`/products?q=${sku}`);
      await page.locator("table tbody .row-link").first().click();
      // Five came in: all are there again, two promised, one broken.
      const row = page.locator("tbody tr", { has: page.getByText(sku, { exact: true }) });
      await expect(row.locator("td.num").first()).toContainText("5");
    });

    test("a line from two warehouses is picked in both", async ({ page, context, baseURL }) => {
      test.setTimeout(120_000);
      const shop = merchant();
      await signIn(context, shop.owner);
      const { sku } = await product(context, baseURL!);
      await stocked(context, baseURL!, sku, 2);
      await made(context, baseURL!, "/api/inventory/create_warehouse", { name: "Colombo", code: "CMB" }, "/inventory/warehouses");
      await page.goto("/inventory/warehouses");
      const rule = page.locator('form[action="/api/inventory/save_fulfilment"]');
      for (const box of ["by_stock", "split_lines"]) await rule.locator(`input[name=${box}]`).check();
      for (const place of [0, 1]) await rule.locator("input[name^='priority']").nth(place).fill(String(place + 1));
      await rule.locator("button").click();
      await expect(page.locator("body")).toContainText(say("en", "inventory-done-fulfilment"));
      await page.goto(`/inventory?q=${sku}`);
      await page.locator("table tbody .row-link").first().click();
      const adjust = page.locator('form[action="/api/inventory/adjust_stock"]');
      await adjust.locator("[name=warehouse_id]").selectOption({ label: "Colombo" });
      await adjust.locator("[name=quantity]").fill("1");
      await adjust.locator("[name=reason]").fill("Found behind the door");
      await adjust.locator("button").click();
      await expect(page.locator(".toast")).toBeVisible();
      const order = await makeOrder(context, baseURL!, sku, { "lines[0][quantity]": "3" });
      const id = order.split("/").pop()!;
      expect(await post(context, "/api/orders/confirm_order", { order_id: id }, baseURL + order)).toBe(303);

      // The default warehouse is the first of both; each shows its own pieces.
      for (const [place, pieces] of [[1, "1"], [0, "2"]] as const) {
        await page.goto("/stations/pick");
        await expect(page.locator(".station-choices a")).toHaveCount(2);
        await page.locator(".station-choices a").nth(place).click();
        await expect(page.locator("#st-number")).toHaveText(pieces);
        if (place === 0) continue;
        if (scripts) await expect(page.locator("html")).toHaveAttribute("data-station", "");
        // Without a network for a moment: it counts here alone.
        if (scripts) await context.setOffline(true);
        await one(page, sku);
        if (scripts) {
          await unsent(page, 1);
          await context.setOffline(false);
          await unsent(page, 0);
        }
      }
      for (const path of [order, `/stations/pack/${id}`]) {
        await page.goto(path);
        await expect(page.locator("#still-to-pick")).toContainText(": 2");
        await expect(page.locator("#still-to-pick")).not.toContainText("Colombo");
      }
    });
  });
}

test.describe("without a network", () => {
  test("sixty scans, a tab that is killed and opened again: each counts once", async ({ page, context, baseURL }) => {
    test.setTimeout(180_000);
    const shop = merchant();
    await signIn(context, shop.owner);
    const [lamp, soap] = [await product(context, baseURL!), await product(context, baseURL!)];
    const path = `/stations/receive/${await purchase(context, baseURL!, [[lamp.sku, 50], [soap.sku, 50]])}`;
    await ready(page, path);
    await context.setOffline(true);
    for (let round = 0; round < 20; round += 1) await scan(page, lamp.sku, soap.barcode);
    await unsent(page, 40);
    await expect(page.locator("#st-progress")).toHaveText("40 / 100");
    // Nothing is booked without the server.
    await openStep(page, "/api/stations/finish_receipt");
    await stepButton(page, "/api/stations/finish_receipt").click();
    await expect(page.locator("#st-text")).toHaveText(say("en", "stations-finish-later"));
    await page.close();

    const again = await context.newPage();
    await again.goto(path);
    await expect(again.locator("#st-progress")).toHaveText("40 / 100");
    await unsent(again, 40);
    await expect(again.locator("#st-net")).toHaveText(say("en", "stations-offline"));
    for (let round = 0; round < 10; round += 1) await scan(again, lamp.sku, soap.sku);
    await unsent(again, 60);
    await expect(again.locator("#st-number")).toHaveText("30");
    // The specs' own requests have a network: the server has heard of nothing.
    expect(await known(context, path)).toEqual({ progress: "0 / 100", scans: 0 });

    await context.setOffline(false);
    await unsent(again, 0);
    expect(await known(context, path)).toEqual({ progress: "60 / 100", scans: 60 });
    await expect(again.locator("#st-progress")).toHaveText("60 / 100");
    // Opened anew, nothing is sent a second time, and one is taken back.
    await again.reload();
    await expect(again.locator("html")).toHaveAttribute("data-station", "");
    await expect(again.locator("#st-progress")).toHaveText("60 / 100");
    await again.locator("#st-undo button").click();
    await expect(again.locator("#st-progress")).toHaveText("59 / 100");
    await unsent(again, 0);
    expect((await known(context, path)).progress).toBe("59 / 100");
  });

  test("what became impossible meanwhile is a task that somebody decides", async ({ page, context, baseURL }) => {
    test.setTimeout(90_000);
    const shop = merchant();
    await signIn(context, shop.owner);
    const { sku } = await product(context, baseURL!);
    const id = await purchase(context, baseURL!, [[sku, 1]]);
    await ready(page, `/stations/receive/${id}`);
    await context.setOffline(true);
    await scan(page, sku);
    await verdict(page, "ok");
    // A colleague is quicker: another tablet has a network.
    const form = { client_id: uuid(), station: "RECEIVE", task: id, code: sku };
    expect((await context.request.post("/api/stations/scan", { form, headers: { accept: "application/json", origin: baseURL! } })).status()).toBe(200);
    await context.setOffline(false);
    await unsent(page, 0);
    await verdict(page, "bad");
    await page.goto("/stations");
    await page.locator('.alert a[href="/stations/tasks"]').click();
    await expect(page.locator(".card")).toContainText(sku);
    expect(await violations(page)).toEqual([]);
    await page.locator('button[value="drop"]').click();
    await expect(page.locator(".toast")).toContainText(sku);
    await expect(page.locator('form[action="/api/stations/resolve_task"]')).toHaveCount(0);
  });

  test("a queue waits for its own person", async ({ page, context, baseURL }) => {
    test.setTimeout(90_000);
    const shop: Merchant = merchant();
    await signIn(context, shop.owner);
    const { sku } = await product(context, baseURL!);
    const path = `/stations/receive/${await purchase(context, baseURL!, [[sku, 5]])}`;
    await ready(page, path);
    await context.setOffline(true);
    await scan(page, sku);
    await unsent(page, 1);
    await signIn(context, shop.staff);
    await context.setOffline(false);
    await expect(page.locator("#st-text")).toHaveText(say("en", "stations-error-sender"));
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("data-station", "");
    await unsent(page, 0);
    expect(await known(context, path)).toEqual({ progress: "0 / 5", scans: 0 });
    await signIn(context, shop.owner);
    await page.goto("/stations");
    await unsent(page, 0);
    await expect.poll(() => known(context, path)).toEqual({ progress: "1 / 5", scans: 1 });
  });
});

test("the camera reads a label where the browser cannot", async ({ page, context, baseURL }) => {
  test.setTimeout(90_000);
  const shop = merchant();
  await signIn(context, shop.owner);
  const { sku, barcode } = await product(context, baseURL!);
  await page.addInitScript((code) => {
    // EAN-13: what a camera would see.
    const left = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"];
    const parity = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"][Number(code[0])];
    const flip = (bits: string) => bits.replace(/./g, (bit) => (bit === "0" ? "1" : "0"));
    const back = (bits: string) => [...bits].reverse().join("");
    const first = [...code.slice(1, 7)].map((digit, place) => (parity[place] === "L" ? left[Number(digit)] : back(flip(left[Number(digit)]))));
    const second = [...code.slice(7)].map((digit) => flip(left[Number(digit)]));
    const bars = `101${first.join("")}01010${second.join("")}101`;
    Object.defineProperty(window, "BarcodeDetector", { value: undefined, configurable: true });
    delete (window as any).BarcodeDetector;
    navigator.mediaDevices.getUserMedia = async () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [640, 360];
      const pen = canvas.getContext("2d")!;
      const draw = () => {
        pen.fillStyle = "#fff";
        pen.fillRect(0, 0, 640, 360);
        pen.fillStyle = "#000";
        [...bars].forEach((bit, place) => bit === "1" && pen.fillRect(80 + place * 5, 80, 5, 200));
        requestAnimationFrame(draw);
      };
      draw();
      return canvas.captureStream(10);
    };
  }, barcode);
  await page.goto(`/stations/receive/${await purchase(context, baseURL!, [[sku, 5]])}`);
  await expect(page.locator("html")).toHaveAttribute("data-station", "");
  await page.locator("#st-camera").click();
  await expect(page.locator("#st-video video")).toBeVisible();
  await expect(page.locator("#st-progress")).toHaveText("1 / 5", { timeout: 20_000 });
  expect(await violations(page)).toEqual([]);
  await page.locator("#st-video-close").click();
  await expect(page.locator("#st-video")).toBeHidden();
});

for (const language of LANGUAGES) {
  test(`boards are whole on tablet and phone, in light and dark (${language})`, async ({ page, context, baseURL }) => {
    test.setTimeout(120_000);
    const shop = merchant();
    await signIn(context, shop.owner, language);
    const { sku } = await product(context, baseURL!);
    const path = `/stations/receive/${await purchase(context, baseURL!, [[sku, 5]])}`;
    for (const at of ["/stations", "/stations/tasks", "/stations/receive", "/stations/pick", "/stations/pack", "/stations/count", "/stations/returns", path]) {
      await page.goto(at);
      if (at === path) {
        await expect(page.locator("html")).toHaveAttribute("data-station", "");
        await scan(page, sku);
        await verdict(page, "ok");
        await expect(page.locator("#st-word")).toHaveText(say(language, "stations-kind-ok"));
      }
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect.soft(await violations(page), `${at} ${colorScheme}`).toEqual([]);
      }
      for (const [width, height] of [[1024, 768], [360, 740]]) {
        await page.setViewportSize({ width, height });
        expect.soft(await sideways(page), `${at} at ${width}`).toBe(0);
        if (at !== path) continue;
        const small = async (box: Locator) => ((await box.boundingBox())?.height ?? 0) < 56;
        for (const target of ["#st-code", "#st-undo button", "#st-form button[type=submit]", ".station-foot summary"]) {
          expect.soft(await small(page.locator(target).first()), `${target} at ${width} is smaller than 56 px`).toBe(false);
        }
      }
      await page.setViewportSize({ width: 1024, height: 768 });
    }
  });
}
