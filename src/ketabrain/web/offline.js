// Over https or localhost: keep visited pages, and offer to keep the whole course. Off on file://, where all is there already.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const WHOLE = "whole-course"; // as in sw.js
  const OWN = ["site.js", "site-files.js"]; // the build and what belongs to it; the list is long, so it is loaded when it is asked for
  const AT_ONCE = 6;
  const possible = "serviceWorker" in navigator && window.isSecureContext && /^https?:$/.test(window.location.protocol);

  function root() {
    return new URL(document.documentElement.dataset.content_root || "./", window.location.href);
  }

  const absolute = (name) => new URL(name, root()).href;
  const cacheName = () => "ketabrain-" + kb.site.version;

  async function isKept() {
    return (await caches.has(cacheName())) && Boolean(await (await caches.open(cacheName())).match(absolute(WHOLE)));
  }

  async function keepAll(bar) {
    const cache = await caches.open(cacheName());
    await kb.script(kb.url("site-files.js"));
    const waiting = [...OWN.map((name) => "_static/ketabrain/" + name), ...kb.siteFiles];
    const one = async () => {
      for (let name = waiting.pop(); name; name = waiting.pop()) {
        if (!(await cache.match(absolute(name)))) await cache.add(new Request(absolute(name), { cache: "no-cache" }));
        bar.value += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    await cache.put(absolute(WHOLE), new Response("yes"));
  }

  async function forget() {
    for (const name of await caches.keys()) if (name.startsWith("ketabrain-")) await caches.delete(name);
  }

  /** Put the offer into a place on the page. */
  kb.mountOffline = async function (place) {
    if (!possible) return;
    await kb.script(kb.url("site.js"));
    const button = kb.el("button", { type: "button", class: "kb-button", "data-do": "offline" });
    const say = kb.el("p", { role: "status", class: "kb-small" });
    const bar = kb.el("progress", { max: kb.site.count, "aria-label": "Files kept", hidden: true });
    place.append(button, bar, say);
    const show = (kept) => {
      button.dataset.kept = kept;
      button.textContent = kept ? "Remove the offline copy" : `Keep the whole course offline (${(kb.site.bytes / 1e6).toFixed(1)} MB)`;
      say.textContent = kept ? "The whole course is kept on this device." : "";
    };
    button.addEventListener("click", async () => {
      const kept = button.dataset.kept === "true";
      button.disabled = true;
      bar.value = 0;
      bar.hidden = kept;
      try {
        await (kept ? forget() : keepAll(bar));
        show(!kept);
      } catch (error) {
        say.textContent = "Not everything could be kept. Check the connection and the free space, and try again.";
      }
      button.disabled = false;
      bar.hidden = true;
    });
    show(await isKept());
  };

  // The first page of a first visit was loaded without the worker: tell it what to keep.
  async function register() {
    const first = !navigator.serviceWorker.controller;
    await navigator.serviceWorker.register(new URL("sw.js", root()));
    const worker = (await navigator.serviceWorker.ready).active;
    if (!first) return;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const ours = [window.location.href, ...loaded].filter((address) => address.startsWith(root().href));
    worker.postMessage({ visited: [...new Set(ours)] });
  }

  if (possible) {
    document.head.append(kb.el("link", { rel: "manifest", href: absolute("site.webmanifest") }));
    window.addEventListener("load", () => register().catch(() => {})); // refused in some private windows: the site works without
  }
})();
