// Matching: a list of partners beside each item.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  function line(one, place, side) {
    return one.answers().find((item) => item.dataset.option === String(place) && item.dataset.case === side);
  }

  kb.forms.match = {
    ask: "Choose a partner for every line first.",
    read(one) {
      const chosen = one.inputs().map((list) => list.value);
      return chosen.includes("") ? null : chosen;
    },
    put(one, given) {
      one.inputs().forEach((list, place) => (list.value = given ? given[place] : ""));
    },
    judge(one, given) {
      if (given.length !== one.inputs().length) throw new Error("another number of lines");
      const notes = given.map((value, place) => {
        const right = value === String(place);
        return { right, option: place, item: line(one, place, right ? "right" : "other") };
      });
      const good = notes.filter((note) => note.right).length;
      const right = good === given.length;
      const twice = new Set(given).size < given.length ? " One partner is used twice." : "";
      const hint = right ? "" : `${kb.plural(good, "line fits", "lines fit")}.${twice}`;
      return { right, notes: right ? notes : notes.filter((note) => !note.right), hint };
    },
  };
})();
