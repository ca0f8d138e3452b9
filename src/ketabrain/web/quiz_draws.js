// Numbers that are drawn: the page holds a question's texts once, and the numbers of its first variants as data.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  /** Write a variant's numbers into the texts and the answers. */
  function put(one, at) {
    const { names, tolerance, variants } = one.draws;
    const [words, [answer, ...slips]] = variants[at];
    one.variant = at;
    one.element.dataset.mark = `${one.baseMark}-${at}`; // a kept answer comes back with its own numbers
    for (const place of one.element.querySelectorAll("[data-draw]")) place.textContent = words[names.indexOf(place.dataset.draw)];
    for (const item of one.answers()) {
      const value = item.dataset.case === "slip" ? slips.shift() : answer;
      item.dataset.value = value;
      item.dataset.tolerance = Math.abs(value) * tolerance;
    }
  }

  /** How often the question was reviewed before. */
  function reviews(one) {
    const record = kb.reviewLog ? kb.reviewLog.read(one.id) : null;
    return record ? record.log.length + (record.base ? record.base.reps : 0) : 0;
  }

  /** The variant to begin with: the one that was answered, else the first; in a review another each time. */
  function first(one) {
    const count = one.draws.variants.length;
    if (one.fresh) return reviews(one) % count;
    const kept = one.kept();
    const at = one.draws.variants.findIndex((_, i) => kept && kept.mark === `${one.baseMark}-${i}`);
    return Math.max(0, at);
  }

  function again(one) {
    put(one, (one.variant + 1) % one.draws.variants.length);
    one.form.put(one, null);
    delete one.element.dataset.done;
    one.find(".kb-answers").open = false;
    one.find("[data-do=reveal]").hidden = true;
    const { units, variants } = one.draws;
    const numbers = units.map((unit, i) => `${variants[one.variant][0][i]} ${unit}`).join("; ");
    one.say(false, kb.el("p", {}, `New numbers: ${numbers}.`));
    one.inputs()[0].focus();
  }

  Object.assign(kb.forms.number, {
    mount(one) {
      if (!one.element.dataset.draws) return;
      one.draws = JSON.parse(one.element.dataset.draws);
      one.baseMark = one.element.dataset.mark.split("-")[0];
      one.anew = kb.el("button", { type: "button", class: "kb-button", hidden: true, onclick: () => again(one) }, "New numbers");
      one.find(".kb-do").append(one.anew);
      put(one, first(one));
    },
    signed(one) {
      if (one.anew) one.anew.hidden = one.draws.variants.length < 2;
    },
    cleared(one) {
      if (one.anew) one.anew.hidden = true;
    },
  });
})();
