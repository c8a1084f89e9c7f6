// What is written while one measures: orders as a form makes them, and webhooks as a shop sends them.
import { createHmac, randomUUID } from "node:crypto";
import http from "node:http";
import { ask, percentile, post } from "./http.mjs";

const CONNECTIONS = 16;

// Keeps connections busy with `send(agent, number)` for some seconds, after one of warm-up; each must be answered with `status`.
const busy = async (status, seconds, send, connections = CONNECTIONS) => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  let number = 0;
  const run = async (length) => {
    const times = [];
    const begun = performance.now();
    const worker = async () => {
      while (performance.now() - begun < length * 1000) {
        const answer = await send(agent, number++);
        if (answer.status !== status) throw new Error(`the request was answered with ${answer.status} instead of ${status}`);
        times.push(answer.milliseconds);
      }
    };
    await Promise.all(Array.from({ length: connections }, worker));
    return { times: times.sort((a, b) => a - b), seconds: (performance.now() - begun) / 1000 };
  };
  await run(1);
  const { times, seconds: took } = await run(seconds);
  agent.destroy();
  return { rate: times.length / took, p50: percentile(times, 50), p95: percentile(times, 95) };
};

const phone = (number) => `077${String((Date.now() + number * 7919) % 10_000_000).padStart(7, "0")}`;

// Phone orders of two lines, by the form that people use.
export const making = (cookie, skus, seconds, connections) => {
  const send = (agent, number) =>
    post(
      agent,
      cookie,
      "/api/orders/create_order",
      {
        order_id: randomUUID(),
        name: `Buyer ${number}`,
        phone: phone(number),
        line1: "1 Lake Road",
        city: "Kandy",
        shipping: "350",
        source: "PHONE",
        "lines[0][sku]": skus[number % skus.length],
        "lines[0][quantity]": "1",
        "lines[1][sku]": skus[(number + 1) % skus.length],
        "lines[1][quantity]": "2",
      },
      "/orders/new",
    );
  return busy(303, seconds, send, connections);
};

const order = (id, number, sku) => ({
  id,
  number: String(id),
  parent_id: 0,
  status: "processing",
  currency: "LKR",
  prices_include_tax: false,
  date_created_gmt: "2026-03-02T04:15:30",
  date_modified_gmt: "2026-03-02T04:15:30",
  date_paid_gmt: null,
  discount_total: "0.00",
  shipping_total: "450.00",
  shipping_tax: "0.00",
  total: "1450.00",
  total_tax: "0.00",
  customer_id: 0,
  billing: { first_name: "Nimali", last_name: `Perera ${number}`, address_1: "24/3 Temple Road", city: "Maharagama", state: "Colombo", postcode: "10280", country: "LK", email: "", phone: phone(number) },
  shipping: {},
  payment_method: "cod",
  payment_method_title: "Cash on delivery",
  customer_note: "",
  line_items: [{ id: 1, name: "Lamp", product_id: 1, variation_id: 0, quantity: 1, subtotal: "1000.00", total: "1000.00", subtotal_tax: "0.00", total_tax: "0.00", taxes: [], sku, price: 1000 }],
  tax_lines: [],
  shipping_lines: [{ id: 2, method_title: "Courier", method_id: "flat_rate", total: "450.00", total_tax: "0.00" }],
  fee_lines: [],
  coupon_lines: [],
  refunds: [],
  meta_data: [],
});

// A connection of the shop, made by the form; its secret is in the message that the next page would show once.
const connection = async (cookie, store) => {
  const answer = await post(new http.Agent(), cookie, "/api/platform/create_connection", { store_id: store }, "/channels");
  const flash = (answer.headers["set-cookie"] ?? []).find((line) => line.startsWith("flash="));
  if (answer.status !== 303 || !flash) throw new Error(`the connection was answered with ${answer.status}`);
  const message = new URLSearchParams(decodeURIComponent(flash.slice("flash=".length).split(";")[0]).split("?")[1]);
  return { id: message.get("connection"), secret: message.get("secret") };
};

// Signed orders of a WooCommerce shop.
export const webhooks = async (cookie, store, skus, seconds) => {
  const { id, secret } = await connection(cookie, store);
  const first = Date.now();
  return busy(200, seconds, (agent, number) => {
    const body = JSON.stringify(order(first + number, number, skus[number % skus.length]));
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "x-wc-webhook-topic": "order.created",
      "x-wc-webhook-resource": "order",
      "x-wc-webhook-event": "created",
      "x-wc-webhook-id": "1",
      "x-wc-webhook-delivery-id": `${first}-${number}`,
      "x-wc-webhook-signature": createHmac("sha256", secret).update(body).digest("base64"),
    };
    return ask(agent, "POST", `/hooks/woocommerce/${id}`, headers, body);
  });
};
