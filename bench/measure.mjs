// Measures a running server; script/bench starts it and says in the environment what there is to measure.
// Prints a table, writes it to bench/<date>-<machine>.md, ends with 1 when a budget is missed.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { BASE, ask, connect, percentile, post, signIn } from "./http.mjs";
import { making, webhooks } from "./writes.mjs";

const { ORGANIZATION, SLUG, ORDERS, PRODUCTS, DEEP, DIGITS, ORDER, SERVER, PGBENCH, RELEASE, HOT, SPREAD, SKUS, STORE, SITE, LOGS, DATABASE_URL } = process.env;
const SECONDS = Number(process.env.SMARTSTORE_BENCH_SECONDS || 8);
const WARM_UP = 1;

const BUDGETS = { p95: 100, share: 10, code: 150, memory: 150, grid: 1000, rows: 20, digits: 300 };

// Milliseconds from the start of the server's process (proc(5), field 22, in hundredths since the machine started) until it
// says that it is ready.
const ready = async () => {
  const agent = new http.Agent();
  for (let tries = 0; tries < 6000; tries++) {
    const answer = await ask(agent, "GET", "/readyz").catch(() => undefined);
    if (answer?.status === 200) {
      const started = Number(readFileSync(`/proc/${SERVER}/stat`, "utf8").split(") ")[1].split(" ")[19]) * 10;
      return Math.max(0, Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]) * 1000 - started);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("the server is not ready after 30 s");
};

// Keeps `connections` busy for some seconds; each sends its next request when the answer to the one before is there.
const load = async (path, connections, cookie) => {
  const request = Buffer.from(
    `GET ${path} HTTP/1.1\r\nhost: ${BASE.host}\r\ncookie: ${cookie}\r\naccept: text/html,application/xhtml+xml,*/*;q=0.8\r\n` +
      "accept-encoding: gzip, deflate, br\r\naccept-language: en\r\n\r\n",
  );
  const clients = await Promise.all(Array.from({ length: connections }, connect));
  const run = async (seconds) => {
    const times = [];
    let bytes = 0;
    const begun = performance.now();
    const worker = async (client) => {
      let now = performance.now();
      while (now - begun < seconds * 1000) {
        const answer = await client.ask(request);
        if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
        const then = performance.now();
        times.push(then - now);
        [now, bytes] = [then, answer.bytes];
      }
    };
    await Promise.all(clients.map(worker));
    return { times: times.sort((a, b) => a - b), seconds: (performance.now() - begun) / 1000, bytes };
  };
  await run(WARM_UP);
  const { times, seconds, bytes } = await run(SECONDS);
  clients.forEach((client) => client.end());
  return { rate: times.length / seconds, p50: percentile(times, 50), p95: percentile(times, 95), p99: percentile(times, 99), bytes };
};

// The list's own statement (src/domains/orders/store/read.rs, plain), prepared and planned once, as the program has it, in a
// transaction of the same role and organization.
const pgbench = (connections) => {
  const script = `${LOGS}/list.sql`;
  writeFileSync(script, `begin;
set local role smartstore_app;
set local app.organization_id = '${ORGANIZATION}';
select id, order_number, platform_order_number, source, status, financial_status,
  coalesce(shipping_address ->> 'full_name', '') as name, coalesce(shipping_address ->> 'phone', '') as phone,
  coalesce(shipping_address ->> 'city', '') as city, total, currency, hold_reason, ordered_at, risk, tags, call_attempts, next_call_at
from orders where (ordered_at, id) < ('infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff') order by ordered_at desc, id desc limit 51;
commit;
`);
  const options = ["-n", "-M", "prepared", "-f", script, "-c", connections, "-j", Math.min(connections, os.cpus().length), "-T", SECONDS, DATABASE_URL];
  const text = execFileSync(PGBENCH, options.map(String), { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return { rate: Number(/tps = ([0-9.]+)/.exec(text)[1]), average: Number(/latency average = ([0-9.]+)/.exec(text)[1]) };
};

// Saves the grid of a product with 500 variants, every row changed, again and again.
const grid = async (cookie) => {
  const agent = new http.Agent({ keepAlive: true });
  const sku = `BENCH-${Date.now()}`;
  const made = await post(agent, cookie, "/api/catalog/create_product", { name: "Grid", sku, price: "1000", status: "DRAFT" }, "/products/new");
  const product = new URL(made.headers.location, BASE).pathname.split("/").pop();
  const page = `/products/${product}/variants`;
  const values = (letter, count) => Array.from({ length: count }, (_, n) => `${letter}${n + 1}`).join("\n");
  const options = { product_id: product, version: "1", name_1: "Size", values_1: values("s", 25), name_2: "Colour", values_2: values("c", 20) };
  const done = await post(agent, cookie, "/api/catalog/save_options", options, page);
  if (done.status !== 303) throw new Error(`the options were answered with ${done.status}`);
  const times = [];
  for (let round = 0; round < 20; round++) {
    const html = await (await fetch(BASE.origin + page, { headers: { cookie } })).text();
    const fields = { product_id: product };
    const cell = /name="(rows\[v[0-9a-f-]{36}\]\[\w+\])"[^>]*? value="([^"]*)"/g;
    for (const [, name, value] of html.matchAll(cell)) fields[name] = value.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
    const prices = Object.keys(fields).filter((name) => name.endsWith("[price]"));
    if (prices.length !== 500) throw new Error(`the grid has ${prices.length} rows`);
    prices.forEach((name, row) => (fields[name] = String(1001 + round * 500 + row)));
    const saved = await post(agent, cookie, "/api/catalog/save_variants", fields, page);
    if (saved.status !== 303) throw new Error(`the grid was answered with ${saved.status}`);
    times.push(saved.milliseconds);
  }
  times.sort((a, b) => a - b);
  return { p50: percentile(times, 50), p95: percentile(times, 95) };
};

