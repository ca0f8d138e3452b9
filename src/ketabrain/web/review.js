// Today's review: choose a set, answer it question by question, and see what comes back when.
// The set in progress is kept as "review-set" = {v: 1, minute, ids, at}: "at" questions of "ids" are answered.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const SET = "review-set";
  const VERSION = 1;
  const MOST_IDS = 300;
  const DAY_MIN = 1440; // a set that was left is offered so long
  const MINUTES = [["Five minutes", 5], ["Twenty minutes", 20]];

  const now = () => Math.floor(Date.now() / 60000);
  const questions = (n) => kb.plural(n, "question", "questions");

  /** The set that was left unfinished, or null. */
  function keptSet() {
    const set = kb.store.get(SET, null);
    if (!set || set.v !== VERSION || !Array.isArray(set.ids) || set.ids.length > MOST_IDS || !Number.isInteger(set.at)) return null;
    const known = new Set(kb.bank.index().questions.map(({ id }) => id));
    const fresh = Number.isInteger(set.minute) && now() - set.minute < DAY_MIN;
    return fresh && set.at >= 0 && set.at < set.ids.length && set.ids.every((id) => known.has(id)) ? set : null;
  }

  function nextWords(later, at) {
    const day = kb.dayWords(later.reduce((first, { memory }) => (memory.due < first ? memory.due : first), later[0].memory.due), at);
    const those = later.filter(({ memory }) => kb.dayWords(memory.due, at) === day);
    return `The next ${those.length > 1 ? `${those.length} come` : "one comes"} back ${day}.`;
  }

  /** What is to do today, in words. */
  function standingWords({ due, fresh, later }, at) {
    if (due.length) return `${due.length > 1 ? `${due.length} questions are` : "1 question is"} due today.`;
    if (!later.length) return "Nothing is due today: you have not answered any of these yet. Begin with new ones.";
    const more = fresh.length ? "Learn new ones?" : "You have met all of these. You may practise the ones that fade first.";
    return `Nothing is due today. ${nextWords(later, at)} ${more}`;
  }

  class Review {
    constructor(section) {
      this.section = section;
      this.box = kb.el("div", { class: "kb-review-box" });
      this.scope = { chapter: "", objective: "" };
      this.said = new Map(); // id -> what was asked, with the numbers that were drawn
      section.querySelector(".kb-script").replaceChildren(this.box);
      this.readAddress();
      window.addEventListener("hashchange", () => this.readAddress() && this.start());
      for (const name of ["progress", "stored", "reviewed"]) document.addEventListener("ketabrain:" + name, () => this.changed());
      kb.memory.keepDue();
      this.start();
      section.dataset.state = "ready";
    }

    /** Take over the chapter or the objective that the address names: #review?chapter=habenula */
    readAddress() {
      const asked = kb.readAddress && kb.readAddress(window.location.hash).get("review");
      if (!asked) return false;
      const { chapters, objectives } = kb.bank.index();
      const chapter = chapters.some(({ stem }) => stem === asked.chapter) ? asked.chapter : "";
      this.scope = { chapter, objective: Object.hasOwn(objectives, asked.objective || "") ? asked.objective : "" };
      this.section.scrollIntoView({ block: "start" });
      return true;
    }

    /** Something was learnt elsewhere: count again, unless a question is being answered. */
    changed() {
      if (this.asking || this.waiting) return;
      this.waiting = setTimeout(() => {
        this.waiting = 0;
        if (!this.asking && this.box.querySelector(".kb-review-start")) this.start();
      }, 100);
    }

    // ---- before a set

    start(focus) {
      this.asking = false;
      const at = new Date();
      const status = kb.el("p", { class: "kb-review-status", role: "status" }, standingWords(kb.reviewPick.standing(this.scope, at), at));
      const buttons = MINUTES.map(([words, minutes]) => this.setButton(words, kb.reviewPick.compose(this.scope, minutes, at)));
      const parts = [this.resume(), status, this.chooser(at), kb.el("p", { class: "kb-review-sets" }, buttons)];
      const focused = this.box.contains(document.activeElement) && document.activeElement.tagName === "SELECT";
      this.box.replaceChildren(kb.el("div", { class: "kb-review-start" }, parts));
      if (focused) this.box.querySelector("select").focus();
      else if (focus) this.box.querySelector("button:not(:disabled)").focus();
    }

    setButton(words, ids) {
      const begin = () => this.begin({ v: VERSION, minute: now(), ids, at: 0 });
      return kb.el("button", { type: "button", class: "kb-button kb-primary", disabled: !ids.length, onclick: begin }, `${words}: ${questions(ids.length)}`);
    }

    resume() {
      const set = keptSet();
      if (!set) return null;
      const words = `You stopped a set at question ${set.at + 1} of ${set.ids.length}. `;
      return kb.el("p", { class: "kb-review-resume" }, words, kb.el("button", { type: "button", class: "kb-button kb-primary", onclick: () => this.begin(set) }, "Continue"));
    }

    /** The select for all questions, a chapter, or the objective that the address asked for. */
    chooser(at) {
      const { chapters, objectives } = kb.bank.index();
      const due = kb.reviewPick.standing({}, at).due;
      const option = (value, words, chosen) => kb.el("option", { value, selected: chosen }, words);
      const count = (stem) => due.filter(({ chapter }) => chapter === stem).length;
      const rows = chapters.map(({ stem, title }) => option(stem, count(stem) ? `${title} (${count(stem)} due)` : title, stem === this.scope.chapter));
      const { objective } = this.scope;
      if (objective) rows.unshift(option("", objectives[objective], true));
      const choose = ({ target }) => {
        this.scope = { chapter: target.value === "all" ? "" : target.value, objective: target.selectedIndex === 1 && objective ? objective : "" };
        this.start();
      };
      const select = kb.el("select", { onchange: choose }, option("all", "All chapters", !objective && !this.scope.chapter), rows);
      return kb.el("label", { class: "kb-review-scope" }, kb.el("span", {}, "Questions from "), select);
    }

    // ---- a set

    async begin(set) {
      this.asking = true;
      this.set = set;
      this.keep();
      try {
        const trees = await kb.bank.load(set.ids);
        if (this.set !== set) return; // another one was begun meanwhile
        this.trees = trees;
        this.ask();
      } catch (error) {
        this.start();
        this.box.querySelector(".kb-review-status").textContent = error.message;
      }
    }

    /** Another tab may have put a set of its own there: the last one stays. */
    keep() {
      kb.store.set(SET, this.set);
    }

    ask() {
      const { ids, at } = this.set;
      if (at >= ids.length) {
        this.finish();
        return;
      }
      const again = ids.indexOf(ids[at]) < at;
      const question = kb.putQuestion(this.box, this.trees.get(ids[at]), {
        place: `Question ${at + 1} of ${ids.length}${again ? ", once more" : ""}`,
        answered: ({ right }) => this.answered(ids[at], right, again),
        next: ["Next question", () => this.ask()],
        stop: ["Stop for now", () => this.start(true)],
      });
      this.said.set(ids[at], question.querySelector("legend").textContent);
    }

    /** A question's text; one asked before a reload as the bank has it. */
    text(id) {
      return this.said.get(id) || kb.buildTree(this.trees.get(id), "text").querySelector("legend").textContent;
    }

    /** A question that went wrong comes once more at the end. */
    answered(id, right, again) {
      if (!right && !again) this.set.ids.push(id);
      this.set.at += 1;
      this.keep();
      kb.memory.keepDue();
      if (this.set.at === this.set.ids.length) this.box.querySelector("[data-do=next]").textContent = "See how it went";
    }

    // ---- after a set

    /** What became of each question of the set: {id, right at first, due}. */
    results() {
      return [...new Set(this.set.ids)].map((id) => {
        const record = kb.reviewLog.read(id);
        const first = record && record.log.find(([minute]) => minute >= this.set.minute);
        return { id, right: Boolean(first) && first[1] > kb.reviewLog.GRADES.again, due: record && kb.memory.state(record).due };
      }).filter(({ due }) => due);
    }

    finish() {
      const results = this.results();
      kb.store.remove(SET);
      const right = results.filter((one) => one.right).length;
      const title = kb.el("p", { class: "kb-review-score", tabindex: "-1" }, `${right} of ${results.length} right at the first try.`);
      const another = kb.el("button", { type: "button", class: "kb-button kb-primary", onclick: () => this.start(true) }, "Another set");
      this.box.replaceChildren(kb.el("div", { class: "kb-review-end" }, title, this.missed(results), this.calendar(results), kb.el("p", {}, another)));
      title.focus();
      this.asking = false;
    }

    missed(results) {
      const { chapters, questions: all } = kb.bank.index();
      const wrong = new Set(results.filter((one) => !one.right).map(({ id }) => all.find((one) => one.id === id).chapter));
      const links = chapters.filter(({ stem }) => wrong.has(stem)).map(kb.chapterLink);
      return links.length ? kb.el("p", {}, "To read again: ", links.flatMap((link, i) => (i ? [", ", link] : [link])), ".") : null;
    }

    /** Which questions come back when, the next day first. */
    calendar(results) {
      const sorted = [...results].sort((a, b) => a.due - b.due);
      const days = [...new Set(sorted.map(({ due }) => kb.dayWords(due)))];
      const item = ({ id, right }) => kb.el("li", {}, kb.el("span", { class: right ? "kb-right" : "kb-wrong" }, kb.el("strong", {}, right ? "✓ right" : "✗ wrong")), " ", this.text(id));
      const group = (day) => kb.el("li", {}, kb.el("strong", {}, `Comes back ${day}`), kb.el("ul", {}, sorted.filter(({ due }) => kb.dayWords(due) === day).map(item)));
      return kb.el("ul", { class: "kb-review-days" }, days.map(group));
    }
  }

  /** Make a section with [data-review] work. */
  kb.mountReview = (section) => new Review(section);

  kb.ready(() => document.querySelectorAll("section[data-review]:not([data-state])").forEach(kb.mountReview));
})();
