// A learner's views in a notebook: the site's reviews, with questions and the progress file from Python.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const SAVE_AFTER_MS = 200; // many keys may change at once
  const REMIND_AFTER = 5; // answers that only Binder's machine has
  let asked = 0;
  let notSaved = 0; // answers since progress was saved on the learner's own device

  const section = (name, about, inner) => kb.el("section", { [`data-${name}`]: true, ...about }, kb.el("div", inner));

  const PARTS = {
    review: () => mounted(section("review", { class: "kb-review kb-quiz", "aria-label": "Today’s review" }, { class: "kb-script" }), kb.mountReview),
    placement: () => mounted(section("placement", { class: "kb-review kb-quiz", "aria-label": "Where to start" }, { class: "kb-script" }), kb.mountPlacement),
    mastery: () => mounted(section("mastery", { class: "kb-sheet kb-mastery", "aria-label": "What you know" }, { class: "kb-mastery-drawn" }), kb.mountMastery),
    progress: () => device(),
  };

  function mounted(element, mount) {
    mount(element);
    return element;
  }

  /** Questions come from Python, a chapter at a time. */
  function bankOf(model) {
    kb.questionIndex(model.get("index"));
    const waiting = new Map();
    const heard = ({ trees, to }) => {
      if (!trees || !waiting.has(to)) return;
      for (const [stem, those] of Object.entries(trees)) kb.questions(stem, those);
      waiting.get(to)();
      waiting.delete(to);
    };
    model.on("msg:custom", heard);
    kb.bank.fetch = (stems) =>
      new Promise((done) => {
        const to = `${Date.now()}-${++asked}`;
        waiting.set(to, done);
        model.send({ want: [...stems], to });
      });
    return () => model.off("msg:custom", heard);
  }

  /** Hand what is kept to Python after each change, and bring in what its file holds. */
  function keepProgress(model) {
    let waiting = 0;
    const save = () => {
      model.set("kept", kb.progressFile.everything());
      model.save_changes();
    };
    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(save, SAVE_AFTER_MS);
    };
    const names = ["ketabrain:kept", "ketabrain:unkept", "ketabrain:stored"];
    for (const name of names) document.addEventListener(name, later);
    later();
    return () => {
      for (const name of names) document.removeEventListener(name, later);
      clearTimeout(waiting);
    };
  }

  function bringFile(model, say) {
    const given = model.get("progress");
    if (!Object.keys(given).length) return;
    const { problem, words } = kb.progressFile.merge(given);
    say.textContent = problem ? `${model.get("file")}: ${problem}` : "";
    if (words && !words.startsWith("Everything")) say.textContent = `From ${model.get("file")}. ${words}`;
  }

  function saveHere() {
    kb.save("ketabrain-progress.json", kb.progressFile.text(new Date()), "application/json");
    notSaved = 0;
    document.dispatchEvent(new CustomEvent("ketabrain:saved"));
  }

  const button = (words, onclick) => kb.el("button", { type: "button", class: "kb-button kb-primary", onclick }, words);

  /** Save on the learner's own device, and load from there. */
  function device() {
    const say = kb.el("p", { role: "status" });
    const file = kb.el("input", { type: "file", accept: ".json,application/json" });
    file.addEventListener("change", async () => {
      const [chosen] = file.files;
      if (!chosen) return;
      const found = kb.progressFile.merge(await chosen.text());
      say.textContent = found.problem || found.words;
    });
    const save = button("Save my progress on my device", () => {
      saveHere();
      say.textContent = "Saved as ketabrain-progress.json, among your downloads. Load it here next time, or on the site’s page “Today’s review”.";
    });
    const load = kb.el("label", {}, kb.el("span", {}, "Load a file that you saved: "), file);
    return kb.el("section", { class: "kb-quiz", "data-progress": true, "data-state": "ready", "aria-label": "Your progress" }, kb.el("p", {}, save), kb.el("p", {}, load), say);
  }

  /** On a machine that forgets: say so at once, and again when some answers would be lost. */
  function warning(notes) {
    if (!notes.length) return null;
    const words = kb.el("div", { role: "status" }, notes.map((note) => kb.el("p", {}, note)));
    const box = kb.el("div", { class: "kb-note", "data-note": true }, words, kb.el("p", {}, button("Save my progress on my device", saveHere)));
    const count = () => {
      if (notSaved >= REMIND_AFTER) words.replaceChildren(kb.el("p", {}, `${notSaved} answers are not saved on your device yet. ${notes.at(-1)}`));
      else if (!notSaved) words.replaceChildren(...notes.map((note) => kb.el("p", {}, note)));
    };
    for (const name of ["ketabrain:reviewed", "ketabrain:saved"]) document.addEventListener(name, count);
    return box;
  }

  if (!kb.countsAnswers) document.addEventListener("ketabrain:reviewed", () => (notSaved += 1));
  kb.countsAnswers = true;

  /** Show one part. */
  kb.showLearner = function ({ model, el }) {
    const say = kb.el("p", { class: "kb-small", role: "status" });
    const ends = [bankOf(model), keepProgress(model)];
    bringFile(model, say);
    const root = kb.el("div", { class: "kb-js" }, warning(model.get("notes")), PARTS[model.get("part")](), say);
    for (const control of root.querySelectorAll("input, select, button")) control.setAttribute("data-lm-suppress-shortcuts", "true");
    root.setAttribute("data-lm-suppress-shortcuts", "true");
    el.classList.add("kb-live");
    el.replaceChildren(root);
    ends.push(kb.openFromPython(root, model));
    return () => ends.forEach((end) => end());
  };
})();
