// Notes beside citations and words. Hovering or focusing a link shows its note as a tooltip; a tap, or the key
// "arrow down", opens it as a small dialog whose links can be reached. Escape closes; Enter follows the link.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const WAIT = { show: 150, hide: 250 }; // [ms]
  const GAP = 8; // least distance to the window's edge [px]
  let notes = {};
  let box = null; // {link, element, pinned}
  let timer = 0;

  function noteOf(node) {
    const link = node instanceof Element ? node.closest("a[href*='#cite-'], a[href*='#term-']") : null;
    return link && !link.closest(".kb-pop") && notes[link.hash.slice(1)] ? link : null;
  }

  function content(note, link, pinned) {
    const reach = pinned ? {} : { tabindex: "-1" };
    const parts = [kb.el("p", { class: "kb-pop-name" }, note.name)];
    if (note.kind === "term") parts.push(kb.el("p", {}, note.text));
    else parts.push(kb.el("p", {}, note.title), note.where && kb.el("p", { class: "kb-pop-where" }, note.where));
    if (note.notice) parts.push(kb.el("p", { class: "kb-small" }, note.notice));
    if (note.badges) parts.push(kb.el("p", { class: "kb-pop-badges" }, note.badges.map((text) => kb.el("span", { class: "kb-badge" }, text))));
    const source = note.link && kb.el("a", { href: note.link, rel: "external", ...reach }, note.link_name);
    const list = kb.el("a", { href: link.href, ...reach }, note.kind === "term" ? "In the glossary" : "In the list of references");
    return [...parts.filter(Boolean), kb.el("p", { class: "kb-pop-links" }, source || null, pinned ? list : null)];
  }

  function place(element, link, at) {
    const rects = [...link.getClientRects()];
    const near = rects.find((r) => at && at.x >= r.left - 2 && at.x <= r.right + 2 && at.y >= r.top - 2 && at.y <= r.bottom + 2) || rects[0];
    const width = document.documentElement.clientWidth;
    const height = document.documentElement.clientHeight;
    const size = element.getBoundingClientRect();
    const left = Math.max(GAP, Math.min(near.left, width - size.width - GAP));
    const above = near.bottom + size.height + GAP > height && near.top - size.height - GAP > 0;
    const top = above ? near.top - size.height - 4 : near.bottom + 4;
    element.style.left = left + window.scrollX + "px";
    element.style.top = top + window.scrollY + "px";
  }

  function show(link, { pinned = false, focus = false, at = null } = {}) {
    if (box && box.link === link && box.pinned >= pinned) return;
    hide();
    const note = notes[link.hash.slice(1)];
    const role = pinned ? { role: "dialog", "aria-label": note.name, tabindex: "-1" } : { role: "tooltip" };
    const element = kb.el("div", { id: "kb-pop", class: "kb-pop", ...role }, ...content(note, link, pinned));
    if (pinned) {
      element.append(kb.el("button", { type: "button", class: "kb-pop-close", "aria-label": "Close", onclick: () => hide(true) }, "×"));
      link.setAttribute("aria-expanded", "true");
    } else {
      link.setAttribute("aria-describedby", "kb-pop");
    }
    document.body.append(element);
    box = { link, element, pinned };
    place(element, link, at);
    if (pinned) ((focus && element.querySelector("a")) || element).focus({ preventScroll: true });
  }

  function hide(giveBack = false) {
    clearTimeout(timer);
    if (!box) return;
    const { link, element, pinned } = box;
    box = null;
    element.remove();
    link.removeAttribute("aria-expanded");
    link.removeAttribute("aria-describedby");
    if (giveBack && pinned) {
      quiet = link;
      link.focus({ preventScroll: true });
    }
  }
  let quiet = null; // a link that gets the focus back shows no note again

  function later(f, wait) {
    clearTimeout(timer);
    timer = setTimeout(f, wait);
  }

  function onOver(event) {
    if (event.pointerType !== "mouse") return;
    const inside = event.target instanceof Element && event.target.closest(".kb-pop");
    const link = noteOf(event.target);
    if (inside || (box && link === box.link)) return clearTimeout(timer);
    if (link) return later(() => show(link, { at: { x: event.clientX, y: event.clientY } }), WAIT.show);
    if (box && !box.pinned && document.activeElement !== box.link) return later(hide, WAIT.hide);
    if (!box) clearTimeout(timer);
  }

  let touched = false; // the tap that is under way came from a finger or a pen
  function onDown(event) {
    touched = event.pointerType !== "mouse";
    if (box && !box.element.contains(event.target) && noteOf(event.target) !== box.link) hide();
  }

  function onClick(event) {
    const link = noteOf(event.target);
    if (link && touched && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (box && box.link === link && box.pinned) hide(true);
      else show(link, { pinned: true });
    } else if (box && !box.element.contains(event.target)) {
      hide();
    }
    touched = false;
  }

  function onFocus(event) {
    const link = noteOf(event.target);
    if (link && link !== quiet && !touched && link.matches(":focus-visible")) show(link);
    else if (box && !box.element.contains(event.target) && event.target !== box.link) hide();
    quiet = null;
  }

  function onKey(event) {
    touched = false;
    const link = noteOf(event.target);
    if (event.key === "Escape" && box) {
      event.stopPropagation();
      hide(true);
    } else if (event.key === "ArrowDown" && link && box && box.link === link) {
      event.preventDefault();
      show(link, { pinned: true, focus: true });
    } else if (event.key === "Tab" && box && box.pinned && box.element.contains(event.target)) {
      const stops = [...box.element.querySelectorAll("a, button")];
      const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
      if (event.target !== edge && event.target !== box.element) return;
      if (event.target === box.element && !event.shiftKey) return;
      event.preventDefault();
      hide(true);
    }
  }

  kb.ready(() => {
    for (const data of document.querySelectorAll("script.kb-notes")) notes = { ...notes, ...JSON.parse(data.textContent) };
    if (!Object.keys(notes).length) return;
    document.addEventListener("pointerover", onOver);
    document.addEventListener("pointerdown", onDown);
    document.addEventListener("click", onClick);
    document.addEventListener("focusin", onFocus);
    document.addEventListener("focusout", (event) => box && !box.pinned && event.target === box.link && later(hide, WAIT.hide));
    document.addEventListener("keydown", onKey, true);
    window.addEventListener("resize", () => hide());
  });
})();
