// What a page may weigh, as it travels.
import { PAGES, detailPages, expect, person, signIn, test, trackingPage } from "./support";
import type { BrowserContext, Page } from "@playwright/test";

interface Weight {
  path: string;
  script: number;
  style: number;
  document: number;
}

/** Bytes of the answers of one visit with an empty cache, heads included. */
async function weigh(context: BrowserContext, page: Page, path: string): Promise<Weight> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await devtools.send("Network.setBypassServiceWorker", { bypass: true });
  const kinds = new Map<string, string>();
  const weight: Weight = { path, script: 0, style: 0, document: 0 };
  devtools.on("Network.responseReceived", (event) => {
    const type = event.response.mimeType;
    const kind = /wasm|javascript/.test(type) ? "script" : type === "text/css" ? "style" : event.type === "Document" ? "document" : "";
    kinds.set(event.requestId, kind);
  });
  devtools.on("Network.loadingFinished", (event) => {
    const kind = kinds.get(event.requestId);
    if (kind) weight[kind as "script"] += event.encodedDataLength;
  });
  await page.goto(path, { waitUntil: "load" });
  if ((await page.locator("leptos-island").count()) > 0) {
    await expect.poll(() => weight.script, { message: `the islands of ${path} are loaded` }).toBeGreaterThan(20_000);
  }
  await devtools.detach();
  return weight;
}

test("scripts, styles and documents are small", async ({ page, context }) => {
  test.setTimeout(180_000);
  await signIn(context, person("admin"));
  const tracking = await trackingPage(page);
  const weights: Weight[] = [];
  for (const path of [...PAGES, ...(await detailPages(page)), tracking]) weights.push(await weigh(context, page, path));
  const heaviest = [...weights].sort((one, other) => other.script - one.script)[0];
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  test.info().annotations.push({ type: "weight", description: `${heaviest.path}: scripts ${kB(heaviest.script)}, styles ${kB(heaviest.style)}` });
  console.log(`heaviest: ${heaviest.path} with scripts of ${kB(heaviest.script)}, styles of ${kB(heaviest.style)}`);
  for (const weight of weights) {
    expect.soft(weight.script, `scripts and wasm of ${weight.path}`).toBeLessThan(150_000);
    expect.soft(weight.style, `styles of ${weight.path}`).toBeLessThan(40_000);
    expect.soft(weight.document, `document ${weight.path}`).toBeLessThan(60_000);
  }
  const buyers = weights.find((weight) => weight.path === tracking)!;
  expect.soft(buyers.document + buyers.style, "a buyer's page without pictures").toBeLessThan(30_000);
});

test("what carries a hash is kept for ever", async ({ page, context, request }) => {
  await signIn(context, person("admin"));
  await page.goto("/orders/new");
  const files = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  const packed = files.filter((url) => new URL(url).pathname.startsWith("/pkg/"));
  expect(packed.length).toBeGreaterThan(1);
  for (const url of packed) {
    const answer = await request.get(url, { headers: { "accept-encoding": "br, gzip" } });
    expect(answer.headers()["content-encoding"], url).toMatch(/br|gzip/);
    expect(answer.headers()["cache-control"], url).toMatch(/immutable|max-age=\d{7,}/);
  }
});
