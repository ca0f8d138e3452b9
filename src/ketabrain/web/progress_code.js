// Progress as a code to paste: how well each question is remembered, packed to a few bits each. Layout of version A:
// newest minute (30 bits), number of chapters (16); a chapter is its stem's length (8), its letters (8 each), its number
// of questions (10) and the questions; then zeros to the byte, then CRC-32 of all bytes before. Written as base64url.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const START = "ketabrain-";
  const VERSION = "A";
  const LONGEST = 100000; // letters; ours have about ten a question
  const ID = /^([a-z][a-z_]{0,39})-(\d{2,3})$/; // a question's
  const STABLE = { low: 0.001, high: 36500, steps: 2047 }; // stability [days], FSRS's own limits, in steps of 0.9 %
  const HARD = { low: 1, high: 10, steps: 127 };
  const FIELDS = [["number", 10], ["stability", 11], ["difficulty", 7], ["ago", 23], ["reps", 7], ["lapses", 5]];
  const { SAME, FORMAT, COURSE } = kb.progressFile;
  const { plural } = kb.progressKinds;
  const LEAVES_OUT = "It holds how well you remember each question. It leaves out the single reviews, how sure you were, your answers, guesses on claims, predictions, pages read, your placement and your dose: the file holds those too.";
  const DAMAGED = `The code is damaged or cut short: copy all of it, from “${START}” to its end, and paste it again. ${SAME}`;

  const most = (bits) => 2 ** bits - 1;
  const within = (value, high) => Math.min(high, Math.max(0, Math.round(value)));

  const packStability = (days) => within((Math.log(days / STABLE.low) / Math.log(STABLE.high / STABLE.low)) * STABLE.steps, STABLE.steps);
  const unpackStability = (step) => STABLE.low * (STABLE.high / STABLE.low) ** (step / STABLE.steps);
  const packDifficulty = (value) => within(((value - HARD.low) / (HARD.high - HARD.low)) * HARD.steps, HARD.steps);
  const unpackDifficulty = (step) => HARD.low + (step / HARD.steps) * (HARD.high - HARD.low);

  class Bits {
    constructor(bytes = []) {
      this.bits = bytes.flatMap((byte) => [...byte.toString(2).padStart(8, "0")].map(Number));
      this.at = 0;
    }

    write(value, width) {
      for (let i = width - 1; i >= 0; i--) this.bits.push((value >> i) & 1);
    }

    read(width) {
      if (this.at + width > this.bits.length) throw new RangeError("the code ends too early");
      return this.bits.slice(this.at, (this.at += width)).reduce((sum, bit) => 2 * sum + bit, 0);
    }

    bytes() {
      const whole = Math.ceil(this.bits.length / 8);
      return Array.from({ length: whole }, (_, i) => parseInt(this.bits.slice(8 * i, 8 * i + 8).join("").padEnd(8, "0"), 2));
    }
  }

  function crc32(bytes) {
    let crc = ~0;
    for (const byte of bytes) {
      crc ^= byte;
      for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return [24, 16, 8, 0].map((shift) => (~crc >>> shift) & 255);
  }

  const toText = (bytes) => btoa(bytes.map((byte) => String.fromCharCode(byte)).join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const toBytes = (text) => [...atob(text.replace(/-/g, "+").replace(/_/g, "/"))].map((letter) => letter.charCodeAt(0));

  const idOf = (stem, number) => `${stem}-${String(number).padStart(2, "0")}`;

  /** What is remembered of a question: {stem, number, minute, stability, ...}, or null where it does not fit into a code. */
  function remembered([id, record]) {
    const state = kb.memory.state(record);
    const [, stem, number] = ID.exec(id) || [];
    if (!state || !stem || idOf(stem, Number(number)) !== id) return null;
    return { ...state, stem, number: Number(number), minute: Math.floor(state.last.getTime() / 60000) };
  }

  function packed({ number, stability, difficulty, minute, reps, lapses }, newest) {
    return { number, stability: packStability(stability), difficulty: packDifficulty(difficulty), ago: newest - minute, reps, lapses };
  }

  function write(questions, newest) {
    const bits = new Bits();
    const chapters = new Map();
    for (const one of questions) chapters.set(one.stem, [...(chapters.get(one.stem) || []), one]);
    bits.write(newest, 30);
    bits.write(chapters.size, 16);
    for (const [stem, members] of chapters) {
      bits.write(stem.length, 8);
      for (const letter of stem) bits.write(letter.charCodeAt(0), 8);
      bits.write(members.length, 10);
      for (const one of members) {
        const fields = packed(one, newest);
        for (const [name, width] of FIELDS) bits.write(within(fields[name], most(width)), width);
      }
    }
    return bits.bytes();
  }

  /** The code of this browser's progress: {code, questions, words}; no code where nothing was reviewed. */
  function code() {
    const records = kb.progressFile.reviews();
    const known = records.map(remembered).filter(Boolean);
    if (!known.length) return { code: "", questions: 0, words: "There is nothing to put into a code yet: answer questions first." };
    const newest = within(known.reduce((minute, one) => Math.max(minute, one.minute), 0), most(30));
    const bytes = write(known, newest);
    const text = `${START}${VERSION}-${toText([...bytes, ...crc32(bytes)])}`;
    const left = records.length - known.length;
    const not = left ? ` ${plural(left, "question", "questions")} could not be put into it.` : "";
    return { code: text, questions: known.length, words: `A code for ${plural(known.length, "question", "questions")}, ${text.length} letters long. ${LEAVES_OUT}${not}` };
  }

  function readQuestion(bits, stem, newest) {
    const one = Object.fromEntries(FIELDS.map(([name, width]) => [name, bits.read(width)]));
    const base = { s: unpackStability(one.stability), d: unpackDifficulty(one.difficulty), last: Math.max(0, newest - one.ago), reps: one.reps, lapses: one.lapses };
    return ["review:" + idOf(stem, one.number), { v: 1, log: [], base }];
  }

  function readAll(bytes) {
    const bits = new Bits(bytes);
    const newest = bits.read(30);
    const kept = [];
    for (let chapters = bits.read(16); chapters > 0; chapters--) {
      const stem = String.fromCharCode(...Array.from({ length: bits.read(8) }, () => bits.read(8)));
      for (let questions = bits.read(10); questions > 0; questions--) kept.push(readQuestion(bits, stem, newest));
    }
    if (bits.bits.length - bits.at >= 8) throw new RangeError("the code goes on after its end");
    return kept;
  }

  /** A code as a file's object would be: {found} or {problem}. Spaces and line ends of a letter or chat do not count. */
  function readCode(given) {
    const text = given.replace(/\s+/g, "");
    const [, version, body] = /^ketabrain-([A-Z])-(.*)$/.exec(text) || [];
    if (!version) return { problem: `That is neither a progress file nor a code of this course, which begins with “${START}”. ${SAME}` };
    if (text.length > LONGEST) return { problem: `This code is far longer than the course makes them. ${SAME}` };
    if (version !== VERSION) return { problem: `This code comes from a newer version of the course. Reload the page or get the new version, then paste it again. ${SAME}` };
    try {
      const bytes = toBytes(body);
      const sum = bytes.splice(-4);
      if (crc32(bytes).join() !== sum.join()) return { problem: DAMAGED };
      return { found: { course: COURSE, progress: FORMAT, kept: Object.fromEntries(readAll(bytes)) } };
    } catch (error) {
      return { problem: DAMAGED };
    }
  }

  Object.assign(kb.progressFile, { code, readCode, LEAVES_OUT });
})();
