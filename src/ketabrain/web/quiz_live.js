// Questions in a live notebook: build the page's elements from Python's tree, then wire them as on the page.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  let views = 0;

  /** Place the view of a widget that Python made; returns it. */
  async function placed(model, id, slot) {
    const manager = model.widget_manager;
    const view = await manager.create_view(await manager.get_model(id), {});
    const holder = view.luminoWidget;
    holder.constructor.attach(holder, slot);
    return view;
  }

  function newBox(box) {
    box.note = kb.el("p", { class: "kb-note", role: "status" }, "Opening the explorer …");
    box.stage = kb.el("div", {});
    box.append(box.note, box.stage);
    box.addEventListener("ketabrain:closed", () => box.view && box.view.remove());
  }

  /** Openers below an element ask Python for an explorer, which comes below the question. Returns what ends it. */
  kb.openFromPython = function (root, model) {
    const to = `${Date.now()}-${++views}`; // several views of one model may be on show
    const boxes = new Map(); // slug -> the box that waits for it, or has it
    const clicked = (event) => {
      const opener = event.target instanceof Element ? event.target.closest("[data-open]") : null;
      if (!opener) return;
      event.preventDefault(); // beside.js would look for the site's pages
      const slug = opener.dataset.open;
      boxes.set(slug, kb.besideBox(opener.closest("[data-question]"), slug, opener, newBox));
      model.send({ open: slug, state: JSON.parse(opener.dataset.state), to });
    };
    const heard = async (answer) => {
      const box = answer.to === to && boxes.get(answer.open);
      if (!box || !box.isConnected) return;
      box.note.textContent = answer.failed || "";
      if (!answer.failed && !box.view) box.view = await placed(model, answer.shown, box.stage);
    };
    root.addEventListener("click", clicked);
    model.on("msg:custom", heard);
    return () => {
      model.off("msg:custom", heard);
      for (const box of boxes.values()) if (box.isConnected) box.close();
    };
  };

  /** Show a chapter's questions; what is answered goes back to Python as well. */
  kb.showQuiz = function ({ model, el }) {
    const root = kb.el("div", { class: "kb-js" }, kb.buildTree(model.get("tree"), ++views));
    el.classList.add("kb-live");
    el.replaceChildren(root);
    kb.mountQuizzes(root, (answers) => {
      model.set("answers", answers);
      model.save_changes();
    });
    return kb.openFromPython(root, model);
  };
})();
