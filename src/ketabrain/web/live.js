// An explorer in a live notebook: Python holds the state and sends what to draw; ipywidgets are the controls.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const SPEAK_AFTER_MS = 700; // a screen reader hears the state once the slider rests
  let views = 0;

  /** Inflate and run plotly.js, once a page. */
  let plotly = null;
  function loadPlotly(runtime) {
    if (window.Plotly) return Promise.resolve();
    plotly = plotly || inflate(runtime.get("plotly")).then(runScript);
    return plotly;
  }

  async function inflate(packed) {
    if (typeof DecompressionStream === "undefined") throw new Error("This browser cannot unpack the plots: update it.");
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  function runScript(text) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      script.onload = resolve;
      script.onerror = () => reject(new Error("The plots could not be drawn: reload the page and run the cell again."));
      document.head.append(script);
    }).finally(() => (plotly = null));
  }

  /** Resolve once an element has a width: it stands in the page and is not folded away. */
  function visible(element) {
    return new Promise((resolve) => {
      const watch = new ResizeObserver(() => {
        if (!element.clientWidth) return;
        watch.disconnect();
        resolve();
      });
      watch.observe(element);
    });
  }

  // Float32 bytes with a shape become a typed array, or an array of them where there are frames; words stay.
  function unpacked({ words, shape, data }) {
    if (words) return words;
    const all = new Float32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
    if (shape.length < 2) return all;
    return Array.from({ length: shape[0] }, (_, row) => all.subarray(row * shape[1], (row + 1) * shape[1]));
  }

  function unpackedAll(kept) {
    return Object.fromEntries(Object.entries(kept).map(([name, one]) => [name, unpacked(one)]));
  }

  class LiveView {
    constructor(model, runtime) {
      this.model = model;
      this.runtime = runtime;
      this.spec = model.get("spec");
      this.id = "kb-live-" + ++views;
      this.done = new Set([kb.store.get("tasks:" + this.spec.slug, [])].flat());
      this.fixed = unpackedAll(model.get("fixed"));
      this.build();
      this.plot = new kb.Plot(this.drawing, this.spec);
      this.onNode = () => this.repaint();
      this.onNote = () => (this.note.textContent = model.get("note"));
      model.on("change:node", this.onNode);
      model.on("change:note", this.onNote);
      this.onNote();
    }

    async start() {
      try {
        await Promise.all([loadPlotly(this.runtime), this.placeControls(), visible(this.drawing)]);
        await this.repaint();
        this.root.dataset.state = "ready";
      } catch (error) {
        this.root.dataset.state = "failed";
        this.note.textContent = error.message;
      }
    }

    close() {
      if (this.player) this.player.pause();
      clearTimeout(this.speaking);
      this.model.off("change:node", this.onNode);
      this.model.off("change:note", this.onNote);
      this.naming && this.naming.disconnect();
      this.controls && this.controls.remove();
      this.plot.close();
    }

    // The parts, in the page's order.
    build() {
      const { spec } = this;
      this.drawing = kb.el("div", { class: "kb-drawing" });
      this.sentence = kb.el("p", { class: "kb-sentence" });
      this.spoken = kb.el("p", { class: "kb-spoken kb-hidden", "aria-live": "polite" });
      this.slot = kb.el("div", { class: "kb-live-slot", role: "group", "aria-label": "Controls of: " + spec.title });
      this.note = kb.el("p", { class: "kb-note", role: "status" });
      this.values = new Map(spec.readouts.map((one) => [one.name, kb.el("dd", { "data-readout": one.name })]));
      const label = `Plot: ${spec.title}. The sentence below describes it.`;
      this.root = kb.el(
        "section",
        { class: "kb-explorer", "data-explorer": spec.slug, "aria-labelledby": this.id },
        kb.el("p", { class: "kb-title", id: this.id, role: "heading", "aria-level": "3" }, kb.el("span", { class: "kb-kind" }, "Explorer"), " ", spec.title),
        this.prediction(),
        kb.el("div", { class: "kb-plot", role: "img", "aria-label": label }, this.drawing),
        spec.template.scrubber ? this.scrubber() : null,
        this.sentence,
        this.spoken,
        this.slot,
        this.note,
        kb.el("dl", { class: "kb-readouts" }, spec.readouts.map((one) => kb.el("div", {}, kb.el("dt", {}, one.label), this.values.get(one.name)))),
        kb.el("p", { class: "kb-caption" }, spec.caption),
        this.tasks(),
        this.tools(),
        kb.el("p", { class: "kb-small" }, spec.small)
      );
      this.root.style.setProperty("--kb-wide", spec.template.wide.height + "px");
      this.root.style.setProperty("--kb-narrow", spec.template.narrow.height + "px");
    }

    prediction() {
      const { predict, slug } = this.spec;
      const options = predict.options.map((text, i) => {
        const radio = kb.el("input", { type: "radio", name: this.id + "-predict", value: i });
        return kb.el("label", { class: "kb-option" }, radio, " ", text);
      });
      const ask = kb.el("span", { class: "kb-ask", role: "status" });
      const verdict = kb.el("strong", { class: "kb-verdict" });
      const reveal = kb.el("div", { class: "kb-reveal", role: "status", hidden: true }, kb.el("p", {}, verdict, " ", predict.reveal));
      const show = (choice) => {
        reveal.hidden = false;
        verdict.textContent = choice === predict.answer ? "You predicted it." : "It comes out differently.";
        options.forEach((option, i) => {
          option.firstChild.checked = i === choice;
          option.classList.toggle("kb-answer", i === predict.answer);
        });
      };
      const answer = () => {
        const choice = options.findIndex((option) => option.firstChild.checked);
        ask.textContent = choice < 0 ? "Choose an answer first: a guess is enough." : "";
        if (choice < 0) return;
        kb.store.set("predict:" + slug, { v: 1, choice });
        show(choice);
        this.model.send({ set: predict.state });
      };
      const kept = kb.store.get("predict:" + slug, null);
      if (kept) show(kept.choice);
      const see = button("See what the model does", answer);
      see.classList.add("kb-primary");
      return kb.el("fieldset", { class: "kb-predict" }, kb.el("legend", {}, "Predict first"), kb.el("p", {}, predict.question), options, see, " ", ask, reveal);
    }

    tasks() {
      this.items = this.spec.tasks.map((task) => {
        const tick = kb.el("span", { class: "kb-tick kb-hidden" });
        const praise = kb.el("span", { class: "kb-praise", hidden: true }, task.praise);
        return { tick, praise, item: kb.el("li", {}, tick, kb.el("span", {}, task.text), " ", praise) };
      });
      const list = kb.el("ul", {}, this.items.map((one) => one.item));
      return kb.el("div", { class: "kb-try" }, kb.el("p", { class: "kb-try-title" }, "Try this"), list);
    }

    // The controls are ipywidgets: place their own view into ours, with names that a screen reader can say.
    async placeControls() {
      await visible(this.slot);
      const manager = this.model.widget_manager;
      const panel = await manager.get_model(this.model.get("controls").split(":")[1]);
      this.controls = await manager.create_view(panel, {});
      const holder = this.controls.luminoWidget;
      holder.constructor.attach(holder, this.slot);
      this.spec.controls.filter((one) => one.kind === "steps").forEach((one) => this.nameSlider(one));
    }

    async nameSlider(control) {
      const handle = await this.found(`.kb-live-${control.name} [role="slider"]`);
      const say = () => {
        const words = kb.formatControl(control, control.steps[Math.round(handle.getAttribute("aria-valuenow"))]);
        if (handle.getAttribute("aria-valuetext") !== words) handle.setAttribute("aria-valuetext", words);
      };
      handle.setAttribute("aria-label", control.label);
      this.naming = this.naming || new MutationObserver((changes) => changes.forEach((change) => change.target.kbSay()));
      handle.kbSay = say;
      this.naming.observe(handle, { attributes: true, attributeFilter: ["aria-valuetext"] });
      say();
    }

    /** Wait for an element of the controls: ipywidgets builds them piece by piece. */
    found(selector) {
      return new Promise((resolve) => {
        const look = () => {
          const element = this.slot.querySelector(selector);
          if (!element) return;
          watch.disconnect();
          resolve(element);
        };
        const watch = new MutationObserver(look);
        watch.observe(this.slot, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "role"] });
        look();
      });
    }

    node() {
      const node = this.model.get("node");
      const readouts = Object.entries(node.readouts).map(([name, value]) => [name, value === null ? NaN : value]);
      return { ...node, readouts: Object.fromEntries(readouts), series: { ...this.fixed, ...unpackedAll(node.series) } };
    }

    /** Draw the present state; while a drawing is under way, only the newest waits. */
    async repaint() {
      if (!window.Plotly || !this.drawing.clientWidth) return;
      this.stale = true;
      if (this.painting) return;
      this.painting = true;
      try {
        while (this.stale) {
          this.stale = false;
          await this.paint(this.node());
        }
      } finally {
        this.painting = false;
      }
    }

    async paint(node) {
      this.showWords(node);
      await this.plot.paint(node);
      if (this.spec.template.scrubber) this.showScrubber();
      this.checkTasks(node);
      const detail = { slug: this.spec.slug, controls: { ...node.values }, readouts: node.readouts };
      this.root.dispatchEvent(new CustomEvent("ketabrain:painted", { bubbles: true, detail }));
    }

    get ready() {
      return this.root.dataset.state === "ready";
    }

    showWords(node) {
      this.sentence.textContent = node.sentence;
      for (const [name, place] of this.values) place.textContent = node.shown[name];
      clearTimeout(this.speaking);
      if (this.ready) this.speaking = setTimeout(() => (this.spoken.textContent = node.sentence), SPEAK_AFTER_MS);
    }

    checkTasks(node) {
      this.spec.tasks.forEach((task, i) => {
        if (this.ready && !this.done.has(i) && kb.meets(node, task.when)) {
          this.done.add(i);
          kb.store.update("tasks:" + this.spec.slug, (kept) => [...new Set([...(Array.isArray(kept) ? kept : []), ...this.done])]);
        }
        const { item, tick, praise } = this.items[i];
        item.classList.toggle("kb-done", this.done.has(i));
        tick.textContent = this.done.has(i) ? "Done: " : "To do: ";
        praise.hidden = !this.done.has(i);
      });
    }

    // The scrubber: a time slider that needs no new data.
    scrubber() {
      this.slider = kb.el("input", { type: "range", min: 0, max: 0, step: 1, value: 0, oninput: () => this.scrubByHand() });
      const play = button("Play", () => this.player.toggle());
      this.player = new kb.Player(this, play);
      this.moment = kb.el("output");
      return kb.el("div", { class: "kb-scrub" }, kb.el("label", {}, this.spec.template.scrubber.label, " ", this.slider), play, this.moment);
    }

    showScrubber() {
      this.slider.max = Math.max(0, this.plot.times.length - 1);
      this.slider.value = this.plot.scrub;
      const words = this.plot.shownWords();
      this.slider.setAttribute("aria-valuetext", this.plot.scrubWords());
      this.moment.textContent = words;
    }

    async scrubTo(index) {
      await this.plot.moveScrubber(index);
      this.showScrubber();
    }

    scrubByHand() {
      this.player.pause();
      return this.scrubTo(Number(this.slider.value));
    }

    // Take the data or the picture along.
    tools() {
      const { slug } = this.spec;
      const csv = () => kb.save(slug + ".csv", kb.csv(this.plot, this.spec, this.plot.node.values), "text/csv");
      const svg = async () => kb.save(slug + ".svg", await kb.svg(this.plot), "image/svg+xml");
      return kb.el("div", { class: "kb-tools" }, button("Data as CSV", csv), button("Picture as SVG", svg));
    }
  }

  function button(text, onclick) {
    return kb.el("button", { type: "button", class: "kb-button", onclick }, text);
  }

  /** Show a view of an explorer's model in an element; returns what closes it. */
  kb.showLive = function ({ model, el }, runtime) {
    const view = new LiveView(model, runtime);
    el.classList.add("kb-live");
    el.replaceChildren(view.root);
    view.start();
    return () => view.close();
  };
})();
