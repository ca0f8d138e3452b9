// Debates: first one's own leaning, kept in this browser; then how we weigh both sides.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  class Debate {
    constructor(element, form) {
      this.element = element;
      this.key = "debate:" + element.dataset.debate;
      this.weighing = element.querySelector(".kb-weighing");
      this.leaned = element.querySelector(".kb-leaned");
      this.form = form.cloneNode(true);
      for (const input of this.inputs()) input.name += "-" + element.dataset.debate;
      this.form.querySelector("[data-do=weigh]").addEventListener("click", () => this.weigh());
      this.form.addEventListener("input", () => this.ask(""));
      this.leaned.before(this.form);
      const kept = kb.store.get(this.key, null);
      const before = kept && kept.v === 1 && this.inputs().find((input) => input.value === kept.lean);
      if (before) this.show(before, typeof kept.why === "string" ? kept.why : "");
    }

    inputs() {
      return [...this.form.querySelectorAll("[type=radio]")];
    }

    ask(text) {
      this.form.querySelector(".kb-ask").textContent = text;
    }

    weigh() {
      const chosen = this.inputs().find((input) => input.checked);
      if (!chosen) {
        this.ask("Choose where you lean first.");
        this.inputs()[0].focus();
        return;
      }
      const why = this.form.querySelector("[name=why]").value.trim();
      kb.store.set(this.key, { v: 1, lean: chosen.value, why });
      this.show(chosen, why);
      this.weighing.open = true;
      this.element.querySelector(".kb-weighed").focus();
    }

    show(chosen, why) {
      const lean = chosen.nextElementSibling.textContent.trim();
      this.leaned.replaceChildren(kb.el("p", {}, "You leaned: ", kb.el("strong", {}, lean), ".", why ? ` What would decide it, you wrote: “${why}”` : ""));
      this.leaned.hidden = false;
      this.element.dataset.leaned = chosen.value;
    }

    forget() {
      delete this.element.dataset.leaned;
      this.leaned.hidden = true;
      this.weighing.open = false;
      for (const input of this.inputs()) input.checked = false;
      this.form.querySelector("[name=why]").value = "";
    }
  }

  /** A link to a debate opens it. */
  function reach() {
    const found = document.getElementById(window.location.hash.slice(1));
    if (found && found.matches("details.kb-debate")) found.open = true;
  }

  kb.ready(() => {
    const template = document.getElementById("kb-debate-form");
    if (!template) return;
    const debates = [...document.querySelectorAll("[data-debate]")].map((element) => new Debate(element, template.content.firstElementChild));
    document.addEventListener("ketabrain:judged", ({ detail }) => detail.over && debates.forEach((debate) => debate.forget()));
    window.addEventListener("hashchange", reach);
    reach();
  });
})();
