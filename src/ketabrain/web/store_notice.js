// Say once, where the reader sees it, that progress does not last here, and offer it as a file. Also what any page
// needs to hand over progress: kb.withProgress() loads the scripts for it, kb.saveProgress() saves the file.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const SCRIPTS = [["reviewLog", "review_log.js"], ["progressKinds", "progress_kinds.js"], ["progressFile", "progress_file.js"]];
  const MORE = ["progress_code.js", "progress_calendar.js"];
  const SLIGHT = /^(page:|place$|said:|animals-alone$)/; // scrolling alone is no reason to speak up
  const SAID_APART = "said:apart";
  const WORDS = {
    full: "This browser’s storage is full: what you do now is kept only until you close this page. Save your progress as a file.",
    blocked: "This browser keeps nothing of this site, so your progress lasts until you close this page. Save it as a file before you leave.",
    apart: "You opened the course from files, and this browser may keep each page’s progress apart. Save it as a file here, and load that file under “Today’s review”.",
  };
  const said = new Set();
  const place = kb.el("div", { class: "kb-notice", role: "status" });
  let loading = null;

  async function load() {
    for (const [name, file] of SCRIPTS) if (!kb[name]) await kb.script(kb.url(file));
    for (const file of MORE) await kb.script(kb.url(file));
    return kb.progressFile;
  }

  /** kb.progressFile, loaded when it is first needed. */
  kb.withProgress = function () {
    loading = loading || load();
    return loading;
  };

  const digits = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

  /** Hand everything that is kept here to the reader as a file; resolves to the file's name. */
  kb.saveProgress = async function () {
    const file = await kb.withProgress();
    const now = new Date();
    const name = `ketabrain-progress-${digits(now)}.json`;
    kb.save(name, file.text(now), "application/json");
    return name;
  };

  /** A button that saves the file and then calls done(words). */
  kb.saveButton = function (done) {
    const save = () => kb.saveProgress().then((name) => done(`Saved as ${name}, among your downloads.`), (error) => done(error.message));
    return kb.el("button", { type: "button", class: "kb-button", onclick: save }, "Save my progress as a file");
  };

  /** From files, Firefox and Safari may keep the storage of each page apart; another page's key here proves that they do not. */
  kb.storageApart = function () {
    if (!kb.store.lasting || window.location.protocol !== "file:" || navigator.userAgentData) return false;
    const here = (typeof DOCUMENTATION_OPTIONS !== "undefined" && DOCUMENTATION_OPTIONS.pagename) || "";
    return !kb.store.keys("page:").some((key) => key !== "page:" + here);
  };

  function notice(why) {
    if (said.has(why) || document.documentElement.classList.contains("kb-embedded")) return; // a slide is no place for it
    said.add(why);
    const words = kb.el("p", {}, WORDS[why]);
    const close = kb.el("button", { type: "button", class: "kb-button", onclick: () => place.replaceChildren() }, "Close");
    const buttons = kb.el("p", {}, kb.saveButton((text) => (words.textContent = text)), " ", close);
    place.replaceChildren(words, buttons);
  }

  document.addEventListener("ketabrain:unkept", ({ detail: { key, why } }) => SLIGHT.test(key) || notice(why));
  document.addEventListener("ketabrain:kept", ({ detail: { key } }) => {
    if (SLIGHT.test(key) || !kb.storageApart() || kb.store.get(SAID_APART, false)) return;
    kb.store.set(SAID_APART, true);
    notice("apart");
  });
  kb.ready(() => document.body.append(place));
})();
