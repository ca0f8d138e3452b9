// One explorer on the static page: native controls, look-up in the lattice, repaint, words, tasks.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const PLOTLY = "vendor/plotly-basic.min.js";
  const SPEAK_AFTER_MS = 700; // a screen reader hears the state once the slider rests
  const SAY_LOADING_AFTER_MS = 1500;
  const LOADING = "Loading the model's results…";

  // The next frame; a page that is hidden or out of sight gets none, so a timer stands by.
  function nextFrame() {
    return new Promise((resolve) => {
      requestAnimationFrame(resolve);
      setTimeout(resolve, 100);
    });
  }

  class Explorer {
    constructor(section) {
      this.section = section;
      this.slug = section.dataset.explorer;
      this.form = section.querySelector(".kb-controls");
      this.drawing = section.querySelector(".kb-drawing");
      this.done = new Set([kb.store.get("tasks:" + this.slug, [])].flat());
      this.state = null; // until the lattice is here
      this.asked = null; // what the address wants
      this.touched = new Set(); // controls moved before the lattice was here
      this.wire();
    }

    find(selector) {
      return this.section.querySelector(selector);
    }

    get ready() {
      return this.section.dataset.state === "ready";
    }

    /** Load and draw, once; resolves to whether the explorer works. */
    start() {
      this.started = this.started || this.load().catch((error) => this.fail(error));
      return this.started.then(() => this.ready);
    }

    async load() {
      const slow = setTimeout(() => this.note(LOADING), SAY_LOADING_AFTER_MS);
      const files = [kb.loadLattice(this.slug, this.section.dataset.lattice), kb.script(kb.url(PLOTLY))];
      [this.lattice] = await Promise.all(files).finally(() => clearTimeout(slow));
      this.spec = this.lattice.spec;
      this.controls = this.lattice.controls;
      if (kb.hostileStrings) kb.hostileStrings(this);
      this.state = this.defaults();
      this.note("");
      this.readAddress();
      for (const name of this.touched) this.state[name] = this.valueOf(this.controls.get(name), this.input(name));
      this.plot = new kb.Plot(this.drawing, this.spec);
      this.showControls();
      await this.repaint();
      this.find(".kb-still").remove();
      this.section.dataset.state = "ready";
      this.dispatch();
    }

    fail(error) {
      this.section.dataset.state = "failed"; // which also hides the controls
      this.note(error.message);
    }

    note(text) {
      this.find(".kb-note").textContent = text;
    }

    // Everything works from the start: what is moved early is drawn when the lattice is here.
    wire() {
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", (event) => this.moved(event.target));
      const whenReady = (act) => async (event) => (await this.start()) && act(event.target);
      const on = (selector, act) => {
        for (const button of this.section.querySelectorAll(selector)) button.addEventListener("click", whenReady(act));
      };
      on("[data-preset]", (button) => this.choose(this.spec.presets[Number(button.dataset.preset)].state));
      on("[data-do=dose]", () => kb.dose.take(this));
      on("[data-again]", (button) => this.again(button.dataset.again));
      on("[data-do=reset]", () => this.set(this.defaults(), true));
      on("[data-do=link]", () => this.copyLink());
      on("[data-do=csv]", () => kb.save(this.slug + ".csv", kb.csv(this.plot, this.spec, this.state), "text/csv"));
      on("[data-do=svg]", async () => kb.save(this.slug + ".svg", await kb.svg(this.plot), "image/svg+xml"));
      on("[data-do=play]", () => this.player.toggle());
      this.slider = this.find(".kb-scrub input");
      if (!this.slider) return;
      this.player = new kb.Player(this, this.find("[data-do=play]"));
      this.slider.addEventListener("input", () => this.ready && this.scrubByHand());
    }

    defaults() {
      return Object.fromEntries(this.spec.controls.map((control) => [control.name, control.default]));
    }

    isDefault() {
      return this.spec.controls.every((control) => this.state[control.name] === control.default);
    }

    input(name) {
      return this.form.elements.namedItem(name);
    }

    /** A native control moved: snap it to its steps and repaint. */
    moved(input) {
      if (!this.state) {
        this.touched.add(input.name);
        this.start();
      } else if (this.controls.has(input.name)) {
        const control = this.controls.get(input.name);
        this.choose({ [control.name]: this.valueOf(control, input) });
      }
    }

    valueOf(control, input) {
      if (control.kind === "toggle") return input.checked;
      return control.kind === "steps" ? this.stepOf(control, Number(input.value)) : input.value;
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

    /** Move controls to values that are steps; unknown names are ignored. Resolves once they are drawn. */
    set(values, byUser) {
      for (const [name, value] of Object.entries(values)) if (this.controls.has(name)) this.state[name] = value;
      this.showControls();
      if (byUser) {
        this.note("");
        kb.rememberInAddress();
      }
      return this.repaint();
    }

    /** Move controls for good: a dose chosen so is the reader's own. */
    choose(values) {
      const drawn = this.set(values, true);
      if (Object.keys(values).some((name) => this.controls.get(name).dose)) kb.dose.remember(this);
      return drawn;
    }

    /** Go on to a control's next step, and from the last to the first: "run again". */
    again(name) {
      const { steps } = this.controls.get(name);
      const draw = () => this.set({ [name]: steps[(steps.indexOf(this.state[name]) + 1) % steps.length] }, true);
      return this.plot.run ? this.player.run(draw) : draw();
    }

    showControls() {
      kb.dose.offer(this);
      for (const control of this.spec.controls) {
        const value = this.state[control.name];
        const input = this.input(control.name);
        if (control.kind === "toggle") input.checked = value;
        else if (control.kind === "steps") input.value = control.even ? value : control.steps.indexOf(value);
        else input.value = value;
        const words = kb.formatControl(control, value);
        if (control.kind === "steps") input.setAttribute("aria-valuetext", words);
        for (const place of this.section.querySelectorAll(`[data-shows="${control.name}"]`)) place.textContent = words;
      }
    }

    /** Draw the newest state, at most once a frame and never twice at a time; resolves once it is drawn. */
    repaint() {
      this.stale = true;
      return this.nextPainting();
    }

    nextPainting() {
      this.painting = this.painting || this.paintAll();
      return this.painting;
    }

    async paintAll() {
      try {
        while (this.stale || this.scrubbed) {
          const whole = this.stale;
          this.stale = this.scrubbed = false;
          if (whole) await this.paint();
          else await this.plot.moveScrubber(this.plot.scrub);
          this.dispatch();
          if (this.stale || this.scrubbed) await nextFrame(); // moves within a frame share its painting
        }
      } finally {
        this.painting = null; // at once: whoever hears of this painting may already ask for the next
      }
    }

    async paint() {
      this.node = this.lattice.node(this.state);
      this.showWords(this.node);
      await this.plot.paint(this.node);
      if (this.slider) this.showScrubber();
      this.checkTasks(this.node);
    }

    dispatch() {
      if (!this.ready) return;
      const detail = { slug: this.slug, controls: { ...this.node.values }, readouts: { ...this.node.readouts } };
      this.section.dispatchEvent(new CustomEvent("ketabrain:painted", { bubbles: true, detail }));
    }

    showWords(node) {
      const words = kb.sentence(this.spec, node);
      kb.writeSteady(this.find(".kb-sentence"), words);
      const shown = kb.shown(this.spec, node);
      for (const one of this.section.querySelectorAll("[data-readout]")) one.textContent = shown[one.dataset.readout];
      this.speak(words);
    }

    speak(words) {
      clearTimeout(this.speaking);
      if (this.ready) this.speaking = setTimeout(() => (this.find(".kb-spoken").textContent = words), SPEAK_AFTER_MS);
    }

    checkTasks(node) {
      this.spec.tasks.forEach((task, i) => {
        const item = this.find(`[data-task="${i}"]`);
        if (this.ready && !this.done.has(i) && kb.meets(node, task.when)) {
          this.done.add(i);
          kb.store.update("tasks:" + this.slug, (kept) => [...new Set([...(Array.isArray(kept) ? kept : []), ...this.done])]); // another tab may have done more
          this.speak(`Done: ${item.textContent.replace("To do: ", "").trim()} ${kb.sentence(this.spec, node)}`);
        }
        item.classList.toggle("kb-done", this.done.has(i));
        item.querySelector(".kb-tick").textContent = this.done.has(i) ? "Done: " : "To do: ";
        item.querySelector(".kb-praise").hidden = !this.done.has(i);
      });
    }

    // The scrubber: a time slider that needs no new data.
    showScrubber() {
      this.slider.max = Math.max(0, this.plot.times.length - 1);
      this.slider.value = this.plot.scrub;
      const words = this.plot.shownWords();
      this.slider.setAttribute("aria-valuetext", this.plot.scrubWords());
      kb.writeSteady(this.find(".kb-scrub output"), words);
    }

    scrubTo(index) {
      this.plot.scrub = index;
      this.showScrubber();
      this.scrubbed = true;
      return this.nextPainting();
    }

    /** A hand on the slider ends the playing. */
    scrubByHand() {
      this.player.pause();
      return this.scrubTo(Number(this.slider.value));
    }

    /** Take over what the address asks for, and say what had to be moved. */
    readAddress() {
      if (!this.asked) return;
      const said = [];
      for (const [name, text] of Object.entries(this.asked)) {
        const control = this.controls.get(name);
        const found = control && kb.snap(control, text);
        if (control) this.state[name] = found.value;
        if (!control) said.push(`there is no control "${name}"`);
        else if (found.moved) said.push(`${control.label} is now ${kb.formatControl(control, found.value)}, the nearest there is to "${text}"`);
      }
      this.asked = null;
      this.note(said.length ? "The link asked for something that is not here: " + said.join("; ") + "." : "");
    }

    async copyLink() {
      const fragment = kb.pageFragment(this.slug);
      const link = window.location.href.split("#")[0] + fragment;
      const written = kb.replaceFragment(fragment);
      try {
        await navigator.clipboard.writeText(link);
        this.note("The link to this state is copied.");
      } catch (error) {
        this.note(written ? "Copy the address of this page: it holds this state." : "Copy this link: " + link);
      }
    }
  }

  kb.Explorer = Explorer;
})();
