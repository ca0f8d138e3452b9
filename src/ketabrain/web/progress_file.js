// Progress as one object: everything that this browser keeps, and bringing such an object in. No page needed: a lab
// uses the same code. A file is {course, progress, saved, kept: {key: value}}; kinds of keys stand in progress_kinds.js,
// codes are read by progress_code.js. Importing merges, so nothing that is here is lost; after it the document hears
// "ketabrain:progress".
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const COURSE = "ketabrain";
  const FORMAT = 2; // 1 knew answers, but no reviews
  const ANSWER = "answer:";
  const REVIEW = "review:";
  const UNKNOWN = "unknown:"; // before a key that a newer version may know
  const MOST_BYTES = 5e6;
  const MOST_ENTRIES = 5000; // a file of ours has a few hundred
  const MOST_UNKNOWN = 100;
  const KEY = /^[\w:./-]{1,200}$/;
  const SAME = "Nothing was changed.";
  const { plain, plural, of, stays, misnamed } = kb.progressKinds;
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const sameText = (a, b) => JSON.stringify(plain(a)) === JSON.stringify(plain(b));

  /** What a stored key holds, checked, or null. */
  function held(key) {
    const value = kb.store.get(key, null);
    const kind = of(key);
    return value === null ? null : kind ? kind.sound(value) : plain(value);
  }

  /** All that may leave this browser, as [[key, value]] in the keys' order; entries that are not sound stay behind. */
  function entries() {
    const keys = kb.store.keys("").filter((key) => !stays(key) && !misnamed(key)).sort();
    return keys.map((key) => [key.startsWith(UNKNOWN) ? key.slice(UNKNOWN.length) : key, held(key)]).filter(([, value]) => value !== null);
  }

  /** What is under review here, as [[id, record]]. */
  function reviews() {
    return entries().filter(([key]) => key.startsWith(REVIEW)).map(([key, record]) => [key.slice(REVIEW.length), record]);
  }

  /** Everything kept, as an object that JSON can hold. */
  function everything(now = new Date()) {
    return { course: COURSE, progress: FORMAT, saved: now.toISOString(), kept: Object.fromEntries(entries()) };
  }

  function text(now) {
    return JSON.stringify(everything(now), null, 1) + "\n";
  }

  /** What stands in the way of an object's import, as a sentence, or "". */
  function problemOf(found) {
    if (!isObject(found) || found.course !== COURSE) return `This is not a progress file of this course. ${SAME}`;
    if (!Number.isInteger(found.progress) || found.progress < 1) return `This progress file does not say which version wrote it, so it cannot be read. ${SAME}`;
    if (found.progress > FORMAT) return `This file comes from a newer version of the course (format ${found.progress}; this page reads up to ${FORMAT}). Reload the page or get the new version, then load the file again. ${SAME}`;
    if (!isObject(found.kept)) return `This progress file is damaged: its entries are missing. ${SAME}`;
    if (Object.keys(found.kept).length > MOST_ENTRIES) return `This file holds more entries than the course can make, so it is not one of its own. ${SAME}`;
    return "";
  }

  function parsed(given) {
    if (given.length > MOST_BYTES) return { problem: `This file is too large to be a progress file of this course. ${SAME}` };
    const trimmed = given.trim();
    if (!trimmed) return { problem: `There is nothing in it. ${SAME}` };
    if (!/^[{[]/.test(trimmed)) return kb.progressFile.readCode(trimmed);
    try {
      return { found: JSON.parse(trimmed) };
    } catch (error) {
      return { problem: `This file is damaged or cut short. ${SAME} Save it again where it came from, if you can.` };
    }
  }

  function arrived(kind, value) {
    const copy = kind.sound(value);
    return copy && kind.arrived ? kind.arrived(copy) : copy;
  }

  /** Sort a file's entries into those known and sound, those unknown, and a count of those left out. */
  function sorted(kept) {
    const result = { known: [], unknown: [], left: 0 };
    const aside = new Set(kb.store.keys(UNKNOWN));
    for (const [key, value] of Object.entries(kept)) {
      const kind = of(key);
      const copy = kind ? arrived(kind, value) : plain(value);
      if (kind && copy && copy.log) result.left += Math.max(0, value.log.length - copy.log.length);
      if (copy === null || stays(key) || (!kind && (misnamed(key) || !KEY.test(key)))) result.left += 1;
      else if (kind) result.known.push([key, copy]);
      else if (aside.add(UNKNOWN + key).size <= MOST_UNKNOWN) result.unknown.push([UNKNOWN + key, copy]);
      else result.left += 1;
    }
    return result;
  }

  /** An older file has answers alone: each makes one review. */
  function migrated({ progress, kept }) {
    if (progress > 1) return kept;
    const answers = Object.entries(kept).filter(([key]) => key.startsWith(ANSWER) && of(key));
    const made = answers.map(([key, value]) => [REVIEW + key.slice(ANSWER.length), kb.reviewLog.fromAnswer(of(key).sound(value))]);
    return { ...Object.fromEntries(made.filter(([, record]) => record)), ...kept };
  }

  function merged(key, own, other) {
    const kind = of(key);
    return own === null || !kind ? other : kind.merge(own, other);
  }

  /** Read a file's text, a code or an object: {problem} or {changes: [{key, before, after}], left, aside, saved}. */
  function plan(given) {
    const { found, problem } = typeof given === "string" ? parsed(given) : { found: given };
    const wrong = problem || problemOf(found);
    if (wrong) return { problem: wrong };
    const { known, unknown, left } = sorted(migrated(found));
    const rows = [...known, ...unknown].map(([key, other]) => ({ key, other, before: held(key), after: merged(key, held(key), other) }));
    const changes = rows.filter(({ before, after }) => before === null || !sameText(before, after));
    return { changes, left, aside: unknown.length, empty: !known.length };
  }

  const logOf = (record) => (record ? record.log.length : 0);

  function reviewWords(changes) {
    const added = changes.reduce((sum, { before, after }) => sum + Math.max(0, logOf(after) - logOf(before)), 0);
    const questions = plural(changes.length, "question", "questions");
    return added ? `${plural(added, "review", "reviews")} of ${questions}` : `the memory of ${questions}`;
  }

  /** Changes in words, kind by kind: "212 reviews of 57 questions, 9 pages read and your dose". */
  function listed(changes) {
    const parts = kb.progressKinds.all.flatMap((kind) => {
      const those = changes.filter(({ key }) => of(key) === kind);
      if (!those.length) return [];
      return [kind.prefix === REVIEW ? reviewWords(those) : kind.say(those.length)];
    });
    return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts.join("");
  }

  function restWords({ left, aside }) {
    const bad = left ? ` ${plural(left, "entry", "entries")} could not be read and ${left === 1 ? "is" : "are"} left out.` : "";
    const kept = `${aside === 1 ? "is" : "are"} kept aside and ${aside === 1 ? "goes" : "go"} into your next file`;
    return bad + (aside ? ` ${plural(aside, "entry", "entries")} that this version does not know ${kept}.` : "");
  }

  function words(plan, verb) {
    const what = listed(plan.changes);
    if (plan.empty) return `There is no progress in it.${restWords(plan)}`;
    return (what ? `${verb} ${what}.` : "Everything in it is here already.") + restWords(plan);
  }

  /** What would come in: {problem} or {words, any}. Nothing is changed. */
  function preview(given) {
    const found = plan(given);
    return found.problem ? found : { words: words(found, "It brings"), any: found.changes.length > 0 };
  }

  /** Bring it in: {problem} or {words, changed, lasting, takeBack() -> words}. */
  function merge(given) {
    const found = plan(given);
    if (found.problem) return found;
    const lasting = found.changes.map(takeIn).every(Boolean);
    const said = words(found, "This came in:") + (lasting || !kb.store.lasting ? "" : " This browser could not keep all of it: its storage is full.");
    tell();
    return { words: said, changed: found.changes.length, lasting, takeBack: () => takeBack(found.changes) };
  }

  function takeIn(change) {
    return kb.store.update(change.key, () => (change.after = merged(change.key, held(change.key), change.other)));
  }

  /** Undo an import; what was learnt since then stays. */
  function takeBack(changes) {
    const back = changes.filter(({ key, after }) => sameText(held(key), after));
    for (const { key, before } of back) {
      if (before === null) kb.store.remove(key);
      else kb.store.set(key, before);
    }
    tell();
    const stay = changes.length - back.length;
    return "It is taken back." + (stay ? ` ${plural(stay, "entry has", "entries have")} changed since and stay${stay === 1 ? "s" : ""}.` : "");
  }

  function tell() {
    document.dispatchEvent(new CustomEvent("ketabrain:progress"));
  }

  /** What is kept here: {words, letters, damaged, any}. */
  function summary() {
    const all = kb.store.keys("").filter((key) => !stays(key) && !key.startsWith(UNKNOWN));
    const sound = all.map((key) => ({ key, before: null, after: held(key) })).filter(({ after }) => after !== null);
    const damaged = all.length - sound.length + kb.store.keys("damaged:").length;
    return { words: listed(sound), letters: kb.store.size(), damaged, any: sound.length > 0 };
  }

  /** An update of the course may know what an older version kept aside. */
  function adopt() {
    for (const key of kb.store.keys(UNKNOWN)) {
      const name = key.slice(UNKNOWN.length);
      const kind = of(name);
      const value = kind ? kind.sound(kb.store.get(key, null)) : null;
      if (value === null) continue;
      kb.store.update(name, () => merged(name, held(name), value));
      kb.store.remove(key);
    }
  }

  kb.progressFile = { COURSE, FORMAT, MOST_BYTES, SAME, everything, text, reviews, preview, merge, summary };
  adopt();
})();
