// Questions: answer, check, read why, try again. Everything about them is in the page's own HTML; what was
// answered is kept in this browser.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const VERSION = 1;
  const GUESS = 25; // [%] sure, and right all the same: that was luck as well

  /** Copies of an element's content, links included, so that the feedback reads as the page wrote it. */
  function copy(element) {
    return [...element.childNodes].map((node) => node.cloneNode(true));
  }

  /**
   * One question. Options: changed (called after each answer), fresh (put back nothing that was kept, and keep nothing
   * over a chapter's own answer), needsSure (no check before it was said how sure one is).
   */
  kb.Question = class Question {
    constructor(element, { changed = () => {}, fresh = false, needsSure = false } = {}) {
      Object.assign(this, { element, changed, fresh, needsSure });
      this.id = element.dataset.question;
      this.form = kb.forms[element.dataset.form];
      this.find = (selector) => element.querySelector(selector);
      this.judgedOnce = false; // was an answer judged since the question was put
      this.find("[data-do=check]").addEventListener("click", () => this.check());
      this.find("[data-do=reveal]").addEventListener("click", () => this.reveal());
      this.find("fieldset").addEventListener("input", (event) => this.touched(event));
      this.find("fieldset").addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.target.closest(".kb-beside")) return;
        event.preventDefault();
        this.check();
      });
      if (this.form.mount) this.form.mount(this);
      if (!fresh) this.restore();
    }

    /** The native controls of the answer, without those of how sure one is and of an explorer that stands here. */
    inputs() {
      return [...this.element.querySelectorAll("fieldset input, fieldset select")].filter((input) => !input.closest(".kb-sure, .kb-beside"));
    }

    answers() {
      return [...this.element.querySelectorAll(".kb-answers li")];
    }

    answer(place) {
      return this.answers().find((item) => item.dataset.option === place);
    }

    sureInputs() {
      return [...this.element.querySelectorAll(".kb-sure input")];
    }

    /** How sure the learner says to be [%], or null. */
    sure() {
      const chosen = this.sureInputs().find((input) => input.checked);
      return chosen ? Number(chosen.value) : null;
    }

    putSure(sure) {
      for (const input of this.sureInputs()) input.checked = Number(input.value) === sure;
    }

    /** What this browser keeps of this question, or null. */
    kept() {
      const kept = kb.store.get("answer:" + this.id, null);
      return kept && kept.v === VERSION ? kept : null;
    }

    keep(change) {
      const before = this.kept() || { v: VERSION, tries: 0, right: false };
      kb.store.set("answer:" + this.id, { ...before, ...change, mark: this.element.dataset.mark, at: new Date().toISOString() });
    }

    ask(text, input) {
      this.say(false, kb.el("p", { class: "kb-ask" }, text));
      if (input) input.focus();
    }

    check() {
      const given = this.form.read(this);
      if (given === null) return this.ask(this.form.ask, this.inputs()[0]);
      const sure = this.sure();
      if (this.needsSure && sure === null && !this.judgedOnce) return this.ask("Say how sure you are first.", this.sureInputs()[0]);
      const judged = this.form.judge(this, given);
      const before = this.kept();
      if (!this.fresh || !before) {
        const first = before ? before.first : judged.right;
        this.keep({ first, right: judged.right || Boolean(before && before.right), tries: (before ? before.tries : 0) + 1, given, sure });
      }
      this.told(judged.right, sure);
      this.show(judged);
      this.changed();
    }

    /** Say to whoever listens that an answer was judged; "first" is the first since the question was put. */
    told(right, sure) {
      const grade = right ? (sure === GUESS ? 2 : 3) : 1;
      const detail = { id: this.id, right, sure, grade, first: !this.judgedOnce };
      this.judgedOnce = true;
      this.element.dispatchEvent(new CustomEvent("ketabrain:answered", { bubbles: true, detail }));
    }

    show({ right, notes, hint, extra }) {
      const verdict = kb.el("p", { class: right ? "kb-right" : "kb-wrong" }, kb.el("strong", {}, right ? "✓ Right." : "✗ Not yet."), hint ? " " + hint : "");
      const list = kb.el("ul", {}, notes.map((note) => this.line(note)));
      const known = "done" in this.element.dataset;
      const again = right ? null : kb.el("p", {}, `Change your answer and check again${known ? "" : ", or look at the answer"}.`);
      this.say(true, verdict, extra, list, again);
      this.element.dataset.result = right ? "right" : "wrong";
      this.find("[data-do=reveal]").hidden = right || known;
      this.find(".kb-show").hidden = false;
      for (const note of notes) this.signOption(note);
      if (this.form.signed) this.form.signed(this, notes);
      if (right) this.element.dataset.done = "";
    }

    line({ right, item, bare, label }) {
      const text = item.querySelector(".kb-text");
      const said = bare ? null : [kb.el("strong", {}, `${right ? "✓" : "✗"} `, ...(label ? [label] : copy(text))), " "];
      return kb.el("li", {}, said, ...copy(item.querySelector(".kb-why")));
    }

    signOption({ right, item, option = item.dataset.option }) {
      const label = this.find(`.kb-option[data-option="${option}"]`);
      if (label) label.dataset.verdict = right ? "right" : "wrong";
    }

    say(checked, ...parts) {
      this.clear();
      this.element.toggleAttribute("data-checked", checked);
      this.find(".kb-result").replaceChildren(...parts.filter(Boolean));
    }

    /** The answer changed: what was said about the last one no longer holds. */
    touched(event) {
      if (event.target.closest(".kb-beside")) return;
      if (event.target.closest(".kb-sure")) {
        if (this.find(".kb-ask")) this.clear();
        return;
      }
      this.clear();
      if (this.form.touched) this.form.touched(this, event.target);
    }

    clear() {
      this.element.removeAttribute("data-checked");
      delete this.element.dataset.result;
      this.find(".kb-result").replaceChildren();
      this.find(".kb-show").hidden = true;
      for (const label of this.element.querySelectorAll(".kb-option")) delete label.dataset.verdict;
      if (this.form.cleared) this.form.cleared(this);
    }

    reveal() {
      if (!this.fresh) this.keep({ first: false, shown: true });
      if (!this.judgedOnce) this.told(false, this.sure());
      this.element.dataset.done = "";
      this.find("[data-do=reveal]").hidden = true;
      const answers = this.find(".kb-answers");
      answers.open = true;
      answers.querySelector("summary").focus();
      this.changed();
    }

    /** Put back what this browser keeps; an answer to a question that has changed since only counts. */
    restore() {
      const kept = this.kept();
      if (!kept) return;
      this.judgedOnce = true;
      if (kept.mark === this.element.dataset.mark && kept.given !== undefined) {
        try {
          const judged = this.form.judge(this, kept.given);
          this.form.put(this, kept.given);
          this.putSure(kept.sure);
          this.show(judged);
        } catch (error) {
          this.form.put(this, null); // a damaged answer: ask again
        }
      }
      if (kept.right || kept.shown) this.element.dataset.done = "";
      if ("done" in this.element.dataset) this.find("[data-do=reveal]").hidden = true;
    }

    forget() {
      kb.store.remove("answer:" + this.id);
      this.judgedOnce = false;
      this.form.put(this, null);
      this.putSure(null);
      this.clear();
      delete this.element.dataset.done;
      this.find("[data-do=reveal]").hidden = true;
      this.find(".kb-answers").open = false;
    }
  };

  /** A chapter's questions, in one section or spread over several of a page, and their score. */
  class Quiz {
    constructor(sections, told) {
      this.root = sections.find((section) => section.querySelector(".kb-score"));
      this.told = told;
      this.questions = [];
      for (const element of sections.flatMap((section) => [...section.querySelectorAll("[data-question]")])) {
        this.questions.push(new kb.Question(element, { changed: () => this.showScore() }));
      }
      if (this.root) this.root.querySelector("[data-do=over]").addEventListener("click", () => this.over());
      for (const name of ["stored", "progress"]) document.addEventListener("ketabrain:" + name, () => this.catchUp());
      this.showScore();
      for (const section of sections) section.dataset.state = "ready";
    }

    /** Another tab or a file brought answers: show those of questions that nobody is answering here. */
    catchUp() {
      for (const one of this.questions) if (one.kept() && !("checked" in one.element.dataset)) one.restore();
      this.showScore();
    }

    /** Everything that was answered, by the question's id. */
    answers() {
      return Object.fromEntries(this.questions.map((one) => [one.id, one.kept()]).filter(([, kept]) => kept));
    }

    showScore() {
      const answers = this.answers();
      if (this.root) this.writeScore(answers);
      if (this.told) this.told(answers);
    }

    writeScore(answers) {
      const all = this.questions.length;
      const done = Object.keys(answers).length;
      const first = Object.values(answers).filter((kept) => kept.first).length;
      const score = `${first} of ${all} answered right at first try.`;
      const open = done < all ? ` ${all - done} still to answer.` : "";
      this.root.querySelector(".kb-total").textContent = done ? score + open : "Nothing answered yet.";
      for (const row of this.root.querySelectorAll("[data-score]")) {
        const mine = this.questions.filter((one) => one.element.dataset.objective === row.dataset.score);
        const good = mine.filter((one) => answers[one.id] && answers[one.id].first).length;
        row.querySelector("output").textContent = `${good} of ${mine.length}`;
      }
      this.root.querySelector("[data-do=over]").hidden = done === 0;
      const kept = kb.store.lasting ? "Your answers stay in this browser and go nowhere else." : "This browser does not keep answers here; they last until you close the page.";
      this.root.querySelector(".kb-kept").textContent = kept;
    }

    over() {
      if (!window.confirm(`Clear your answers to these ${this.questions.length} questions on this device? What your reviews know of them stays.`)) return;
      for (const one of this.questions) one.forget();
      this.showScore();
      const first = this.questions[0];
      first.element.scrollIntoView({ block: "start" });
      first.find("fieldset input, fieldset button:not(:disabled)").focus({ preventScroll: true });
    }
  }

  /** Wire every quiz below a root element; ``told`` hears the answers after each change. */
  kb.mountQuizzes = function (root, told) {
    const byChapter = new Map();
    for (const section of root.querySelectorAll("[data-quiz]:not([data-state])")) {
      byChapter.set(section.dataset.quiz, [...(byChapter.get(section.dataset.quiz) || []), section]);
    }
    for (const sections of byChapter.values()) new Quiz(sections, told);
  };

  kb.ready(() => kb.mountQuizzes(document));
})();
