// Wire the static page's explorers: native controls, look-up in the lattice, repaint, tasks, address.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const PLOTLY = "vendor/plotly-basic.min.js";
  const SPEAK_AFTER_MS = 700; // a screen reader hears the state once the slider rests
  const components = new Map();
  kb.components = components;

  class Component {
    constructor(section) {
      this.section = section;
      this.slug = section.dataset.explorer;
      this.form = section.querySelector(".kb-controls");
      this.lattice = null;
      this.state = null;
      this.done = new Set(kb.store.get("tasks:" + this.slug, []));
      this.find = (selector) => section.querySelector(selector);
    }

    async start() {
      if (this.started) return this.started;
      this.started = this.load().catch((error) => this.fail(error));
      return this.started;
    }

    async load() {
      const [lattice] = await Promise.all([kb.loadLattice(this.slug, this.section.dataset.lattice), kb.script(kb.url(PLOTLY))]);
      this.lattice = lattice;
      this.spec = lattice.spec;
      this.controls = lattice.controls;
      if (kb.hostileStrings) kb.hostileStrings(this);
      this.state = Object.fromEntries(this.spec.controls.map((control) => [control.name, control.default]));
      this.drawing = this.find(".kb-drawing");
      this.plot = new kb.Plot(this.drawing, this.spec);
      this.wire();
      this.readAddress();
      await this.repaint();
      this.find(".kb-still").remove();
      this.section.dataset.state = "ready";
    }

    fail(error) {
      this.section.dataset.state = "failed";
      this.note(error.message);
    }

    note(text) {
      this.find(".kb-note").textContent = text;
    }

    wire() {
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", (event) => this.moved(event.target));
      for (const button of this.section.querySelectorAll("[data-preset]")) {
        button.addEventListener("click", () => this.set(this.spec.presets[Number(button.dataset.preset)].state, true));
      }
      this.find("[data-do=reset]").addEventListener("click", () => this.set(this.defaults(), true));
      this.find("[data-do=link]").addEventListener("click", () => this.copyLink());
      this.find("[data-do=csv]").addEventListener("click", () => this.saveCsv());
      this.find("[data-do=svg]").addEventListener("click", () => this.saveSvg());
      if (this.spec.template.scrubber) this.wireScrubber();
    }

    defaults() {
      return Object.fromEntries(this.spec.controls.map((control) => [control.name, control.default]));
    }

    input(name) {
      return this.form.elements.namedItem(name);
    }

    /** A native control moved: snap it to its steps and repaint. */
    moved(target) {
      const control = this.controls.get(target.name);
      if (!control) return;
      let value = target.value;
      if (control.kind === "toggle") value = target.checked;
      if (control.kind === "steps") value = this.stepOf(control, Number(target.value));
      this.set({ [control.name]: value }, true);
    }

    // Between steps the slider goes on in the direction it was moving, so that no key press is lost.
    stepOf(control, raw) {
      if (!control.even) return control.steps[Math.round(raw)];
      const now = this.state[control.name];
      const exact = control.steps.find((step) => Math.abs(step - raw) < 1e-9);
      if (exact !== undefined) return exact;
      const nearest = kb.snap(control, String(raw)).value;
      if (nearest !== now) return nearest;
      return raw > now ? control.steps.find((step) => step > raw) : control.steps.findLast((step) => step < raw);
    }

    /** Move controls to values that are steps; unknown names are ignored. */
    async set(values, byUser) {
      for (const [name, value] of Object.entries(values)) if (this.controls.has(name)) this.state[name] = value;
      this.showControls();
      await this.repaint();
      if (byUser) {
        this.note("");
        this.writeAddress();
      }
    }

    showControls() {
      for (const control of this.spec.controls) {
        const value = this.state[control.name];
        const input = this.input(control.name);
        if (control.kind === "toggle") input.checked = value;
        else if (control.kind === "steps") input.value = control.even ? value : control.steps.indexOf(value);
        else input.value = value;
        const words = kb.formatControl(control, value);
        if (control.kind === "steps") input.setAttribute("aria-valuetext", words);
        const output = this.form.querySelector(`output[data-for="${control.name}"]`);
        if (output) output.textContent = words;
      }
    }

    async repaint() {
      const node = (this.node = this.lattice.node(this.state));
      this.showControls();
      this.showWords(node);
      await this.plot.paint(node);
      if (this.spec.template.scrubber) this.showScrubber();
      this.checkTasks(node);
      const detail = { slug: this.slug, controls: { ...node.values }, readouts: { ...node.readouts } };
      this.section.dispatchEvent(new CustomEvent("ketabrain:painted", { bubbles: true, detail }));
    }

    showWords(node) {
      const words = kb.sentence(this.spec, node);
      const shown = kb.shown(this.spec, node);
      this.find(".kb-sentence").textContent = words;
      for (const place of this.section.querySelectorAll("[data-readout]")) place.textContent = shown[place.dataset.readout];
      clearTimeout(this.speaking);
      if (this.section.dataset.state === "ready") {
        this.speaking = setTimeout(() => (this.find(".kb-spoken").textContent = words), SPEAK_AFTER_MS);
      }
    }

    checkTasks(node) {
      this.spec.tasks.forEach((task, i) => {
        if (this.section.dataset.state === "ready" && !this.done.has(i) && kb.meets(node, task.when)) {
          this.done.add(i);
          kb.store.set("tasks:" + this.slug, [...this.done]);
        }
        const item = this.find(`[data-task="${i}"]`);
        item.classList.toggle("kb-done", this.done.has(i));
        item.querySelector(".kb-tick").textContent = this.done.has(i) ? "Done: " : "To do: ";
        item.querySelector(".kb-praise").hidden = !this.done.has(i);
      });
    }

    // The scrubber: a time slider that needs no new data.
    wireScrubber() {
      this.slider = this.find(".kb-scrub input");
      this.slider.addEventListener("input", () => this.scrubTo(Number(this.slider.value)));
      this.find("[data-do=play]").addEventListener("click", () => this.play());
    }

    showScrubber() {
      this.slider.max = Math.max(0, this.plot.times.length - 1);
      this.slider.value = this.plot.scrub;
      const words = this.plot.scrubWords();
      this.slider.setAttribute("aria-valuetext", words);
      this.find(".kb-scrub output").textContent = words;
    }

    async scrubTo(index) {
      await this.plot.moveScrubber(index);
      this.showScrubber();
    }

    async play() {
      const button = this.find("[data-do=play]");
      this.playing = !this.playing;
      button.textContent = this.playing ? "Stop" : "Play";
      const last = this.plot.times.length - 1;
      const step = Math.max(1, Math.round(last / (matchMedia("(prefers-reduced-motion: reduce)").matches ? 8 : 160)));
      const wait = matchMedia("(prefers-reduced-motion: reduce)").matches ? 800 : 40;
      if (this.plot.scrub >= last) this.plot.scrub = 0;
      while (this.playing && this.plot.scrub < last) {
        await this.scrubTo(Math.min(last, this.plot.scrub + step));
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
      this.playing = false;
      button.textContent = "Play";
    }

    // The address.
    readAddress() {
      const asked = kb.readAddress(window.location.hash).get(this.slug);
      if (!asked) return;
      const moved = [];
      for (const [name, text] of Object.entries(asked)) {
        const control = this.controls.get(name);
        if (!control) {
          moved.push(`there is no control "${name}"`);
          continue;
        }
        const found = kb.snap(control, text);
        this.state[name] = found.value;
        if (found.moved) moved.push(`${control.label} was set to ${kb.formatControl(control, found.value)}, the nearest step`);
      }
      this.note(moved.length ? "The link asked for a state that is not here: " + moved.join("; ") + "." : "");
    }

    isDefault() {
      return this.spec.controls.every((control) => this.state[control.name] === control.default);
    }

    writeAddress() {
      clearTimeout(this.writing);
      this.writing = setTimeout(() => kb.replaceFragment(pageFragment()), 250);
    }

    async copyLink() {
      const link = window.location.href.split("#")[0] + kb.writeAddress(new Map([[this.slug, this.state]]));
      kb.replaceFragment(kb.writeAddress(new Map([[this.slug, this.state]])));
      try {
        await navigator.clipboard.writeText(link);
        this.note("The link to this state is copied.");
      } catch (error) {
        this.note("Copy the address of this page: it holds this state.");
      }
    }

    // Take the data or the picture along.
    saveCsv() {
      const cell = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : value);
      const head = this.spec.controls.map((control) => `# ${control.label}: ${kb.formatControl(control, this.state[control.name])}`);
      const rows = [["trace", "x", "y"], ...this.plot.rows()].map((row) => row.map(cell).join(","));
      save(this.slug + ".csv", [...head, ...rows].join("\n") + "\n", "text/csv");
    }

    async saveSvg() {
      const { width, height } = this.drawing.getBoundingClientRect();
      const address = await window.Plotly.toImage(this.drawing, { format: "svg", width, height });
      save(this.slug + ".svg", decodeURIComponent(address.slice(address.indexOf(",") + 1)), "image/svg+xml");
    }
  }

  function save(name, text, type) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = kb.el("a", { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  /** All explorers of the page that are not in their default state, as one fragment. */
  function pageFragment() {
    const states = new Map();
    for (const [slug, one] of components) if (one.state && !one.isDefault()) states.set(slug, one.state);
    return kb.writeAddress(states);
  }

  // The prediction: asked first, kept, shown beside the result. Needs no lattice.
  function wirePrediction(section) {
    const box = section.querySelector(".kb-predict");
    const slug = section.dataset.explorer;
    const reveal = box.querySelector(".kb-reveal");
    const show = (choice) => {
      reveal.hidden = false;
      const right = choice === Number(box.dataset.answer);
      reveal.querySelector(".kb-verdict").textContent = right ? "You predicted it." : "It comes out differently.";
      box.classList.toggle("kb-right", right);
      for (const radio of box.querySelectorAll("input")) {
        radio.checked = Number(radio.value) === choice;
        radio.parentElement.classList.toggle("kb-answer", radio.value === box.dataset.answer);
      }
    };
    const kept = kb.store.get("predict:" + slug, null);
    if (kept) show(kept.choice);
    box.querySelector("[data-do=predict]").addEventListener("click", async () => {
      const chosen = box.querySelector("input:checked");
      if (!chosen) {
        box.querySelector(".kb-ask").textContent = "Choose an answer first: a guess is enough.";
        return;
      }
      box.querySelector(".kb-ask").textContent = "";
      kb.store.set("predict:" + slug, { v: 1, choice: Number(chosen.value) });
      show(Number(chosen.value));
      const component = components.get(slug);
      await component.start();
      if (component.spec) component.set(component.spec.predict.state, true);
    });
  }

  /** Wire every explorer below a root element. */
  kb.mountExplorers = function (root) {
    const near = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting) continue;
          near.unobserve(entry.target);
          components.get(entry.target.dataset.explorer).start();
        }
      },
      { rootMargin: "500px" }
    );
    for (const section of root.querySelectorAll("[data-explorer]")) {
      const component = new Component(section);
      components.set(component.slug, component);
      wirePrediction(section);
      near.observe(section);
    }
  };

  /** Move an explorer from a script or a console: ketabrain.set("slug", {control: value}). */
  kb.set = async function (slug, values) {
    const component = components.get(slug);
    if (!component) throw new Error(`There is no explorer "${slug}" on this page.`);
    await component.start();
    const snapped = Object.entries(values).map(([name, value]) => [name, kb.snap(component.controls.get(name), String(value)).value]);
    await component.set(Object.fromEntries(snapped), true);
  };

  async function followAddress(first) {
    const asked = [...kb.readAddress(window.location.hash).keys()].filter((slug) => components.has(slug));
    for (const slug of asked) {
      const component = components.get(slug);
      const running = component.spec !== undefined;
      await component.start();
      if (running && component.spec) {
        component.readAddress();
        await component.repaint();
      }
    }
    if (asked.length && (first || document.activeElement === document.body)) {
      components.get(asked[0]).section.scrollIntoView({ block: "start" });
    }
  }

  /** ?embed=slug shows that explorer alone, fit for an iframe or a slide. */
  function embed(slug) {
    const component = components.get(slug);
    if (!component) return;
    document.documentElement.classList.add("kb-embedded");
    document.body.replaceChildren(component.section);
    component.start();
  }

  kb.ready(async () => {
    if (!document.querySelector("[data-explorer]")) return;
    const query = new URLSearchParams(window.location.search);
    if (query.has("strings") || query.has("fuzz")) await kb.script(kb.url("fuzz.js"));
    kb.mountExplorers(document);
    if (query.has("embed")) embed(query.get("embed"));
    await followAddress(true);
    window.addEventListener("hashchange", () => followAddress(false));
    if (query.has("fuzz")) kb.fuzzPage(query);
  });
})();
