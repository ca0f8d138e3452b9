// The timeline: findings on a logarithmic axis; zoom by buttons, sliders or dragging; filter by species; read about an event.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const PLOTLY = "vendor/plotly-basic.min.js";
  const NEAR = "500px";
  const SPEAK_AFTER_MS = 700; // a screen reader hears the state once the slider rests
  const MARGIN = { l: 54, r: 6, t: 44, b: 26 };
  const TICK_PX = 38; // what the name of a time needs
  const EDGE_PX = [6, 18]; // before the first and beyond the last time: half a symbol, and its sign
  const ZOOMS = { all: [1, 20160], hours: [1, 120], day: [1, 1440], weeks: [1440, 20160] };

  class Timeline {
    constructor(section) {
      this.section = section;
      this.form = this.find(".kb-timeline-controls");
      this.stage = this.find(".kb-timeline-stage");
      this.plot = this.find(".kb-timeline-plot");
      this.select = this.find("[name=event]");
      this.told = JSON.parse(this.find(".kb-timeline-data").textContent);
      this.range = ZOOMS.all.slice();
      this.point = ""; // the finding that was clicked
      this.wire();
      kb.near(section, NEAR, () => this.start());
    }

    find(selector) {
      return this.section.querySelector(selector);
    }

    start() {
      this.started = this.started || this.load().catch((error) => this.fail(error));
      return this.started;
    }

    fail(error) {
      this.section.dataset.state = "failed";
      this.find(".kb-note").textContent = `The timeline could not be drawn: ${error.message} The table below says the same in words.`;
    }

    async load() {
      await kb.script(kb.url(PLOTLY));
      const { data, layout } = this.figure();
      await window.Plotly.newPlot(this.plot, data, layout, { displayModeBar: false, scrollZoom: false, doubleClick: false, responsive: false });
      this.plot.on("plotly_relayout", (change) => this.dragged(change));
      this.plot.on("plotly_doubleclick", () => this.zoom(ZOOMS.all));
      this.plot.on("plotly_click", ({ points }) => this.clicked(points[0]));
      new ResizeObserver(() => this.plot.clientWidth && this.plot.clientWidth !== this.width && this.paint()).observe(this.plot);
      new MutationObserver(() => this.paint()).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
      this.section.dataset.state = "ready";
      await this.paint();
    }

    wire() {
      const whenReady = (act) => async (event) => {
        await this.start();
        if (this.section.dataset.state === "ready") act(event.currentTarget);
      };
      this.form.addEventListener("submit", (event) => event.preventDefault());
      for (const input of this.form.querySelectorAll("[type=range]")) input.addEventListener("input", whenReady(() => this.slid(input)));
      for (const box of this.form.querySelectorAll("[name=species]")) box.addEventListener("change", whenReady(() => this.paint()));
      for (const button of this.form.querySelectorAll("[data-zoom]")) button.addEventListener("click", whenReady(() => this.zoom(ZOOMS[button.dataset.zoom])));
      this.select.addEventListener("change", whenReady(() => this.choose(this.select.value)));
      for (const button of this.section.querySelectorAll("[data-step]")) button.addEventListener("click", whenReady(() => this.step(Number(button.dataset.step))));
    }

    get species() {
      return [...this.form.querySelectorAll("[name=species]:checked")].map((box) => box.value);
    }

    /** The findings of the ticked species. */
    get shown() {
      const ticked = this.species;
      return this.told.points.filter(({ species }) => species.some((name) => ticked.includes(name)));
    }

    zoom(range) {
      this.range = range.slice();
      return this.paint();
    }

    /** A slider was moved: the other one makes room. */
    slid(input) {
      const { from, to } = this.form.elements;
      let [low, high] = [from, to].map(({ value }) => Number(value));
      if (low >= high && input === from) [low, high] = [Math.min(low, to.max - 1), Math.min(low, to.max - 1) + 1];
      else if (low >= high) [low, high] = [Math.max(high, 1) - 1, Math.max(high, 1)];
      return this.zoom([low, high].map((place) => this.told.stops[place][0]));
    }

    dragged(change) {
      const [low, high] = [change["xaxis.range[0]"], change["xaxis.range[1]"]];
      if (low === undefined || this.painting) return;
      const inside = (power) => Math.min(ZOOMS.all[1], Math.max(ZOOMS.all[0], 10 ** power));
      this.zoom([inside(low), inside(high)]);
    }

    clicked({ customdata }) {
      const found = this.told.points.find(({ id }) => id === customdata);
      if (found) this.choose(found.event, found.id);
    }

    choose(event, point = "") {
      this.select.value = event;
      this.point = point;
      return this.paint();
    }

    step(by) {
      const { options, selectedIndex } = this.select;
      this.select.selectedIndex = Math.max(1, Math.min(options.length - 1, selectedIndex + by));
      return this.choose(this.select.value);
    }

    colour(name) {
      return this.style.getPropertyValue("--kb-" + name.replaceAll("_", "-")).trim();
    }

    figure() {
      this.style = getComputedStyle(this.section);
      this.width = this.plot.clientWidth;
      return { data: this.traces(), layout: this.layout() };
    }

    traces() {
      const timed = this.inView().map((one) => ({ ...one, span: this.cut(one.span) }));
      const hourless = this.shown.filter(({ span }) => !span);
      const middle = ({ span: [start, end] }) => Math.sqrt(start * end);
      const bars = Object.entries(this.told.marks.colour).map(([found, colour]) => {
        const own = timed.filter((one) => one.found === found && one.span[0] < one.span[1]);
        const line = { color: this.colour(colour), width: 2 };
        return { type: "scatter", mode: "lines", x: own.flatMap(({ span }) => [...span, null]), y: own.flatMap(({ y }) => [y, y, null]), line, hoverinfo: "skip", name: `time of: ${found}` };
      });
      return [
        ...bars.filter(({ x }) => x.length),
        this.markers(timed, timed.map(middle), "x", "when"),
        this.signs(timed, timed.map(({ span }) => span[1]), "x"),
        this.markers(hourless, hourless.map(({ slot }) => slot), "x2", this.told.marks.noHour),
        this.signs(hourless, hourless.map(({ slot }) => slot), "x2"),
      ];
    }

    markers(points, x, xaxis, name) {
      const { symbol, colour } = this.told.marks;
      const colours = points.map(({ found }) => this.colour(colour[found]));
      const symbols = points.map(({ species, sure }) => symbol[species[0]] + (sure ? "" : "-open"));
      const size = points.map(({ id }) => (id === this.point ? 13 : 9));
      const line = { width: symbols.map((one) => (one.endsWith("open") ? 1.6 : 0)), color: colours };
      const hovertext = points.map(({ words, doubt }) => wrapped(words + (doubt ? `. ${doubt}` : "")));
      return { ...this.along(points, x, xaxis), mode: "markers", name, marker: { symbol: symbols, color: colours, size, line, opacity: 1 }, hovertext, hoverinfo: "text" };
    }

    /** The signs beside the findings, behind the end of their time. */
    signs(points, x, xaxis) {
      const color = points.map(({ found }) => this.colour(this.told.marks.colour[found]));
      const text = points.map(({ sign }) => (sign ? "\u2002" + sign : ""));
      return { ...this.along(points, x, xaxis), mode: "text", name: "signs", text, textposition: "middle right", textfont: { size: 12, color }, hoverinfo: "skip" };
    }

    along(points, x, xaxis) {
      return { type: "scatter", x, y: points.map(({ y }) => y), xaxis, yaxis: "y", customdata: points.map(({ id }) => id) };
    }

    layout() {
      const { axis, column, slots, lane, noHour, noTest } = this.told.marks;
      const { titles, labels, empty, height } = this.told;
      const clear = "rgba(0,0,0,0)";
      const coarse = window.matchMedia("(pointer: coarse)").matches; // a finger on the plot scrolls the page
      const [low, high] = this.range.map(Math.log10);
      const perPower = this.perPower(axis);
      const ticks = this.ticks(perPower);
      const faint = this.colour("faint");
      const text = (words, y, more) => ({ text: words, y, yref: "y", xref: "paper", showarrow: false, yanchor: "middle", xanchor: "left", ...more });
      const chosen = titles.findIndex(({ event }) => event === this.select.value);
      const below = chosen < 0 ? 0 : (titles[chosen + 1] || { y: height + lane / 2 }).y - lane / 2 - 3;
      const band = { type: "rect", layer: "below", xref: "paper", yref: "y", x0: 0, x1: 1, line: { width: 0 }, fillcolor: this.colour("grid"), opacity: 0.55 };
      return {
        width: this.width,
        height: height + MARGIN.t + MARGIN.b,
        margin: MARGIN,
        paper_bgcolor: clear,
        plot_bgcolor: clear,
        font: { color: this.colour("ink"), size: 12 },
        showlegend: false,
        hovermode: "closest",
        hoverlabel: { bgcolor: this.colour("paper"), bordercolor: faint, font: { color: this.colour("ink"), size: 12 }, align: "left" },
        dragmode: coarse ? false : "zoom",
        xaxis: { type: "log", domain: [0, axis], range: [low - EDGE_PX[0] / perPower, high + EDGE_PX[1] / perPower], side: "top", tickvals: ticks.map(([at]) => at), ticktext: ticks.map(([, word]) => word), tickangle: 0, gridcolor: this.colour("grid"), zeroline: false, fixedrange: coarse, tickfont: { size: 11 } },
        xaxis2: { domain: [1 - column, 1], range: [-0.5, slots - 0.3], fixedrange: true, showticklabels: false, showgrid: false, zeroline: false, anchor: "y", side: "top" },
        yaxis: { range: [height, 0], fixedrange: true, showticklabels: false, showgrid: false, zeroline: false },
        shapes: chosen < 0 ? [] : [{ ...band, y0: titles[chosen].y - lane / 2 - 2, y1: below }],
        annotations: [
          ...titles.map(({ text: words, y }) => text(`<b>${words}</b>`, y, { x: 0, xshift: -MARGIN.l + 2, font: { size: 12.5 } })),
          ...labels.map(({ text: words, y }) => text(words, y, { x: 0, xanchor: "right", xshift: -5, font: { size: 10.5, color: faint } })),
          ...empty.map((y) => text(noTest, y, { x: 0, xshift: 4, font: { size: 10.5, color: faint } })),
          ...ticks.map(([at, word]) => text(word, 0, { x: Math.log10(at), xref: "x", xanchor: "center", yref: "paper", yanchor: "top", yshift: -3, font: { size: 11 } })),
          text(noHour, 0, { x: 1 - column / 2, xanchor: "center", yref: "paper", y: 1, yanchor: "bottom", yshift: 5, font: { size: 11, color: faint } }),
        ],
      };
    }

    /** How many pixels a power of ten takes. */
    perPower(share) {
      const [low, high] = this.range.map(Math.log10);
      return (share * (this.width - MARGIN.l - MARGIN.r) - EDGE_PX[0] - EDGE_PX[1]) / (high - low);
    }

    /** The names of times that fit on the axis as it is zoomed. */
    ticks(perPower) {
      const inside = this.told.stops.filter(([at]) => at >= this.range[0] * 0.99 && at <= this.range[1] * 1.01);
      const rank = ([at]) => [1, 60, 1440, 20160, 10, 360, 10080, 120].indexOf(at) + 1 || 99;
      const kept = [];
      for (const stop of [...inside].sort((a, b) => rank(a) - rank(b))) {
        if (kept.every(([at]) => Math.abs(Math.log10(at / stop[0])) * perPower > TICK_PX)) kept.push(stop);
      }
      return kept.sort((a, b) => a[0] - b[0]);
    }

    async paint() {
      if (this.section.dataset.state !== "ready") return;
      this.tell();
      const { data, layout } = this.figure();
      this.painting = true; // plotly tells of our own changes, too
      await window.Plotly.react(this.plot, data, layout).finally(() => (this.painting = false));
      const [from, to] = this.range;
      const controls = { from, to, species: this.species, event: this.select.value };
      this.section.dispatchEvent(new CustomEvent("ketabrain:painted", { bubbles: true, detail: { slug: "timeline", controls, readouts: { shown: this.inView().length, all: this.told.points.length } } }));
    }

    /** The findings that stand between the two ends of the axis. */
    inView() {
      const [from, to] = this.range;
      return this.shown.filter(({ span }) => span && span[1] >= from * 0.99 && span[0] <= to * 1.01);
    }

    /** The part of a time that is in view, so that its symbol is, too. */
    cut([start, end]) {
      return [Math.max(start, this.range[0]), Math.min(end, this.range[1])];
    }

    /** The nearest stop's place, and its words or the time itself. */
    stop(minutes) {
      const far = ([at]) => Math.abs(Math.log10(at / minutes));
      const near = this.told.stops.reduce((best, one) => (far(one) < far(best) ? one : best));
      const exact = far(near) < 0.004;
      return [this.told.stops.indexOf(near), exact ? near[1] : spoken(minutes)];
    }

    /** Write the state in words, for eyes, ears and scripts. */
    tell() {
      const ends = this.range.map((minutes) => this.stop(minutes));
      ["from", "to"].forEach((name, i) => {
        const input = this.form.elements[name];
        input.value = ends[i][0];
        input.setAttribute("aria-valuetext", ends[i][1]);
        this.find(`[data-shows=${name}]`).textContent = ends[i][1];
      });
      for (const button of this.form.querySelectorAll("[data-zoom]")) {
        button.setAttribute("aria-pressed", String(ZOOMS[button.dataset.zoom].every((at, i) => Math.abs(at - this.range[i]) < 0.01)));
      }
      const words = this.words(ends);
      kb.writeSteady(this.find(".kb-timeline-sentence"), words);
      this.plot.setAttribute("role", "img");
      this.plot.setAttribute("aria-label", "Plot: " + words);
      this.about();
      Object.assign(this.section.dataset, { from: this.range[0], to: this.range[1], species: this.species.join(" "), event: this.select.value });
      clearTimeout(this.speaking);
      this.speaking = setTimeout(() => (this.find(".kb-spoken").textContent = words), SPEAK_AFTER_MS);
    }

    words([[, from], [, to]]) {
      const boxes = [...this.form.querySelectorAll("[name=species]")];
      const ticked = boxes.filter((box) => box.checked).map((box) => box.parentElement.textContent.trim().split(" ").pop());
      const whom = ticked.length === boxes.length ? "All species are shown." : ticked.length ? `Shown: ${ticked.join(", ")}.` : "No species is ticked.";
      const hourless = this.shown.filter(({ span }) => !span).length;
      return `From ${from} to ${to} after the dose: ${this.inView().length} of ${this.told.points.length} findings stand on the axis; ${hourless} more have no hour that we saw. ${whom}`;
    }

    /** What the table says of the chosen event, the clicked finding marked. */
    about() {
      const box = this.find(".kb-timeline-about");
      const row = this.select.value && this.section.querySelector(`tr[data-event=${this.select.value}]`);
      box.hidden = !row;
      const name = row ? row.dataset.event + this.point : "";
      if (box.dataset.shows === name) return;
      box.dataset.shows = name;
      if (!row) return box.replaceChildren();
      const copies = (from) => [...from.childNodes].map((node) => node.cloneNode(true));
      const cells = [...row.querySelectorAll("[data-cell]")].map((cell) => [kb.el("dt", null, cell.dataset.label), kb.el("dd", null, ...copies(cell))]);
      box.replaceChildren(kb.el("div", { class: "kb-timeline-name" }, ...copies(row.querySelector("th"))), kb.el("dl", null, ...cells.flat()));
      const clicked = this.point && box.querySelector(`[data-point="${this.point}"]`);
      if (clicked) clicked.classList.add("kb-chosen");
    }
  }

  /** A time off the stops in words. */
  function spoken(minutes) {
    if (minutes < 60) return `${kb.number(minutes, 0)} min`;
    return minutes < 1440 ? `${kb.number(minutes / 60, 1)} h` : `${kb.number(minutes / 1440, 1)} days`;
  }

  /** Break a text into lines that a small box holds. */
  function wrapped(text, letters = 40) {
    const lines = [""];
    for (const word of text.split(" ")) {
      if (lines[lines.length - 1].length + word.length > letters) lines.push("");
      lines[lines.length - 1] += word + " ";
    }
    return lines.map((line) => line.trim()).join("<br>");
  }

  kb.ready(() => {
    for (const section of document.querySelectorAll("section[data-timeline]")) new Timeline(section);
  });
})();
