// Calibration of the reader's first guesses on claims, and what many get wrong; calibration.js draws.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const claims = (n) => (n === 1 ? "1 claim" : `${n} claims`);
  const WORDS = {
    many: "claims",
    counted: "Claims",
    agreed: "Agreed",
    axis: "Our verdict agreed",
    happened: "our verdict agreed",
    from: 30, // where the axis of sureness begins [%]
    opening: (all, percent) => `You judged ${claims(all.n)}. You were ${percent(all.sure)} sure on average, and our verdict agreed with ${all.hits} of them, that is ${percent(all.share)}.`,
    without: (n) => `${claims(n)} judged before you were asked how sure you are: not counted here.`,
  };

  function show(place) {
    const all = kb.calibration(kb.claims.counted());
    if (!all.n) {
      place.replaceChildren(kb.el("p", {}, "Nothing to draw yet. Judge claims above, or in the chapters, and say how sure you are."));
      return;
    }
    place.replaceChildren(...kb.calibrationParts(all, { ...WORDS, levels: kb.claims.levels }));
  }

  /** Fill the list of claims that most would get wrong with those that the reader has judged. */
  function missed(list) {
    const items = [...list.querySelectorAll("[data-missed]")];
    const better = { n: 0, of: 0 };
    for (const item of items) {
      const card = kb.claims.cards.get(item.dataset.missed);
      item.hidden = !card || !card.judged;
      if (item.hidden) continue;
      const { first } = card.state;
      const same = first.guess === item.dataset.most;
      better.of += 1;
      better.n += same ? 0 : 1;
      item.querySelector(".kb-missed-yours").replaceChildren(
        "You said: ", kb.el("strong", {}, kb.claims.words[first.guess]), first.sure === null ? "" : `, ${first.sure} % sure`, same ? ", as most would." : "."
      );
    }
    const waiting = items.length - better.of;
    const rest = waiting ? ` ${waiting} more wait hidden among the claims, so that they stay a surprise.` : "";
    list.querySelector(".kb-missed-status").textContent = `You have judged ${better.of} of these ${items.length}, and ${better.n} of them otherwise than most would.${rest}`;
  }

  kb.ready(() => {
    if (!kb.claims) return;
    const update = () => {
      for (const place of document.querySelectorAll("[data-claim-score] .kb-score-drawn")) show(place);
      for (const list of document.querySelectorAll("[data-often-missed]")) missed(list);
    };
    document.addEventListener("ketabrain:judged", update);
    update();
  });
})();
