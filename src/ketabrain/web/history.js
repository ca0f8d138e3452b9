// The history: fold the list, filter it by kind, go through it, pick from the picture of the years; state in the address.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const SLUG = "history";
  const SPEAK_AFTER_MS = 700; // a screen reader hears the state once the boxes rest

  class History {
    constructor(section) {
      this.section = section;
      this.boxes = this.all("[name=kind]");
      this.items = this.all("li[data-entry]");
      this.chosen = "";
      this.here = this.lineOfButtons();
      for (const item of this.items) this.fold(item);
      this.wire();
      this.follow();
      section.dataset.state = "ready";
      this.tell();
    }

    find(selector) {
      return this.section.querySelector(selector);
    }

    all(selector) {
      return [...this.section.querySelectorAll(selector)];
    }

    /** Buttons that stand in the entry that was picked, because the picture may be out of view there. */
    lineOfButtons() {
      const button = (words, act) => kb.el("button", { type: "button", class: "kb-button", onclick: act }, words);
      const step = (words, by) => button(words, ({ currentTarget }) => {
        this.step(by);
        currentTarget.focus({ preventScroll: true }); // it has moved into another entry
      });
      const back = button("Back to the picture", () => this.section.scrollIntoView({ block: "start" }));
      back.classList.add("kb-history-back");
      return kb.el("p", { class: "kb-row kb-history-here" }, step("Earlier", -1), step("Later", 1), back);
    }

    /** Turn an entry's heading into a button that opens its text. */
    fold(item) {
      const head = item.querySelector(".kb-history-head");
      const text = item.querySelector(".kb-history-text");
      text.id = item.id + "-text";
      const button = kb.el("button", { type: "button", "aria-expanded": "false", "aria-controls": text.id }, ...head.childNodes);
      button.addEventListener("click", () => this.toggle(item));
      head.replaceChildren(button);
      text.hidden = true;
    }

    wire() {
      this.find("form").addEventListener("submit", (event) => event.preventDefault());
      for (const box of this.boxes) box.addEventListener("change", () => this.changed());
      for (const button of this.all("[data-step]")) button.addEventListener("click", () => this.step(Number(button.dataset.step)));
      this.find("[data-do=all]").addEventListener("click", ({ currentTarget }) => this.openAll(currentTarget));
      for (const mark of this.all("[data-mark]")) mark.addEventListener("click", () => this.pick(mark.dataset.mark));
      window.addEventListener("hashchange", () => {
        this.follow();
        this.tell();
      });
    }

    get kinds() {
      return this.boxes.filter((box) => box.checked).map((box) => box.value);
    }

    get shown() {
      const kinds = this.kinds;
      return this.items.filter(({ dataset }) => kinds.includes(dataset.kind));
    }

    item(name) {
      return this.items.find(({ dataset }) => dataset.entry === name);
    }

    set(item, open) {
      item.querySelector("button").setAttribute("aria-expanded", String(open));
      item.querySelector(".kb-history-text").hidden = !open;
    }

    isOpen(item) {
      return !item.querySelector(".kb-history-text").hidden;
    }

    toggle(item) {
      this.set(item, !this.isOpen(item));
      this.chosen = this.isOpen(item) ? item.dataset.entry : this.chosen === item.dataset.entry ? "" : this.chosen;
      this.changed();
    }

    /** Open one entry alone and bring it into view, from the picture, the steps or the address. */
    pick(name) {
      const item = this.item(name);
      if (!item) return;
      const all = this.find("[data-do=all]").getAttribute("aria-pressed") === "true";
      for (const other of this.items) if (other === item || !all) this.set(other, other === item);
      item.querySelector(".kb-history-text").append(this.here);
      this.chosen = name;
      this.changed();
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      item.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
    }

    /** Pick the entry before or after the chosen one among those that are shown. */
    step(by) {
      const { shown } = this;
      if (!shown.length) return;
      const at = shown.findIndex(({ dataset }) => dataset.entry === this.chosen);
      const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
      this.pick(shown[next].dataset.entry);
    }

    openAll(button) {
      const open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(open));
      for (const item of this.items) this.set(item, open);
      if (!open) this.chosen = "";
      this.changed();
    }

    changed() {
      if (this.chosen && !this.kinds.includes(this.item(this.chosen).dataset.kind)) this.chosen = "";
      this.remember();
      this.tell();
    }

    /** Take over what the address asks for: #history?kinds=law.trials&entry=berman, or an entry's own anchor. */
    follow() {
      const asked = kb.readAddress(window.location.hash).get(SLUG) || {};
      if (asked.kinds !== undefined) {
        const wanted = asked.kinds.split(".");
        for (const box of this.boxes) box.checked = wanted.includes(box.value);
      }
      const name = asked.entry || (window.location.hash.match(/^#history-([a-z0-9]+)$/) || [])[1];
      const item = name && this.item(name);
      if (!item || name === this.chosen) return;
      this.boxes.find((box) => box.value === item.dataset.kind).checked = true;
      this.set(item, true);
      this.chosen = name;
      window.requestAnimationFrame(() => item.scrollIntoView({ block: "start" }));
    }

    remember() {
      const states = kb.readAddress(window.location.hash);
      const state = this.kinds.length < this.boxes.length ? { kinds: this.kinds.join(".") } : {};
      if (this.chosen) state.entry = this.chosen;
      if (Object.keys(state).length) states.set(SLUG, state);
      else states.delete(SLUG);
      kb.replaceFragment(kb.writeAddress(states));
    }

    /** Show what is ticked and chosen, and say so to eyes, ears and scripts. */
    tell() {
      const { kinds, shown } = this;
      for (const item of this.items) item.hidden = !shown.includes(item);
      for (const drawn of this.all("svg [data-kind]")) drawn.toggleAttribute("data-off", !kinds.includes(drawn.dataset.kind));
      for (const mark of this.all("[data-mark]")) mark.toggleAttribute("data-chosen", mark.dataset.mark === this.chosen);
      const words = this.words(shown);
      this.find(".kb-timeline-sentence").textContent = words;
      this.find(".kb-history-years").setAttribute("aria-label", "Picture of the years: " + words);
      Object.assign(this.section.dataset, { kinds: kinds.join(" "), entry: this.chosen });
      clearTimeout(this.speaking);
      this.speaking = setTimeout(() => (this.find(".kb-spoken").textContent = words), SPEAK_AFTER_MS);
      const detail = { slug: SLUG, controls: { kinds, entry: this.chosen }, readouts: { shown: shown.length, all: this.items.length } };
      this.section.dispatchEvent(new CustomEvent("ketabrain:painted", { bubbles: true, detail }));
    }

    words(shown) {
      if (!shown.length) return "Nothing is ticked, so no entry is shown.";
      const years = [shown[0], shown[shown.length - 1]].map(({ dataset }) => dataset.year);
      const many = shown.length === this.items.length ? `All ${shown.length} entries are` : `${shown.length} of ${this.items.length} entries are`;
      const item = this.chosen && this.item(this.chosen);
      const chosen = item ? ` Chosen: ${item.querySelector("strong").textContent} (${item.querySelector(".kb-history-date").textContent}).` : "";
      return `${many} shown, from ${years[0]} to ${years[1]}.${chosen}`;
    }
  }

  kb.ready(() => {
    for (const section of document.querySelectorAll("section[data-history]")) new History(section);
  });
})();
