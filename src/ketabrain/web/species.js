// The species switch: mark the statements that rest on animals alone, on this page and on the next ones.
(function () {
  "use strict";
  const kb = window.ketabrain;
  const KEY = "animals-alone";

  function show(on) {
    if (on) document.documentElement.dataset.animals = "marked";
    else delete document.documentElement.dataset.animals;
    document.querySelectorAll("[data-do='mark-animals']").forEach((box) => (box.checked = on));
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-do='mark-animals']")) return;
    kb.store.set(KEY, event.target.checked);
    show(event.target.checked);
  });
  window.addEventListener("storage", () => show(kb.store.get(KEY, false) === true));
  show(kb.store.get(KEY, false) === true);
})();
