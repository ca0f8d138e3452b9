// Calibration of the reader's first guesses on claims: a reliability plot, the Brier score, and both in words.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const Z = 1.96; // of a 95 % interval
  const FEW = 10; // judged claims that say little
  const SIZE = { width: 360, height: 340, left: 46, right: 346, top: 12, bottom: 262 };
  const FROM = 30; // where the axis of sureness begins [%]

  /** Wilson's 95 % interval of a share. */
  function wilson(hits, n) {
    const share = hits / n;
    const spread = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
    const low = (share + (Z * Z) / (2 * n) - spread) / (1 + (Z * Z) / n);
    const high = (share + (Z * Z) / (2 * n) + spread) / (1 + (Z * Z) / n);
    return [Math.max(0, low), Math.min(1, high)];
  }

  /** What guesses [{sure, fits}] amount to. "chance" is how far perfect calibration may miss by luck alone. */
  kb.calibration = function (guesses) {
    const asked = guesses.filter((one) => one.sure !== null).map(({ sure, fits }) => ({ p: sure / 100, hit: fits ? 1 : 0 }));
    const n = asked.length;
    const mean = (f) => asked.reduce((sum, one) => sum + f(one), 0) / n;
    const bins = [...new Set(asked.map(({ p }) => p))].sort((a, b) => a - b).map((p) => {
      const inside = asked.filter((one) => one.p === p);
      const hits = inside.filter((one) => one.hit).length;
      return { p, n: inside.length, hits, share: hits / inside.length, interval: wilson(hits, inside.length) };
    });
    return {
      n, bins, without: guesses.length - n, hits: asked.filter(({ hit }) => hit).length,
      sure: mean(({ p }) => p), share: mean(({ hit }) => hit), brier: mean(({ p, hit }) => (p - hit) ** 2),
      chance: (Z * Math.sqrt(asked.reduce((sum, { p }) => sum + p * (1 - p), 0))) / n,
    };
  };

  const percent = (share) => `${Math.round(100 * share)} %`;
  const claims = (n) => (n === 1 ? "1 claim" : `${n} claims`);

  function binWords({ p, n, interval }) {
    if (n < 5) return "too few to say";
    if (p > interval[1]) return "less often than you said";
    return p < interval[0] ? "more often than you said" : "within what luck allows";
  }

  /** The whole in sentences, each a paragraph. */
  function sentences(all) {
    const gap = all.sure - all.share;
    const found = [`You judged ${claims(all.n)}. You were ${percent(all.sure)} sure on average, and our verdict agreed with ${all.hits} of them, that is ${percent(all.share)}.`];
    if (all.n < FEW) found.push(`With fewer than ${FEW} claims that says little yet.`);
    else if (Math.abs(gap) <= all.chance) found.push(`With so many claims, luck alone can move these two apart by ${Math.round(100 * all.chance)} points, even in somebody perfectly calibrated. So this is no sign that you are too sure or too unsure.`);
    else found.push(`You were ${gap > 0 ? "surer than you were right" : "right more often than you were sure"}, by more than luck would do.`);
    const own = all.share * (1 - all.share);
    const skill = all.brier < own - 0.005 ? "So your numbers told surer claims from less sure ones." : "So far your numbers say no more than one number for all would.";
    const brier = `Your Brier score is ${all.brier.toFixed(2)}. Nought would be best, 1 worst. Saying 50 % every time gives 0.25; saying your own share, ${percent(all.share)}, every time gives ${own.toFixed(2)}.`;
    found.push(all.n < FEW ? brier : `${brier} ${skill}`);
    if (all.without) found.push(`${claims(all.without)} judged before you were asked how sure you are: not counted here.`);
    return found.map((text) => kb.el("p", {}, text));
  }

  function draw(tag, attributes, text) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (text !== undefined) node.textContent = text;
    return node;
  }

  const x = (p) => SIZE.left + ((100 * p - FROM) / (100 - FROM)) * (SIZE.right - SIZE.left);
  const y = (share) => SIZE.bottom - share * (SIZE.bottom - SIZE.top);

  function axes(levels) {
    const parts = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      draw("line", { class: "kb-rel-grid", x1: SIZE.left, x2: SIZE.right, y1: y(share), y2: y(share) }),
      draw("text", { x: SIZE.left - 6, y: y(share) + 4, "text-anchor": "end" }, Math.round(100 * share)),
    ]);
    const line = draw("line", { class: "kb-rel-ideal", x1: x(FROM / 100), y1: y(FROM / 100), x2: x(1), y2: y(1) });
    const named = draw("text", { class: "kb-rel-faint", x: x(0.37), y: y(0.37) - 42, transform: `rotate(-36 ${x(0.37)} ${y(0.37) - 42})` }, "as sure as right");
    const ticks = levels.map((p) => draw("text", { x: x(p), y: SIZE.bottom + 18, "text-anchor": "middle" }, Math.round(100 * p)));
    const middle = (SIZE.top + SIZE.bottom) / 2;
    return [
      ...parts, line, named, ...ticks,
      draw("text", { x: (SIZE.left + SIZE.right) / 2, y: SIZE.bottom + 36, "text-anchor": "middle" }, "How sure you were (%)"),
      draw("text", { x: 14, y: middle, "text-anchor": "middle", transform: `rotate(-90 14 ${middle})` }, "Our verdict agreed (%)"),
      draw("text", { class: "kb-rel-faint", x: (SIZE.left + SIZE.right) / 2, y: SIZE.bottom + 72, "text-anchor": "middle" }, "number of claims"),
    ];
  }

  function point({ p, n, share, interval }) {
    return [
      draw("line", { class: "kb-rel-bar", x1: x(p), x2: x(p), y1: y(interval[0]), y2: y(interval[1]) }),
      draw("circle", { class: "kb-rel-dot", cx: x(p), cy: y(share), r: Math.min(11, 3.5 + Math.sqrt(n)) }),
      draw("text", { class: "kb-rel-count", x: x(p), y: SIZE.bottom + 56, "text-anchor": "middle" }, n),
    ];
  }

  function plot(all, levels) {
    const words = all.bins.map(({ p, n, hits }) => `at ${percent(p)}, ${hits} of ${n}`).join("; ");
    const label = `Reliability plot. Across: how sure you were. Up: how often our verdict agreed. ${words}.`;
    const svg = draw("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, class: "kb-rel", role: "img", "aria-label": label });
    svg.append(...axes(levels), ...all.bins.flatMap(point));
    const caption = "A dot below the slanting line: you were surer than right. Above: you knew more than you said. Bars: 95 % intervals; long ones say that the dot may lie there by luck.";
    return kb.el("figure", { class: "kb-picture kb-plot" }, svg, kb.el("figcaption", {}, caption));
  }

  function tableOf(all) {
    const heads = ["You were sure", "Claims", "Agreed", "In words"];
    const head = kb.el("thead", {}, kb.el("tr", {}, heads.map((text) => kb.el("th", { scope: "col" }, text))));
    const rows = all.bins.map((bin) =>
      kb.el("tr", {}, kb.el("th", { scope: "row" }, percent(bin.p)), kb.el("td", {}, String(bin.n)), kb.el("td", {}, `${bin.hits}, ${percent(bin.share)}`), kb.el("td", {}, binWords(bin)))
    );
    return kb.el("table", { class: "kb-table" }, kb.el("caption", { class: "kb-hidden" }, "Your calibration"), head, kb.el("tbody", {}, rows));
  }

  function show(place) {
    const all = kb.calibration(kb.claims.counted());
    if (!all.n) {
      place.replaceChildren(kb.el("p", {}, "Nothing to draw yet. Judge claims above, or in the chapters, and say how sure you are."));
      return;
    }
    place.replaceChildren(...sentences(all), plot(all, kb.claims.levels.map((level) => level / 100)), tableOf(all));
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
