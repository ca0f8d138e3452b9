// The reader's own dose: remembered in this browser where it is chosen, offered where a control is part of a dose.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const KEY = "dose";
  const LASTS = { iv_infusion: true, iv_bolus: false }; // of the ways into a vein; for others minutes mean nothing

  function isDose(kept) {
    const number = (value) => typeof value === "number" && value > 0 && value < 1000;
    const words = (value) => typeof value === "string" && value.length > 0 && value.length < 100;
    return Boolean(kept) && kept.v === 1 && words(kept.route) && words(kept.by) && [kept.mg_per_kg, kept.weight_kg, kept.minutes].every(number);
  }

  /** The remembered dose, or null; what is not a dose reads as none. */
  function remembered() {
    const kept = kb.store.get(KEY, null);
    return isDose(kept) ? kept : null;
  }

  const controlsOf = (explorer) => explorer.spec.controls.filter((control) => control.dose);
  const words = (dose) => `${kb.number(dose.mg_per_kg * dose.weight_kg, 0)} mg, ${dose.by}, ${kb.number(dose.weight_kg, 0)} kg`;

  /** What a control is asked for, or undefined where the dose says nothing of it. */
  function wanted(control, dose) {
    if (control.dose === "mg") return dose.mg_per_kg * dose.weight_kg;
    if (control.dose === "minutes" && !(dose.route in LASTS)) return undefined;
    if (control.dose === "minutes" && !LASTS[dose.route]) return control.kind === "choice" ? 0 : undefined;
    return dose[control.dose];
  }

  /** The control's step for the dose, and what to say where there is none just so. */
  function fitted(control, dose) {
    const value = wanted(control, dose);
    if (value === undefined) return null;
    if (control.kind === "choice" && !Object.hasOwn(control.options, String(value))) return { said: `${control.label}: there is no "${control.dose === "route" ? dose.by : value}" here` };
    const found = kb.snap(control, String(value));
    const near = found.moved && `${control.label} is now ${kb.formatControl(control, found.value)}, the nearest there is to ${kb.number(value, 2)} ${control.unit}`.trimEnd();
    return { value: found.value, said: near };
  }

  function fitAll(explorer, dose) {
    const found = controlsOf(explorer).map((control) => [control.name, fitted(control, dose)]).filter(([, fit]) => fit);
    const said = found.map(([, fit]) => fit.said).filter(Boolean);
    const parts = controlsOf(explorer).map((control) => control.dose);
    if (!parts.includes("route") && !(dose.route in LASTS)) said.push(`your way in (${dose.by}) is no choice here`);
    if (!parts.includes("mg") && !parts.includes("mg_per_kg")) said.push("the amount is no choice here");
    return { values: Object.fromEntries(found.filter(([, fit]) => "value" in fit).map(([name, fit]) => [name, fit.value])), said };
  }

  /** Show the button where there is a dose and the explorer does not stand at it. */
  function offer(explorer) {
    const button = explorer.find("[data-do=dose]");
    if (!button || !explorer.state) return;
    const dose = remembered();
    const { values } = dose ? fitAll(explorer, dose) : { values: {} };
    button.hidden = !Object.entries(values).some(([name, value]) => explorer.state[name] !== value);
    if (!button.hidden) button.textContent = `Use my dose: ${words(dose)}`;
  }

  /** Keep the dose that an explorer stands at, where it is one to choose a dose in. */
  function remember(explorer) {
    if (!explorer.spec.remembers) return;
    const dose = { v: 1, ...explorer.spec.remembers };
    for (const control of controlsOf(explorer)) dose[control.dose] = explorer.state[control.name];
    const route = controlsOf(explorer).find((control) => control.dose === "route");
    dose.by = kb.formatControl(route, dose.route);
    kb.store.set(KEY, dose);
    for (const one of kb.components.values()) offer(one);
  }

  /** Set an explorer to the dose, and say what did not fit. */
  async function take(explorer) {
    const dose = remembered();
    if (!dose) return;
    const { values, said } = fitAll(explorer, dose);
    explorer.input(Object.keys(values)[0]).focus();
    await explorer.set(values, true);
    explorer.note(said.length ? `Your dose, as far as it goes here: ${said.join("; ")}.` : "");
  }

  kb.dose = { remembered, offer, remember, take };
})();
