// Keeps files whose names carry a hash, fonts, icons and one offline page. Of pages only the stations of a warehouse are kept, which
// must go on without a network; they go when somebody signs in or out. Never an answer of the API.
// The page registers it as /sw.js?v=VERSION: a new version means a new cache, and the old ones go.
const CACHE = "smartstore-" + (new URL(self.location).searchParams.get("v") || "0");
const OFFLINE = "/offline.html";
const FIRST = [OFFLINE, "/favicon.svg", "/icons/icon-192.png", "/icons/badge-96.png"];

// Pages of stations that were opened, and what they are made of.
const STATIONS = "stations-pages";
const MOST_PAGES = 40;
// After so long without an answer a page that was opened before is better than none.
const PATIENCE = 6000;
const LEAVING = /^\/api\/access\/(sign_in|sign_out|choose_organization)/;

importScripts("/js/station-queue.js");

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FIRST.map((url) => new Request(url, { cache: "reload" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name.startsWith("smartstore-") && name !== CACHE).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  );
});

// A name that changes with its content: under /pkg/ only with a hash in it, fonts by their fixed release.
function lasting(url) {
  return url.pathname.startsWith("/fonts/") || /^\/pkg\/.*[.-][\w-]{8,}\.(js|wasm|css)$/.test(url.pathname);
}

async function fromCache(request) {
  const cache = await caches.open(CACHE);
  const kept = (await cache.match(request)) || (await (await caches.open(STATIONS)).match(new URL(request.url).pathname));
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.status === 200 && answer.type === "basic") await cache.put(request, answer.clone());
  return answer;
}

async function orOffline(request) {
  try {
    return await fetch(request);
  } catch {
    const page = await caches.match(OFFLINE);
    // Its own headers, not the kept ones: a policy for our pages would forbid the styles inside this one.
    return page
      ? new Response(page.body, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } })
      : Response.error();
  }
}

const isStation = (url) => /^\/stations(\/|$)/.test(url.pathname) && url.pathname !== "/stations/tasks";
const isPart = (url) => url.pathname === "/app.js" || url.pathname.startsWith("/js/");

async function keepPage(url, answer) {
  if (answer.status !== 200 || answer.redirected || answer.type !== "basic") return;
  const cache = await caches.open(STATIONS);
  // Taken out first, so that the page stands last: the oldest go.
  await cache.delete(url.pathname);
  await cache.put(url.pathname, answer);
  const pages = (await cache.keys()).filter((kept) => isStation(new URL(kept.url)));
  for (const old of pages.slice(0, Math.max(0, pages.length - MOST_PAGES))) await cache.delete(old);
}

// A station: from the server, else as it was last seen.
async function station(event, url) {
  const kept = await (await caches.open(STATIONS)).match(url.pathname);
  const late = kept && new Promise((_, reject) => setTimeout(reject, PATIENCE));
  try {
    const asked = fetch(event.request).then((answer) => (event.waitUntil(keepPage(url, answer.clone())), answer));
    const answer = await (late ? Promise.race([asked, late]) : asked);
    return answer.status >= 500 && kept ? kept : answer;
  } catch {
    return kept || orOffline(event.request);
  }
}

// A part of a station without a hash in its name: from the server, else as it was kept with the station.
async function part(request, url) {
  try {
    return await fetch(request);
  } catch {
    return (await (await caches.open(STATIONS)).match(url.pathname)) || Response.error();
  }
}

// What a station asks to have kept: itself, and what it is made of.
async function keep(addresses) {
  const cache = await caches.open(STATIONS);
  for (const address of addresses) {
    const url = new URL(address);
    if (url.origin !== self.location.origin || !(isStation(url) || isPart(url) || lasting(url))) continue;
    if (!isStation(url) && lasting(url) && (await cache.match(url.pathname))) continue;
    try {
      const answer = await fetch(isStation(url) ? url.pathname : address, { headers: isStation(url) ? { "x-refresh": "1" } : {} });
      if (isStation(url)) await keepPage(url, answer);
      else if (answer.status === 200) await cache.put(url.pathname, answer);
    } catch {
      // It will ask again when it is opened the next time.
    }
  }
}

self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keep(event.data.keep.slice(0, 60)));
});

// The network is back, and maybe no page is open: scans that wait are sent. Whose they are goes with them, and the server takes
// them only from those.
self.addEventListener("sync", (event) => {
  if (event.tag !== "station-scans") return;
  const work = async () => {
    const outcomes = [];
    for (const sender of await self.StationQueue.senders()) outcomes.push(await self.StationQueue.send(sender));
    for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage("station-sent");
    if (outcomes.includes("wait")) throw new Error("not all scans could be sent yet");
  };
  event.waitUntil(work());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  // Somebody else may sit here next.
  if (request.method === "POST" && LEAVING.test(url.pathname)) event.waitUntil(caches.delete(STATIONS));
  if (request.method !== "GET") return;
  if (isStation(url) && (request.mode === "navigate" || request.headers.has("x-station"))) event.respondWith(station(event, url));
  else if (isPart(url)) event.respondWith(part(request, url));
  else if (request.mode === "navigate") event.respondWith(orOffline(request));
  else if (lasting(url)) event.respondWith(fromCache(request));
  else if (FIRST.includes(url.pathname)) event.respondWith(caches.match(url.pathname).then((kept) => kept || fetch(request)));
});

// Web push: the server sends { title, body, url, tag }.
self.addEventListener("push", (event) => {
  let note = {};
  try {
    note = event.data ? event.data.json() : {};
  } catch {
    // an empty or foreign message still shows that something happened
  }
  event.waitUntil(
    self.registration.showNotification(note.title || "smartstore", {
      body: note.body || "",
      tag: note.tag,
      icon: "/icons/icon-192.png",
      badge: "/icons/badge-96.png",
      data: { url: note.url || "/notifications" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url || "/", self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((open) => {
      const same = open.find((client) => client.url === url.href);
      return same ? same.focus() : self.clients.openWindow(url.href);
    }),
  );
});
