// The brain map: meshes drawn with plotly's 3-D bundle, by buttons, keys, dragging and a list. No motion of its own.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const PLOTLY = "vendor/plotly-gl3d.min.js";
  const NEAR = "400px";
  const SPEAK_AFTER_MS = 700; // a screen reader hears the state once the turning rests
  const STEP = 15, PER_PIXEL = 0.5, ZOOM = 1.2; // degrees, degrees, times
  const STEEPEST = 89; // degrees: at the pole itself plotly would not know which way is up
  const NEAREST = 0.5, FARTHEST = 2; // times a view's own distance
  const DIMMED = 0.35; // of the other regions' strength while one is chosen
  const CLICK_PX = 5; // a pointer that moved less has clicked
  const RANGES = { x: [-75, 75], y: [-110, 76], z: [-52, 86] }; // mm, fixed: hiding a region moves nothing
  const UNIT_MM = 157; // what plotly takes for 1 on all three axes, so that nothing is squeezed
  const KEYS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", "+": "nearer", "-": "farther", Home: "reset" };
  const TURNS = { left: [-1, 0], right: [1, 0], up: [0, 1], down: [0, -1] };
  // From where: degrees around (0 left, 90 front, 180 right) and above the horizon; distance; which halves.
  const VIEWS = {
    start: { around: 29, above: 13, far: 1.32, side: "both" },
    left: { around: 0, above: 3, far: 1.3, side: "both" },
    top: { around: -90, above: STEEPEST, far: 1.45, side: "both" },
    front: { around: 90, above: 3, far: 1.25, side: "both" },
    inside: { around: 6, above: 4, far: 1.22, side: "right" },
  };
  const FROM = ["the left", "the left and front", "the front", "the right and front", "the right", "the right and back", "the back", "the left and back"];
  const HALVES = { both: "Both halves", left: "The left half", right: "The right half" };

  const wrap = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;
  const listed = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`);

  /** Is there 3-D on this device? */
  function canDraw() {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("webgl2") || canvas.getContext("webgl");
    if (context) context.getExtension("WEBGL_lose_context")?.loseContext(); // browsers give out only a few
    return Boolean(context);
  }

  class Atlas {
    constructor(section) {
      this.section = section;
      this.form = this.find(".kb-atlas-controls");
      this.stage = this.find(".kb-atlas-stage");
      this.plot = this.find(".kb-atlas-plot");
      this.sentence = this.find(".kb-atlas-sentence");
      this.spoken = this.find(".kb-spoken");
      this.tag = this.find(".kb-atlas-tag");
      this.selected = null;
      kb.near(section, NEAR, () => this.start());
    }

    find(selector) {
      return this.section.querySelector(selector);
    }

    start() {
      this.started = this.started || this.load().catch((error) => this.stay("failed", `The 3-D map could not be loaded: ${error.message}`));
      return this.started;
    }

    /** Keep the still picture, and say why. */
    stay(state, why) {
      this.section.dataset.state = state;
      this.find(".kb-note").textContent = why;
    }

    async load() {
      if (!canDraw()) return this.stay("still", "This browser cannot draw in 3-D (WebGL is off), so you see a still picture. The table below says the same in words.");
      if (typeof DecompressionStream === "undefined") return this.stay("still", "This browser is too old to unpack the 3-D map, so you see a still picture. The table below says the same in words.");
      this.find(".kb-note").textContent = "Loading the 3-D map…";
      const other = window.Plotly; // explorers on the page keep the bundle that they know
      await Promise.all([kb.script(kb.url(this.section.dataset.meshes)), kb.script(kb.url(PLOTLY))]);
      this.Plotly = window.Plotly;
      if (other) window.Plotly = other;
      this.regions = new Map(kb.atlas.regions.map((region) => [region.key, region]));
      const all = await kb.meshes.load(kb.atlas);
      const layer = ({ region }) => this.regions.get(region).layer;
      this.meshes = all.sort((a, b) => layer(a) - layer(b)); // in order of drawing
      this.look("start", false);
      await this.Plotly.newPlot(this.plot, this.traces(), this.layout(), { displayModeBar: false, scrollZoom: false, doubleClick: false, responsive: false });
      this.wire();
      this.find(".kb-note").textContent = "";
      this.section.dataset.state = "ready";
      this.followAddress();
      await this.paint();
    }

    wire() {
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("change", ({ target }) => (target.name === "side" ? this.halves(target.value) : this.paint()));
      const on = (name, act) => {
        for (const button of this.section.querySelectorAll(`[data-${name}]`)) button.addEventListener("click", () => act(button.dataset[name]));
      };
      on("view", (view) => this.look(view));
      on("turn", (way) => this.turn(way));
      on("about", (key) => this.select(this.selected === key ? null : key));
      on("all", (all) => this.showAll(all === "yes"));
      this.stage.tabIndex = 0;
      this.stage.addEventListener("keydown", (event) => this.key(event));
      this.stage.addEventListener("pointerdown", (event) => this.grab(event));
      this.stage.addEventListener("pointermove", (event) => this.point(event));
      this.stage.addEventListener("pointerleave", () => this.name(null));
      new ResizeObserver(() => this.resized()).observe(this.plot);
      new MutationObserver(() => this.paint()).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
      window.addEventListener("hashchange", () => this.followAddress());
    }

    /** The keys of the regions that are ticked. */
    get shown() {
      return [...this.form.querySelectorAll("[name=region]:checked")].map((box) => box.value);
    }

    get side() {
      return this.form.querySelector("[name=side]:checked").value;
    }

    visible({ region, side }) {
      return this.shown.includes(region) && (side === "middle" || this.side === "both" || this.side === side);
    }

    /** How strongly a region is drawn: while one is chosen, the others step back. */
    alpha(key) {
      const { alpha } = this.regions.get(key);
      if (!this.selected || key === "cortex") return alpha;
      return key === this.selected ? 1 : alpha * DIMMED;
    }

    traces() {
      const style = getComputedStyle(this.section);
      return this.meshes.map((mesh) => ({
        type: "mesh3d",
        name: this.regions.get(mesh.region).title,
        meta: { region: mesh.region, side: mesh.side },
        x: mesh.axes[0],
        y: mesh.axes[1],
        z: mesh.axes[2],
        i: mesh.i,
        j: mesh.j,
        k: mesh.k,
        color: style.getPropertyValue("--kb-" + this.regions.get(mesh.region).colour.replaceAll("_", "-")).trim(),
        opacity: this.alpha(mesh.region),
        visible: this.visible(mesh),
        hoverinfo: "none",
        lighting: { ambient: 0.72, diffuse: 0.55, specular: 0.1, roughness: 0.6, fresnel: 0.1 },
      }));
    }

    layout() {
      const axis = (name) => ({ visible: false, range: RANGES[name], autorange: false, showspikes: false });
      const aspectratio = Object.fromEntries(Object.entries(RANGES).map(([name, [low, high]]) => [name, (high - low) / UNIT_MM]));
      const clear = "rgba(0,0,0,0)";
      return {
        width: this.plot.clientWidth,
        height: this.plot.clientHeight,
        margin: { l: 0, r: 0, t: 0, b: 0 },
        paper_bgcolor: clear,
        showlegend: false,
        scene: { aspectmode: "manual", aspectratio, dragmode: false, bgcolor: clear, xaxis: axis("x"), yaxis: axis("y"), zaxis: axis("z"), camera: this.camera() },
      };
    }

    camera() {
      const [around, above] = [this.around, this.above].map((degrees) => (degrees * Math.PI) / 180);
      const flat = Math.cos(above) * this.far();
      return {
        eye: { x: -flat * Math.cos(around), y: flat * Math.sin(around), z: this.far() * Math.sin(above) },
        center: { x: 0, y: 0, z: 0 },
        up: { x: 0, y: 0, z: 1 },
      };
    }

    /** How far the eye is: farther where the plot is narrower than high. */
    far() {
      const narrow = Math.max(1, (1.3 * this.plot.clientHeight) / Math.max(this.plot.clientWidth, 1));
      return VIEWS[this.base].far * this.zoom * narrow;
    }

    look(view, paint = true) {
      const { around, above, side } = VIEWS[view];
      Object.assign(this, { view, base: view, around, above, zoom: 1 });
      this.form.querySelector(`[name=side][value=${side}]`).checked = true;
      if (paint) this.paint();
    }

    /** Show one half or both; the inside is always seen from the middle. */
    halves(side) {
      if (this.view === "inside" && side !== "both") this.around = side === "right" ? VIEWS.inside.around : 180 - VIEWS.inside.around;
      this.paint();
    }

    turn(way) {
      if (way === "reset") return this.reset();
      if (way === "nearer" || way === "farther") this.zoom = Math.min(FARTHEST, Math.max(NEAREST, this.zoom * (way === "nearer" ? 1 / ZOOM : ZOOM)));
      else this.rotate(TURNS[way][0] * STEP, TURNS[way][1] * STEP);
      return this.paint();
    }

    reset() {
      this.selected = null;
      for (const box of this.form.querySelectorAll("[name=region]")) box.checked = true;
      this.look("start");
    }

    /** Turn what is seen: its front goes right, its front goes up. */
    rotate(right, up) {
      this.around = wrap(this.around + right);
      this.above = Math.max(-STEEPEST, Math.min(STEEPEST, this.above - up));
      this.view = "turned";
    }

    key(event) {
      const way = KEYS[event.key];
      if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      this.turn(way);
    }

    /** Drag: sideways around; a mouse or pen also up and down, a finger scrolls the page instead. A short press chooses. */
    grab(event) {
      if (event.button !== 0) return;
      const start = [event.clientX, event.clientY];
      let [x, y] = start;
      let dragging = false;
      this.stage.setPointerCapture(event.pointerId);
      const move = (to) => {
        if (to.pointerId !== event.pointerId) return;
        dragging = dragging || Math.hypot(to.clientX - start[0], to.clientY - start[1]) > CLICK_PX;
        if (!dragging) return;
        this.section.dataset.dragging = "";
        this.rotate((to.clientX - x) * PER_PIXEL, to.pointerType === "touch" ? 0 : (y - to.clientY) * PER_PIXEL);
        [x, y] = [to.clientX, to.clientY];
        this.moveSoon();
      };
      const drop = (end) => {
        if (end.pointerId !== event.pointerId) return;
        delete this.section.dataset.dragging;
        this.stage.removeEventListener("pointermove", move);
        for (const name of ["pointerup", "pointercancel"]) this.stage.removeEventListener(name, drop);
        if (dragging) this.paint();
        else if (end.type === "pointerup") this.select(this.regionAt(end));
      };
      this.stage.addEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) this.stage.addEventListener(name, drop);
    }

    /** While dragging only the camera moves, once a frame. */
    moveSoon() {
      this.moving =
        this.moving ||
        requestAnimationFrame(() => {
          this.moving = 0;
          this.Plotly.relayout(this.plot, { "scene.camera": this.camera() });
        });
    }

    /** Name what is under a mouse. */
    point(event) {
      if (event.pointerType !== "mouse" || "dragging" in this.section.dataset || this.pointing) return;
      this.pointing = requestAnimationFrame(() => {
        this.pointing = 0;
        this.name(this.regionAt(event), event);
      });
    }

    name(key, at) {
      const named = key && key !== "cortex";
      this.tag.hidden = !named;
      this.stage.classList.toggle("kb-over", Boolean(named));
      if (!named) return;
      const box = this.stage.getBoundingClientRect();
      this.tag.textContent = this.regions.get(key).title;
      this.tag.style.left = Math.min(at.clientX - box.left + 12, box.width - this.tag.offsetWidth - 4) + "px";
      this.tag.style.top = Math.max(at.clientY - box.top - 34, 4) + "px";
    }

    /** The region drawn at a point of the page: what lies inside goes before what lies over it, then what is nearer. */
    regionAt({ clientX, clientY }) {
      const scene = this.plot._fullLayout.scene._scene;
      const { model, view, projection } = scene.glplot.cameraParams;
      const matrix = kb.meshes.product([...projection], kb.meshes.product([...view], [...model]));
      const box = this.plot.getBoundingClientRect();
      const at = [((clientX - box.left) / box.width) * 2 - 1, 1 - ((clientY - box.top) / box.height) * 2];
      let best = null;
      for (const mesh of this.meshes) {
        const { layer } = this.regions.get(mesh.region);
        if (!this.visible(mesh) || mesh.region === "cortex" || (best && layer > best.layer)) continue;
        const depth = kb.meshes.depthAt(mesh, matrix, scene.dataScale, at);
        if (depth < (best ? best.depth : Infinity)) best = { region: mesh.region, layer, depth };
      }
      return best && best.region;
    }

    /** Choose a region, by click, by its button or by the address. */
    select(key) {
      this.selected = this.regions.has(key) ? key : null;
      if (this.selected) this.form.querySelector(`[name=region][value=${this.selected}]`).checked = true;
      this.paint();
    }

    showAll(all) {
      for (const box of this.form.querySelectorAll("[name=region]")) box.checked = all;
      if (!all) this.selected = null;
      this.paint();
    }

    followAddress() {
      const asked = /^#region-(\w+)$/.exec(window.location.hash);
      if (asked && this.regions.has(asked[1])) this.select(asked[1]);
    }

    resized() {
      if (this.plot.clientWidth && this.plot.clientWidth !== this.plot._fullLayout.width) this.paint();
    }

    async paint() {
      if (this.selected && !this.shown.includes(this.selected)) this.selected = null;
      this.tell();
      await this.Plotly.react(this.plot, this.traces(), this.layout());
      const { view, shown, selected } = this;
      this.section.dispatchEvent(new CustomEvent("ketabrain:atlas", { bubbles: true, detail: { view, shown, selected } }));
    }

    /** Write what is shown in words, for eyes, ears and scripts. */
    tell() {
      const { view, side, selected, shown } = this;
      const words = this.words();
      kb.writeSteady(this.sentence, words);
      this.plot.setAttribute("role", "img");
      this.plot.setAttribute("aria-label", words);
      for (const button of this.section.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
      for (const button of this.section.querySelectorAll("[data-about]")) button.setAttribute("aria-pressed", String(button.dataset.about === selected));
      this.about();
      Object.assign(this.section.dataset, { seen: view, side, shown: shown.join(" "), selected: selected || "", around: Math.round(this.around), above: Math.round(this.above) });
      clearTimeout(this.speaking);
      if (this.section.dataset.state === "ready") this.speaking = setTimeout(() => (this.spoken.textContent = words), SPEAK_AFTER_MS);
    }

    words() {
      const { side, shown, selected } = this;
      const missing = [...this.regions.values()].filter(({ key }) => !shown.includes(key)).map((region) => region.short);
      let what = "all regions are shown";
      if (!shown.length) what = "no region is shown";
      else if (missing.length > shown.length) what = `shown: ${listed(shown.map((key) => this.regions.get(key).short))}`;
      else if (missing.length) what = `hidden: ${listed(missing)}`;
      const chosen = selected ? ` Chosen: ${this.regions.get(selected).title}.` : "";
      return `${HALVES[side]}, seen from ${this.from()}; ${what}.${chosen}`;
    }

    from() {
      if (this.view === "inside" && this.side !== "both") return "the middle of the head";
      if (this.above > 70) return "above";
      if (this.above < -70) return "below";
      const flat = FROM[((Math.round(this.around / 45) % 8) + 8) % 8];
      if (this.above > 25) return `${flat}, from above`;
      return this.above < -25 ? `${flat}, from below` : flat;
    }

    /** What the table says of the chosen region, with the link to its chapter. */
    about() {
      const box = this.find(".kb-atlas-about");
      const row = this.selected && this.section.querySelector(`[data-row=${this.selected}]`);
      box.hidden = !row;
      if (!row) return box.replaceChildren();
      const cell = (name) => row.querySelector(`[data-cell=${name}]`);
      const line = (label, name) => [kb.el("dt", null, label), kb.el("dd", null, ...[...cell(name).childNodes].map((node) => node.cloneNode(true)))];
      const facts = [line("Where", "place"), line("Often linked to", "links"), line("Size", "size"), line("Chapter", "chapter")];
      box.replaceChildren(kb.el("p", { class: "kb-atlas-name" }, this.regions.get(this.selected).title), kb.el("dl", null, ...facts.flat()));
    }
  }

  /** Open what is folded around the place that the address names. */
  function unfold() {
    const place = window.location.hash.length > 1 && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const fold = place && place.closest(".kb-atlas-words, .kb-matrix details");
    if (!fold) return;
    fold.open = true;
    place.scrollIntoView({ block: "center" });
    if (place.hasAttribute("tabindex")) place.focus({ preventScroll: true });
  }

  kb.ready(() => {
    for (const section of document.querySelectorAll("section[data-atlas]")) new Atlas(section);
    window.addEventListener("hashchange", unfold);
    unfold();
  });
})();
