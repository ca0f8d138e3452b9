// The explorers of a page: load them when they come near, predictions, the address, ?embed, ?fuzz and ?strings.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const NEAR = "500px";
  const WRITE_AFTER_MS = 250; // browsers allow about a hundred changes of the address in half a minute
  const explorers = new Map();
  kb.components = explorers;

  // The prediction: asked first, kept, shown beside the result. Needs no lattice.
  function wirePrediction(explorer) {
    const box = explorer.find(".kb-predict");
    const reveal = box.querySelector(".kb-reveal");
    const ask = box.querySelector(".kb-ask");
    const show = (choice) => {
      const right = choice === Number(box.dataset.answer);
      reveal.hidden = false;
      reveal.querySelector(".kb-verdict").textContent = right ? "You predicted it." : "It comes out differently.";
      for (const radio of box.querySelectorAll("input")) {
        radio.checked = Number(radio.value) === choice;
        radio.parentElement.classList.toggle("kb-answer", radio.value === box.dataset.answer);
      }
    };
    const kept = kb.store.get("predict:" + explorer.slug, null);
    if (kept) show(kept.choice);
    box.querySelector("[data-do=predict]").addEventListener("click", async () => {
      const chosen = box.querySelector("input:checked");
      ask.textContent = chosen ? "" : "Choose an answer first: a guess is enough.";
      if (!chosen) return;
      kb.store.set("predict:" + explorer.slug, { v: 1, choice: Number(chosen.value) });
      show(Number(chosen.value));
      if (await explorer.start()) await explorer.set(explorer.spec.predict.state, true);
      explorer.find(".kb-plot").scrollIntoView({ block: "nearest" });
    });
  }

  /** Wire every explorer below a root element; each loads when it comes near. */
  kb.mountExplorers = function (root) {
    for (const section of root.querySelectorAll("[data-explorer]")) {
      const explorer = new kb.Explorer(section);
      explorers.set(explorer.slug, explorer);
      wirePrediction(explorer);
      kb.near(section, NEAR, () => explorer.start());
    }
  };

  /** Move an explorer from a script or a console: ketabrain.set("slug", {control: value}). */
  kb.set = async function (slug, values) {
    const explorer = explorers.get(slug);
    if (!explorer) throw new Error(`There is no explorer "${slug}" on this page: it has ${[...explorers.keys()].join(", ") || "none"}.`);
    if (!(await explorer.start())) throw new Error(`The explorer "${slug}" could not be loaded: reload the page.`);
    const snapped = {};
    for (const [name, value] of Object.entries(values)) {
      const control = explorer.controls.get(name);
      if (!control) throw new Error(`${slug} has no control "${name}": it has ${[...explorer.controls.keys()].join(", ")}.`);
      snapped[name] = kb.snap(control, String(value)).value;
    }
    await explorer.set(snapped, true);
  };

  /** Put an explorer at a state; controls that the state does not name go back to where they open. */
  kb.open = async function (slug, state) {
    const explorer = explorers.get(slug);
    await (explorer && explorer.start());
    await kb.set(slug, explorer && explorer.state ? { ...explorer.defaults(), ...state } : state);
  };

  /** The states of all explorers that are not in their default state; `first` stands first, in any state. */
  kb.pageFragment = function (first) {
    const states = new Map();
    if (first) states.set(first, explorers.get(first).state);
    for (const [slug, one] of explorers) {
      if (states.has(slug)) continue;
      if (one.state ? !one.isDefault() : one.asked) states.set(slug, one.state || one.asked);
    }
    return kb.writeAddress(states);
  };

  let writing = 0;
  kb.rememberInAddress = function () {
    clearTimeout(writing);
    writing = setTimeout(() => kb.replaceFragment(kb.pageFragment()), WRITE_AFTER_MS);
  };

  /** Set every explorer that the address names; returns them, in its order. */
  function takeAddress() {
    const named = [...kb.readAddress(window.location.hash)].filter(([slug]) => explorers.has(slug));
    return named.map(([slug, asked]) => {
      const explorer = explorers.get(slug);
      explorer.asked = asked;
      if (!explorer.state) return explorer; // it reads the address when it starts
      explorer.state = explorer.defaults();
      explorer.readAddress();
      explorer.set({}, false);
      return explorer;
    });
  }

  async function followAddress() {
    const named = takeAddress();
    if (!named.length) return;
    const go = () => named[0].section.scrollIntoView({ block: "start" });
    go();
    await Promise.all(named.map((explorer) => explorer.start()));
    go(); // what stands above may have grown
  }

  /** ?embed=slug shows that explorer alone, fit for an iframe or a slide; ?embed alone shows the page's first. */
  function embed(slug) {
    const explorer = explorers.get(slug || explorers.keys().next().value);
    document.documentElement.classList.add("kb-embedded"); // hides the rest, which the theme's scripts still look for
    document.body.append(
      explorer ? explorer.section : kb.el("p", { class: "kb-note", role: "alert" }, `There is no explorer "${slug}" on this page.`)
    );
    if (!explorer) return;
    for (const link of explorer.section.querySelectorAll("a[href]")) link.target = "_blank"; // a frame is no place for a page
    explorer.start();
    if (window.parent !== window) talkToParent(explorer);
  }

  /** In a frame: tell the page around it what is drawn and how tall it is, and move when that page asks. */
  function talkToParent(explorer) {
    const { slug, section } = explorer;
    const tell = (what, more) => window.parent.postMessage({ ketabrain: what, slug, ...more }, "*");
    section.addEventListener("ketabrain:painted", ({ detail: { controls, readouts } }) => tell("painted", { controls, readouts }));
    new ResizeObserver(() => tell("height", { height: Math.ceil(2 * section.offsetTop + section.getBoundingClientRect().height) })).observe(section);
    window.addEventListener("message", ({ source, data }) => {
      if (source !== window.parent || !data || data.ketabrain !== "set" || data.slug !== slug || !data.state) return;
      kb.open(slug, data.state).catch((error) => explorer.note(error.message));
    });
  }

  kb.ready(async () => {
    if (!document.querySelector("[data-explorer]")) return;
    const query = new URLSearchParams(window.location.search);
    if (query.has("strings") || query.has("fuzz")) await kb.script(kb.url("fuzz.js"));
    kb.mountExplorers(document);
    window.addEventListener("hashchange", followAddress);
    document.documentElement.classList.toggle("kb-aside", query.has("beside")); // its prediction and tasks are hidden
    if (query.has("embed")) embed(query.get("embed"));
    await followAddress();
    if (query.has("fuzz")) kb.fuzzPage(query);
  });
})();
