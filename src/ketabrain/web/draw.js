// Fill a figure template from a node and draw it with plotly. Shared by the static page and live notebooks.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const NARROW_PX = 560;
  const CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false };

  function put(tree, path, value) {
    const keys = path.split(".");
    const last = keys.pop();
    for (const key of keys) tree = tree[key] = tree[key] === undefined ? {} : tree[key];
    tree[last] = value;
  }

  function colour(reference, style) {
    const [name, alpha] = reference.slice(1).split("/");
    const hex = style.getPropertyValue("--kb-" + name.replaceAll("_", "-")).trim();
    if (!hex) return reference;
    if (!alpha) return hex;
    const part = (i) => parseInt(hex.slice(i, i + 2), 16);
    return `rgba(${part(1)},${part(3)},${part(5)},${alpha})`;
  }

  function resolve(tree, style) {
    if (typeof tree === "string") return tree.startsWith("@") ? colour(tree, style) : tree;
    if (Array.isArray(tree)) return tree.map((branch) => resolve(branch, style));
    if (tree && typeof tree === "object" && !ArrayBuffer.isView(tree)) {
      return Object.fromEntries(Object.entries(tree).map(([key, branch]) => [key, resolve(branch, style)]));
    }
    return tree;
  }

  function trimmed(values) {
    let end = values.length;
    while (end > 0 && (values[end - 1] === null || Number.isNaN(values[end - 1]))) end--;
    if (end === values.length) return values;
    return ArrayBuffer.isView(values) ? values.subarray(0, end) : values.slice(0, end);
  }

  // The place of the value nearest to a wanted one.
  function nearest(values, wanted) {
    let best = 0;
    for (let i = 1; i < values.length; i++) if (Math.abs(values[i] - wanted) < Math.abs(values[best] - wanted)) best = i;
    return best;
  }

  class Plot {
    constructor(div, spec) {
      this.div = div;
      this.spec = spec;
      this.framed = new Set(spec.series.filter((one) => one.frames).map((one) => one.name));
      this.scrub = this.run ? Infinity : 0; // index along the scrubber's series; a run opens at its last frame
      this.node = null;
      this.width = 0; // kept by the observer: asking the page for it at each step would make it lay itself out
      this.sizes = new ResizeObserver(() => this.resized(div.clientWidth));
      this.sizes.observe(div);
      this.themes = new MutationObserver(() => this.node && this.paint(this.node));
      this.themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
      this.themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
    }

    resized(width) {
      if (width === this.width) return;
      this.width = width;
      if (this.node) this.paint(this.node);
    }

    get scrubber() {
      return this.spec.template.scrubber;
    }

    /** Whether the frames are a run, which "run again" plays. */
    get run() {
      return Boolean(this.scrubber && this.scrubber.run);
    }

    /** The scrubber's positions in the present node. */
    get times() {
      return this.scrubber ? this.bound(this.scrubber.series, 0) : [];
    }

    /** The value that a binding names: a series (or one of its frames), a read-out, or "@control". */
    bound(name, frame) {
      if (name.startsWith("@")) return [this.node.values[name.slice(1)]];
      if (!(name in this.node.series)) return [this.node.readouts[name]];
      const rows = this.node.series[name];
      return trimmed(this.framed.has(name) ? rows[Math.min(frame, rows.length - 1)] : rows);
    }

    /** The template in the page's present colours; kept until they change. */
    coloured() {
      const style = getComputedStyle(this.div);
      const theme = style.getPropertyValue("--kb-ink") + style.getPropertyValue("--kb-paper");
      if (this.theme !== theme) {
        const { data, layout, wide, narrow } = this.spec.template;
        this.theme = theme;
        this.kept = resolve({ data, layout, wide, narrow }, style);
      }
      return this.kept;
    }

    figure() {
      const template = this.spec.template;
      const data = structuredClone(this.coloured().data);
      const narrow = this.width < NARROW_PX;
      const frame = this.scrubber && this.scrubber.frames ? this.scrub : 0;
      data.forEach((trace, i) => {
        for (const [path, name] of Object.entries(template.bind[i])) put(trace, path, this.bound(name, frame));
        if (!template.slices[i]) return;
        Object.assign(trace, this.node.slices[i]);
        if (narrow) trace.marker.size *= 0.75;
      });
      return { data, layout: this.layout() };
    }

    /** The layout of the present node at the present width, the scrubber's cursor among its shapes. */
    layout() {
      const kept = this.coloured();
      const layout = structuredClone(kept.layout);
      const style = getComputedStyle(this.div);
      const narrow = this.width < NARROW_PX;
      for (const [path, value] of Object.entries(narrow ? kept.narrow : kept.wide)) put(layout, path, value);
      for (const [path, value] of Object.entries(this.node.layout)) put(layout, path, resolve(value, style));
      layout.shapes = [...layout.shapes, ...this.cursor()];
      layout.width = this.width;
      return layout;
    }

    cursor() {
      if (!this.scrubber || this.scrubber.frames) return [];
      const at = this.times[this.scrub];
      return this.scrubber.axes.map((axis) => ({
        type: "line",
        xref: "x" + axis,
        yref: "y" + axis + " domain",
        x0: at,
        x1: at,
        y0: 0,
        y1: 1,
        line: { color: getComputedStyle(this.div).getPropertyValue("--kb-ink").trim(), width: 2, dash: "dot" },
      }));
    }

    /** What the lanes hold at the scrubber's position: [lane, text]. */
    reads() {
      const { reads, none } = this.scrubber;
      return reads.map(({ label, text }) => [label, kb.fill(text, (name) => this.reading(name, none))]);
    }

    /** Write what is read over the plot: plain text, because plotly would lay out all its notes again at each step. */
    showReads() {
      if (!this.scrubber || !this.scrubber.reads.length) return;
      this.places =
        this.places ||
        this.scrubber.reads.map(({ top_px: top }) => {
          const place = kb.el("span", { class: "kb-lane-reading", style: `top: ${top}px` });
          this.div.parentElement.append(place);
          return place;
        });
      this.reads().forEach(([, text], i) => (this.places[i].textContent = text));
    }

    reading(name, none) {
      const value = this.node.series[name][this.scrub];
      if (typeof value !== "number") return String(value);
      const series = this.spec.series.find((one) => one.name === name);
      return Number.isNaN(value) ? none : kb.formatSeries(series, value);
    }

    /** Draw a node; resolves once it is on the screen. */
    async paint(node) {
      this.node = node;
      this.width = this.width || this.div.clientWidth;
      if (this.scrubber) this.scrub = Math.min(this.scrub, Math.max(0, this.times.length - 1));
      const { data, layout } = this.figure();
      await window.Plotly.react(this.div, data, layout, CONFIG);
      this.showReads();
    }

    async moveScrubber(index) {
      this.scrub = index;
      if (this.scrubber.frames) await this.paint(this.node);
      else await window.Plotly.relayout(this.div, { shapes: this.layout().shapes });
      this.showReads();
    }

    /** The scrubber's position alone, in words. */
    placeWords() {
      const { unit, decimals, place } = this.scrubber;
      const index = Math.min(this.scrub, this.times.length - 1);
      return place ? this.node.series[place][index] : kb.number(this.times[index], decimals) + " " + unit;
    }

    /** What stands below the slider: where the plot itself shows what is read, the position alone. */
    shownWords() {
      return this.scrubber.reads.length ? `At ${this.placeWords()}` : this.scrubWords();
    }

    /** What the scrubber's position reads, in words: of every trace that the cursor crosses. */
    scrubWords() {
      const { frames, axes, reads } = this.scrubber;
      const at = this.times[Math.min(this.scrub, this.times.length - 1)];
      const place = this.placeWords();
      if (frames) return place;
      if (reads.length) return `At ${place}. ${this.reads().map(([label, text]) => `${label}: ${text}`).join(". ")}`;
      const parts = [];
      this.spec.template.bind.forEach((bind, i) => {
        const trace = this.spec.template.data[i];
        const read = axes.includes(trace.xaxis.slice(1)) && this.spec.series.find((one) => one.name === bind.y);
        if (!read) return;
        const value = this.bound(bind.y, 0)[nearest(this.bound(bind.x, 0), at)];
        parts.push(`${trace.name} ${kb.formatSeries(read, value)}`);
      });
      return `At ${place}: ${parts.join(", ")}`;
    }

    /** The shown data as rows of [trace, x, y]. */
    rows() {
      const rows = [];
      for (const trace of this.div.data) {
        for (let i = 0; i < trace.x.length; i++) rows.push([trace.name, trace.x[i], trace.y[i]]);
      }
      return rows;
    }

    close() {
      this.sizes.disconnect();
      this.themes.disconnect();
      if (window.Plotly) window.Plotly.purge(this.div);
    }
  }

  kb.Plot = Plot;
})();
