// Remember pages read and the place left off, in this browser only; show both in the sidebar.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const page = (typeof DOCUMENTATION_OPTIONS !== "undefined" && DOCUMENTATION_OPTIONS.pagename) || ""; // a const: not on window
  const isChapter = /^(book|notebooks)\//.test(page);
  const isPlace = isChapter && !/^book\/(reference\/|start\/(intro|gallery)$)/.test(page); // worth coming back to

  const REVIEW = "book/think/review";

  function pageOf(link) {
    const root = new URL(document.documentElement.dataset.content_root || "./", window.location.href).href;
    return link.href.startsWith(root) ? link.href.slice(root.length).split(/[?#]/)[0].replace(/\.html$/, "") : "";
  }

  function markRead() {
    for (const link of document.querySelectorAll(".bd-sidebar-primary nav a.reference.internal, .bd-sidebar-primary .toctree-l1 > a")) {
      const name = link.getAttribute("href") === "#" ? page : pageOf(link);
      const kept = kb.store.get("page:" + name, null);
      if (!kept || !kept.read || link.querySelector(".kb-read")) continue;
      link.append(kb.el("span", { class: "kb-read" }, " ✓", kb.el("span", { class: "kb-hidden" }, " read")));
    }
  }

  function remember(change) {
    const key = "page:" + page;
    kb.store.set(key, { v: 1, ...kb.store.get(key, {}), ...change });
  }

  /** A page counts as read once its end was seen; before the first scrolling only if all of it is in view. */
  function moved() {
    return window.scrollY > 0 || document.documentElement.scrollHeight <= window.innerHeight + 8;
  }

  function watch() {
    const article = document.querySelector("article.bd-article");
    if (!article || !isChapter) return;
    const end = kb.el("div", { "aria-hidden": "true" });
    article.append(end);
    new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting) || !moved()) return;
      remember({ read: true });
      markRead();
    }).observe(end);
    if (!isPlace) return;
    const headings = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting || window.scrollY === 0) continue;
          const section = entry.target.closest("section[id]");
          const place = { page, id: section ? section.id : "", title: document.title.split(" — ")[0], heading: entry.target.firstChild.textContent.trim() };
          kb.store.set("place", { v: 1, ...place });
        }
      },
      { rootMargin: "0px 0px -60% 0px" }
    );
    for (const heading of article.querySelectorAll("h1, h2, h3")) headings.observe(heading);
  }

  /** The link back to where the reader stopped, or null. */
  function continueLink() {
    const place = kb.store.get("place", null);
    if (!place || !place.page || place.page === page) return null;
    const root = document.documentElement.dataset.content_root || "./";
    const address = root + place.page + ".html" + (place.id ? "#" + place.id : "");
    return kb.el("p", { class: "kb-continue" }, "Continue where you left off: ", kb.el("a", { href: address }, `${place.title}, ${place.heading}`));
  }

  /** The address of the review's page, if the course has it and it is not this one, else "". */
  function reviewAddress() {
    const found = [...document.querySelectorAll(".bd-sidebar-primary nav a.reference.internal")].find((link) => pageOf(link) === REVIEW);
    return found && page !== REVIEW ? found.href : "";
  }

  /** The link to where progress can be taken along, or null. */
  function takeAlong() {
    const address = reviewAddress();
    return address && kb.el("p", {}, kb.el("a", { href: `${address}#take-your-progress-along` }, "Take your progress along"));
  }

  /** How many questions are due today, with the way to them, or null. */
  function dueToday() {
    const { minutes } = kb.store.get("review-due", null) || {};
    const tonight = new Date().setHours(24, 0, 0, 0) / 60000;
    const count = Array.isArray(minutes) ? minutes.filter((minute) => minute < tonight).length : 0;
    const address = count && reviewAddress();
    const words = count === 1 ? "1 question is due: " : `${count} questions are due: `;
    return address ? kb.el("p", { class: "kb-due" }, words, kb.el("a", { href: address }, "Today’s review")) : null;
  }

  function forgetButton() {
    const forget = () => {
      if (!window.confirm("Forget pages read, answers, reviews, guesses, predictions and your dose on this device?")) return;
      kb.store.clear();
      window.scrollTo(0, 0); // else the page opens at its end again and counts as read
      window.location.reload();
    };
    return kb.el("button", { type: "button", class: "kb-button", onclick: forget }, "Forget my progress on this device");
  }

  /** Where the browser keeps nothing: say so, and offer the file. */
  function notLasting() {
    const words = kb.el("p", { class: "kb-small", role: "status" }, "This browser does not keep progress here; it lasts until you close the page.");
    return [words, kb.saveButton((text) => (words.textContent = text))];
  }

  function sidebar() {
    const side = document.querySelector(".bd-sidebar-primary .sidebar-primary-items__start, .bd-sidebar-primary");
    if (!side) return;
    const box = kb.el("div", { class: "kb-side kb-box" });
    const link = continueLink();
    box.append(...[link, dueToday()].filter(Boolean));
    side.append(box);
    kb.mountOffline(box);
    const along = takeAlong();
    if (along) box.append(along);
    if (kb.store.keys("").length) box.append(forgetButton());
    if (!kb.store.lasting) box.append(...notLasting());
  }

  kb.ready(() => {
    markRead();
    sidebar();
    const landing = document.querySelector("[data-continue]");
    const link = landing && continueLink();
    if (link) landing.append(link);
    watch();
  });
  for (const change of ["stored", "progress"]) document.addEventListener("ketabrain:" + change, markRead); // another tab, a file
})();
