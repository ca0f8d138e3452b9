// Write numbers and sentences exactly as explorer/controls.py and explorer/words.py do.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  kb.number = function (value, decimals) {
    if (Number.isNaN(value)) return "none";
    const scaled = Math.floor(Math.abs(value) * 10 ** decimals + 0.5 + 1e-9) / 10 ** decimals;
    const text = scaled.toFixed(decimals);
    return value < 0 && scaled ? "\u2212" + text : text;
  };

  kb.rounded = function (value, digits) {
    return (Math.sign(value) * Math.floor(Math.abs(value) * 10 ** digits + 0.5 + 1e-9)) / 10 ** digits;
  };

  function withUnit(thing, value) {
    if (thing.shown_as === "percent") return kb.number(100 * value, thing.decimals) + " %";
    return (kb.number(value, thing.decimals) + " " + thing.unit).trimEnd();
  }

  kb.formatSeries = function (series, value) {
    if (typeof value !== "number") return value === undefined ? "none" : String(value);
    if (series.shown_as !== "percent") return withUnit(series, value);
    return (kb.number(100 * value, series.decimals) + " % " + series.unit).trimEnd();
  };

  kb.formatControl = function (control, value) {
    if (control.kind === "choice") return control.options[value];
    if (control.kind === "toggle") return control.words[value ? 1 : 0];
    return withUnit(control, value);
  };

  kb.formatReadout = function (readout, value) {
    if (readout.words) return String(value);
    return Number.isNaN(value) ? readout.none : withUnit(readout, value);
  };

  /** Controls and read-outs of a node, written out with their units. */
  kb.shown = function (spec, node) {
    const words = {};
    for (const control of spec.controls) words[control.name] = kb.formatControl(control, node.values[control.name]);
    for (const readout of spec.readouts) words[readout.name] = kb.formatReadout(readout, node.readouts[readout.name]);
    return words;
  };

  kb.sentence = function (spec, node) {
    const text = spec.describe_by ? spec.describe[node.readouts[spec.describe_by] ?? node.values[spec.describe_by]] : spec.describe;
    const shown = kb.shown(spec, node);
    return kb.fill(text, (name) => shown[name]);
  };

  /** Fill a text: "{name}" becomes what a function says of the name. */
  kb.fill = (text, of) => text.replace(/\{(\w+)\}/g, (_, name) => of(name));

  /** Write into a paragraph that keeps its tallest height, so that the controls below stay under the finger. */
  kb.writeSteady = function (place, text) {
    const { offsetWidth, offsetHeight } = place;
    place.textContent = text;
    if (place.dataset.width !== String(offsetWidth)) {
      place.style.minHeight = "";
      place.dataset.width = offsetWidth;
    } else if (place.offsetHeight < offsetHeight) place.style.minHeight = offsetHeight + "px";
  };

  const TESTS = {
    "==": (a, b) => a === b,
    "!=": (a, b) => a !== b,
    "<": (a, b) => a < b,
    "<=": (a, b) => a <= b,
    ">": (a, b) => a > b,
    ">=": (a, b) => a >= b,
  };

  /** Does a node meet every condition [name, sign, target]? */
  kb.meets = function (node, conditions) {
    return conditions.every(([name, sign, target]) => {
      const value = name in node.readouts ? node.readouts[name] : node.values[name];
      return TESTS[sign](value, target);
    });
  };
})();
