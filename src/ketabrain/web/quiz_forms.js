// Ways to answer: read what is given (null: nothing yet), put it back, judge it.
// A judgement is {right, notes: [{right, item}], hint}; an item is a line of the answers with its feedback.
// Each further way is a script of its own that adds itself to kb.forms.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  function steps(one) {
    return [...one.element.querySelectorAll(".kb-order > li")];
  }

  // Steps move by buttons, so that a finger, a mouse and a keyboard do the same.
  function move(one, button) {
    const step = button.closest("li");
    const way = Number(button.dataset.move);
    const other = way < 0 ? step.previousElementSibling : step.nextElementSibling;
    if (!other) return;
    if (way < 0) other.before(step);
    else other.after(step);
    one.moved = true;
    one.clear();
    showEnds(one);
    (button.disabled ? step.querySelector("[data-move]:not(:disabled)") : button).focus();
    const text = step.querySelector(".kb-step").textContent;
    one.find(".kb-moved").textContent = `${text}: now number ${steps(one).indexOf(step) + 1} of ${one.mixed.length}.`;
  }

  function showEnds(one) {
    const all = steps(one);
    all.forEach((step, i) => {
      step.querySelector("[data-move='-1']").disabled = i === 0;
      step.querySelector("[data-move='1']").disabled = i === all.length - 1;
    });
  }

  kb.forms = {
    choice: {
      ask: "Choose an answer first: a guess is enough.",
      read(one) {
        const chosen = one.inputs().find((input) => input.checked);
        return chosen ? chosen.value : null;
      },
      put(one, given) {
        for (const input of one.inputs()) input.checked = input.value === given;
      },
      judge(one, given) {
        const item = one.answer(given);
        const right = item.dataset.verdict === "right";
        return { right, notes: [{ right, item }], hint: "" };
      },
    },
    choices: {
      ask: "Choose at least one answer first.",
      read(one) {
        const chosen = one.inputs().filter((input) => input.checked).map((input) => input.value);
        return chosen.length ? chosen.sort() : null;
      },
      put(one, given) {
        for (const input of one.inputs()) input.checked = (given || []).includes(input.value);
      },
      judge(one, given) {
        const notes = given.map((value) => one.answer(value)).map((item) => ({ right: item.dataset.verdict === "right", item }));
        const found = notes.filter((note) => note.right).length;
        const missing = one.answers().filter((item) => item.dataset.verdict === "right").length - found;
        const hint = missing ? `${kb.plural(missing, "more answer fits", "more answers fit")}.` : "";
        return { right: missing === 0 && found === given.length, notes, hint };
      },
    },
    number: {
      ask: "Type a number first, such as 12.5.",
      read(one) {
        const text = one.inputs()[0].value.trim();
        return text === "" || !Number.isFinite(Number(text)) ? null : Number(text);
      },
      put(one, given) {
        one.inputs()[0].value = given === null ? "" : given;
      },
      judge(one, given) {
        const near = (item) => Math.abs(given - Number(item.dataset.value)) <= Number(item.dataset.tolerance) + 1e-9;
        const cases = (name) => one.answers().filter((item) => item.dataset.case === name);
        const [answer] = cases("right");
        if (near(answer)) return { right: true, notes: [{ right: true, item: answer }], hint: "" };
        const side = given < Number(answer.dataset.value) ? "low" : "high";
        return { right: false, notes: [{ right: false, item: cases("slip").find(near) || cases(side)[0], bare: true }], hint: "" };
      },
    },
    order: {
      ask: "Move the steps first.",
      mount(one) {
        one.mixed = steps(one).map((step) => step.dataset.option);
        one.moved = false;
        for (const button of one.element.querySelectorAll("[data-move]")) button.addEventListener("click", () => move(one, button));
        showEnds(one);
      },
      read(one) {
        return one.moved ? steps(one).map((step) => step.dataset.option) : null;
      },
      put(one, given) {
        const list = one.find(".kb-order");
        for (const place of given || one.mixed) list.append(steps(one).find((step) => step.dataset.option === place));
        one.moved = Boolean(given);
        showEnds(one);
      },
      judge(one, given) {
        const good = given.filter((place, i) => Number(place) === i).length;
        const first = given.findIndex((place, i) => Number(place) !== i);
        const right = first < 0;
        const wrong = right ? [] : [{ right: false, item: one.answer(given[first]) }];
        const hint = right ? "" : `${kb.plural(good, "step stands", "steps stand")} in the right place. The first that does not is number ${first + 1}.`;
        return { right, notes: right ? one.answers().map((item) => ({ right: true, item })) : wrong, hint };
      },
    },
  };
})();
