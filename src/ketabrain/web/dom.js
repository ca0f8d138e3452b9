// Build elements from data. Text always goes in as text, never as markup.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  const SVG = new Set(["svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text", "tspan"]);

  /** el("p", {class: "note", onclick: f}, "text", otherElement); shapes of drawings become SVG. */
  kb.el = function (tag, attributes, ...children) {
    const node = SVG.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  };

  kb.plural = function (count, one, many) {
    return `${count} ${count === 1 ? one : many}`;
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

  /** Load a script once; rejects with one sentence naming the file. */
  const scripts = new Map();
  kb.script = function (address) {
    if (!scripts.has(address)) {
      scripts.set(
        address,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = address;
          script.onload = resolve;
          script.onerror = () => reject(new Error("Could not load " + address.split("/").pop() + ": reload the page."));
          document.head.append(script);
        })
      );
    }
    return scripts.get(address);
  };

  /** Address of a file of ours, relative to this page. */
  kb.url = function (path) {
    const root = document.documentElement.dataset.content_root || "./";
    return root + "_static/ketabrain/" + path;
  };
})();
