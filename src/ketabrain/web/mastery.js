// What a learner knows: by chapter and objective how many questions were seen, how many of them would be answered now,
// what fades next; forgetting curves and calibration. Computed from the logs each time; nothing of it is kept.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const FADING = 5; // objectives listed as fading next
  const REDRAW_AFTER_MS = 120; // many keys may change at once
  const CALIBRATION = {
    many: "answers",
    counted: "Answers",
    agreed: "Right",
    axis: "You were right",
    happened: "you were right",
    from: 20, // where the axis of sureness begins [%]
    levels: [25, 50, 75, 95],
    opening: (all, percent) => `You said how sure you were of ${answers(all.n)}: ${percent(all.sure)} on average. You were right in ${all.hits}, that is ${percent(all.share)}.`,
    without: (n) => `${answers(n)} came without a word on how sure you were: not counted here.`,
  };

  const answers = (n) => (n === 1 ? "1 answer" : `${n} answers`);
  const percent = (share) => `${Math.round(100 * share)} %`;

  /** Every question of the bank with what is remembered of it; "memory" is null where it was never answered. */
  function survey(now) {
    return kb.bank.index().questions.map((question) => {
      const record = kb.reviewLog.read(question.id);
      const memory = kb.memory.state(record);
      return { ...question, record, memory, recall: memory ? kb.memory.recall(memory, now) : null };
    });
  }

  /** What a group of questions amounts to; the mean is over those seen. */
  function amount(questions, now) {
    const seen = questions.filter(({ memory }) => memory);
    const tonight = kb.memory.endOfDay(now);
    return {
      n: questions.length,
      seen,
      recall: seen.reduce((sum, one) => sum + one.recall, 0) / seen.length,
      due: seen.filter(({ memory }) => memory.due < tonight).length,
      next: seen.reduce((first, { memory }) => (!first || memory.due < first ? memory.due : first), null),
    };
  }

  /** Groups of questions by one of their fields, in the order in which they come. */
  function grouped(questions, field) {
    const groups = new Map();
    for (const one of questions) groups.set(one[field], [...(groups.get(one[field]) || []), one]);
    return groups;
  }

  function practise(scope, value, name) {
    return kb.el("a", { href: `#review?${scope}=${encodeURIComponent(value)}`, "data-key": `${scope} ${value}` }, "Practise", kb.el("span", { class: "kb-hidden" }, ` “${name}”`));
  }

  function nextWords({ seen, due, next }, now) {
    if (!seen.length) return "";
    return due ? `${due} due today` : kb.dayWords(next, now);
  }

  function recallCell({ seen, recall }) {
    if (!seen.length) return ["not seen yet"];
    return [kb.el("span", { class: "kb-mastery-bar", "aria-hidden": "true", style: `--share: ${recall.toFixed(3)}` }), ` ${percent(recall)}`];
  }

  const HEADS = ["Seen", "Predicted recall now", "Fades next", "Review"];

  function row(name, group, link, now) {
    const cells = [`${group.seen.length} of ${group.n}`, recallCell(group), nextWords(group, now), link];
    return kb.el("tr", {}, kb.el("th", { scope: "row" }, name), cells.map((cell, i) => kb.el("td", { "data-label": HEADS[i] }, cell)));
  }

  function table(first, caption, rows) {
    const heads = [first, ...HEADS].map((text) => kb.el("th", { scope: "col" }, text));
    const named = kb.el("caption", { class: "kb-hidden" }, caption);
    return kb.el("table", { class: "kb-table kb-mastery-table" }, named, kb.el("thead", {}, kb.el("tr", {}, heads)), kb.el("tbody", {}, rows));
  }

  function summary(group) {
    const { n, seen, due, recall } = group;
    const dueWords = due === 1 ? "1 question is due today." : `${due} questions are due today.`;
    return kb.el("p", { class: "kb-mastery-summary" }, `You have seen ${seen.length} of ${n} questions. If they were asked now, you would get about ${percent(recall)} of those right, by the scheduler's estimate. ${dueWords} Questions that you have not seen count neither as known nor as unknown.`);
  }

  class Mastery {
    constructor(section) {
      this.section = section;
      this.box = section.querySelector(".kb-mastery-drawn");
      this.chapter = ""; // of the forgetting curve; "" is all
      this.open = new Set(); // folds that stand open
      for (const name of ["reviewed", "stored", "progress"]) document.addEventListener("ketabrain:" + name, () => this.drawSoon());
      this.draw();
      section.dataset.state = "ready";
    }

    drawSoon() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.draw(), REDRAW_AFTER_MS);
    }

    /** Draw anew from what is kept; whoever stands on a control stays there. */
    draw() {
      const now = new Date();
      const focused = this.box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      const all = survey(now);
      this.box.replaceChildren(...(all.some(({ memory }) => memory) ? this.parts(all, now) : [this.nothing()]));
      const again = focused && this.box.querySelector(`[data-key="${CSS.escape(focused)}"]`);
      if (again) again.focus({ preventScroll: true });
    }

    nothing() {
      return kb.el("p", {}, "Answer some questions first, at the end of a chapter or in ", kb.el("a", { href: "#review" }, "today's review"), ". Then you see here what you know and what fades.");
    }

    parts(all, now) {
      const seen = all.filter(({ memory }) => memory);
      const heading = (text) => kb.el("h3", {}, text);
      return [
        summary(amount(all, now)),
        heading("What fades next"), this.fading(all, now),
        heading("By chapter"), ...this.chapters(all, now),
        heading("By objective"), ...this.objectives(all, now),
        heading("Forgetting curves"), ...this.curves(seen, now),
        heading("How sure, how right"), ...this.calibration(seen),
      ];
    }

    title(stem) {
      return kb.bank.index().chapters.find((chapter) => chapter.stem === stem).title;
    }

    fading(all, now) {
      const { objectives } = kb.bank.index();
      const groups = [...grouped(all, "objective")].map(([name, questions]) => ({ name, ...amount(questions, now) }));
      const first = groups.filter(({ seen }) => seen.length).sort((a, b) => a.next - b.next || a.recall - b.recall).slice(0, FADING);
      const items = first.map((group) => {
        const words = `${this.title(group.seen[0].chapter)}: ${objectives[group.name]} Predicted recall ${percent(group.recall)}, ${nextWords(group, now)}. `;
        return kb.el("li", {}, words, practise("objective", group.name, objectives[group.name]));
      });
      return kb.el("ol", { class: "kb-mastery-fading" }, items);
    }

    /** Chapters with questions, in reading order, as [chapter, questions]: those begun, and the others. */
    split(all) {
      const groups = grouped(all, "chapter");
      const chapters = kb.bank.index().chapters.filter(({ stem }) => groups.has(stem)).map((chapter) => [chapter, groups.get(chapter.stem)]);
      const isBegun = ([, questions]) => questions.some(({ memory }) => memory);
      return [chapters.filter(isBegun), chapters.filter((one) => !isBegun(one))];
    }

    chapters(all, now) {
      const listed = (chapters) => table("Chapter", "What you know, by chapter", chapters.map(([chapter, questions]) =>
        row(kb.chapterLink(chapter), amount(questions, now), practise("chapter", chapter.stem, chapter.title), now)));
      return this.begunFirst(all, "chapters", (chapters) => [listed(chapters)]);
    }

    objectives(all, now) {
      return this.begunFirst(all, "objectives", (chapters) => chapters.map(([chapter, questions]) => this.fold(chapter, questions, now)));
    }

    /** Chapters begun, shown; below them, folded, the others. */
    begunFirst(all, key, show) {
      const [begun, others] = this.split(all);
      if (!others.length) return show(begun);
      const words = others.length === 1 ? "1 chapter not begun" : `${others.length} chapters not begun`;
      return [...show(begun), this.remember(key, words, ...show(others))];
    }

    fold({ stem, title }, questions, now) {
      const texts = kb.bank.index().objectives;
      const groups = [...grouped(questions, "objective")].map(([name, those]) => [name, amount(those, now)]);
      const begun = groups.filter(([, { seen }]) => seen.length).length;
      const rows = groups.map(([name, group]) => row(texts[name], group, practise("objective", name, texts[name]), now));
      return this.remember(`fold ${stem}`, `${title}: ${begun} of ${groups.length} begun`, table("Objective", `What you know of ${title}, by objective`, rows));
    }

    /** A fold that stays open when it is drawn again. */
    remember(key, words, ...children) {
      const fold = kb.el("details", { class: "kb-fold", open: this.open.has(key) }, kb.el("summary", { "data-key": key }, words), children);
      fold.addEventListener("toggle", () => this.open[fold.open ? "add" : "delete"](key));
      return fold;
    }

    curves(seen, now) {
      const groups = grouped(seen, "chapter");
      if (!groups.has(this.chapter)) this.chapter = "";
      const option = (value, words) => kb.el("option", { value, selected: value === this.chapter }, words);
      const options = [...groups].map(([stem, questions]) => option(stem, `${this.title(stem)} (${questions.length} seen)`));
      const select = kb.el("select", { name: "curve", "data-key": "curve" }, option("", "All chapters together"), options);
      select.addEventListener("change", () => {
        this.chapter = select.value;
        this.draw();
      });
      const chosen = this.chapter ? groups.get(this.chapter) : seen;
      const name = this.chapter ? this.title(this.chapter) : "All chapters together";
      const records = (those) => those.map(({ record }) => record);
      const { figure, table: numbers } = kb.forgetting.parts(name, records(chosen), this.chapter ? records(seen) : null, now);
      const label = kb.el("label", { class: "kb-mastery-choose" }, kb.el("span", {}, "Curve of "), select);
      return [label, figure, this.remember("curve numbers", "The curve in numbers", numbers)];
    }

    calibration(seen) {
      const given = seen.flatMap(({ record }) => record.log.map(([, grade, sure]) => ({ sure, fits: grade > kb.reviewLog.GRADES.again })));
      const all = kb.calibration(given);
      if (!all.n) return [kb.el("p", {}, "The review asks how sure you are before it shows the answer. Once you have told it, your calibration is drawn here.")];
      return kb.calibrationParts(all, CALIBRATION);
    }
  }

  /** Make a section with [data-mastery] work. */
  kb.mountMastery = (section) => new Mastery(section);

  kb.ready(() => document.querySelectorAll("section[data-mastery]:not([data-state])").forEach(kb.mountMastery));
})();
