import { defineConfig, devices } from "@playwright/test";

// script/test browser starts a server with fresh demo data and says where it is.
const baseURL = process.env.SMARTSTORE_URL;
if (!baseURL) throw new Error("Run these tests with script/test browser [FILTER…]");

export default defineConfig({
  testDir: ".",
  outputDir: ".out",
  // All tests share one server and its data: files run beside each other, the tests of a file one after the other.
  workers: 2,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  // In CI a test that fails is asked once more; one that passes then is named as flaky.
  retries: process.env.CI ? 1 : 0,
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
