// The questions of all chapters. The index comes with the page; a chapter's questions are loaded when they are asked.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  if (kb.bank) return; // a notebook may load its scripts again
  const trees = new Map(); // id -> tree
  let index = { chapters: [], objectives: {}, questions: [] };

  /** The questions of one chapter of the index: [[objective, its text, [number, difficulty, skill, form], ...], ...]. */
  function questionsOf({ stem, objectives }) {
    return objectives.flatMap(([name, , ...rows]) =>
      rows.map(([number, difficulty, skill, form]) => ({ id: `${stem}-${number}`, chapter: stem, objective: `${stem}.${name}`, difficulty, skill, form }))
    );
  }

  /** Called by questions/index.js. */
  kb.questionIndex = function (chapters) {
    index = {
      chapters: chapters.map(({ stem, title, page, mark }) => ({ stem, title, page, mark })),
      objectives: Object.fromEntries(chapters.flatMap(({ stem, objectives }) => objectives.map(([name, text]) => [`${stem}.${name}`, text]))),
      questions: chapters.flatMap(questionsOf),
    };
  };

  /** Called by questions/<chapter>.js. */
  kb.questions = function (chapter, those) {
    for (const [id, tree] of Object.entries(those)) trees.set(id, tree);
  };

  kb.bank = {
    /** Load the questions of some chapters (a Set of stems); a notebook asks Python instead. */
    async fetch(stems) {
      const wanted = index.chapters.filter(({ stem }) => stems.has(stem));
      await Promise.all(wanted.map(({ stem, mark }) => kb.script(kb.url(`questions/${stem}.js?v=${mark}`))));
    },
    /** {chapters: [{stem, title, page}] in reading order, objectives: {name: text}, questions: [{id, chapter, objective, difficulty, skill, form}]}. */
    index: () => index,
    /** The trees of some questions by id; ids that the bank does not know are left out. */
    async load(ids) {
      const missing = new Set(ids.filter((id) => !trees.has(id)));
      await kb.bank.fetch(new Set(index.questions.filter(({ id }) => missing.has(id)).map(({ chapter }) => chapter)));
      return new Map(ids.filter((id) => trees.has(id)).map((id) => [id, trees.get(id)]));
    },
  };
})();
