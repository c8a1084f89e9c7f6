// It can be installed, says so when there is no network, and asks nobody but its own server.
import { PAGES, detailPages, expect, person, signIn, test, trackingPage } from "./support";

test("the manifest is complete", async ({ request }) => {
  const answer = await request.get("/manifest.webmanifest");
  expect(answer.ok()).toBe(true);
  expect(answer.headers()["content-type"]).toMatch(/manifest\+json|json/);
  const manifest = await answer.json();
  expect(manifest).toMatchObject({ name: expect.any(String), short_name: expect.any(String), start_url: "/", display: "standalone" });
  const icons = manifest.icons as Array<{ src: string; sizes: string; purpose?: string; type: string }>;
  for (const purpose of [undefined, "maskable"]) {
    for (const sizes of ["192x192", "512x512"]) {
      const icon = icons.find((one) => one.sizes === sizes && one.purpose === purpose);
      expect(icon, `${sizes} ${purpose}`).toBeDefined();
      const picture = await request.get(icon!.src);
      expect(picture.headers()["content-type"]).toBe(icon!.type);
      // Width and height stand at byte 16 of a PNG.
      const bytes = await picture.body();
      expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
    }
  }
});

test("Chromium would install it", async ({ page, context }) => {
  await signIn(context, person("admin"));
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const devtools = await context.newCDPSession(page);
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  // A window of a test is in incognito mode, in which nothing can be installed.
  expect(installabilityErrors.filter((error) => error.errorId !== "in-incognito")).toEqual([]);
  const { errors } = (await devtools.send("Page.getAppManifest")) as { errors: unknown[] };
  expect(errors).toEqual([]);
});

test("without a network it says so, and works again with one", async ({ page, context }) => {
  await signIn(context, person("admin"));
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? "none")).toBe("activated");
  await context.setOffline(true);
  const answer = await page.goto("/orders");
  expect(answer?.status()).toBe(503);
  await expect(page).toHaveTitle(/Offline/);
  await expect(page.locator("main")).toBeVisible();
  await context.setOffline(false);
  await page.goto("/orders");
  await expect(page.locator("#order-list")).toBeVisible();
  // No page of a person is kept on the device.
  const kept = await page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) urls.push(new URL(one.url).pathname);
    return urls;
  });
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.filter((path) => !/^\/(offline\.html|favicon\.svg|icons\/|fonts\/|pkg\/)/.test(path))).toEqual([]);
});

test("only our own server is asked", async ({ page, context, baseURL }) => {
  test.setTimeout(180_000);
  const foreign = new Set<string>();
  context.on("request", (asked) => {
    const url = new URL(asked.url());
    // Pictures of products come from where their shop has them.
    const picture = asked.resourceType() === "image" && !asked.url().startsWith(baseURL!);
    if (/^https?:$/.test(url.protocol) && url.origin !== baseURL && !picture) foreign.add(`${asked.resourceType()} ${asked.url()}`);
  });
  await signIn(context, person("admin"));
  for (const path of [...PAGES, ...(await detailPages(page)), await trackingPage(page), "/login", "/offline.html"]) await page.goto(path);
  expect([...foreign]).toEqual([]);
});
