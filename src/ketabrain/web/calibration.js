// Calibration: how sure somebody was against how often they were right. A reliability plot, the Brier score, and both
// in words. Used for guesses on claims and for answers to questions; what differs between them are words:
// {many, counted, agreed, axis, happened, from [%], levels [%], opening(all, percent), without(n)}.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const Z = 1.96; // of a 95 % interval
  const FEW = 10; // guesses that say little
  const SIZE = { width: 360, height: 340, left: 46, right: 346, top: 12, bottom: 262 };

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

  function binWords({ p, n, interval }) {
    if (n < 5) return "too few to say";
    if (p > interval[1]) return "less often than you said";
    return p < interval[0] ? "more often than you said" : "within what luck allows";
  }

  /** The whole in sentences, each a paragraph. */
  function sentences(all, words) {
    const gap = all.sure - all.share;
    const found = [words.opening(all, percent)];
    if (all.n < FEW) found.push(`With fewer than ${FEW} ${words.many} that says little yet.`);
    else if (Math.abs(gap) <= all.chance) found.push(`With so many ${words.many}, luck alone can move these two apart by ${Math.round(100 * all.chance)} points, even in somebody perfectly calibrated. So this is no sign that you are too sure or too unsure.`);
    else found.push(`You were ${gap > 0 ? "surer than you were right" : "right more often than you were sure"}, by more than luck would do.`);
    const own = all.share * (1 - all.share);
    const skill = all.brier < own - 0.005 ? `So your numbers told surer ${words.many} from less sure ones.` : "So far your numbers say no more than one number for all would.";
    const brier = `Your Brier score is ${all.brier.toFixed(2)}. Nought would be best, 1 worst. Saying 50 % every time gives 0.25; saying your own share, ${percent(all.share)}, every time gives ${own.toFixed(2)}.`;
    found.push(all.n < FEW ? brier : `${brier} ${skill}`);
    if (all.without) found.push(words.without(all.without));
    return found.map((text) => kb.el("p", {}, text));
  }

  const y = (share) => SIZE.bottom - share * (SIZE.bottom - SIZE.top);
  /** The place of a sureness on an axis that begins at a percentage. */
  const across = (from) => (p) => SIZE.left + ((100 * p - from) / (100 - from)) * (SIZE.right - SIZE.left);

  /** The line on which somebody perfectly calibrated lies, with its name. */
  function ideal(x, from) {
    const [start, named] = [from / 100, from / 100 + 0.07];
    const at = { x: x(named), y: y(named) - 42 };
    return [
      kb.el("line", { class: "kb-rel-ideal", x1: x(start), y1: y(start), x2: x(1), y2: y(1) }),
      kb.el("text", { class: "kb-rel-faint", ...at, transform: `rotate(-36 ${at.x} ${at.y})` }, "as sure as right"),
    ];
  }

  function axes(x, words) {
    const parts = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      kb.el("line", { class: "kb-rel-grid", x1: SIZE.left, x2: SIZE.right, y1: y(share), y2: y(share) }),
      kb.el("text", { x: SIZE.left - 6, y: y(share) + 4, "text-anchor": "end" }, Math.round(100 * share)),
    ]);
    const ticks = words.levels.map((level) => kb.el("text", { x: x(level / 100), y: SIZE.bottom + 18, "text-anchor": "middle" }, level));
    const middle = { x: (SIZE.left + SIZE.right) / 2, y: (SIZE.top + SIZE.bottom) / 2 };
    return [
      ...parts, ...ideal(x, words.from), ...ticks,
      kb.el("text", { x: middle.x, y: SIZE.bottom + 36, "text-anchor": "middle" }, "How sure you were (%)"),
      kb.el("text", { x: 14, y: middle.y, "text-anchor": "middle", transform: `rotate(-90 14 ${middle.y})` }, `${words.axis} (%)`),
      kb.el("text", { class: "kb-rel-faint", x: middle.x, y: SIZE.bottom + 72, "text-anchor": "middle" }, `number of ${words.many}`),
    ];
  }

  function point(x, { p, n, share, interval }) {
    return [
      kb.el("line", { class: "kb-rel-bar", x1: x(p), x2: x(p), y1: y(interval[0]), y2: y(interval[1]) }),
      kb.el("circle", { class: "kb-rel-dot", cx: x(p), cy: y(share), r: Math.min(11, 3.5 + Math.sqrt(n)) }),
      kb.el("text", { class: "kb-rel-count", x: x(p), y: SIZE.bottom + 56, "text-anchor": "middle" }, n),
    ];
  }

  function plot(all, words) {
    const x = across(words.from);
    const bins = all.bins.map(({ p, n, hits }) => `at ${percent(p)}, ${hits} of ${n}`).join("; ");
    const label = `Reliability plot. Across: how sure you were. Up: how often ${words.happened}. ${bins}.`;
    const svg = kb.el("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, class: "kb-rel", role: "img", "aria-label": label });
    svg.append(...axes(x, words), ...all.bins.flatMap((bin) => point(x, bin)));
    const caption = "A dot below the slanting line: you were surer than right. Above: you knew more than you said. Bars: 95 % intervals; long ones say that the dot may lie there by luck.";
    return kb.el("figure", { class: "kb-picture kb-plot" }, svg, kb.el("figcaption", {}, caption));
  }

  function tableOf(all, words) {
    const heads = ["You were sure", words.counted, words.agreed, "In words"];
    const head = kb.el("thead", {}, kb.el("tr", {}, heads.map((text) => kb.el("th", { scope: "col" }, text))));
    const rows = all.bins.map((bin) =>
      kb.el("tr", {}, kb.el("th", { scope: "row" }, percent(bin.p)), kb.el("td", {}, String(bin.n)), kb.el("td", {}, `${bin.hits}, ${percent(bin.share)}`), kb.el("td", {}, binWords(bin)))
    );
    return kb.el("table", { class: "kb-table" }, kb.el("caption", { class: "kb-hidden" }, "Your calibration"), head, kb.el("tbody", {}, rows));
  }

  /** A calibration in sentences, as a plot and as a table. */
  kb.calibrationParts = (all, words) => [...sentences(all, words), plot(all, words), tableOf(all, words)];
})();
