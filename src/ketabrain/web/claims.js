// Claims: a guess first, kept in this browser; then the verdict, with what was guessed beside it.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  function mount(card) {
    const key = "claim:" + card.dataset.claim;
    const fitting = card.dataset.fitting.split(" ");
    const evidence = card.querySelector(".kb-evidence");
    const yours = card.querySelector(".kb-your-guess");
    const ask = card.querySelector(".kb-ask");
    const radios = [...card.querySelectorAll(".kb-guess input")];

    function reveal(radio) {
      const fits = fitting.includes(radio.value);
      const words = fits ? " That agrees with our verdict." : " That differs from our verdict.";
      yours.replaceChildren(
        "You said: ", kb.el("strong", {}, radio.parentElement.textContent.trim()), ".",
        kb.el("span", { class: fits ? "kb-fits" : "kb-fits-not" }, words)
      );
      yours.hidden = false;
      card.dataset.guess = radio.value;
      evidence.open = true;
    }

    card.querySelector("[data-do=guess]").addEventListener("click", () => {
      const chosen = radios.find((radio) => radio.checked);
      ask.textContent = chosen ? "" : "Choose one of the four first.";
      if (!chosen) return radios[0].focus();
      kb.store.set(key, { v: 1, guess: chosen.value });
      reveal(chosen);
      card.querySelector(".kb-verdict-line").focus();
    });

    card.querySelector("[data-do=again]").addEventListener("click", () => {
      kb.store.remove(key);
      delete card.dataset.guess;
      evidence.open = false;
      yours.hidden = true;
      for (const radio of radios) radio.checked = false;
      radios[0].focus();
    });

    const kept = kb.store.get(key, null);
    const before = kept && radios.find((radio) => radio.value === kept.guess);
    if (before) {
      before.checked = true;
      reveal(before);
    }
    card.dataset.state = "ready";
  }

  kb.ready(() => {
    const cards = [...document.querySelectorAll("[data-claim]")];
    for (const card of cards) mount(card);
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = cards.map((card) => card.querySelector(".kb-evidence")).filter((details) => !details.open);
      for (const details of opened) details.open = true;
    });
    window.addEventListener("afterprint", () => {
      for (const details of opened) details.open = false;
    });
  });
})();
