// Remember small things in this browser, and say whether that works here.
// Keys are namespaced and versioned; a damaged value reads as absent and is kept aside, never thrown away.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const PREFIX = "ketabrain:1:";
  const memory = new Map(); // private mode or a full store: the page still works until it is closed

  function storage() {
    try {
      const probe = PREFIX + "probe";
      window.localStorage.setItem(probe, "1");
      window.localStorage.removeItem(probe);
      return window.localStorage;
    } catch (error) {
      return null;
    }
  }
  const local = storage();

  kb.store = {
    lasting: local !== null,
    get(key, fallback) {
      const text = local ? local.getItem(PREFIX + key) : memory.get(key);
      if (text === null || text === undefined) return fallback;
      try {
        return JSON.parse(text);
      } catch (error) {
        if (local) local.setItem(PREFIX + "damaged:" + key, text);
        return fallback;
      }
    },
    set(key, value) {
      const text = JSON.stringify(value);
      memory.set(key, text);
      if (!local) return false;
      try {
        local.setItem(PREFIX + key, text);
        return true;
      } catch (error) {
        return false;
      }
    },
    remove(key) {
      memory.delete(key);
      if (local) local.removeItem(PREFIX + key);
    },
    keys(prefix) {
      const names = local ? Object.keys(local) : [...memory.keys()].map((key) => PREFIX + key);
      return names.filter((name) => name.startsWith(PREFIX + (prefix || ""))).map((name) => name.slice(PREFIX.length));
    },
  };
})();
