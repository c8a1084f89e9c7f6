// Keeps files whose names carry a hash, fonts, icons and one offline page; never a page or an answer of the API.
// The page registers it as /sw.js?v=VERSION: a new version means a new cache, and the old ones go.
const CACHE = "smartstore-" + (new URL(self.location).searchParams.get("v") || "0");
const OFFLINE = "/offline.html";
const FIRST = [OFFLINE, "/favicon.svg", "/icons/icon-192.png", "/icons/badge-96.png"];

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
  const kept = await cache.match(request);
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

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(orOffline(request));
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
