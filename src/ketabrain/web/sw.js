// Keep visited pages, and the whole course on request. Made new for each build, so that each version has a cache of its own.
"use strict";
const CACHE = "ketabrain-@VERSION@";
const WHOLE = "whole-course"; // stands in a cache that was asked to hold everything
self.ketabrain = {};
const OWN = ["_static/ketabrain/site.js", "_static/ketabrain/site-files.js"];
importScripts(OWN[1]);

const absolute = (name) => new URL(name, self.registration.scope).href;

async function others() {
  return (await caches.keys()).filter((name) => name.startsWith("ketabrain-") && name !== CACHE);
}

/** Fetch files past the browser's own cache, a few at a time. */
async function keep(addresses) {
  const cache = await caches.open(CACHE);
  const waiting = [...addresses];
  const one = async () => {
    for (let address = waiting.pop(); address; address = waiting.pop()) {
      const response = await fetch(new Request(address, { cache: "no-cache" }));
      if (!response.ok) throw new Error(address);
      await cache.put(plain(address), response);
    }
  };
  await Promise.all(Array.from({ length: 6 }, one));
  return cache;
}

// Whoever kept the whole course keeps the whole of its next version, fetched before the old one goes.
async function install() {
  for (const name of await others()) {
    if (await (await caches.open(name)).match(absolute(WHOLE))) {
      const cache = await keep([...OWN, ...self.ketabrain.siteFiles].map(absolute));
      await cache.put(absolute(WHOLE), new Response("yes"));
      break;
    }
  }
  await self.skipWaiting();
}

async function activate() {
  for (const name of await others()) await caches.delete(name);
  await self.clients.claim();
}

// A directory's address means its index page; what stands behind ? or # is the page's own business.
function plain(address) {
  const url = new URL(address);
  url.search = "";
  url.hash = "";
  if (url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
}

function refused(request) {
  const words = "This page has not been kept on this device, and there is no network.";
  if (request.mode !== "navigate") return new Response(words, { status: 503 });
  const page = `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>Not kept on this device</title><body style="font-family:sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem">
    <p>${words}</p><p><a href="${self.registration.scope}">To the start of the course</a></p>`;
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html" } });
}

async function answer(event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(plain(event.request.url));
  const fresh = fetch(event.request)
    .then(async (response) => {
      if (response.status === 200) await cache.put(plain(event.request.url), response.clone()).catch(() => {});
      return response;
    })
    .catch(() => null);
  if (!kept) return (await fresh) || refused(event.request);
  event.waitUntil(fresh);
  return kept;
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && new URL(event.request.url).origin === self.location.origin) event.respondWith(answer(event));
});
// The first page of a first visit was loaded before this worker: it names its files itself.
self.addEventListener("message", (event) => event.waitUntil(keep(event.data.visited).catch(() => {})));
