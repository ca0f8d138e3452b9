// Questions in a live notebook: build the page's elements from Python's tree, then wire them as on the page.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const LINK = /^https:\/\//;
  const FOCUSED = new Set(["input", "button", "summary", "a"]);
  let views = 0;

  // Text goes in as text. Attributes are ours, but nothing that could run is ever set.
  function build(tree, view) {
    if (typeof tree === "string") return tree;
    const [tag, attributes, children] = tree;
    const kept = Object.entries(attributes).filter(([name, value]) => !name.startsWith("on") && (name !== "href" || LINK.test(value)));
    if (FOCUSED.has(tag)) kept.push(["data-lm-suppress-shortcuts", "true"]); // or the notebook takes arrow keys and letters
    const own = kept.map(([name, value]) => [name, name === "name" || name === "id" ? `${value}-view-${view}` : value]);
    return kb.el(tag, Object.fromEntries(own), ...children.map((child) => build(child, view)));
  }

  /** Show a chapter's questions; what is answered goes back to Python as well. */
  kb.showQuiz = function ({ model, el }) {
    const root = kb.el("div", { class: "kb-js" }, build(model.get("tree"), ++views));
    el.classList.add("kb-live");
    el.replaceChildren(root);
    kb.mountQuizzes(root, (answers) => {
      model.set("answers", answers);
      model.save_changes();
    });
  };
})();
