// Pointing: lettered marks in a picture, each with a radio button of its own.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  function marks(one) {
    return [...one.element.querySelectorAll("fieldset .kb-mark")];
  }

  function markOf(one, place) {
    return marks(one).find((mark) => mark.dataset.place === place);
  }

  function showChosen(one) {
    const chosen = kb.forms.choice.read(one);
    for (const mark of marks(one)) mark.toggleAttribute("data-chosen", mark.dataset.place === chosen);
  }

  function sign(mark, verdict) {
    if (verdict) mark.dataset.verdict = verdict;
    else delete mark.dataset.verdict;
    mark.querySelector(".kb-mark-sign").textContent = { right: "✓", wrong: "✗" }[verdict] || "";
  }

  /** With the answers open, the right place is ringed. */
  function showRight(one, shown) {
    const right = one.answers().find((item) => item.dataset.verdict === "right");
    markOf(one, right.dataset.option).toggleAttribute("data-answer", shown);
  }

  kb.forms.point = {
    ...kb.forms.choice,
    ask: "Choose a place first: a guess is enough.",
    mount(one) {
      one.find(".kb-answers").addEventListener("toggle", (event) => showRight(one, event.target.open));
      for (const mark of marks(one)) {
        mark.addEventListener("click", () => {
          const button = one.inputs().find((input) => input.value === mark.dataset.place);
          button.click();
          button.focus({ preventScroll: true });
        });
      }
    },
    put(one, given) {
      kb.forms.choice.put(one, given);
      showChosen(one);
    },
    touched: showChosen,
    signed(one, notes) {
      for (const { right, item } of notes) {
        sign(markOf(one, item.dataset.option), right ? "right" : "wrong");
      }
    },
    cleared(one) {
      for (const mark of marks(one)) sign(mark, "");
    },
  };
})();
