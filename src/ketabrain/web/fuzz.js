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

  /** What is wrong with what is drawn now: gaps that are not meant, missing points, unfilled words. */
  function faults(explorer) {
    const found = [];
    for (const trace of explorer.drawing.data) {
      if (trace.x.length !== trace.y.length) found.push(`${trace.name}: ${trace.x.length} x and ${trace.y.length} y values`);
      const meant = trace.connectgaps === false;
      for (const value of [...trace.x, ...trace.y]) {
        if (meant && Number.isNaN(value)) continue;
        if (value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value))) found.push(`${trace.name}: ${value}`);
      }
    }
    const words = explorer.find(".kb-sentence").textContent;
    if (/undefined|null|NaN|\{\w+\}/.test(words)) found.push("the sentence reads: " + words);
    return found;
  }

  function moveOne(explorer, next) {
    const control = explorer.spec.controls[Math.floor(next() * explorer.spec.controls.length)];
    const index = Math.floor(next() * control.steps.length);
    const input = explorer.input(control.name);
    if (control.kind === "toggle") input.checked = control.steps[index];
    else input.value = control.kind === "steps" && !control.even ? index : control.steps[index];
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return explorer.state[control.name] === control.steps[index] ? [] : [`${control.name} did not go to ${control.steps[index]}`];
  }

  /** Move one explorer's controls at random; resolves to {moves, errors, states}. */
  kb.fuzz = async function (slug, moves, seed, seen) {
    const explorer = kb.components.get(slug);
    const next = random(seed);
    const errors = [];
    const states = [];
    const caught = (event) => errors.push(event.message || String(event.reason));
    window.addEventListener("error", caught);
    window.addEventListener("unhandledrejection", caught);
    if (!(await explorer.start())) errors.push(explorer.find(".kb-note").textContent);
    for (let move = 0; explorer.ready && move < moves; move++) {
      const drawn = painted(explorer.section);
      errors.push(...moveOne(explorer, next));
      states.push(await drawn);
      errors.push(...faults(explorer));
      if (seen) seen(move + 1, errors);
    }
    window.removeEventListener("error", caught);
    window.removeEventListener("unhandledrejection", caught);
    return { moves, errors, states };
  };

  /** ?fuzz, with &moves= and &seed=: move every explorer of the page and show the count. */
  kb.fuzzPage = async function (query) {
    const moves = Number(query.get("moves")) || 300;
    const seed = Number(query.get("seed")) || 1;
    for (const [slug, explorer] of kb.components) {
      const line = kb.el("p", { class: "kb-fuzz", role: "status" });
      explorer.section.prepend(line);
      const say = (done, errors) => (line.textContent = `Random moves: ${done} of ${moves}; errors: ${errors.length}` + (errors.length ? ` (${errors[0]})` : ""));
      const { errors } = await kb.fuzz(slug, moves, seed, say);
      if (!explorer.ready) say(0, errors);
      line.dataset.done = "true";
    }
  };

  // Every text of the page's explorers, whether it comes from the page or from the lattice's file.
  kb.hostileStrings = function (explorer) {
    const change = HOSTILE[new URLSearchParams(window.location.search).get("strings")];
    if (!change) return;
    const { spec, section } = explorer;
    for (const control of spec.controls) {
      if (control.unit) control.unit = change(control.unit);
      if (control.words) control.words = control.words.map(change);
      if (control.options) for (const key of Object.keys(control.options)) control.options[key] = change(control.options[key]);
      control.label = change(control.label);
    }
    for (const readout of spec.readouts) if (readout.unit) readout.unit = change(readout.unit);
    for (const trace of spec.template.data) trace.name = change(trace.name);
    for (const note of spec.template.layout.annotations) note.text = change(note.text);
    for (const shape of ["wide", "narrow"]) {
      const patch = spec.template[shape];
      for (const key of Object.keys(patch)) if (key.endsWith(".text")) patch[key] = change(patch[key]);
    }
    const places = ".kb-title, .kb-predict *, label, legend, button, option, dt, th, small, .kb-caption, .kb-task-text, .kb-praise, .kb-small";
    for (const place of section.querySelectorAll(places)) {
      for (const node of place.childNodes) if (node.nodeType === Node.TEXT_NODE && node.data.trim()) node.data = change(node.data);
    }
    if (typeof spec.describe === "string") spec.describe = change(spec.describe);
    else for (const key of Object.keys(spec.describe)) spec.describe[key] = change(spec.describe[key]);
  };
})();
