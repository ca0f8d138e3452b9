// The state of a page's explorers in its address: #slug?control=value&...;slug2?...
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  /** Parse the fragment into Map(slug -> {control: text}); an ordinary anchor gives an empty map. */
  kb.readAddress = function (fragment) {
    const found = new Map();
    for (const piece of whole(fragment.replace(/^#/, "")).split(";")) {
      const [slug, query] = piece.split("?");
      if (query !== undefined) found.set(slug, Object.fromEntries(new URLSearchParams(query)));
    }
    return found;
  };

  // Chat programs write "?" and "=" of a link as %3F and %3D; a broken escape leaves the text as it is.
  function whole(text) {
    if (text.includes("?")) return text;
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text;
    }
  }

  kb.writeAddress = function (states) {
    const pieces = [...states].map(([slug, state]) => slug + "?" + new URLSearchParams(state).toString());
    return pieces.length ? "#" + pieces.join(";") : "";
  };

  /** The lattice step that a text names, and whether it had to be moved there. */
  kb.snap = function (control, text) {
    if (control.kind === "choice") {
      const known = Object.hasOwn(control.options, text);
      return { value: known ? text : control.default, moved: !known };
    }
    if (control.kind === "toggle") return { value: text === "true" || text === "1", moved: !/^(true|false|0|1)$/.test(text) };
    const asked = Number(text);
    if (text.trim() === "" || Number.isNaN(asked)) return { value: control.default, moved: true };
    const value = control.steps.reduce((best, step) => (Math.abs(step - asked) < Math.abs(best - asked) ? step : best));
    return { value, moved: Math.abs(value - asked) > 1e-9 };
  };

  /** Replace this page's fragment without leaving a trail in the history. */
  kb.replaceFragment = function (fragment) {
    const address = window.location.href.split("#")[0] + fragment;
    try {
      window.history.replaceState(window.history.state, "", address);
    } catch (error) {
      return false; // some browsers forbid it on file://; the "copy link" button still works
    }
    return true;
  };
})();
