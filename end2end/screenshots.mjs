// Pictures of every page; see script/screenshots.
import { mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const base = process.env.SMARTSTORE_URL;
if (!base) throw new Error("Run script/screenshots");
const readme = process.argv.includes("--readme");
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const organization = "kandy-crafts";

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

const DESKTOP = { viewport: { width: 1366, height: 768 } };
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const looks = [
  { name: "light", language: "en", options: { ...DESKTOP, colorScheme: "light" } },
  { name: "dark", language: "en", options: { ...DESKTOP, colorScheme: "dark" } },
  { name: "si", language: "si", options: { ...DESKTOP, colorScheme: "light" } },
  { name: "ta", language: "ta", options: { ...DESKTOP, colorScheme: "light" } },
  { name: "phone", language: "en", options: { ...PHONE, colorScheme: "light" } },
  { name: "phone-dark", language: "en", options: { ...PHONE, colorScheme: "dark" } },
  { name: "phone-si", language: "si", options: { ...PHONE, colorScheme: "light" } },
  { name: "phone-ta", language: "ta", options: { ...PHONE, colorScheme: "dark" } },
];

/** Pages for people who are not signed in. */
const STRANGERS = [
  ["login", "/login"],
  ["signup", "/signup"],
  ["forgot", "/forgot-password"],
  ["reset-bad", "/reset-password/nonsense"],
  ["invitation-bad", "/invitations/nonsense"],
  ["unsubscribe-bad", "/s/unsubscribe?token=AAAA"],
  ["offline", "/offline.html"],
];
/** script/screenshots makes them the platform's administrator. */
const PLATFORM = "admin";

/** A context of its own, signed in, in a language. */
async function open(options, language, role = "owner") {
  const context = await browser.newContext({ ...options, baseURL: base, timezoneId: "Asia/Colombo" });
  const headers = { accept: "text/html" };
  const answer = await context.request.post("/api/access/sign_in", {
    form: { email: `${role}@${organization}.example`, password: "smartstore-demo", next: "/" },
    headers,
  });
  if (!answer.ok() || answer.url().includes("/login")) throw new Error(`signing in failed: ${answer.status()}`);
  await context.request.post("/api/access/choose_language", { form: { language, next: "/" }, headers });
  return context;
}

/** Addresses with the names of their pictures; those of single things come from the lists. */
async function pages() {
  const context = await open(DESKTOP, "en");
  const page = await context.newPage();
  const first = async (list, selector = "table tbody .row-link") => {
    await page.goto(list);
    const link = page.locator(selector).first();
    return (await link.count()) > 0 ? link.getAttribute("href") : null;
  };
  const found = [
    ["home", "/"],
    ["orders", "/orders"],
    ["orders-none", "/orders?q=zzzz-none"],
    ["order-new", "/orders/new"],
    ["order-pending", await first("/orders?status=PENDING")],
    ["order-confirmed", await first("/orders?status=CONFIRMED")],
    ["order-packed", await first("/orders?status=PACKED")],
    ["order-out", await first("/orders?status=OUT_FOR_DELIVERY")],
    ["order-delivered", await first("/orders?status=DELIVERED")],
    ["order-cancelled", await first("/orders?status=CANCELLED")],
    ["order-to-call", await first("/orders?call=due")],
    ["orders-to-call", "/orders?call=due"],
    ["order-edit", `${await first("/orders?status=CONFIRMED")}/edit`],
    ["returns", "/orders/returns"],
    ["return", await first("/orders/returns")],
    ["invoices", "/orders/invoices"],
    ["invoice", await first("/orders/invoices")],
    ["carts", "/orders/carts"],
    ["cart", await first("/orders/carts")],
    ["customers", "/customers"],
    ["duplicates", "/customers/duplicates"],
    ["segments", "/customers/segments"],
    ["segment-new", "/customers/segments/new"],
    ["customers-export", "/channels/export/customers"],
    ["customer", await first("/customers")],
    ["customer-new", "/customers/new"],
    ["payments", "/payments"],
    ["refunds", "/payments/refunds"],
    ["slips", "/payments/slips"],
    ["statements", "/payments/statements"],
    ["statement", await first("/payments/statements")],
    ["gift-cards", "/payments/gift-cards"],
    ["gift-card", await first("/payments/gift-cards")],
    ["gift-card-new", "/payments/gift-cards/new"],
    ["payment-accounts", "/settings/payments"],
    ["invoice-settings", "/settings/invoices"],
    ["channels", "/channels"],
    ["products", "/products"],
    ["product", await first("/products")],
    ["product-new", "/products/new"],
    ["product-edit", `${await first("/products")}/edit`],
    ["products-filtered", "/products?tag=batik&price_from=5000"],
    ["categories", "/categories"],
    ["category", await first("/categories", ".tree-name")],
    ["brands", "/brands"],
    ["size-guides", "/size-guides"],
    ["size-guide", await first("/size-guides")],
    ["inventory", "/inventory"],
    ["variant", await first("/inventory")],
    ["warehouses", "/inventory/warehouses"],
    ["imports", "/imports"],
    ["import", await first("/imports")],
    ["bulk", "/bulk"],
    ["bulk-change", await first("/bulk")],
    ["deliveries", "/deliveries"],
    ["couriers", "/couriers"],
    ["view-save", "/orders?source=PHONE&dialog=save-view"],
    ["search", "/search"],
    ["search-found", "/search?q=batik"],
    ["search-none", "/search?q=zzzz-none"],
    ["notifications", "/notifications"],
    ["notifications-none", "/notifications?type=PROMOTION"],
    ["notification-settings", "/notifications/settings"],
    ["settings", "/settings"],
    ["organization", "/settings/organization"],
    ["team", "/settings/users"],
    ["team-invite", "/settings/users?dialog=invite"],
    ["roles", "/settings/roles"],
    ["role-new", "/settings/roles/new"],
    ["security", "/settings/security"],
    ["taxes", "/settings/taxes"],
    ["currencies", "/settings/currencies"],
    ["translations", "/settings/translations"],
    ["translation", await first("/settings/translations?show=all", "a.row-link")],
    ["profile", "/settings/profile"],
    ["second-factor", "/settings/second-factor"],
    ["sessions", "/settings/sessions"],
    ["organizations", "/settings/organizations"],
    ["organization-leave", "/settings/organizations?dialog=leave"],
    ["audit", "/settings/audit"],
    ["audit-none", "/settings/audit?address=kandy"],
    ["system", "/settings/system"],
    ["not-found", "/no-such-page"],
  ];
  const platform = await open(DESKTOP, "en", PLATFORM);
  const theirs = await platform.newPage();
  await theirs.goto("/platform/organizations");
  const one = theirs.locator("tbody .row-link").first();
  // Who takes pictures of a server of their own may have no platform administrator.
  if ((await one.count()) > 0) found.push(["platform-organizations", "/platform/organizations"], ["platform-organization", await one.getAttribute("href")]);
  await platform.close();
  const out = found.find(([name]) => name === "order-out")[1];
  if (out) {
    await page.goto(out);
    found.push(["tracking", await page.locator('a[href^="/s/"]').first().getAttribute("href")]);
  }
  found.push(...STRANGERS);
  await context.close();
  return found.filter(([, path]) => path);
}

async function shoot(context, path, file, fullPage) {
  const page = await context.newPage();
  await page.goto(path);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: file, fullPage, animations: "disabled" });
  await page.close();
}

