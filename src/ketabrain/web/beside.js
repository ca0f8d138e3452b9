// "Show me": an explorer beside a question, at a state. Where the explorer stands on the page it is set there;
// elsewhere its own page opens in a frame below the link. The two pages talk by messages alone, because files that
// are opened from a disk may not look into each other.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const HEIGHT_PX = [200, 4000];

  /** Set an explorer of this page, go there, and leave a way back. */
  async function lead(explorer, state, from) {
    const { section, slug } = explorer;
    for (const old of section.querySelectorAll(".kb-back")) old.remove();
    const back = kb.el("button", { type: "button", class: "kb-button" }, "Back to the question");
    const line = kb.el("p", { class: "kb-back" }, back);
    back.addEventListener("click", () => {
      line.remove();
      (from.closest("[data-question]") || from).scrollIntoView({ block: "start" });
      from.focus({ preventScroll: true });
    });
    section.querySelector(".kb-plot").before(line);
    try {
      await kb.open(slug, state);
    } catch (error) {
      console.warn(error.message); // the explorer itself says why it could not start
    }
    line.scrollIntoView({ block: "start" });
    back.focus({ preventScroll: true });
  }

  /** Where a box belongs: below the link that opened it, but not inside what the next answer hides. */
  function place(question, box, from) {
    const link = from && from.closest(".kb-show, .kb-open");
    (link || question.querySelector("fieldset")).after(box);
  }

  /** The box beside a question that holds an explorer; a new one is filled by `fill(box)`. Returns the box. */
  kb.besideBox = function (question, slug, from, fill) {
    const open = [...question.querySelectorAll(".kb-beside")];
    const known = open.find((box) => box.dataset.beside === slug);
    if (known) return known;
    for (const box of open) box.close();
    const shut = kb.el("button", { type: "button", class: "kb-button" }, "Close the explorer");
    const tools = kb.el("p", { class: "kb-beside-tools" }, shut);
    const about = { class: "kb-beside", "data-beside": slug, role: "group", "aria-label": "Explorer beside the question", tabindex: "-1" };
    const box = kb.el("div", about, tools);
    box.close = () => {
      box.dispatchEvent(new CustomEvent("ketabrain:closed"));
      box.remove();
      for (const opener of question.querySelectorAll("[data-open]")) opener.removeAttribute("aria-expanded");
    };
    shut.addEventListener("click", () => {
      box.close();
      if (from) from.focus();
    });
    place(question, box, from);
    fill(box, tools);
    return box;
  };

  function addressOf(slug, state, query) {
    const root = document.documentElement.dataset.content_root || "./";
    return `${root}gallery/${slug}.html${query}#${slug}?${new URLSearchParams(state)}`;
  }

  function frame(slug, state) {
    return (box, tools) => {
      const alone = kb.el("a", { href: addressOf(slug, state, ""), target: "_blank", rel: "noopener" }, "Open it on a page of its own");
      tools.append(" ", alone);
      const title = `Explorer ${slug.replace(/-/g, " ")}`;
      box.append(kb.el("iframe", { src: addressOf(slug, state, `?embed=${slug}&beside`), title, loading: "lazy" }));
    };
  }

  /** A frame that has drawn is moved by a message, so that the browser's way back does not fill up. */
  function moveFrame(box, slug, state) {
    const shown = box.querySelector("iframe");
    if (box.heard) shown.contentWindow.postMessage({ ketabrain: "set", slug, state }, "*");
    else shown.src = addressOf(slug, state, `?embed=${slug}&beside`);
  }

  /** Show an explorer at a state beside a question; `from` is the link to come back to. */
  kb.beside = function (question, slug, state, from = null) {
    const explorer = kb.components && kb.components.get(slug);
    if (explorer) return lead(explorer, state, from || question);
    let isNew = false;
    const fill = frame(slug, state);
    const box = kb.besideBox(question, slug, from, (...parts) => {
      isNew = true;
      fill(...parts);
    });
    if (!isNew) moveFrame(box, slug, state);
    if (from) from.setAttribute("aria-expanded", "true");
    box.scrollIntoView({ block: "nearest" });
    box.focus({ preventScroll: true });
    return box;
  };

  /** What an explorer may say of itself: names with numbers, words and switches. */
  function plain(values) {
    if (typeof values !== "object") return {};
    const known = ([name, value]) => /^\w+$/.test(name) && ["number", "string", "boolean"].includes(typeof value);
    return Object.fromEntries(Object.entries(Object(values)).filter(known));
  }

  /** Only a frame of ours is heard, and only what an explorer says. */
  function hear({ source, data }) {
    const shown = source && [...document.querySelectorAll(".kb-beside iframe")].find((one) => one.contentWindow === source);
    const box = shown && shown.closest(".kb-beside");
    if (!box || !data || data.slug !== box.dataset.beside) return;
    if (data.ketabrain === "height" && Number.isFinite(data.height)) {
      shown.style.height = `${Math.min(Math.max(data.height, HEIGHT_PX[0]), HEIGHT_PX[1])}px`;
    }
    if (data.ketabrain !== "painted") return;
    box.heard = true;
    const detail = { slug: data.slug, controls: plain(data.controls), readouts: plain(data.readouts) };
    shown.dispatchEvent(new CustomEvent("ketabrain:painted", { bubbles: true, detail }));
  }

  /** The one place that hears clicks on openers; a notebook, which asks Python, has taken its own before. */
  function clicked(event) {
    const opener = event.target instanceof Element ? event.target.closest(".kb-button[data-open]") : null;
    if (!opener || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    kb.beside(opener.closest("[data-question]"), opener.dataset.open, JSON.parse(opener.dataset.state), opener);
  }

  if (kb.hearsBeside) return; // a notebook may load its scripts again
  kb.hearsBeside = true;
  window.addEventListener("message", hear);
  document.addEventListener("click", clicked);
})();
