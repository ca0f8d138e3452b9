// What was answered, when, and how surely: the truth from which memory is computed. Kept as "review:<id>" =
// {v: 1, log: [[minute, grade, sure], ...], base?: {s, d, last, reps, lapses}}. Two records of a question, from two
// tabs or devices, become one by uniting their logs, so that nothing is lost whatever the order.
// The document hears "ketabrain:reviewed" {id} after each entry.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  if (kb.reviewLog) return; // a notebook may load its scripts again
  const VERSION = 1;
  const PREFIX = "review:";
  const ANSWER = "answer:";
  const ASIDE = "damaged:";
  const GRADES = { again: 1, hard: 2, good: 3 };
  const SURE = [25, 50, 75, 95, null]; // [%]; null: not asked
  const LAST_MINUTE = 1e9; // in the year 3871
  const MOST = 2000; // entries of one question
  const STABILITY = [0.001, 36500]; // [days], FSRS's own limits
  const DIFFICULTY = [1, 10];

  const now = () => Math.floor(Date.now() / 60000);
  const isWhole = (value, most) => Number.isInteger(value) && value >= 0 && value <= most;
  const isWithin = (value, [low, high]) => typeof value === "number" && value >= low && value <= high;
  const isEntry = (one) => Array.isArray(one) && one.length === 3 && isWhole(one[0], LAST_MINUTE) && [1, 2, 3].includes(one[1]) && SURE.includes(one[2]);

  function isBase(base) {
    if (!base || typeof base !== "object") return false;
    const counted = isWhole(base.reps, 1e6) && isWhole(base.lapses, 1e6) && isWhole(base.last, LAST_MINUTE);
    return counted && isWithin(base.s, STABILITY) && isWithin(base.d, DIFFICULTY);
  }

  /** Two lists of numbers by their first difference; null comes before every number. */
  function compare(a, b) {
    const at = a.findIndex((value, i) => value !== b[i]);
    return at < 0 ? 0 : (a[at] ?? -1) - (b[at] ?? -1);
  }

  /** Entries in the order of time, each once; of too many the newest. */
  function united(entries) {
    const sorted = [...entries].sort(compare);
    return sorted.filter((one, i) => i === 0 || compare(one, sorted[i - 1]) !== 0).slice(-MOST);
  }

  const ranked = ({ last, reps, lapses, s, d }) => [last, reps, lapses, s, d];
  const later = (a, b) => (a && b ? (compare(ranked(a), ranked(b)) < 0 ? b : a) : a || b);

  function made(log, base) {
    const kept = base && { s: base.s, d: base.d, last: base.last, reps: base.reps, lapses: base.lapses };
    return { v: VERSION, log: united(log), ...(kept ? { base: kept } : {}) };
  }

  /** A clean copy of a record, without entries that cannot be, or null where nothing of it is sound. */
  function sound(value) {
    if (!value || typeof value !== "object" || value.v !== VERSION || !Array.isArray(value.log)) return null;
    const log = value.log.filter(isEntry).map((one) => [...one]);
    const base = isBase(value.base) ? value.base : null;
    return log.length || base ? made(log, base) : null;
  }

  /** One record of two sound ones (or null); the order makes no difference, and doing it again changes nothing. */
  function merge(a, b) {
    if (!a || !b) return a || b;
    return made([...a.log, ...b.log], later(a.base, b.base));
  }

  function read(id) {
    return sound(kb.store.get(PREFIX + id, null));
  }

  const own = new Map(); // id -> record of what this page added

  /** Another tab that did not yet see what this page added has written over it: put it back, unless it was removed. */
  function restore(key) {
    if (key === null) own.clear();
    const id = key !== null && key.startsWith(PREFIX) ? key.slice(PREFIX.length) : null;
    if (!own.has(id)) return;
    const kept = read(id);
    const whole = kept && merge(kept, own.get(id));
    if (!kept) own.delete(id);
    else if (whole.log.length > kept.log.length) kb.store.set(key, whole);
  }

  /** Write down an answer; a record that this version cannot read is set aside first. */
  function add(id, { grade, sure = null, minute = now() }) {
    kb.store.update(PREFIX + id, (value) => {
      const before = sound(value);
      if (value !== null && !before) kb.store.set(ASIDE + PREFIX + id, value);
      const added = made([[minute, grade, SURE.includes(sure) ? sure : null]]);
      own.set(id, merge(own.get(id) || null, added));
      return merge(before, added);
    });
    document.dispatchEvent(new CustomEvent("ketabrain:reviewed", { detail: { id } }));
  }

  /** The ids of all questions with a sound record. */
  function ids() {
    return kb.store.keys(PREFIX).map((key) => key.slice(PREFIX.length)).filter(read).sort();
  }

  /** A chapter's own answer as a record, or null: it tells when, and whether the first try was right. */
  function fromAnswer(answer) {
    const minute = Math.floor(Date.parse(answer && answer.at) / 60000);
    if (!isWhole(minute, LAST_MINUTE)) return null;
    return made([[minute, answer.first === true ? GRADES.good : GRADES.again, null]]);
  }

  /** Answers from before there were reviews become one entry each. */
  function adopt() {
    for (const key of kb.store.keys(ANSWER)) {
      const id = key.slice(ANSWER.length);
      const record = kb.store.get(PREFIX + id, null) === null ? fromAnswer(kb.store.get(key, null)) : null;
      if (record) kb.store.set(PREFIX + id, record);
    }
  }

  /** kb.memory, loaded once there is something to remember: a page without an answer does not pay for it. */
  kb.withMemory = async function () {
    if (!kb.memory) for (const name of ["vendor/ts-fsrs.umd.js", "review_memory.js"]) await kb.script(kb.url(name));
    return kb.memory;
  };

  async function refreshDue() {
    const isPage = kb.script && "content_root" in document.documentElement.dataset; // a notebook has no files to load
    if (kb.memory || isPage) (await kb.withMemory()).keepDue();
  }

  document.addEventListener("ketabrain:answered", ({ detail: { id, grade, sure, first } }) => {
    if (!first) return;
    add(id, { grade, sure });
    refreshDue().catch((error) => console.warn(error.message)); // the review page counts again
  });

  document.addEventListener("ketabrain:stored", ({ detail: { key } }) => restore(key));

  kb.reviewLog = { GRADES, read, add, sound, merge, ids, fromAnswer, adopt };
  adopt();
})();
