// Over https or localhost: keep visited pages, and offer to keep the whole course. Off on file://, where all is there already.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const possible = "serviceWorker" in navigator && window.isSecureContext && /^https?:$/.test(window.location.protocol);

  function root() {
    return new URL(document.documentElement.dataset.content_root || "./", window.location.href);
  }

  async function keepAll(button, say) {
    button.disabled = true;
    await kb.script(kb.url("site-files.js"));
    const cache = await caches.open("ketabrain-" + kb.site.version);
    let done = 0;
    for (const name of kb.site.files) {
      const address = new URL(name, root()).href;
      if (!(await cache.match(address))) await cache.add(address);
      done += 1;
      say.textContent = `Keeping file ${done} of ${kb.site.files.length}`;
    }
    kb.store.set("offline", kb.site.version);
    say.textContent = "The whole course is kept on this device.";
    button.textContent = "Remove it from this device";
    button.disabled = false;
    button.onclick = () => forget(button, say);
  }

  async function forget(button, say) {
    for (const name of await caches.keys()) if (name.startsWith("ketabrain-")) await caches.delete(name);
    kb.store.remove("offline");
    say.textContent = "";
    offer(button, say);
  }

  function offer(button, say) {
    const size = (kb.site.bytes / 1e6).toFixed(1);
    const kept = kb.store.get("offline", "") === kb.site.version;
    button.textContent = kept ? "Remove it from this device" : `Keep the whole course offline (${size} MB)`;
    say.textContent = kept ? "The whole course is kept on this device." : "";
    button.onclick = () =>
      (kept ? forget(button, say) : keepAll(button, say)).catch(() => {
        say.textContent = "Not everything could be kept: check the connection and the free space, and try again.";
        button.disabled = false;
      });
  }

  /** Put the offer into a place on the page. */
  kb.mountOffline = async function (place) {
    if (!possible) return;
    await kb.script(kb.url("site-files.js"));
    const button = kb.el("button", { type: "button", class: "kb-button" });
    const say = kb.el("p", { role: "status", class: "kb-small" });
    place.append(button, say);
    offer(button, say);
  };

  if (possible) navigator.serviceWorker.register(new URL("sw.js", root())).catch(() => {});
})();
