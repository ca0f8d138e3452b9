// Molecules that readers turn: balls and sticks in SVG, by buttons, keys and dragging. No motion of its own.
// The still in the page is drawn by sphinx_ext/molecule_still.py in the same way.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const WIDTH = 320, HEIGHT = 250, EYE = 30; // drawing's units; how far the eye is [Å]
  const HALF_PAIR = 76, HALF_ONE = 108; // room on each side; upwards and downwards it is that of one
  const RADII = { H: 0.26, C: 0.36 }, RADIUS = 0.46; // Å
  const STEP = 15, PER_PIXEL = 0.6; // degrees
  const SPEAK_AFTER_MS = 700; // a screen reader hears the state once the turning rests
  const TURNS = { left: [-1, 0], right: [1, 0], up: [0, 1], down: [0, -1] };
  const KEYS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", Home: "reset" };

  function node(tag, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, typeof value === "number" ? value.toFixed(1) : value);
    made.append(...children);
    return made;
  }

  const radius = (element) => RADII[element] || RADIUS;
  const wrap = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;
  const times = (m, v) => m.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
  const add = (a, b) => a.map((x, i) => x + b[i]);
  const share = (depth) => Math.floor(Math.min(100, Math.max(74, 88 + 4 * depth + 0.5))) + "%";

  /** The rotation: first about the upright axis (the front goes right), then the front goes up. */
  function rotation(yaw, pitch) {
    const [y, p] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
    const [cy, sy, cp, sp] = [Math.cos(y), Math.sin(y), Math.cos(p), Math.sin(p)];
    return [[cy, 0, sy], [-sp * sy, cp, sp * cy], [-cp * sy, -sp, cp * cy]];
  }

  /** Where something points, as the reader sees it. */
  function direction([x, y, z]) {
    const sizes = [Math.abs(x), Math.abs(y), Math.abs(z)];
    const axis = sizes.indexOf(Math.max(...sizes));
    if (axis === 0) return x > 0 ? "to the right" : "to the left";
    if (axis === 1) return y > 0 ? "up" : "down";
    return z > 0 ? "towards you" : "away from you";
  }

  function degrees(value, plus, minus) {
    const whole = Math.round(Math.abs(value));
    return whole && `${whole}° ${value < 0 ? minus : plus}`;
  }

  class Molecule {
    constructor(section) {
      this.section = section;
      this.slug = section.dataset.molecule;
      this.stage = section.querySelector(".kb-stage");
      this.svg = this.stage.querySelector("svg");
      this.form = section.querySelector(".kb-molecule-controls");
      this.spoken = section.querySelector(".kb-spoken");
      this.sentence = section.querySelector(".kb-molecule-sentence");
      this.stage.tabIndex = 0;
      this.stage.setAttribute("role", "group");
      this.stage.setAttribute("aria-label", "The drawing. Arrow keys turn it.");
      this.wire();
      this.choose(this.slug);
    }

    get pair() {
      return this.family.names.length === 2;
    }

    get overlaid() {
      return this.pair && this.view === "overlay";
    }

    wire() {
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("change", (event) => (event.target.name === "molecule" ? this.choose(event.target.value) : this.paint()));
      for (const button of this.form.querySelectorAll("[data-turn]")) button.addEventListener("click", () => this.turn(button.dataset.turn));
      for (const button of this.form.querySelectorAll("[data-show]")) button.addEventListener("click", () => this.show(button.dataset.show));
      this.stage.addEventListener("keydown", (event) => this.key(event));
      this.stage.addEventListener("pointerdown", (event) => this.grab(event));
    }

    key(event) {
      const way = KEYS[event.key];
      if (!way || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.turn(way);
    }

    /** Drag: sideways about the upright axis; a mouse or pen also up and down, a finger scrolls the page instead. */
    grab(event) {
      if (event.button !== 0) return;
      let [x, y] = [event.clientX, event.clientY];
      const box = this.svg.getBoundingClientRect();
      const way = this.pair && !this.overlaid && x > box.left + box.width / 2 ? -1 : 1; // in the mirror left is right
      const move = (to) => {
        if (to.pointerId !== event.pointerId) return;
        this.rotate(way * (to.clientX - x) * PER_PIXEL, to.pointerType === "touch" ? 0 : (y - to.clientY) * PER_PIXEL);
        [x, y] = [to.clientX, to.clientY];
      };
      const drop = (end) => {
        if (end.pointerId !== event.pointerId) return;
        delete this.section.dataset.dragging;
        this.stage.removeEventListener("pointermove", move);
        for (const name of ["pointerup", "pointercancel"]) this.stage.removeEventListener(name, drop);
      };
      this.stage.setPointerCapture(event.pointerId);
      this.section.dataset.dragging = "";
      this.stage.addEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) this.stage.addEventListener(name, drop);
    }

    turn(way) {
      if (way === "reset") this.choose(this.shown);
      else this.rotate(TURNS[way][0] * STEP, TURNS[way][1] * STEP);
    }

    rotate(yaw, pitch) {
      this.yaw = wrap(this.yaw + yaw);
      this.pitch = Math.max(-90, Math.min(90, this.pitch + pitch));
      this.paint();
    }

    show(view) {
      this.view = view;
      this.paint();
    }

    /** Show another molecule, as it first stands. */
    choose(key) {
      this.shown = key;
      this.family = kb.molecules.families[key];
      this.yaw = kb.molecules.yaw;
      this.pitch = kb.molecules.pitch;
      this.view = "mirror";
      this.form.elements.molecule.value = key;
      this.sentence.style.minHeight = "";
      this.paint();
    }

    isShown(i) {
      return this.form.elements.hydrogens.checked || this.family.elements[i] !== "H";
    }

    /** How many units 1 Å has, so that no turn pushes an atom out of its place. */
    scale() {
      const shown = this.family.xyz.filter((_, i) => this.isShown(i));
      const far = Math.max(...shown.map((at) => Math.hypot(...at))) + RADIUS;
      const aside = Math.max(...shown.map(([x, , z]) => Math.hypot(x, z))) + RADIUS; // pitching changes only up and down
      const half = this.pair && !this.overlaid ? HALF_PAIR / aside : HALF_ONE / far;
      return (Math.min(HALF_ONE / far, half) * (EYE - far)) / EYE;
    }

    paint() {
      const turn = rotation(this.yaw, this.pitch);
      const seen = this.family.xyz.map((at) => times(turn, at));
      const image = seen.map(([x, y, z]) => [-x, y, z]); // R's own place in the mirror
      const scale = this.scale();
      const [s, r] = this.family.names;
      if (!this.pair) this.svg.replaceChildren(this.scene(seen, WIDTH / 2, scale), this.name(s, WIDTH / 2));
      else if (this.overlaid) {
        const { turn: lay, shift } = this.family.lay;
        const laid = this.family.xyz.map(([x, y, z]) => times(turn, add(times(lay, [-x, y, z]), shift)));
        this.svg.replaceChildren(
          this.scene(seen, WIDTH / 2, scale, laid),
          this.name(`filled: ${s}, hollow: ${r}`, WIDTH / 2)
        );
      } else {
        const line = node("path", { class: "kb-mirror", d: `M${WIDTH / 2} 8V${HEIGHT - 24}` });
        const word = node("text", { class: "kb-mirror-word", x: WIDTH / 2, y: HEIGHT - 8 }, "mirror");
        const [left, right] = [WIDTH / 4, (3 * WIDTH) / 4];
        this.svg.replaceChildren(this.scene(seen, left, scale), this.name(s, left), this.scene(image, right, scale), this.name(r, right), line, word);
      }
      this.tell(seen);
    }

    name(words, x) {
      return node("text", { class: "kb-name", x, y: HEIGHT - 8 }, words);
    }

    /** Balls and sticks of one molecule, or of two in one another, the far ones first. */
    scene(seen, middle, scale, laid) {
      const items = this.items(seen, middle, scale);
      if (laid) for (const [depth, made] of this.items(laid, middle, scale)) items.push([depth, node("g", { class: "kb-laid" }, made)]);
      items.sort((a, b) => a[0] - b[0]);
      return node("g", { class: "kb-scene" }, ...items.map(([, made]) => made));
    }

    items(seen, middle, scale) {
      const { elements, bonds } = this.family;
      const near = seen.map(([, , z]) => (scale * EYE) / (EYE - z));
      const at = seen.map(([x, y], i) => [middle + x * near[i], HEIGHT / 2 - 8 - y * near[i]]);
      const items = [];
      elements.forEach((_, i) => this.isShown(i) && items.push([seen[i][2], this.atom(i, at[i], near[i], seen[i][2])]));
      for (const [a, b, order] of bonds) {
        if (!this.isShown(a) || !this.isShown(b)) continue;
        items.push([(seen[a][2] + seen[b][2]) / 2, this.bond([a, b, order], at, seen, scale)]);
      }
      return items;
    }

    atom(i, [x, y], scale, depth) {
      const element = this.family.elements[i];
      const r = radius(element) * scale;
      const made = node("g", { class: "kb-atom", "data-element": element, style: `--near:${share(depth)}` });
      if (this.family.centres.includes(i)) made.append(node("circle", { class: "kb-stereo", cx: x, cy: y, r: r * 1.75 }));
      made.append(node("circle", { cx: x, cy: y, r }));
      const plain = element === "C" || element === "H";
      if (!plain || this.form.elements.letters.checked) made.append(node("text", { x, y: y + 0.48 * r, "font-size": 1.35 * r }, element));
      return made;
    }

    /** A stick between two balls' surfaces, or two sticks beside each other. */
    bond([a, b, order], at, seen, scale) {
      const apart = Math.hypot(...seen[a].map((x, k) => seen[b][k] - x));
      const [ra, rb] = [a, b].map((i) => radius(this.family.elements[i]) / apart);
      const [dx, dy] = [at[b][0] - at[a][0], at[b][1] - at[a][1]];
      const wide = (scale * 0.11) / Math.max(Math.hypot(dx, dy), 1e-6);
      const sides = order === 1 ? [0] : [wide, -wide];
      const to = (point, share, side) => `${(point[0] + dx * share - dy * side).toFixed(1)} ${(point[1] + dy * share + dx * side).toFixed(1)}`;
      const d = sides.map((side) => `M${to(at[a], ra, side)}L${to(at[b], -rb, side)}`).join("");
      const near = share((seen[a][2] + seen[b][2]) / 2);
      const about = { class: "kb-bond", style: `--near:${near}`, "stroke-width": scale * (order === 1 ? 0.16 : 0.1) };
      return node("g", about, node("path", { class: "kb-halo", d }), node("path", { d }));
    }

    /** Write what is shown in words and numbers, for eyes, ears and scripts. */
    tell(seen) {
      const words = this.words(seen);
      kb.writeSteady(this.sentence, words);
      this.svg.setAttribute("aria-label", words);
      this.form.querySelector(".kb-views").hidden = !this.pair;
      for (const button of this.form.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === this.view));
      const view = this.pair ? this.view : "one";
      const { shown, yaw, pitch } = this;
      Object.assign(this.section.dataset, { shown, view, yaw: yaw.toFixed(1), pitch: pitch.toFixed(1) });
      clearTimeout(this.speaking);
      if (this.section.dataset.state === "ready") this.speaking = setTimeout(() => (this.spoken.textContent = words), SPEAK_AFTER_MS);
      this.section.dataset.state = "ready";
      this.section.dispatchEvent(new CustomEvent("ketabrain:turned", { bubbles: true, detail: { slug: this.slug, shown, view, yaw, pitch } }));
    }

    words(seen) {
      const [s, r] = this.family.names;
      const { centres, around, lay } = this.family;
      const turns = [degrees(this.yaw, "right", "left"), degrees(this.pitch, "up", "down")].filter(Boolean);
      const turned = turns.length ? `Turned ${turns.join(" and ")}.` : "Seen from the front.";
      if (!this.pair) return `${s}. Its mirror image is the same molecule. ${turned}`;
      if (this.overlaid)
        return `${r} was turned and laid on ${s}. The stereocentre, the nitrogen and the benzene ring's first carbon fit. The ketone carbons do not: they are ${lay.apart} Å apart, because ketone and CH₂ have changed places. No turn fits everything: the best one leaves ${lay.best} Å between partners (root mean square, without hydrogens). ${turned}`;
      const from = seen[centres[0]];
      const ways = around.map((i, k) => `the ${kb.molecules.partners[k]} ${direction(add(seen[i], from.map((x) => -x)))}`);
      return `${s} on the left, ${r} on the right, as mirror images. From the stereocentre of ${s}: ${ways.join(", ")}. In ${r} left and right are swapped. ${turned}`;
    }
  }

  kb.ready(() => {
    for (const section of document.querySelectorAll("[data-molecule]")) new Molecule(section);
  });
})();
