// Build elements from data. Text always goes in as text, never as markup.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  /** el("p", {class: "note", onclick: f}, "text", otherElement) */
  kb.el = function (tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  };

  /** Run f once the document can be read. */
  kb.ready = function (f) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", f);
    else f();
  };

  /** Run f once, when an element comes within a distance of the window. */
  kb.near = function (element, distance, f) {
    const watch = new IntersectionObserver(
      ([{ isIntersecting }]) => {
        if (!isIntersecting) return;
        watch.disconnect();
        f();
      },
      { rootMargin: distance }
    );
    watch.observe(element);
  };

  /** Address of a file of ours, relative to this page. */
  kb.url = function (path) {
    const root = document.documentElement.dataset.content_root || "./";
    return root + "_static/ketabrain/" + path;
  };
})();
