// Claims: first a guess and how sure one is of it, kept in this browser; then the verdict with both beside it.
// Other scripts use kb.claims and the bubbling event "ketabrain:judged" that a card dispatches after each change.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const VERSION = 2; // 1 knew a guess alone
  const PREFIX = "claim:";
  const cards = new Map();
  let form = null; // what a card of a list copies
  let words = {}; // a guess -> how the page says it
  let levels = []; // how sure one may be [%]

  /** A judgement {guess, sure} if it is sound, else null; "sure" is null where it was not asked. */
  function sound(given) {
    if (!given || !Object.hasOwn(words, given.guess)) return null;
    return { guess: given.guess, sure: levels.includes(given.sure) ? given.sure : null };
  }

  /** What this browser keeps of a claim: {now, first}, each a judgement or null; null where nothing sound is kept. */
  function read(id) {
    const kept = kb.store.get(PREFIX + id, null);
    if (!kept || (kept.v !== 1 && kept.v !== VERSION)) return null;
    const now = sound(kept);
    const first = sound(kept.first) || now;
    return first ? { now, first } : null;
  }

  class Card {
    constructor(element) {
      this.element = element;
      this.id = element.dataset.claim;
      this.fitting = element.dataset.fitting.split(" ");
      this.listed = element.classList.contains("kb-listed");
      this.evidence = element.querySelector(".kb-evidence");
      this.yours = element.querySelector(".kb-your-guess");
      this.form = this.find(".kb-guess");
      if (this.form) this.listen();
      this.state = read(this.id);
      this.find("[data-do=again]").addEventListener("click", () => this.again());
      if (this.listed) this.find("[data-do=judge]").addEventListener("click", () => this.open());
      if (this.state && this.state.now) this.show({ open: !this.listed });
      element.dataset.state = "ready";
    }

    find(selector) {
      return this.element.querySelector(selector);
    }

    get text() {
      return this.find(".kb-claim-text").textContent;
    }

    get judged() {
      return Boolean(this.state && this.state.now);
    }

    fits(judgement) {
      return this.fitting.includes(judgement.guess);
    }

    /** Open the form; a card of a list gets its own first. */
    open({ focus = true } = {}) {
      if (!this.form) {
        this.form = form.cloneNode(true);
        for (const input of this.inputs()) input.name = input.name.replace(/-.*/, "-" + this.id);
        this.yours.before(this.form);
        this.listen();
      }
      this.element.dataset.open = "";
      if (focus) this.inputs()[0].focus();
    }

    listen() {
      this.form.querySelector("[data-do=guess]").addEventListener("click", () => this.judge());
      this.form.addEventListener("input", () => this.ask(""));
    }

    inputs(name = "") {
      return [...this.form.querySelectorAll("input")].filter((input) => input.name.startsWith(name));
    }

    ask(text) {
      this.form.querySelector(".kb-ask").textContent = text;
    }

    judge() {
      const chosen = (name) => this.inputs(name).find((input) => input.checked);
      const guess = chosen("guess");
      const sure = chosen("sure");
      if (!guess || !sure) {
        this.ask(guess ? "Say how sure you are, too." : "Choose one of the four first.");
        this.inputs(guess ? "sure" : "guess")[0].focus();
        return;
      }
      const now = { guess: guess.value, sure: Number(sure.value) };
      const before = read(this.id); // another tab may have asked first
      this.state = { now, first: before ? before.first : now };
      this.keep();
      this.show({ open: true });
      this.changed();
      this.find(".kb-verdict-line").focus();
    }

    keep() {
      const { now, first } = this.state;
      const lasting = kb.store.set(PREFIX + this.id, { v: VERSION, ...now, first });
      this.kept = lasting || !kb.store.lasting; // that nothing lasts here is said once, in the sidebar
    }

    changed() {
      this.element.dispatchEvent(new CustomEvent("ketabrain:judged", { bubbles: true, detail: { id: this.id } }));
    }

    show({ open }) {
      const { now, first } = this.state;
      const fits = this.fits(now);
      const said = ({ guess, sure }) => words[guess] + (sure === null ? "" : `, ${sure} % sure`);
      const again = first.guess === now.guess && first.sure === now.sure ? null : ` Your first guess counts: ${said(first)}.`;
      const agrees = fits ? " That agrees with our verdict." : " That differs from our verdict.";
      const lost = this.kept === false ? " This browser could not keep it." : null;
      const line = kb.el("p", {}, "You said: ", kb.el("strong", {}, said(now)), ".", kb.el("span", { class: fits ? "kb-fits" : "kb-fits-not" }, agrees), again, lost);
      this.yours.replaceChildren(line);
      this.yours.hidden = false;
      this.element.dataset.guess = now.guess;
      delete this.element.dataset.open;
      this.evidence.open = open;
    }

    /** Ask once more; what was said first is kept, and counts. */
    again() {
      this.state = { now: null, first: this.state.first };
      this.keep();
      this.clear();
      this.open();
      this.changed();
    }

    clear() {
      delete this.element.dataset.guess;
      delete this.element.dataset.open;
      this.evidence.open = false;
      this.yours.hidden = true;
      for (const input of this.form ? this.inputs() : []) input.checked = false;
    }

    forget() {
      kb.store.remove(PREFIX + this.id);
      this.state = null;
      this.clear();
    }
  }

  kb.claims = {
    cards,
    words,
    get levels() {
      return levels;
    },
    /** Every first guess on this page, as [{card, guess, sure, fits}]. */
    counted() {
      const judged = [...cards.values()].filter((card) => card.state);
      return judged.map((card) => ({ card, ...card.state.first, fits: card.fits(card.state.first) }));
    },
    /** How many kept guesses this browser could not read. */
    unread() {
      return kb.store.keys(PREFIX).filter((key) => !read(key.slice(PREFIX.length))).length;
    },
  };

  kb.ready(() => {
    const template = document.getElementById("kb-claim-form");
    form = template ? template.content.firstElementChild : document.querySelector(".kb-claim .kb-guess");
    if (!form) return;
    const inputs = (name) => [...form.querySelectorAll(`input[name^="${name}"]`)];
    for (const input of inputs("guess")) words[input.value] = input.nextElementSibling.textContent.trim();
    levels = inputs("sure").map((input) => Number(input.value));
    for (const element of document.querySelectorAll("[data-claim]")) cards.set(element.dataset.claim, new Card(element));
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = [...cards.values()].map((card) => card.evidence).filter((details) => !details.open);
      for (const details of opened) details.open = true;
    });
    window.addEventListener("afterprint", () => {
      for (const details of opened) details.open = false;
    });
  });
})();