const all = await pages();
if (readme) {
  const folder = join(root, "end2end", "screenshots");
  mkdirSync(folder, { recursive: true });
  const path = (name) => all.find(([known]) => known === name)?.[1];
  const wide = { viewport: { width: 1160, height: 680 } };
  const pictures = [
    ["orders.png", "orders", { ...wide, colorScheme: "light" }, "en"],
    ["order-dark.png", "order-packed", { ...wide, colorScheme: "dark" }, "en"],
    ["home-sinhala.png", "home", { ...wide, colorScheme: "light" }, "si"],
    ["phone-tamil.png", "orders", { ...PHONE, deviceScaleFactor: 1.5, colorScheme: "light" }, "ta"],
  ];
  for (const [file, name, options, language] of pictures) {
    if (!path(name)) throw new Error(`the demo has nothing for ${name}`);
    const context = await open(options, language);
    await shoot(context, path(name), join(folder, file), false);
    await context.close();
    const size = statSync(join(folder, file)).size;
    console.log(`end2end/screenshots/${file}: ${(size / 1000).toFixed(0)} kB`);
  }
} else {
  const chosen = all.filter(([name]) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  for (const look of looks) {
    const folder = join(root, ".shots", look.name);
    if (wanted.length === 0) rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const context = await open(look.options, look.language);
    const platform = await open(look.options, look.language, PLATFORM);
    const stranger = await browser.newContext({
      ...look.options,
      baseURL: base,
      locale: { en: "en-GB", si: "si-LK", ta: "ta-LK" }[look.language],
    });
    for (const [name, path] of chosen) {
      const isPublic = name === "tracking" || STRANGERS.some(([known]) => known === name);
      await shoot(isPublic ? stranger : name.startsWith("platform-") ? platform : context, path, join(folder, `${name}.png`), true);
    }
    for (const one of [stranger, platform, context]) await one.close();
  }
  console.log(`${chosen.length} pages in ${looks.length} looks: .shots/`);
  // The next person who signs in reads English again.
  for (const role of ["owner", PLATFORM]) await (await open(DESKTOP, "en", role)).close();
}
await browser.close();