// Pieces that are reserved and let go again, each in a transaction of its own, by 16 connections at once: as the program does it, by
// the one function that writes stock. `places` are (warehouse/variant) of which one is taken by chance.
const reservations = (name, places) => {
  const script = `${LOGS}/reserve.sql`;
  const call = (operation, more) => `begin;
set local role smartstore_app;
set local app.organization_id = '${ORGANIZATION}';
select stock_apply(null, now(), jsonb_build_array(jsonb_build_object('op', '${operation}', 'quantity', 1, 'owner_type', 'CHECKOUT',
  'owner_id', lpad(to_hex(:owner::bigint), 32, '0')::uuid, 'warehouse_id', split_part(place, '/', 1), 'variant_id', split_part(place, '/', 2)${more})))
from (select ('{${places.join(",")}}'::text[])[:n::integer] as place) picked;
commit;
`;
  writeFileSync(script, `\\set owner random(1, 9223372036854775807)
\\set n random(1, ${places.length})
${call("RESERVE", ", 'allow_short', true, 'expires_at', now() + interval '15 minutes'")}${call("RELEASE", "")}`);
  const options = ["-n", "-M", "prepared", "-f", script, "-c", 16, "-j", os.cpus().length, "-T", SECONDS, DATABASE_URL];
  const text = execFileSync(PGBENCH, options.map(String), { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return { name, rate: Number(/tps = ([0-9.]+)/.exec(text)[1]), average: Number(/latency average = ([0-9.]+)/.exec(text)[1]) };
};

// Seconds for a file of 10,000 new products by the command that people use.
const importing = () => {
  const file = `${LOGS}/import.csv`;
  const stamp = Date.now();
  const rows = Array.from({ length: 10_000 }, (_, n) => `simple,IMP-${stamp}-${n},Imported lamp ${n},ACTIVE,${100 + (n % 900)}.50,Imports > Lamps,"one, two",${n % 7}`);
  writeFileSync(file, `type,sku,name,status,price,categories,tags,stock\n${rows.join("\n")}\n`);
  const begun = performance.now();
  execFileSync(RELEASE, ["import", "products", file, "--format", "smartstore", "--organization", SLUG], { stdio: ["ignore", "ignore", "inherit"] });
  return (performance.now() - begun) / 1000;
};

const memory = (field) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${SERVER}/status`, "utf8"))[1]) / 1024;

// What the browser fetches, in kB (1000 bytes), as it is sent.
const sizes = () => {
  const files = readdirSync(`${SITE}/pkg`, { recursive: true }).map((name) => `${SITE}/pkg/${name}`).concat(`${SITE}/app.js`);
  const rows = {};
  for (const kind of ["wasm", "js", "css"]) {
    const contents = files.filter((name) => name.endsWith(`.${kind}`)).map((name) => readFileSync(name));
    const sum = (compress) => contents.reduce((total, content) => total + compress(content).length, 0) / 1000;
    rows[kind] = { plain: sum((content) => content), gzip: sum((content) => gzipSync(content, { level: 9 })), brotli: sum((content) => brotliCompressSync(content)) };
  }
  return rows;
};

const startUp = await ready();
const idle = memory("VmRSS");
const cookie = await signIn(SLUG);
const digits = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

const pages = [
  ["orders, first page", "/orders"],
  ["orders, page far back", `/orders?after=${DEEP}`],
  ["orders, one status", "/orders?status=PENDING"],
  ["orders, last four digits", `/orders?q=${DIGITS}`],
  ["orders, name", "/orders?q=Perera"],
  ["orders, Sinhala name", `/orders?q=${encodeURIComponent("පෙරේරා")}`],
  ["one order", `/orders/${ORDER}`],
  ["products", "/products"],
  ["products, a word", "/products?q=lamp"],
  ["products, SKU", "/products?q=LT-050000"],
  ["products, for sale", "/products?status=ACTIVE"],
];
const results = [];
for (const [name, path] of pages) {
  for (const connections of [1, 16]) {
    const result = await load(path, connections, cookie);
    results.push({ name, connections, ...result });
    console.error(`${name}, ${connections} connections: ${digits(result.rate)}/s, p95 ${digits(result.p95)} ms`);
  }
}
// The same while somebody makes one order after the other: then nothing that is kept between two pages is good for long.
for (const connections of [1, 16]) {
  const [result] = await Promise.all([load("/orders", connections, cookie), making(cookie, SKUS.split(","), SECONDS, 1)]);
  results.push({ name: "orders, first page, while orders are made", connections, ...result });
  console.error(`the list while orders are made, ${connections} connections: ${digits(result.rate)}/s, p95 ${digits(result.p95)} ms`);
}
const saving = await grid(cookie);
const peak = memory("VmHWM");
const reserved = [reservations("one variant", [HOT]), reservations("1,000 variants", SPREAD.split(","))];
const imported = importing();
const made = await making(cookie, SKUS.split(","), SECONDS);
const statement = { 1: pgbench(1), 16: pgbench(16) };
const shares = [1, 16].map((connections) => {
  const list = results.find((result) => result.name === "orders, first page" && result.connections === connections);
  return (100 * list.rate) / statement[connections].rate;
});
// The last, because what has been taken in is then worked through.
const taken = await webhooks(cookie, STORE, SKUS.split(","), SECONDS);
const weight = sizes();
const code = weight.wasm.brotli + weight.js.brotli;

const slowest = results.filter((result) => result.connections === 1).reduce((a, b) => (a.p95 > b.p95 ? a : b));
const searched = results.find((result) => result.name === "orders, last four digits" && result.connections === 16);
const verdicts = [
  [`p95 of every page at one connection below ${BUDGETS.p95} ms`, `${digits(slowest.p95)} ms (${slowest.name})`, slowest.p95 < BUDGETS.p95],
  [`the list at least ${BUDGETS.share} % of what PostgreSQL alone does`, `${shares.map((share) => `${digits(share)} %`).join(" and ")} at 1 and 16 connections`, Math.min(...shares) >= BUDGETS.share],
  [`p95 of the search by last four digits below ${BUDGETS.digits} ms`, `${digits(searched.p95)} ms at 16 connections`, searched.p95 < BUDGETS.digits],
  [`500 changed variants saved in less than ${BUDGETS.grid} ms`, `${digits(saving.p50)} ms (p95 ${digits(saving.p95)}), form and answer included`, saving.p95 < BUDGETS.grid],
  [`10,000 new products read in less than ${BUDGETS.rows} s`, `${digits(imported)} s`, imported < BUDGETS.rows],
  [`wasm and JavaScript below ${BUDGETS.code} kB as sent`, `${digits(code)} kB`, code < BUDGETS.code],
  [`memory of the server below ${BUDGETS.memory} MB`, `${digits(peak)} MB at most, ${digits(idle)} MB at rest`, peak < BUDGETS.memory],
];

const table = (heading, rows) => [heading, heading.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
const cpu = os.cpus()[0].model.replace(/\((R|TM)\)/g, "").replace(/\s+/g, " ").trim();
const machine = `${cpu}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GB`;
const date = new Date().toISOString().slice(0, 10);
const text = `# ${date}, ${machine}

${Number(ORDERS).toLocaleString("en")} orders and ${Number(PRODUCTS).toLocaleString("en")} products in one organization. Server, PostgreSQL and client share the machine. Release build; ${SECONDS} s for each line
after ${WARM_UP} s of warm-up; a page is whole when its last byte is there; compressed as for a browser.

## Budgets

${table(["budget", "measured", ""], verdicts.map(([budget, measured, kept]) => [budget, measured, kept ? "kept" : "**missed**"]))}

## Pages

${table(
  ["page", "connections", "requests/s", "p50 ms", "p95 ms", "p99 ms", "kB"],
  results.map((r) => [r.name, r.connections, digits(r.rate), digits(r.p50), digits(r.p95), digits(r.p99), digits(r.bytes / 1000)]),
)}

## The list's statement alone

${table(["pgbench", "connections", "transactions/s", "average ms"], [1, 16].map((n) => ["first page", n, digits(statement[n].rate), statement[n].average.toFixed(2)]))}

## Stock

A piece is reserved and let go again, in two transactions, by 16 connections.

${table(["of", "pairs/s", "average ms"], reserved.map((row) => [row.name, digits(row.rate), row.average.toFixed(2)]))}

## Orders and webhooks

By 16 connections, over HTTP. An order is the form of a phone order with two lines and a buyer of its own; a webhook is a signed order of
WooCommerce, taken into the inbox.

${table(["what", "a second", "p50 ms", "p95 ms"], [["orders made", made], ["webhooks taken in", taken]].map(([name, r]) => [name, digits(r.rate), digits(r.p50), digits(r.p95)]))}

## Size and start

${table(["kB", "plain", "gzip -9", "brotli"], Object.entries(weight).map(([kind, row]) => [kind, digits(row.plain), digits(row.gzip), digits(row.brotli)]))}

Ready ${Math.round(startUp)} ms after the process began. Memory ${digits(idle)} MB at rest, ${digits(peak)} MB at most, ${digits(memory("VmRSS"))} MB at the end.
`;
const file = `bench/${date}-${machine.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.md`;
writeFileSync(file, text);
console.log(text);
console.error(`written to ${file}`);
process.exit(verdicts.every(([, , kept]) => kept) ? 0 : 1);
