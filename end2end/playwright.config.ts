import { defineConfig, devices } from "@playwright/test";

// script/test browser starts a server with fresh demo data and says where it is.
const baseURL = process.env.SMARTSTORE_URL;
if (!baseURL) throw new Error("Run these tests with script/test browser [FILTER…]");

// Written, and not yet seen passing as a whole: SMARTSTORE_SPECS=all script/test browser runs them too. A name leaves this list
// when its spec has passed.
const UNPROVEN = [
  "audit",
  "identity",
  "localization",
  "notifications",
  "organization",
  "platform",
  "purchasing",
  "search",
  "second-factor",
  "taxes",
  "team",
  "views",
];

export default defineConfig({
  testDir: ".",
  outputDir: ".out",
  testIgnore: process.env.SMARTSTORE_SPECS === "all" ? [] : UNPROVEN.map((name) => `${name}.spec.ts`),
  // All tests share one server and its data: files run beside each other, the tests of a file one after the other.
  workers: 2,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    baseURL,
    channel: undefined,
    locale: "en-GB",
    timezoneId: "Asia/Colombo",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
