// Remember small things in this browser, and say whether that works here.
// Keys are namespaced and versioned; a damaged value reads as absent and is kept aside, never thrown away.
// Events of the document: "ketabrain:kept" {key} after this page kept or removed a value, "ketabrain:unkept" {key, why:
// "full" | "blocked"} where a value lasts only until the page is closed, "ketabrain:stored" {key} after another tab
// changed one (null: all of them).
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  if (kb.store) return; // a notebook may load its scripts again
  const PREFIX = "ketabrain:1:";
  const PROBE = PREFIX + "probe";
  const DAMAGED = "damaged:";
  const MOST_DAMAGED = 20; // kept aside at most, so that damage cannot fill the store
  const unkept = new Map(); // key -> text that this page alone holds: private mode or a full store

  function storage() {
    try {
      const found = window.localStorage;
      return writable(found) || found.length ? found : null; // a full store can still be read
    } catch (error) {
      return null;
    }
  }

  function writable(found) {
    try {
      found.setItem(PROBE, "1");
      found.removeItem(PROBE);
      return true;
    } catch (error) {
      return false;
    }
  }
  const local = storage();

  function write(key, text) {
    try {
      local.setItem(PREFIX + key, text);
      return true;
    } catch (error) {
      return false;
    }
  }

  function tell(name, detail) {
    document.dispatchEvent(new CustomEvent("ketabrain:" + name, { detail }));
  }

  function keepAside(key, text) {
    if (!local || key.startsWith(DAMAGED)) return;
    const aside = kb.store.keys(DAMAGED);
    if (!aside.includes(DAMAGED + key)) for (const old of aside.slice(MOST_DAMAGED - 1)) local.removeItem(PREFIX + old);
    write(DAMAGED + key, text);
  }

  /** Room was made: keep what only this page held. */
  function retry() {
    for (const [key, text] of unkept) if (local && write(key, text)) unkept.delete(key);
  }

  kb.store = {
    lasting: local !== null,
    get(key, fallback) {
      const text = unkept.has(key) ? unkept.get(key) : local && local.getItem(PREFIX + key);
      if (text === null || text === undefined) return fallback;
      try {
        return JSON.parse(text);
      } catch (error) {
        keepAside(key, text);
        return fallback;
      }
    },
    set(key, value) {
      const text = JSON.stringify(value);
      if (local && write(key, text)) {
        unkept.delete(key);
        tell("kept", { key });
        return true;
      }
      unkept.set(key, text);
      tell("unkept", { key, why: local ? "full" : "blocked" });
      return false;
    },
    /** Change one key by what it holds now, so that two tabs do not overwrite each other: f(value or null) -> value. */
    update(key, f) {
      return this.set(key, f(this.get(key, null)));
    },
    remove(key) {
      unkept.delete(key);
      if (local) local.removeItem(PREFIX + key);
      tell("kept", { key });
      retry();
    },
    keys(prefix) {
      const names = local ? Object.keys(local).filter((name) => name.startsWith(PREFIX)) : [];
      const all = new Set([...names.map((name) => name.slice(PREFIX.length)), ...unkept.keys()]);
      return [...all].filter((key) => key.startsWith(prefix || ""));
    },
    /** Forget everything of this course. */
    clear() {
      unkept.clear();
      for (const key of this.keys("")) this.remove(key);
    },
    /** How many letters all of it takes; browsers keep about five million. */
    size() {
      const held = (key) => (unkept.has(key) ? unkept.get(key) : local.getItem(PREFIX + key)) || "";
      return this.keys("").reduce((sum, key) => sum + PREFIX.length + key.length + held(key).length, 0);
    },
  };

  window.addEventListener("storage", ({ key, storageArea }) => {
    if (!local || storageArea !== local || key === PROBE) return;
    if (key !== null && !key.startsWith(PREFIX)) return;
    retry();
    tell("stored", { key: key === null ? null : key.slice(PREFIX.length) });
  });
})();
