// Cloze: words typed into the gaps of a sentence.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  /** Words as they are compared; quiz/faults.py does the same. */
  kb.plainWords = function (words) {
    const spaced = words.toLowerCase().replace(/[-‐–.,]/g, " ").split(/\s+/).filter(Boolean).join(" ");
    return spaced.replace(/^(the|a|an) /, "");
  };

  function cases(one, gap) {
    return one.answers().filter((item) => item.dataset.gap === gap);
  }

  function judgeGap(one, input, words, place) {
    const said = kb.plainWords(words);
    const all = cases(one, input.dataset.gap);
    const item = all.find((each) => JSON.parse(each.dataset.words).includes(said)) || all.find((each) => each.dataset.case === "other");
    const right = item.dataset.case === "right";
    return { right, item, input, label: item.dataset.case === "slip" ? `Gap ${place + 1}, ${words}:` : null };
  }

  kb.forms.cloze = {
    ask: "Fill every gap first: a guess is enough.",
    read(one) {
      const words = one.inputs().map((input) => input.value.trim());
      return words.includes("") ? null : words;
    },
    put(one, given) {
      one.inputs().forEach((input, place) => (input.value = given ? given[place] : ""));
    },
    judge(one, given) {
      const inputs = one.inputs();
      if (given.length !== inputs.length || !given.every((words) => typeof words === "string")) throw new Error("another number of gaps");
      const notes = inputs.map((input, place) => judgeGap(one, input, given[place], place));
      const good = notes.filter((note) => note.right).length;
      const right = good === notes.length;
      const hint = right || notes.length === 1 ? "" : `${good} of ${kb.plural(notes.length, "gap is", "gaps are")} right.`;
      return { right, notes, hint };
    },
    signed(one, notes) {
      for (const { input, right } of notes) input.dataset.verdict = right ? "right" : "wrong";
    },
    cleared(one) {
      for (const input of one.inputs()) delete input.dataset.verdict;
    },
  };
})();
