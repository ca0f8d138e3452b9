// The invented page: tick sentences, check, and see below each which habit catches it.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const SLUG = "clinic-page";

  class ClinicPage {
    constructor(section) {
      this.section = section;
      this.lines = [...section.querySelectorAll("[data-sentence]")];
      this.find("form").addEventListener("submit", (event) => event.preventDefault());
      this.find("form").addEventListener("change", () => this.clear());
      this.find("[data-do=check]").addEventListener("click", () => this.check());
      this.find("[data-do=again]").addEventListener("click", () => this.again());
      section.dataset.state = "ready";
    }

    find(selector) {
      return this.section.querySelector(selector);
    }

    box(line) {
      return line.querySelector("input");
    }

    check() {
      this.clear();
      for (const line of this.lines) this.show(line);
      const needed = this.lines.filter(({ dataset }) => dataset.needs === "yes");
      const found = needed.filter((line) => this.box(line).checked).length;
      const extra = this.lines.filter((line) => line.dataset.needs === "no" && this.box(line).checked).length;
      const more = extra ? ` You also marked ${extra} that may stand.` : " You left those that may stand.";
      const result = this.find(".kb-clinic-result");
      result.textContent = `You marked ${found} of the ${needed.length} sentences that need a question.${more} Below each sentence you see why.`;
      this.section.dataset.checked = "";
      this.find("[data-do=again]").hidden = false;
      result.focus();
      const detail = { slug: SLUG, controls: { marked: this.marked }, readouts: { found, needed: needed.length, extra } };
      this.section.dispatchEvent(new CustomEvent("ketabrain:painted", { bubbles: true, detail }));
    }

    get marked() {
      return this.lines.filter((line) => this.box(line).checked).map(({ dataset }) => dataset.sentence);
    }

    /** Put a copy of the answer below its sentence, with whether the mark fits it. */
    show(line) {
      const { sentence, needs } = line.dataset;
      const marked = this.box(line).checked;
      const met = marked === (needs === "yes");
      const words = needs === "yes" ? (marked ? "✓ You marked it." : "✗ You let it pass.") : marked ? "✗ You marked it, and it may stand." : "✓ You let it stand.";
      const why = this.find(`[data-answer="${sentence}"] .kb-clinic-why`);
      const copies = [...why.childNodes].map((node) => node.cloneNode(true));
      line.dataset.met = met ? "yes" : "no";
      line.append(kb.el("div", { class: "kb-clinic-shown" }, kb.el("p", { class: "kb-clinic-met" }, words), ...copies));
    }

    /** A mark changed: what was said of the last ones no longer holds. */
    clear() {
      for (const shown of this.section.querySelectorAll(".kb-clinic-shown")) shown.remove();
      for (const line of this.lines) delete line.dataset.met;
      this.find(".kb-clinic-result").textContent = "";
      delete this.section.dataset.checked;
    }

    again() {
      for (const line of this.lines) this.box(line).checked = false;
      this.clear();
      this.find("[data-do=again]").hidden = true;
      this.box(this.lines[0]).focus();
    }
  }

  kb.ready(() => {
    for (const section of document.querySelectorAll("section[data-clinic-page]")) new ClinicPage(section);
  });
})();
