// One question at a time, as reviews and the placement put it: fresh, with sureness asked, and a button to go on.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const TO = /^[\w/-]+\.html#[\w-]+$/; // an address from the site's root
  let views = 0;

  /** Links of the bank lead from the site's root, wherever this page lies. */
  function lead(element) {
    const root = document.documentElement.dataset.content_root || "./";
    for (const link of element.querySelectorAll("a[data-to]")) if (TO.test(link.dataset.to)) link.setAttribute("href", root + link.dataset.to);
  }

  function placeLine(element, words) {
    const line = element.querySelector(".kb-place");
    line.firstChild.textContent = words;
    line.setAttribute("tabindex", "-1");
    return line;
  }

  /**
   * Put a question into a box. Options: place (words such as "Question 3 of 8"), answered (called once, with the first
   * judged answer), next and stop ([words, act]: to go on once it was answered, and to stop at any time).
   */
  kb.putQuestion = function (box, tree, { place, answered, next, stop }) {
    const element = kb.buildTree(tree, `review${++views}`);
    const make = ([words, act], more) => kb.el("button", { type: "button", class: "kb-button", ...more, onclick: act }, words);
    const goOn = () => {
      box.replaceChildren(kb.el("p", { role: "status" }, "Loading …")); // a second press may not skip a question
      next[1]();
    };
    const button = make([next[0], goOn], { class: "kb-button kb-primary", "data-do": "next", hidden: true });
    let first = null;
    let right = false;
    lead(element);
    element.addEventListener("ketabrain:answered", ({ detail }) => {
      right = detail.right;
      if (detail.first) first = detail;
    });
    const changed = () => {
      if (button.hidden) answered(first);
      button.hidden = false;
      if (right) button.focus(); // Enter goes on
    };
    box.replaceChildren(element, kb.el("p", { class: "kb-go" }, button, make(stop, { "data-do": "stop" })));
    new kb.Question(element, { fresh: true, needsSure: true, changed });
    const heading = placeLine(element, place);
    heading.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
    return element;
  };

  /** A date as one says it: "today", "tomorrow", "on Saturday 28 November". */
  kb.dayWords = function (date, now = new Date()) {
    const midnight = (day) => new Date(day.getFullYear(), day.getMonth(), day.getDate());
    const days = Math.round((midnight(date) - midnight(now)) / 864e5); // a day of 23 or 25 hours counts as one
    if (days <= 0) return "today";
    if (days === 1) return "tomorrow";
    const year = date.getFullYear() === now.getFullYear() ? {} : { year: "numeric" };
    return "on " + date.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", ...year });
  };

  /** A link to a chapter's page, or its title where the book has no page for it. */
  kb.chapterLink = function ({ title, page }) {
    const root = document.documentElement.dataset.content_root || "./";
    return page ? kb.el("a", { href: root + page }, title) : title;
  };
})();
