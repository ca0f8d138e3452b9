// The list of all claims: find some, or judge a set of ten; what was guessed never tells a verdict too early.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const KEY = "claims-set"; // {v, seed, ids} of the set under way
  const OFTEN = 2; // of the claims that many miss, in each set

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** A generator of numbers from 0 to 1 that a seed decides (mulberry32). */
  function random(seed) {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  function shuffled(items, seed) {
    const next = random(seed);
    return items.map((item) => [next(), item]).sort((a, b) => a[0] - b[0]).map(([, item]) => item);
  }

  /** The same items, one of each topic, then the second of each, and so on. */
  function byTopic(items) {
    const topics = new Map();
    for (const item of items) topics.set(item.topic, [...(topics.get(item.topic) || []), item]);
    const turns = [...topics.values()].flatMap((those) => those.map((item, turn) => [turn, item]));
    return turns.sort((a, b) => a[0] - b[0]).map(([, item]) => item);
  }

  /** A set: a few that many miss, then one topic after the other; the same seed and claims give the same set. */
  kb.claimSet = function (those, seed, size) {
    const mixed = shuffled(those, seed);
    const often = mixed.filter((one) => one.often);
    const rest = byTopic(mixed.filter((one) => !one.often));
    return [...often.slice(0, OFTEN), ...rest.slice(0, size - Math.min(OFTEN, often.length)), ...often.slice(OFTEN)].slice(0, size).map(({ id }) => id);
  };

  class Check {
    constructor(section) {
      this.section = section;
      this.cards = [...section.querySelectorAll("[data-claim]")].map((element) => kb.claims.cards.get(element.dataset.claim));
      this.size = Number(section.dataset.set);
      this.form = section.querySelector(".kb-check-controls");
      this.say = section.querySelector(".kb-check-status");
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", () => this.apply());
      this.form.addEventListener("reset", () => setTimeout(() => this.apply())); // the fields are emptied after the event
      for (const name of ["ten", "leave", "over"]) for (const button of this.buttons(name)) button.addEventListener("click", () => this[name]());
      document.addEventListener("ketabrain:judged", ({ target }) => section.contains(target) && this.apply());
      window.addEventListener("hashchange", () => this.reach());
      this.set = this.kept();
      if (this.set) this.openForms();
      this.damaged();
      this.apply();
      this.reach();
      section.dataset.state = "ready";
    }

    buttons(name) {
      return [...this.section.querySelectorAll(`[data-do=${name}]`)];
    }

    /** The set under way, if this browser keeps a sound one. */
    kept() {
      const set = kb.store.get(KEY, null);
      const sound = set && set.v === 1 && Number.isInteger(set.seed) && Array.isArray(set.ids) && set.ids.length && set.ids.every((id) => kb.claims.cards.has(id));
      return sound && set.open ? set : null;
    }

    seed() {
      const set = kb.store.get(KEY, null);
      return set && Number.isInteger(set.seed) ? set.seed : 0;
    }

    ten() {
      const left = this.cards.filter((card) => !card.state).map((card) => ({ id: card.id, topic: card.element.dataset.topic, often: "often" in card.element.dataset }));
      const seed = this.seed() + 1;
      this.set = { v: 1, seed, ids: kb.claimSet(left, seed, this.size), open: true };
      kb.store.set(KEY, this.set);
      this.openForms();
      this.apply();
      const first = this.shown()[0].find(".kb-claim-text");
      first.tabIndex = -1;
      first.focus();
    }

    openForms() {
      for (const card of this.members()) if (!card.judged) card.open({ focus: false });
    }

    members() {
      return this.cards.filter((card) => this.set.ids.includes(card.id));
    }

    leave() {
      kb.store.set(KEY, { ...this.set, open: false });
      this.set = null;
      this.apply();
      const next = this.buttons("ten")[0];
      (next.hidden ? this.form.elements.words : next).focus();
    }

    over() {
      if (!window.confirm("Forget every guess on claims, here and in the chapters, the set, and where you leaned in debates?")) return;
      for (const prefix of ["claim:", "debate:", KEY]) for (const key of kb.store.keys(prefix)) kb.store.remove(key);
      this.set = null;
      for (const card of this.cards) card.forget();
      document.dispatchEvent(new CustomEvent("ketabrain:judged", { detail: { over: true } }));
      this.damaged();
      this.form.reset();
      setTimeout(() => (this.say.textContent = `Everything is forgotten. ${this.say.textContent}`)); // after the reset's own
    }

    damaged() {
      const place = this.section.querySelector(".kb-check-damaged");
      const unread = kb.claims.unread();
      place.hidden = !unread;
      const which = unread === 1 ? "One kept guess could not be read and counts" : `${unread} kept guesses could not be read and count`;
      place.textContent = `${which} as not judged; judge again, and it is mended.`;
    }

    /** All words of a card that may be searched: the verdict is none of them. */
    text(card) {
      if (!card.words) {
        const parts = [".kb-claim-text", ".kb-answer", ".kb-better", ".kb-traps"].map((name) => card.find(name));
        card.words = plain([card.id, ...parts.filter(Boolean).map((part) => part.textContent)].join(" "));
      }
      return card.words;
    }

    /** Does a card fit the filters, verdict aside? */
    fits(card) {
      const { words, topic, chapter, mine } = this.form.elements;
      const { dataset } = card.element;
      if (topic.value && dataset.topic !== topic.value) return false;
      if (chapter.value && dataset.chapter !== chapter.value) return false;
      if (mine.value === "open" && card.judged) return false;
      if (mine.value && mine.value !== "open" && !card.judged) return false;
      if (mine.value === "fits" && !card.fits(card.state.now)) return false;
      if (mine.value === "differs" && card.fits(card.state.now)) return false;
      return plain(words.value).split(/\s+/).every((word) => this.text(card).includes(word));
    }

    shown() {
      if (this.set) return this.members();
      const verdict = this.form.elements.verdict.value;
      return this.cards.filter((card) => this.fits(card) && (!verdict || (card.judged && card.element.dataset.verdict === verdict)));
    }

    apply() {
      const shown = new Set(this.shown());
      for (const card of this.cards) card.element.hidden = !shown.has(card);
      this.form.hidden = Boolean(this.set);
      const left = this.cards.filter((card) => !card.state).length;
      const done = !this.set || this.members().every((card) => card.judged);
      for (const button of this.buttons("leave")) button.hidden = !this.set;
      for (const button of this.buttons("ten")) {
        button.hidden = !left || !done;
        button.textContent = this.set ? "Judge the next set" : `Judge a set of ${Math.min(this.size, left)}`;
      }
      const words = this.set ? this.setWords() : this.listWords(shown.size);
      if (this.say.textContent !== words) this.say.textContent = words;
      this.section.querySelector(".kb-check-end").hidden = !this.set;
      this.section.querySelector(".kb-set-words").textContent = words;
    }

    setWords() {
      const members = this.members();
      const judged = members.filter((card) => card.judged);
      const start = `Set ${this.set.seed}: ${judged.length} of ${members.length} judged.`;
      if (judged.length < members.length) return start;
      const all = kb.calibration(judged.map((card) => ({ sure: card.state.first.sure, fits: card.fits(card.state.first) })));
      return `${start} Our verdict agreed with ${all.hits} of ${members.length}; you were ${Math.round(100 * all.sure)} % sure on average. Brier score of this set: ${all.brier.toFixed(2)}.`;
    }

    listWords(shown) {
      const judged = this.cards.filter((card) => card.judged).length;
      const verdict = this.form.elements.verdict.value;
      const wait = verdict ? this.cards.filter((card) => !card.judged && this.fits(card)).length : 0;
      const waits = wait ? ` ${wait} more wait for your guess; only then their verdicts can be searched.` : "";
      const none = shown || wait ? "" : " Try fewer words, or show all.";
      return `${shown} of ${this.cards.length} claims are shown. You have judged ${judged}.${waits}${none}`;
    }

    /** A link to a claim shows it, whatever was filtered. */
    reach() {
      const found = /^#claim-(C\d+)$/.exec(window.location.hash);
      const card = found && kb.claims.cards.get(found[1]);
      if (!card) return;
      if (card.element.hidden) {
        if (this.set) this.leave();
        this.form.reset();
        this.apply();
      }
      card.element.scrollIntoView();
      if (!card.judged) card.open({ focus: false });
    }
  }

  kb.ready(() => {
    for (const section of document.querySelectorAll("[data-claim-check]")) new Check(section);
  });
})();
