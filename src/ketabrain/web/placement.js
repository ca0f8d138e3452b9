// Where should I start? One question a chapter, in the order of the book; an easier one where that was wrong.
// Kept as "placement" = {v: 1, minute, chapters: {stem: "new" | "shaky" | "known"}}; the answers count as reviews too.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const KEY = "placement";
  const VERSION = 1;
  const MOST = 20; // questions
  const NEW_IN_A_ROW = 3; // then all that follows would be new as well
  const GUESS = 25; // [%] sure
  const FIRST_LEVEL = 2;
  const EASIER = 1;
  const ADVICE = { new: "new to you: read it", shaky: "partly known: read what you are unsure of", known: "known: skim it", "": "not asked" };

  function kept() {
    const found = kb.store.get(KEY, null);
    const sound = found && found.v === VERSION && found.chapters && typeof found.chapters === "object";
    const stems = kb.bank.index().chapters.map(({ stem }) => stem);
    const levels = Object.keys(ADVICE).filter(Boolean);
    return sound ? Object.fromEntries(stems.filter((stem) => levels.includes(found.chapters[stem])).map((stem) => [stem, found.chapters[stem]])) : {};
  }

  /** A chapter's question of a difficulty, the same every time; the quickest to answer first. */
  function questionOf(stem, difficulty) {
    const those = kb.bank.index().questions.filter((one) => one.chapter === stem && one.difficulty === difficulty);
    return those.find(({ form }) => form === "choice") || those[0] || null;
  }

  const firstOf = (stem) => questionOf(stem, FIRST_LEVEL) || questionOf(stem, EASIER) || questionOf(stem, 3);

  class Placement {
    constructor(section) {
      this.box = section.querySelector(".kb-script");
      this.show();
      section.dataset.state = "ready";
    }

    /** Chapters that have a question, as a reader meets them. */
    path() {
      return kb.bank.index().chapters.filter(({ stem }) => firstOf(stem));
    }

    button(words, act, main = true) {
      return kb.el("button", { type: "button", class: main ? "kb-button kb-primary" : "kb-button", onclick: act }, words);
    }

    /** What is known so far, and the ways on. */
    show(focus) {
      this.stopped = true;
      const found = kept();
      const open = this.path().filter(({ stem }) => !found[stem]);
      const any = Object.keys(found).length > 0;
      const buttons = any && open.length ? [this.button("Go on with the rest", () => this.begin(open)), " "] : [];
      buttons.push(this.button(any ? "Ask me again" : "Find where to start", () => this.begin(this.path()), !any));
      this.box.replaceChildren(...(any ? this.result(found) : []), kb.el("p", {}, buttons));
      if (focus) this.box.querySelector("[tabindex]").focus();
    }

    result(found) {
      const path = this.path();
      const start = path.find(({ stem }) => ["new", "shaky"].includes(found[stem])) || path.find(({ stem }) => !found[stem]);
      const words = start ? ["Start with ", kb.chapterLink(start), "."] : ["You knew something of every chapter. Read what you like, and let the reviews find the gaps."];
      const row = ({ stem, ...chapter }) => kb.el("li", { "data-level": found[stem] || "" }, kb.chapterLink(chapter), `: ${ADVICE[found[stem] || ""]}`);
      const list = kb.el("details", { open: true }, kb.el("summary", {}, "Chapter by chapter"), kb.el("ol", {}, path.map(row)));
      return [kb.el("p", { class: "kb-review-score", tabindex: "-1" }, words), list];
    }

    async begin(chapters) {
      this.stopped = false;
      this.asked = 0;
      this.run = 0; // chapters in a row that were new
      this.chapters = [...chapters];
      try {
        await this.nextChapter();
      } catch (error) {
        this.box.append(kb.el("p", { role: "alert" }, error.message));
      }
    }

    async nextChapter() {
      const next = this.chapters.shift();
      if (!next || this.asked >= MOST || this.run >= NEW_IN_A_ROW) return this.show(true);
      return this.ask(next.stem, firstOf(next.stem));
    }

    async ask(stem, { id, difficulty }) {
      const tree = (await kb.bank.load([id])).get(id);
      if (this.stopped) return; // while it was loading
      this.asked += 1;
      let onwards = () => this.nextChapter();
      kb.putQuestion(this.box, tree, {
        place: `Question ${this.asked}, ${MOST} at most`,
        answered: (first) => (onwards = this.judge(stem, difficulty, first)),
        next: ["Go on", () => onwards()],
        stop: ["Stop here", () => this.show(true)],
      });
    }

    /** Take an answer into account; returns what comes next. */
    judge(stem, difficulty, { right, sure }) {
      const easier = !right && difficulty > EASIER && this.asked < MOST ? questionOf(stem, EASIER) : null;
      if (easier) return () => this.ask(stem, easier);
      const sureKnown = right && difficulty >= FIRST_LEVEL && sure > GUESS;
      const level = sureKnown ? "known" : right ? "shaky" : "new";
      this.run = level === "new" ? this.run + 1 : 0;
      const minute = Math.floor(Date.now() / 60000);
      kb.store.update(KEY, () => ({ v: VERSION, minute, chapters: { ...kept(), [stem]: level } }));
      return () => this.nextChapter();
    }
  }

  /** Make a section with [data-placement] work. */
  kb.mountPlacement = (section) => new Placement(section);

  kb.ready(() => document.querySelectorAll("section[data-placement]:not([data-state])").forEach(kb.mountPlacement));
})();
