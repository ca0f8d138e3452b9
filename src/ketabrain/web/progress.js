// Remember pages read and the place left off, in this browser only; show both in the sidebar.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const page = (typeof DOCUMENTATION_OPTIONS !== "undefined" && DOCUMENTATION_OPTIONS.pagename) || ""; // a const: not on window
  const isChapter = /^(book|notebooks)\//.test(page);
  const isPlace = isChapter && !/^book\/(reference\/|start\/(intro|gallery)$)/.test(page); // worth coming back to

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

  function sidebar() {
    const side = document.querySelector(".bd-sidebar-primary .sidebar-primary-items__start, .bd-sidebar-primary");
    if (!side) return;
    const box = kb.el("div", { class: "kb-side kb-box" });
    const link = continueLink();
    if (link) box.append(link);
    side.append(box);
    kb.mountOffline(box);
    if (kb.store.keys("").length) {
      const button = kb.el("button", { type: "button", class: "kb-button" }, "Forget my progress on this device");
      button.addEventListener("click", () => {
        if (!window.confirm("Forget pages read, answers, predictions and your dose on this device?")) return;
        for (const key of kb.store.keys("")) kb.store.remove(key);
        window.scrollTo(0, 0); // else the page opens at its end again and counts as read
        window.location.reload();
      });
      box.append(button);
    }
    // Firefox and Safari keep the storage of each file apart; Chromium does not.
    if (kb.store.lasting && window.location.protocol === "file:" && !navigator.userAgentData) {
      box.append(kb.el("p", { class: "kb-small" }, "Opened from files, this browser may keep ticks and answers for each page apart."));
    }
    if (!kb.store.lasting) box.append(kb.el("p", { class: "kb-small" }, "This browser does not keep progress here; it lasts until you close the page."));
  }

  kb.ready(() => {
    markRead();
    sidebar();
    const landing = document.querySelector("[data-continue]");
    const link = landing && continueLink();
    if (link) landing.append(link);
    watch();
  });
})();
