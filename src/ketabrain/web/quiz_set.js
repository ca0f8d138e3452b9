// Setting an explorer until it shows what is asked for. Explorers of this page, in frames beside a question and in a
// notebook all say what they have drawn with "ketabrain:painted"; the last state of each is what is judged.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  /** The controls and read-outs that the goal names. */
  function things(line) {
    return JSON.parse(line.dataset.things);
  }

  function written(thing, value) {
    return `${thing.label}: ${thing.kind ? kb.formatControl(thing, value) : kb.formatReadout(thing, value)}`;
  }

  function inWords(line, state) {
    return things(line).map((thing) => written(thing, state[thing.name])).join("; ");
  }

  function showNow(line) {
    const state = kb.painted.get(line.dataset.sets);
    if (state) line.textContent = `The explorer shows: ${inWords(line, state)}.`;
  }

  // A notebook may load its scripts again: what was drawn before stays known.
  if (!kb.painted) {
    kb.painted = new Map(); // slug -> {control or read-out: value}
    document.addEventListener("ketabrain:painted", ({ detail: { slug, controls, readouts } }) => {
      kb.painted.set(slug, { ...controls, ...readouts });
      for (const line of document.querySelectorAll(".kb-set")) if (line.dataset.sets === slug) showNow(line);
    });
  }

  function names(one) {
    return things(one.shows).map((thing) => thing.name);
  }

  /** What of a state is judged; a kept read-out without a value is null, because JSON knows no NaN. */
  function sound(state, wanted) {
    if (!state || typeof state !== "object" || Array.isArray(state)) throw new Error("no state");
    const value = (name) => (["number", "string", "boolean"].includes(typeof state[name]) ? state[name] : NaN);
    return Object.fromEntries(wanted.map((name) => [name, value(name)]));
  }

  kb.forms.set = {
    ask: "Open the explorer and set it first.",
    mount(one) {
      one.shows = one.find(".kb-set");
      showNow(one.shows);
    },
    read(one) {
      const state = kb.painted.get(one.shows.dataset.sets);
      return state ? sound(state, names(one)) : null;
    },
    put() {}, // the explorer itself is the control
    judge(one, given) {
      const values = sound(given, names(one));
      const item = one.answers().find((each) => kb.meets({ values, readouts: {} }, JSON.parse(each.dataset.when)));
      const right = item.dataset.case === "right";
      const extra = kb.el("p", { class: "kb-set-was" }, `You set: ${inWords(one.shows, values)}.`);
      return { right, notes: [{ right, item, bare: true }], hint: "", extra };
    },
  };
})();
