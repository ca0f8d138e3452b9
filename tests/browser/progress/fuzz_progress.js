// Change a sound progress file at random, bring it in, and look that nothing broke. Runs in the page.
({ seed, rounds, kept }) => {
  const { progressFile, progressKinds, store } = window.ketabrain;
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(random() * n);
  const pick = (items) => items[below(items.length)];
  const deep = (n) => "[".repeat(n) + "]".repeat(n);
  const SCRIPT = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>";
  // What a value may become, as JSON text; some of it no JSON at all.
  const VALUES = [
    "null", "true", "0", "-1", "1e999", "-1e308", "9007199254740993", "NaN", "1.5", '""', "[]", "{}", "[null]", deep(30), deep(9000),
    JSON.stringify(SCRIPT), '"javascript:window.hacked=1"', '"' + "x".repeat(70000) + '"', "[[1,3,50]]", "[[-1,3,50]]", "[[1,9,50],[2,3,\"95\"]]",
    '{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '{"length":1e9}', '{"v":1,"log":{"length":2}}',
    '{"v":1,"log":[],"base":{"s":1e400,"d":5,"last":1,"reps":1,"lapses":0}}', '{"v":1,"log":[],"base":{"s":1,"d":5,"last":999999999,"reps":1,"lapses":0}}',
    '{"toString":1,"valueOf":null}', '"2026-13-45T99:99:99.999Z"', "[1,,2]", "undefined", '"\\ud800"', '"\\u0000"',
  ];
  const NAMES = ["__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "length", "v", "log", SCRIPT, "review:__proto__", "answer:constructor",
    "page:__proto__", "page:../../x", "unknown:unknown:x", "damaged:x", "said:apart", "tasks:x", "dose", "probe", "", "review:", "x".repeat(500), "\u202e", "9"];

  const places = (text) => [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false|null/g)];
  const replaceAt = (text, at, length, part) => text.slice(0, at) + part + text.slice(at + length);
  const CHANGES = [
    (text) => text.slice(0, below(text.length)),
    (text) => replaceAt(text, below(text.length), 1, String.fromCharCode(text.charCodeAt(below(text.length)) ^ (1 << below(8)))),
    (text) => replaceAt(text, below(text.length), below(40), ""),
    (text) => { const at = below(text.length); return text.slice(0, at) + text.slice(at, at + below(200)) + text.slice(at); },
    (text) => text.replace(/"kept": ?\{/, (start) => `${start}${JSON.stringify(pick(NAMES))}:${pick(VALUES)},`),
    ...Array(8).fill((text) => { const [found] = [pick(places(text))]; return found ? replaceAt(text, found.index, found[0].length, pick(VALUES)) : text; }),
    ...Array(3).fill((text) => { const [found] = [pick([...text.matchAll(/"[^"]*"(?=:)/g)])]; return found ? replaceAt(text, found.index, found[0].length, JSON.stringify(pick(NAMES))) : text; }),
  ];

  /** Why a store is not as it should be, or "". */
  function wrong() {
    for (const key of store.keys("")) {
      const value = store.get(key, null);
      const kind = progressKinds.of(key);
      if (kind && !kind.sound(value)) return `${key} holds ${JSON.stringify(value)}`;
      if (!kind && !progressKinds.stays(key) && !key.startsWith("unknown:")) return `${key} has no kind`;
      if (!/^[\w:./-]{1,210}$/.test(key) || /^unknown:(review|answer|page):/.test(key)) return `${key} is no name of a key`;
      if (/"(__proto__|constructor|prototype)":|\[{10}/.test(JSON.stringify(value))) return `${key} holds what no entry of ours does`;
    }
    if (({}).polluted !== undefined || Object.keys(Object.prototype).length) return "a prototype was changed";
    return window.hacked === undefined ? "" : "code ran";
  }

  const failures = [];
  const counts = { taken: 0, refused: 0 };
  const start = JSON.stringify({ course: "ketabrain", progress: 2, kept });
  for (let i = 0; i < rounds; i++) {
    let text = start;
    for (let n = 1 + below(3); n > 0; n--) text = pick(CHANGES)(text);
    try {
      const before = progressFile.preview(text);
      const done = progressFile.merge(text);
      if (Boolean(before.problem) !== Boolean(done.problem) || !(done.problem || done.words)) failures.push(["unclear", text.slice(0, 300)]);
      counts[done.problem ? "refused" : "taken"] += 1;
      const again = done.problem ? { any: false } : progressFile.preview(text);
      if (again.any) failures.push(["not the same twice", text.slice(0, 300)]);
      if (wrong()) failures.push([wrong(), text.slice(0, 300)]);
      if (!done.problem && random() < 0.3) done.takeBack();
      if (progressFile.preview(progressFile.text()).any) failures.push(["its own file brings something", text.slice(0, 300)]);
    } catch (error) {
      failures.push([String(error), text.slice(0, 300)]);
    }
    if (random() < 0.1) store.clear();
    if (failures.length > 5) break;
  }
  return { failures, ...counts };
}
