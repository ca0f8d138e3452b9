// Build elements from Python's tree of a quiz, for pages and notebooks alike.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const LINK = /^(https:\/\/|#)/;
  const FOCUSED = new Set(["input", "select", "button", "summary", "a"]);

  /** Text goes in as text. Attributes are ours, but nothing that could run is ever set. "view" keeps names and ids apart. */
  kb.buildTree = function (tree, view) {
    if (typeof tree === "string") return tree;
    const [tag, attributes, children] = tree;
    const kept = Object.entries(attributes).filter(([name, value]) => !name.startsWith("on") && (name !== "href" || LINK.test(value)));
    if (FOCUSED.has(tag)) kept.push(["data-lm-suppress-shortcuts", "true"]); // or a notebook takes arrow keys and letters
    const own = kept.map(([name, value]) => [name, name === "name" || name === "id" ? `${value}-view-${view}` : value]);
    return kb.el(tag, Object.fromEntries(own), ...children.map((child) => kb.buildTree(child, view)));
  };
})();
