// Which questions a set of reviews holds, and in which order. The same memory and day give the same set.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  // What one question takes with its reasons [s]. Chosen here: reading alone for choices, more where one types or moves.
  const SECONDS = { choice: 25, point: 25, choices: 35, cloze: 35, order: 45, match: 45, number: 50, sketch: 50, set: 60 };
  const OTHER_S = 40; // a form that is not listed
  const FIRST_CHAPTERS = 3; // where a learner starts who has read nothing yet

  const seconds = ({ form }) => SECONDS[form] || OTHER_S;
  const byRecall = (a, b) => a.recall - b.recall || (a.id < b.id ? -1 : 1);
  const byEase = (a, b) => a.difficulty - b.difficulty || (a.id < b.id ? -1 : 1);

  function inScope({ chapter, objective }) {
    return (question) => (!chapter || question.chapter === chapter) && (!objective || question.objective === objective);
  }

  /** Each question of a scope with its memory: {id, ..., memory, recall}; memory is null where it is new. */
  function remembered(scope, now) {
    return kb.bank.index().questions.filter(inScope(scope)).map((question) => {
      const memory = kb.memory.state(kb.reviewLog.read(question.id));
      return { ...question, memory, recall: kb.memory.recall(memory, now) };
    });
  }

  /** Was a chapter read, begun by answering, or found known at least in part? */
  function isBegun({ stem, page }, answered) {
    const read = kb.store.get("page:" + page.replace(/\.html$/, ""), null);
    const placed = (kb.store.get("placement", null) || {}).chapters || {};
    return answered.has(stem) || Boolean(read && read.read) || ["shaky", "known"].includes(placed[stem]);
  }

  /** One question of each list in turn, until all are used. */
  function woven(lists) {
    const longest = Math.max(0, ...lists.map((list) => list.length));
    return Array.from({ length: longest }, (_, i) => lists.map((list) => list[i]).filter(Boolean)).flat();
  }

  /** New questions, easier ones first: of chapters begun, else of the first ones that have any. */
  function newOnes(fresh, scope) {
    const answered = new Set(kb.reviewLog.ids().map((id) => id.slice(0, id.lastIndexOf("-"))));
    const chapters = kb.bank.index().chapters.map((chapter) => ({ ...chapter, those: fresh.filter((one) => one.chapter === chapter.stem).sort(byEase) }));
    const waiting = chapters.filter(({ those }) => those.length);
    const begun = scope.chapter || scope.objective ? waiting : waiting.filter((chapter) => isBegun(chapter, answered));
    return woven((begun.length ? begun : waiting.slice(0, FIRST_CHAPTERS)).map(({ those }) => those));
  }

  /** How a scope stands: due today (least sure first), new, and known until later. */
  function standing(scope, now = new Date()) {
    const all = remembered(scope, now);
    const known = all.filter(({ memory }) => memory);
    const tonight = kb.memory.endOfDay(now);
    return {
      due: known.filter(({ memory }) => memory.due < tonight).sort(byRecall),
      fresh: newOnes(all.filter(({ memory }) => !memory), scope),
      later: known.filter(({ memory }) => memory.due >= tonight).sort(byRecall),
    };
  }

  /** The first questions that fit into a time, and one at least. */
  function fitting(questions, budget) {
    let left = budget;
    return questions.filter((one, i) => (left -= seconds(one)) >= 0 || i === 0);
  }

  /** The same questions in nearly the same order, no two of a chapter in a row where that can be had. */
  function spread(questions) {
    const rest = [...questions];
    const result = [];
    while (rest.length) {
      const counts = new Map();
      for (const { chapter } of rest) counts.set(chapter, (counts.get(chapter) || 0) + 1);
      const last = result.length ? result.at(-1).chapter : null;
      const crowded = (chapter) => 2 * counts.get(chapter) > rest.length; // must go now, or two of it meet at the end
      const pressing = rest.findIndex(({ chapter }) => chapter !== last && crowded(chapter));
      const next = pressing >= 0 ? pressing : rest.findIndex(({ chapter }) => chapter !== last);
      result.push(...rest.splice(Math.max(0, next), 1));
    }
    return result;
  }

  /** The ids of a set for some minutes: what is due, then new ones; where there is neither, what fades first. */
  function compose(scope, minutes, now = new Date()) {
    const { due, fresh, later } = standing(scope, now);
    const wanted = due.length || fresh.length ? [...due, ...fresh] : later;
    return spread(fitting(wanted, 60 * minutes)).map(({ id }) => id);
  }

  kb.reviewPick = { standing, compose, spread };
})();
