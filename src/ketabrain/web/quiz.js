// Questions: answer, check, read why, try again. Everything about them is in the page's own HTML; what was
// answered is kept in this browser.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const VERSION = 1;

  function plural(count, one, many) {
    return `${count} ${count === 1 ? one : many}`;
  }

  /** Copies of an element's content, links included, so that the feedback reads as the page wrote it. */
  function copy(element) {
    return [...element.childNodes].map((node) => node.cloneNode(true));
  }

  // Each way to answer: read what is given (null: nothing yet), put it back, judge it.
  // A judgement is {right, notes: [{sign, item}], hint}; an item is a line of the answers with its feedback.
  const FORMS = {
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
        const hint = missing ? `${plural(missing, "more answer fits", "more answers fit")}.` : "";
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
      read(one) {
        return one.moved ? one.steps().map((step) => step.dataset.option) : null;
      },
      put(one, given) {
        const list = one.find(".kb-order");
        for (const place of given || one.mixed) list.append(one.steps().find((step) => step.dataset.option === place));
        one.moved = Boolean(given);
        one.showEnds();
      },
      judge(one, given) {
        const good = given.filter((place, i) => Number(place) === i).length;
        const first = given.findIndex((place, i) => Number(place) !== i);
        const right = first < 0;
        const wrong = right ? [] : [{ right: false, item: one.answer(given[first]) }];
        const hint = right ? "" : `${plural(good, "step stands", "steps stand")} in the right place. The first that does not is number ${first + 1}.`;
        return { right, notes: right ? one.answers().map((item) => ({ right: true, item })) : wrong, hint };
      },
    },
  };

  class Question {
    constructor(element, changed) {
      this.element = element;
      this.id = element.dataset.question;
      this.form = FORMS[element.dataset.form];
      this.find = (selector) => element.querySelector(selector);
      this.changed = changed;
      this.mixed = this.steps().map((step) => step.dataset.option);
      this.moved = false;
      this.find("[data-do=check]").addEventListener("click", () => this.check());
      this.find("[data-do=reveal]").addEventListener("click", () => this.reveal());
      this.find("fieldset").addEventListener("input", () => this.clear());
      this.find("fieldset").addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
        event.preventDefault();
        this.check();
      });
      for (const button of element.querySelectorAll("[data-move]")) button.addEventListener("click", () => this.move(button));
      this.showEnds();
      this.restore();
    }

    inputs() {
      return [...this.element.querySelectorAll("fieldset input")];
    }

    steps() {
      return [...this.element.querySelectorAll(".kb-order > li")];
    }

    answers() {
      return [...this.element.querySelectorAll(".kb-answers li")];
    }

    answer(place) {
      return this.answers().find((item) => item.dataset.option === place);
    }

    /** What this browser keeps of this question, or null. */
    kept() {
      const kept = kb.store.get("answer:" + this.id, null);
      return kept && kept.v === VERSION ? kept : null;
    }

    keep(change) {
      const before = this.kept() || { v: VERSION, tries: 0, right: false };
      kb.store.set("answer:" + this.id, { ...before, ...change, mark: this.element.dataset.mark, at: new Date().toISOString() });
      this.changed();
    }

    check() {
      const given = this.form.read(this);
      if (given === null) {
        this.say(false, kb.el("p", { class: "kb-ask" }, this.form.ask));
        const input = this.inputs()[0];
        if (input) input.focus();
        return;
      }
      const judged = this.form.judge(this, given);
      const before = this.kept();
      this.keep({
        first: before ? before.first : judged.right,
        right: judged.right || Boolean(before && before.right),
        tries: (before ? before.tries : 0) + 1,
        given,
      });
      this.show(judged);
    }

    show({ right, notes, hint }) {
      const verdict = kb.el("p", { class: right ? "kb-right" : "kb-wrong" }, kb.el("strong", {}, right ? "✓ Right." : "✗ Not yet."), hint ? " " + hint : "");
      const list = kb.el("ul", {}, notes.map((note) => this.line(note)));
      const known = "done" in this.element.dataset;
      const again = right ? null : kb.el("p", {}, `Change your answer and check again${known ? "" : ", or look at the answer"}.`);
      this.say(true, verdict, list, again);
      this.element.dataset.result = right ? "right" : "wrong";
      this.find("[data-do=reveal]").hidden = right || known;
      this.find(".kb-show").hidden = false;
      for (const note of notes) this.signOption(note);
      if (right) this.element.dataset.done = "";
    }

    line({ right, item, bare }) {
      const text = item.querySelector(".kb-text");
      const said = bare ? null : [kb.el("strong", {}, `${right ? "✓" : "✗"} `, ...copy(text)), " "];
      return kb.el("li", {}, said, ...copy(item.querySelector(".kb-why")));
    }

    signOption({ right, item }) {
      const label = this.find(`.kb-option[data-option="${item.dataset.option}"]`);
      if (label) label.dataset.verdict = right ? "right" : "wrong";
    }

    say(checked, ...parts) {
      this.clear();
      this.element.toggleAttribute("data-checked", checked);
      this.find(".kb-result").replaceChildren(...parts.filter(Boolean));
    }

    /** The answer changed: what was said about the last one no longer holds. */
    clear() {
      this.element.removeAttribute("data-checked");
      delete this.element.dataset.result;
      this.find(".kb-result").replaceChildren();
      this.find(".kb-show").hidden = true;
      for (const label of this.element.querySelectorAll(".kb-option")) delete label.dataset.verdict;
    }

    reveal() {
      this.keep({ first: false, shown: true });
      this.element.dataset.done = "";
      this.find("[data-do=reveal]").hidden = true;
      const answers = this.find(".kb-answers");
      answers.open = true;
      answers.querySelector("summary").focus();
    }

    // Steps move by buttons, so that a finger, a mouse and a keyboard do the same.
    move(button) {
      const step = button.closest("li");
      const way = Number(button.dataset.move);
      const other = way < 0 ? step.previousElementSibling : step.nextElementSibling;
      if (!other) return;
      if (way < 0) other.before(step);
      else other.after(step);
      this.moved = true;
      this.clear();
      this.showEnds();
      (button.disabled ? step.querySelector("[data-move]:not(:disabled)") : button).focus();
      const text = step.querySelector(".kb-step").textContent;
      this.find(".kb-moved").textContent = `${text}: now number ${this.steps().indexOf(step) + 1} of ${this.mixed.length}.`;
    }

    showEnds() {
      const steps = this.steps();
      steps.forEach((step, i) => {
        step.querySelector("[data-move='-1']").disabled = i === 0;
        step.querySelector("[data-move='1']").disabled = i === steps.length - 1;
      });
    }

    /** Put back what this browser keeps; an answer to a question that has changed since only counts. */
    restore() {
      const kept = this.kept();
      if (!kept) return;
      if (kept.mark === this.element.dataset.mark && kept.given !== undefined) {
        try {
          const judged = this.form.judge(this, kept.given);
          this.form.put(this, kept.given);
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
      this.form.put(this, null);
      this.clear();
      delete this.element.dataset.done;
      this.find("[data-do=reveal]").hidden = true;
      this.find(".kb-answers").open = false;
    }
  }

  /** A chapter's questions, in one section or spread over several of a page, and their score. */
  class Quiz {
    constructor(sections, told) {
      this.root = sections.find((section) => section.querySelector(".kb-score"));
      this.told = told;
      this.questions = [];
      for (const element of sections.flatMap((section) => [...section.querySelectorAll("[data-question]")])) {
        this.questions.push(new Question(element, () => this.showScore()));
      }
      if (this.root) this.root.querySelector("[data-do=over]").addEventListener("click", () => this.over());
      this.showScore();
      for (const section of sections) section.dataset.state = "ready";
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
      if (!window.confirm(`Forget your answers to these ${this.questions.length} questions on this device?`)) return;
      for (const one of this.questions) one.forget();
      this.showScore();
      const first = this.questions[0];
      first.element.scrollIntoView({ block: "start" });
      first.find("fieldset input, fieldset button:not(:disabled)").focus({ preventScroll: true });
    }
  }

  /** Set the explorer that a link names, go there, and leave a way back to the question. */
  async function open(event) {
    const link = event.target instanceof Element ? event.target.closest("a[data-open]") : null;
    const component = link && kb.components && kb.components.get(link.dataset.open);
    if (!component || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const section = component.section;
    for (const old of section.querySelectorAll(".kb-back")) old.remove();
    const back = kb.el("button", { type: "button", class: "kb-button" }, "Back to the question");
    const line = kb.el("p", { class: "kb-back" }, back);
    back.addEventListener("click", () => {
      line.remove();
      link.closest("[data-question]").scrollIntoView({ block: "start" });
      link.focus({ preventScroll: true });
    });
    section.querySelector(".kb-plot").before(line);
    try {
      await kb.set(link.dataset.open, JSON.parse(link.dataset.state));
    } catch (error) {
      console.warn(error.message); // the explorer itself says why it could not start
    }
    line.scrollIntoView({ block: "start" });
    back.focus({ preventScroll: true });
  }

  /** Wire every quiz below a root element; ``told`` hears the answers after each change. */
  kb.mountQuizzes = function (root, told) {
    const byChapter = new Map();
    for (const section of root.querySelectorAll("[data-quiz]:not([data-state])")) {
      section.addEventListener("click", open);
      byChapter.set(section.dataset.quiz, [...(byChapter.get(section.dataset.quiz) || []), section]);
    }
    for (const sections of byChapter.values()) new Quiz(sections, told);
  };

  kb.ready(() => kb.mountQuizzes(document));
})();
