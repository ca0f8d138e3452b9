// Forgetting curves: mean predicted recall of a group of questions, day by day. The past is replayed from what was
// answered when; the future is what FSRS expects without another review. Drawn as SVG, told in words, listed as a table.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const SPAN = 30; // [days] to either side of today
  const STEP = 0.5; // [days]
  const DAY_MS = 864e5;
  const TOLD = [-30, -14, -7, -1, 0, 1, 7, 14, 30]; // [days] listed in the table
  const SIZE = { width: 360, height: 236, left: 46, right: 350, top: 14, bottom: 180 };

  const percent = (share) => `${Math.round(100 * share)} %`;
  const x = (day) => SIZE.left + ((day + SPAN) / (2 * SPAN)) * (SIZE.right - SIZE.left);
  const y = (share) => SIZE.bottom - share * (SIZE.bottom - SIZE.top);

  /** A function from a minute to the memory of a question at that time, or null where it had not been answered. */
  function history({ log, base, ...record }) {
    const states = new Map();
    return (minute) => {
      const answered = log.filter(([at]) => at <= minute);
      const start = base && base.last <= minute ? { base } : {};
      const key = `${answered.length} ${"base" in start}`;
      if (!states.has(key)) states.set(key, kb.memory.state({ ...record, ...start, log: answered }));
      return states.get(key);
    };
  }

  /** Mean predicted recall over those questions that had been answered by then: [{day, n, recall}] around a date. */
  function curve(records, now) {
    const all = records.map(history);
    return Array.from({ length: (2 * SPAN) / STEP + 1 }, (_, i) => i * STEP - SPAN).map((day) => {
      const date = new Date(now.getTime() + day * DAY_MS);
      const known = all.map((at) => at(Math.floor(Math.min(date, now) / 60000))).filter(Boolean);
      return { day, n: known.length, recall: known.reduce((sum, memory) => sum + kb.memory.recall(memory, date), 0) / known.length };
    });
  }

  /** The days, in steps, on which these questions were answered. */
  function reviewDays(records, now) {
    const days = records.flatMap(({ log }) => log.map(([minute]) => Math.round((minute * 60000 - now) / DAY_MS / STEP) * STEP));
    return [...new Set(days)].filter((day) => day >= -SPAN && day <= 0);
  }

  function path(points, kind) {
    const drawn = points.filter(({ n }) => n).map(({ day, recall }) => `${x(day).toFixed(1)},${y(recall).toFixed(1)}`);
    return drawn.length ? kb.el("polyline", { class: `kb-fade ${kind}`, points: drawn.join(" ") }) : "";
  }

  function axes() {
    const parts = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      kb.el("line", { class: "kb-rel-grid", x1: SIZE.left, x2: SIZE.right, y1: y(share), y2: y(share) }),
      kb.el("text", { x: SIZE.left - 6, y: y(share) + 4, "text-anchor": "end" }, Math.round(100 * share)),
    ]);
    const ticks = [-30, -15, 0, 15, 30].map((day) =>
      kb.el("text", { x: x(day), y: SIZE.bottom + 26, "text-anchor": day === 30 ? "end" : day === -30 ? "start" : "middle" }, day === 0 ? "today" : day > 0 ? `+${day}` : `−${-day}`)
    );
    const middle = { x: (SIZE.left + SIZE.right) / 2, y: (SIZE.top + SIZE.bottom) / 2 };
    return [
      ...parts, ...ticks,
      kb.el("line", { class: "kb-fade-today", x1: x(0), x2: x(0), y1: SIZE.top, y2: SIZE.bottom }),
      kb.el("line", { class: "kb-rel-ideal", x1: SIZE.left, x2: SIZE.right, y1: y(kb.memory.RETENTION), y2: y(kb.memory.RETENTION) }),
      kb.el("text", { x: middle.x, y: SIZE.bottom + 46, "text-anchor": "middle" }, "Days"),
      kb.el("text", { x: 14, y: middle.y, "text-anchor": "middle", transform: `rotate(-90 14 ${middle.y})` }, "Predicted recall (%)"),
    ];
  }

  const at = (points, day) => points.find((one) => one.day === day);

  /** A curve in words: now, then, and to come. */
  function words(points) {
    const [before, today] = [at(points, -7), at(points, 0)];
    const past = before.n ? ` A week ago it was ${percent(before.recall)}, over the ${before.n} answered by then.` : "";
    return `Today ${percent(today.recall)}.${past} Without another review it would be ${percent(at(points, 7).recall)} in a week and ${percent(at(points, SPAN).recall)} in ${SPAN} days.`;
  }

  function plot({ name, points, others, days }) {
    const label = `Forgetting curve of ${name}. Across: days from ${SPAN} days ago to ${SPAN} days ahead. Up: predicted recall. ${words(points)}`;
    const svg = kb.el("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, class: "kb-rel kb-fades", role: "img", "aria-label": label });
    const rug = days.map((day) => kb.el("line", { class: "kb-fade-review", x1: x(day), x2: x(day), y1: SIZE.bottom + 4, y2: SIZE.bottom + 12 }));
    const past = points.filter(({ day }) => day <= 0);
    const future = points.filter(({ day }) => day >= 0);
    svg.append(...axes(), others ? path(others, "kb-fade-others") : "", ...rug, path(past, "kb-fade-past"), path(future, "kb-fade-future"));
    return svg;
  }

  function caption(name, points, others) {
    const thin = others ? " Thin line: all chapters." : "";
    return kb.el(
      "figcaption", {},
      kb.el("p", {}, kb.el("strong", {}, `${name}: `), words(points)),
      kb.el("p", {}, `Line: mean over the questions answered by then; a new question may lower it. Broken: without another review.${thin} Small strokes below: days on which you answered. Broken straight line: ${percent(kb.memory.RETENTION)}, where a question comes back.`)
    );
  }

  function whenWords(day) {
    const days = Math.abs(day) === 1 ? "1 day" : `${Math.abs(day)} days`;
    return day === 0 ? "today" : day < 0 ? `${days} ago` : `in ${days}`;
  }

  function tableOf(name, points) {
    const head = kb.el("tr", {}, ["When", "Predicted recall", "Over questions"].map((text) => kb.el("th", { scope: "col" }, text)));
    const rows = TOLD.map((day) => at(points, day)).filter(({ n }) => n).map(({ day, n, recall }) =>
      kb.el("tr", {}, kb.el("th", { scope: "row" }, whenWords(day)), kb.el("td", {}, percent(recall)), kb.el("td", {}, String(n)))
    );
    return kb.el("table", { class: "kb-table" }, kb.el("caption", { class: "kb-hidden" }, `Forgetting curve of ${name}`), kb.el("thead", {}, head), kb.el("tbody", {}, rows));
  }

  kb.forgetting = {
    curve,
    /** The figure of a group's curve and its table; "all" adds a thin line of all records for comparison, or is null. */
    parts(name, records, all, now) {
      const points = curve(records, now);
      const others = all && curve(all, now);
      const svg = plot({ name, points, others, days: reviewDays(records, now) });
      return { figure: kb.el("figure", { class: "kb-picture kb-plot" }, svg, caption(name, points, others)), table: tableOf(name, points) };
    },
  };
})();
