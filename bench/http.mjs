// How the measurements speak with the server: as browsers do, and as cheaply as they can.
import http from "node:http";
import net from "node:net";

// Where the server is.
export const BASE = new URL(process.argv[2]);

// One request. Gives status, headers and milliseconds until the last byte.
export const ask = (agent, method, path, headers = {}, body) =>
  new Promise((resolve, reject) => {
    const begun = process.hrtime.bigint();
    const request = http.request({ agent, method, host: BASE.hostname, port: BASE.port, path, headers: { host: BASE.host, ...headers } }, (response) => {
      let bytes = 0;
      response.on("data", (part) => (bytes += part.length));
      response.on("error", reject);
      response.on("end", () => {
        const milliseconds = Number(process.hrtime.bigint() - begun) / 1e6;
        resolve({ status: response.statusCode, headers: response.headers, milliseconds, bytes });
      });
    });
    request.on("error", reject);
    request.end(body);
  });

// A form as a browser without scripts sends it.
export const post = (agent, cookie, path, fields, referer) => {
  const body = new URLSearchParams(fields).toString();
  const headers = { cookie, origin: BASE.origin, referer: BASE.origin + referer, "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded", accept: "text/html", "content-length": Buffer.byteLength(body) };
  return ask(agent, "POST", path, headers, body);
};

export const signIn = async (slug) => {
  const body = new URLSearchParams({ email: `owner@${slug}.example`, password: "smartstore-demo" }).toString();
  const headers = { origin: BASE.origin, referer: `${BASE.origin}/login`, "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded", accept: "text/html", "content-length": Buffer.byteLength(body) };
  const answer = await ask(new http.Agent(), "POST", "/api/access/sign_in", headers, body);
  const cookie = (answer.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).find((pair) => pair.startsWith("sid="));
  if (answer.status >= 400 || !cookie) throw new Error(`signing in was answered with ${answer.status}`);
  return cookie;
};

// The value that so many percent of the sorted ones do not exceed.
export const percentile = (sorted, percent) => sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];

// A keep-alive connection that costs the machine little: it looks for the end of each answer and at its status, and at nothing else.
// (Node's own client takes half a millisecond for each answer, which is a good part of what the server takes.)
export const connect = () =>
  new Promise((resolve, reject) => {
    let answered, failed, bytes, head, length, tail;
    const socket = net.connect({ host: BASE.hostname, port: Number(BASE.port), noDelay: true }, () =>
      resolve({
        ask: (request) =>
          new Promise((done, fail) => {
            [answered, failed, bytes, head, length, tail] = [done, fail, 0, undefined, undefined, ""];
            socket.write(request);
          }),
        end: () => socket.destroy(),
      }),
    );
    socket.on("error", (error) => (failed ?? reject)(error));
    socket.on("close", () => failed?.(new Error("the server has closed the connection")));
    socket.on("data", (part) => {
      bytes += part.length;
      if (head === undefined) {
        const end = part.indexOf("\r\n\r\n");
        if (end < 0) return failed(new Error("an answer's head came in parts"));
        head = part.toString("latin1", 0, end);
        const found = /\r\ncontent-length: (\d+)/i.exec(head);
        if (found) length = end + 4 + Number(found[1]);
      }
      tail = (tail + part.toString("latin1", Math.max(0, part.length - 5))).slice(-5);
      const whole = length === undefined ? tail === "0\r\n\r\n" : bytes >= length;
      if (whole) answered({ status: Number(head.slice(9, 12)), bytes });
    });
  });
