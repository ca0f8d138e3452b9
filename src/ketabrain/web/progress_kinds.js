// Everything that this browser may keep of a learner's progress, kind by kind: which values are sound, and how two
// of the same key become one. Values come from files of unknown origin, so nothing unsound passes.
// A merge never loses what is better known, and merging twice changes nothing.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const DEEPEST = 8;
  const LONGEST = 60000; // letters of one value
  const A_DAY_MIN = 1440;
  const NAME = /^[A-Za-z][\w-]{0,63}$/;
  const STEM = /^[a-z][a-z0-9_]{0,39}$/;
  const PAGE = /^[a-z0-9_]{1,40}(\/[a-z0-9_]{1,40}){0,4}$/;
  const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
  const UNSAFE = new Set(["__proto__", "constructor", "prototype"]);

  function copied(value, depth) {
    if (value === null || ["string", "boolean"].includes(typeof value)) return value;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    if (typeof value !== "object" || depth === 0) throw new TypeError("not plain data");
    if (Array.isArray(value)) return value.map((item) => copied(item, depth - 1));
    const names = Object.keys(value).filter((name) => !UNSAFE.has(name)).sort();
    return Object.fromEntries(names.map((name) => [name, copied(value[name], depth - 1)]));
  }

  /** A copy with its names in order if a value is plain data of modest size, else null. */
  function plain(value) {
    try {
      const copy = copied(value, DEEPEST);
      return JSON.stringify(copy).length <= LONGEST ? copy : null;
    } catch (error) {
      return null;
    }
  }

  const isWhole = (value, most) => Number.isInteger(value) && value >= 0 && value <= most;
  const isFlag = (value) => value === undefined || typeof value === "boolean";
  const isText = (value, most) => typeof value === "string" && value.length <= most;
  const isSize = (value) => typeof value === "number" && value > 0 && value < 1000;
  const isMinute = (value) => isWhole(value, 1e9);
  const isTime = (value) => isText(value, 30) && TIME.test(value) && !Number.isNaN(Date.parse(value));
  const isGuess = (value) => Boolean(value) && isText(value.guess, 40) && (value.sure === undefined || value.sure === null || isWhole(value.sure, 100));
  const isList = (value, most, check) => Array.isArray(value) && value.length <= most && value.every(check);
  const { plural } = kb;

  const mine = (own) => own;
  const latest = (time) => (own, other) => (time(other) > time(own) ? other : own);

  /** The later answer, with whatever the other one had reached. */
  function mergeAnswers(own, other) {
    const rank = ({ at, given, first, mark }) => JSON.stringify([at, given === undefined ? null : given, first, mark]);
    const [late, early] = rank(other) > rank(own) ? [other, own] : [own, other];
    const shown = own.shown || other.shown ? { shown: true } : {};
    return plain({ ...early, ...late, ...shown, right: own.right || other.right, tries: Math.max(own.tries, other.tries) });
  }

  function isAnswer(value) {
    const counted = isWhole(value.tries, 1e6) && typeof value.right === "boolean" && isFlag(value.first) && isFlag(value.shown);
    return value.v === 1 && counted && isTime(value.at) && isText(value.mark, 100);
  }

  /** A guess, or the first one alone after the claim was asked again. */
  function isClaim(value) {
    const asked = isGuess(value) && (value.first === undefined || isGuess(value.first));
    return [1, 2].includes(value.v) && (asked || (value.guess === undefined && isGuess(value.first)));
  }

  function isPlacement(value) {
    const levels = ["new", "shaky", "known"];
    const { chapters } = value;
    if (value.v !== 1 || !isMinute(value.minute) || !chapters || typeof chapters !== "object") return false;
    return Object.entries(chapters).every(([stem, level]) => STEM.test(stem) && levels.includes(level));
  }

  function isPlace(value) {
    const where = isText(value.page, 200) && PAGE.test(value.page) && isText(value.id, 120) && /^[\w.:-]*$/.test(value.id);
    return value.v === 1 && where && isText(value.title, 300) && isText(value.heading, 300);
  }

  function isDose(value) {
    const words = isText(value.route, 99) && isText(value.by, 99);
    return value.v === 1 && words && [value.mg_per_kg, value.weight_kg, value.minutes].every(isSize);
  }

  // prefix or whole key; what its name may be; soundness of a copy; merge; how to count it in a sentence.
  const KINDS = [
    { prefix: "answer:", name: NAME, check: isAnswer, merge: mergeAnswers, say: (n) => plural(n, "answer", "answers") },
    { prefix: "claim:", name: NAME, check: isClaim, merge: mine, say: (n) => plural(n, "guess on a claim", "guesses on claims") },
    { prefix: "debate:", name: NAME, check: (value) => value.v === 1 && isText(value.lean, 20) && isText(value.why, 1000), merge: mine, say: (n) => plural(n, "leaning in a debate", "leanings in debates") },
    { prefix: "predict:", name: NAME, check: (value) => value.v === 1 && isWhole(value.choice, 99), merge: mine, say: (n) => plural(n, "prediction", "predictions") },
    {
      prefix: "tasks:", name: NAME, check: (value) => isList(value, 100, (one) => isWhole(one, 99)),
      merge: (own, other) => [...new Set([...own, ...other])].sort((a, b) => a - b), say: (n) => plural(n, "explorer with tasks done", "explorers with tasks done"),
    },
    {
      prefix: "page:", name: PAGE, check: (value) => value.v === 1 && isFlag(value.read),
      merge: (own, other) => plain({ ...other, ...own, ...(own.read || other.read ? { read: true } : {}) }), say: (n) => plural(n, "page read", "pages read"),
    },
    { key: "placement", check: isPlacement, merge: latest((value) => value.minute), say: () => "your placement" },
    { key: "claims-set", check: (value) => value.v === 1 && isWhole(value.seed, 1e9) && isList(value.ids, 50, (id) => isText(id, 64) && NAME.test(id)) && isFlag(value.open), merge: latest((value) => value.seed), say: () => "your set of claims" },
    { key: "place", check: isPlace, merge: mine, say: () => "your place" },
    { key: "dose", check: isDose, merge: mine, say: () => "your dose" },
  ];
  for (const kind of KINDS) kind.sound = (value) => soundBy(kind.check, value);

  function soundBy(check, value) {
    const copy = plain(value);
    return copy !== null && typeof copy === "object" && check(copy) ? copy : null;
  }

  /** What came from elsewhere without reviews that have not happened yet: they would hide all real ones. */
  function past(record) {
    const latest = Date.now() / 60000 + A_DAY_MIN; // another clock may be ahead
    const base = record.base && record.base.last <= latest ? { base: record.base } : {};
    return kb.reviewLog.sound({ v: record.v, log: record.log.filter(([minute]) => minute <= latest), ...base });
  }

  // Reviews stand first: a sentence names them first. Their log knows its own soundness.
  KINDS.unshift({
    prefix: "review:", name: NAME,
    sound: (value) => kb.reviewLog.sound(plain(value)),
    arrived: past,
    merge: (own, other) => kb.reviewLog.merge(own, other),
    say: (n) => plural(n, "question under review", "questions under review"),
  });

  kb.progressKinds = {
    all: KINDS,
    plain,
    plural,
    /** The kind of a key, or undefined where this version knows none. */
    of(key) {
      return KINDS.find(({ key: whole, prefix, name }) => (whole ? key === whole : key.startsWith(prefix) && name.test(key.slice(prefix.length))));
    },
    /** Is this a known kind's key whose name cannot be one of the course's? */
    misnamed(key) {
      return KINDS.some(({ prefix }) => prefix && key.startsWith(prefix)) && !kb.progressKinds.of(key);
    },
    /** Is this a key that never leaves the browser: a setting, what a day's set or the rest decides, a damaged copy? */
    stays(key) {
      return /^(animals-alone$|review-due$|review-set$|said:|damaged:)/.test(key);
    },
  };
})();
