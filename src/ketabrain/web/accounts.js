// The experiments that score the accounts: judge one account, order the rows by it, show only those that decide.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  const has = (body, kind, account) => body.dataset[kind].split(" ").includes(account);

  class Accounts {
    constructor(section) {
      this.section = section;
      this.form = section.querySelector(".kb-accounts-controls");
      this.table = section.querySelector(".kb-experiments");
      this.bodies = [...this.table.tBodies]; // as told
      this.titles = new Map([...this.form.elements.account.options].map(({ value, text }) => [value, text]));
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("change", () => this.show());
      this.show();
      section.dataset.state = "ready";
    }

    /** Which way a row speaks on the chosen account, or on any. */
    verdict(body, account) {
      const sides = ["for", "against"].filter((kind) => (account ? has(body, kind, account) : body.dataset[kind]));
      return sides.length === 2 ? "both" : sides[0] || "open";
    }

    show() {
      const { account, order, deciding, people } = this.form.elements;
      const first = { for: ["for", "both", "against", "open"], against: ["against", "both", "for", "open"] }[order.value];
      const rank = (body) => (first ? first.indexOf(this.verdict(body, account.value)) : 0);
      const sorted = [...this.bodies].sort((a, b) => rank(a) - rank(b) || this.bodies.indexOf(a) - this.bodies.indexOf(b));
      this.table.append(...sorted);
      for (const body of this.bodies) {
        body.dataset.verdict = this.verdict(body, account.value);
        body.hidden = (deciding.checked && body.dataset.verdict === "open") || (people.checked && !("people" in body.dataset));
        for (const chip of body.querySelectorAll(".kb-chip")) chip.hidden = Boolean(account.value) && chip.dataset.account !== account.value;
        for (const list of body.querySelectorAll(".kb-chips")) list.hidden = !list.querySelector(".kb-chip:not([hidden])");
      }
      this.section.dataset.account = account.value;
      this.section.querySelector(".kb-accounts-sentence").textContent = this.words(account.value);
    }

    words(account) {
      const shown = this.bodies.filter((body) => !body.hidden);
      const count = (verdict) => shown.filter((body) => body.dataset.verdict === verdict).length;
      if (!account) return `${shown.length} of ${this.bodies.length} experiments are shown; ${count("open")} of them decide on no account.`;
      return `${this.titles.get(account)}, ${shown.length} experiments shown. For it: ${count("for")}. Against it: ${count("against")}. Both ways: ${count("both")}. Undecided: ${count("open")}.`;
    }
  }

  kb.ready(() => {
    for (const section of document.querySelectorAll("section[data-accounts]")) new Accounts(section);
  });
})();
