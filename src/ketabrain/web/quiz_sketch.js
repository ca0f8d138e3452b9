// Sketching: a curve drawn with finger, mouse or arrow keys, held against the model's own. Each point is a native slider.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const NEAR = 1e-9; // as in quiz/features.py
  const SLACK = 0.15; // of the distance between points: a finger that moves a point up and down never stays on one line
  const WORDS = { low: "too low", high: "too high" };
  const WORDS_ALONG = { low: "too early", high: "too late" };
  const MOST_SAID = 2;

  // The curve: as in quiz/features.py.
  function halfAt(x, y) {
    const peak = Math.max(...y);
    for (let i = y.indexOf(peak) + 1; i < y.length; i++) {
      if (y[i] <= peak / 2 && peak / 2 < y[i - 1]) return x[i - 1] + ((x[i] - x[i - 1]) * (y[i - 1] - peak / 2)) / (y[i - 1] - y[i]);
    }
    return null;
  }

  /** Every feature of a curve that runs straight from point to point; null for what it does not have. */
  kb.curveFeatures = function (x, y) {
    const [peak, trough] = [Math.max(...y), Math.min(...y)];
    return {
      start: y[0], end: y[y.length - 1], peak, trough,
      peak_at: x[y.indexOf(peak)], trough_at: x[y.indexOf(trough)], half_at: halfAt(x, y),
    };
  };

  /** "low" (or early), "high" (or late), or nothing where a feature fits. */
  kb.featureSide = function ({ tolerance }, drawn, wanted) {
    if (drawn === null || wanted === null) return drawn === wanted ? "" : "high";
    if (Math.abs(drawn - wanted) <= tolerance + NEAR) return "";
    return drawn < wanted ? "low" : "high";
  };

  // Numbers to three digits, as in quiz/forms/sketch.py.
  function number(value) {
    return String(Number(value.toPrecision(3)) + 0).replace("-", "−");
  }

  /** Round to the digit two below what is let pass, so that almost nothing reads as 0; as in quiz/forms/sketch.py. */
  function coarse(value, tolerance) {
    return Number(value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(tolerance)))));
  }

  // Drawing.
  const heights = (one) => one.inputs().map((input) => Number(input.value));

  function numbers(element, ...names) {
    return names.map((name) => Number(element.getAttribute(name)));
  }

  function path(one, values) {
    const { x, y, width, height, low, high } = one.plot;
    const at = values.map((value, i) => [x + (width * i) / (values.length - 1), y + height * (1 - (value - low) / (high - low))]);
    return "M" + at.map((pair) => pair.map((number) => number.toFixed(2)).join(" ")).join("L");
  }

  function draw(one) {
    const values = heights(one);
    one.find(".kb-sketch-plot .kb-sketch-yours").setAttribute("d", one.moved ? path(one, values) : "");
    const { y, height, low, high } = one.plot;
    one.dots.forEach((dot, i) => dot.setAttribute("cy", y + height * (1 - (values[i] - low) / (high - low))));
    one.inputs().forEach((input) => input.setAttribute("aria-valuetext", `${number(Number(input.value))} ${input.dataset.unit}`));
    one.find(".kb-sketch").toggleAttribute("data-drawn", one.moved);
    sayNow(one);
  }

  function showModel(one, shown) {
    one.find(".kb-sketch-plot .kb-sketch-model").setAttribute("d", shown ? path(one, one.truth.y) : "");
    one.find(".kb-sketch").toggleAttribute("data-both", shown);
  }

  function sayNow(one) {
    const input = one.inputs()[one.at];
    const focused = input === input.getRootNode().activeElement;
    one.find(".kb-sketch-now").textContent = focused ? `${input.getAttribute("aria-label")}: ${input.getAttribute("aria-valuetext")}` : "";
  }

  /** Make a point the one that Tab reaches. */
  function choose(one, at) {
    one.at = at;
    one.inputs().forEach((input, i) => (input.tabIndex = i === at ? 0 : -1));
  }

  function onFocus(one, event) {
    const at = one.inputs().indexOf(event.target);
    one.dots.forEach((dot, i) => dot.toggleAttribute("data-now", event.type === "focusin" && i === at));
    if (event.type === "focusin") choose(one, at);
    sayNow(one);
  }

  function onKey(one, event) {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault(); // a slider would take it for down or up
    const next = one.inputs()[one.inputs().indexOf(event.target) + way];
    if (next) next.focus();
  }

  // A finger or a mouse: each point takes the height at which the pointer came nearest to it.
  function place(one, event) {
    const box = one.area.getBoundingClientRect();
    const share = (value) => Math.min(1, Math.max(0, value));
    const last = one.inputs().length - 1;
    return { along: last * share((event.clientX - box.left) / box.width), up: share(1 - (event.clientY - box.top) / box.height) };
  }

  function start(one, event) {
    if (event.button !== 0 || !event.isPrimary || one.element.dataset.result === "right") return;
    event.preventDefault();
    one.area.setPointerCapture(event.pointerId);
    const here = place(one, event);
    one.stroke = { here, nearest: one.inputs().map(() => Infinity) };
    one.inputs()[Math.round(here.along)].focus({ preventScroll: true });
    passed(one, here);
  }

  function follow(one, event) {
    if (!one.stroke) return;
    for (const each of event.getCoalescedEvents ? [...event.getCoalescedEvents(), event] : [event]) passed(one, place(one, each));
  }

  function passed(one, now) {
    const { here, nearest } = one.stroke;
    const inputs = one.inputs();
    let changed = null;
    inputs.forEach((input, i) => {
      const met = Math.min(Math.max(i, Math.min(here.along, now.along)), Math.max(here.along, now.along));
      const far = Math.abs(i - met);
      if (far > 0.5 || far > nearest[i] + SLACK) return;
      nearest[i] = Math.min(nearest[i], far);
      const part = here.along === now.along ? 1 : (met - here.along) / (now.along - here.along);
      input.value = one.plot.low + (here.up + (now.up - here.up) * part) * (one.plot.high - one.plot.low);
      changed = input;
    });
    one.stroke.here = now;
    if (changed) changed.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // What is told afterwards.
  function compared(one, given) {
    const mine = kb.curveFeatures(one.truth.x, given);
    const model = kb.curveFeatures(one.truth.x, one.truth.y);
    return one.truth.looks.map((look) => ({ look, mine: mine[look.feature], model: model[look.feature], side: kb.featureSide(look, mine[look.feature], model[look.feature]) }));
  }

  function row({ look, mine, model, side }) {
    const said = (value) => (value === null ? "nowhere" : number(coarse(value, look.tolerance)));
    const words = look.feature.endsWith("_at") ? WORDS_ALONG : WORDS;
    const verdict = side ? `✗ ${words[side]}` : "✓ fits";
    return kb.el("tr", {}, kb.el("th", { scope: "row" }, `${look.name} (${look.unit})`), kb.el("td", {}, said(mine)), kb.el("td", {}, said(model)), kb.el("td", {}, verdict));
  }

  function table(rows) {
    const heads = ["", "Yours", "The model’s", ""].map((text) => (text ? kb.el("th", { scope: "col" }, text) : kb.el("td")));
    return kb.el("table", { class: "kb-table kb-sketch-table" },
      kb.el("caption", { class: "kb-hidden" }, "Your curve and the model’s"),
      kb.el("thead", {}, kb.el("tr", {}, heads)), kb.el("tbody", {}, rows.map(row)));
  }

  /** The answer's line for a feature that is missed on one side. */
  function line(one, { look, side }) {
    return one.answers().find((item) => item.dataset.look === look.feature && item.dataset.case === side);
  }

  /** Whether a kept curve is one that could have been drawn here. */
  function sound(one, given) {
    const { low, high } = one.plot;
    return Array.isArray(given) && given.length === one.inputs().length && given.every((value) => typeof value === "number" && value >= low - NEAR && value <= high + NEAR);
  }

  kb.forms.sketch = {
    ask: "Draw the curve first: drag across the plot, or move its points with the arrow keys.",
    mount(one) {
      const inputs = one.inputs();
      const [x, y, width, height] = numbers(one.find(".kb-sketch-plot .kb-sketch-frame"), "x", "y", "width", "height");
      const [low, high] = numbers(inputs[0], "min", "max");
      Object.assign(one, { area: one.find(".kb-sketch-area"), dots: [...one.element.querySelectorAll(".kb-sketch-dot")], moved: false, stroke: null });
      one.plot = { x, y, width, height, low, high };
      one.truth = JSON.parse(one.find("[data-truth]").dataset.truth);
      inputs.forEach((input, i) => (input.style.left = `${(100 * i) / (inputs.length - 1)}%`));
      choose(one, 0);
      one.area.addEventListener("focusin", (event) => onFocus(one, event));
      one.area.addEventListener("focusout", (event) => onFocus(one, event));
      one.area.addEventListener("keydown", (event) => onKey(one, event));
      one.area.addEventListener("pointerdown", (event) => start(one, event));
      one.area.addEventListener("pointermove", (event) => follow(one, event));
      for (const end of ["pointerup", "pointercancel"]) one.area.addEventListener(end, () => (one.stroke = null));
      one.find("[data-sketch=clear]").addEventListener("click", () => {
        this.put(one, null);
        one.clear();
      });
      draw(one);
    },
    read(one) {
      return one.moved ? heights(one) : null;
    },
    put(one, given) {
      one.inputs().forEach((input, i) => (input.value = given ? given[i] : one.plot.low));
      one.moved = Boolean(given);
      draw(one);
    },
    judge(one, given) {
      if (!sound(one, given)) throw new Error("another number of points, or other axes");
      const rows = compared(one, given);
      const misses = rows.filter(({ side }) => side);
      const right = misses.length === 0;
      const told = misses.slice(0, MOST_SAID).map((miss) => ({ right: false, bare: true, item: line(one, miss) }));
      const good = { right: true, bare: true, item: one.answers().find((item) => item.dataset.case === "right") };
      const hint = right ? "" : `${rows.length - misses.length} of ${kb.plural(rows.length, "feature fits", "features fit")}.`;
      return { right, notes: right ? [good] : told, hint, extra: table(rows) };
    },
    touched(one) {
      one.moved = true;
      draw(one);
    },
    signed(one) {
      showModel(one, true);
    },
    cleared(one) {
      showModel(one, false);
    },
  };
})();
