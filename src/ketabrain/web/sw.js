// Keep visited pages, and the whole course on request. Made new for each build.
const CACHE = "ketabrain-@VERSION@";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("ketabrain-") && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim())
  );
});

// A directory's address means its index page.
function plain(request) {
  const url = new URL(request.url);
  url.search = "";
  url.hash = "";
  if (url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(plain(request));
  const fresh = fetch(request)
    .then((response) => {
      if (response.ok) cache.put(plain(request), response.clone());
      return response;
    })
    .catch(() => null);
  if (kept) return kept;
  return (await fresh) || new Response("This page has not been kept on this device, and there is no network.", { status: 503 });
}

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== self.location.origin) return;
  event.respondWith(answer(event.request));
});
