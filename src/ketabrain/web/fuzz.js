// For anyone who doubts: ?fuzz moves every control at random and counts; ?strings=long|xss puts hostile text everywhere.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const HOSTILE = {
    long: (text) => (text + " ").repeat(12) + "Donaudampfschifffahrtsgesellschaftskapitänsmütze".repeat(2),
    xss: (text) => `<img src=x onerror="window.hacked=true"><script>window.hacked=true</script>"';${text}`,
  };

  // A small seeded generator (mulberry32), so that a run can be repeated.
  function random(seed) {
    let a = seed >>> 0;
    return () => {
      a = (a + 0x6d2b79f5) >>> 0;
      let t = Math.imul(a ^ (a >>> 15), a | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  function painted(section) {
    return new Promise((resolve) => section.addEventListener("ketabrain:painted", (event) => resolve(event.detail), { once: true }));
  }

  /** What is wrong with what is drawn now: NaN between numbers, empty words. */
  function faults(component) {
    const found = [];
    for (const trace of component.drawing.data) {
      if (trace.x.length !== trace.y.length) found.push(`${trace.name}: ${trace.x.length} x and ${trace.y.length} y values`);
      for (const value of trace.y) if (typeof value === "number" && Number.isNaN(value)) found.push(`${trace.name}: NaN`);
    }
    const words = component.section.querySelector(".kb-sentence").textContent;
    if (/undefined|NaN|\{\w+\}/.test(words)) found.push("the sentence reads: " + words);
    return found;
  }

  function moveOne(component, next) {
    const control = component.spec.controls[Math.floor(next() * component.spec.controls.length)];
    const index = Math.floor(next() * control.steps.length);
    const input = component.input(control.name);
    if (control.kind === "toggle") input.checked = control.steps[index];
    else input.value = control.kind === "steps" && !control.even ? index : control.steps[index];
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Move one explorer's controls at random; returns {moves, errors, states}. */
  kb.fuzz = async function (slug, moves, seed, seen) {
    const component = kb.components.get(slug);
    const next = random(seed);
    const errors = [];
    const states = [];
    const caught = (event) => errors.push(event.message || String(event.reason));
    window.addEventListener("error", caught);
    window.addEventListener("unhandledrejection", caught);
    await component.start();
    for (let move = 0; move < moves; move++) {
      const drawn = painted(component.section);
      moveOne(component, next);
      states.push(await drawn);
      errors.push(...faults(component));
      if (seen) seen(move + 1, errors);
    }
    window.removeEventListener("error", caught);
    window.removeEventListener("unhandledrejection", caught);
    return { moves, errors, states };
  };

  kb.fuzzPage = async function (query) {
    const moves = Number(query.get("moves")) || 300;
    const seed = Number(query.get("seed")) || 1;
    for (const [slug, component] of kb.components) {
      const line = kb.el("p", { class: "kb-fuzz", role: "status" });
      component.section.prepend(line);
      await kb.fuzz(slug, moves, seed, (done, errors) => {
        line.textContent = `Random moves: ${done} of ${moves}; errors: ${errors.length}` + (errors.length ? ` (${errors[0]})` : "");
      });
      line.dataset.done = "true";
    }
  };

  kb.hostileStrings = function (component) {
    const change = HOSTILE[new URLSearchParams(window.location.search).get("strings")];
    if (!change) return;
    const spec = component.spec;
    for (const control of spec.controls) {
      control.label = change(control.label);
      if (control.unit) control.unit = change(control.unit);
      if (control.options) for (const key of Object.keys(control.options)) control.options[key] = change(control.options[key]);
    }
    for (const readout of spec.readouts) readout.label = change(readout.label);
    for (const trace of spec.template.data) trace.name = change(trace.name);
    for (const text of component.section.querySelectorAll("label, legend, button, dt, .kb-caption, .kb-task-text, .kb-title")) {
      for (const node of text.childNodes) if (node.nodeType === Node.TEXT_NODE && node.data.trim()) node.data = change(node.data);
    }
    spec.describe = typeof spec.describe === "string" ? change(spec.describe) : Object.fromEntries(Object.entries(spec.describe).map(([k, v]) => [k, change(v)]));
  };
})();
