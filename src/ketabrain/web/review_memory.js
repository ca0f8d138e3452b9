// How well a question is remembered, by FSRS-6 with its default weights: a record's log is replayed, answer by answer.
// We use ts-fsrs's formulas and leave out its learning steps, because a learner here comes back on another day: after
// each answer the next date lies whole days ahead. Answers within a few hours count as one sitting, by FSRS's formula
// for the same day; from then on time counts in days and parts of days, so no time zone matters.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const RETENTION = 0.9; // how likely an answer should be when it is asked again
  const DAY_MIN = 1440;
  const SITTING_MIN = 360; // less than a night
  const MINUTE_MS = 60000;
  const DUE = "review-due";
  const scheduler = window.FSRS.fsrs({ request_retention: RETENTION, enable_fuzz: false, learning_steps: [], relearning_steps: [] });

  const days = (from, to) => (to - from < SITTING_MIN ? 0 : (to - from) / DAY_MIN);

  /** Memory after one more answer. */
  function after(before, [minute, grade]) {
    const known = before && { stability: before.stability, difficulty: before.difficulty };
    const { stability, difficulty } = scheduler.next_state(known, before ? days(before.minute, minute) : 0, grade);
    const lapses = before ? before.lapses + (grade === kb.reviewLog.GRADES.again) : 0;
    return { stability, difficulty, minute, reps: before ? before.reps + 1 : 1, lapses };
  }

  /** A record's memory: {stability [days], difficulty 1..10, last, due, reps, lapses}, or null where it holds no answer. */
  function state(record) {
    if (!record) return null;
    const base = record.base;
    const start = base ? { stability: base.s, difficulty: base.d, minute: base.last, reps: base.reps, lapses: base.lapses } : null;
    const found = record.log.filter(([minute]) => !base || minute > base.last).reduce(after, start);
    if (!found) return null;
    const { minute, ...memory } = found;
    const due = minute + DAY_MIN * scheduler.next_interval(memory.stability, 0);
    return { ...memory, last: new Date(minute * MINUTE_MS), due: new Date(due * MINUTE_MS) };
  }

  /** How likely a state of memory (or a record) gives the right answer at a date, 0 to 1. */
  function recall(of, date) {
    const memory = of && "log" in of ? state(of) : of;
    if (!memory) return 0;
    const elapsed = Math.max(0, date - memory.last) / MINUTE_MS / DAY_MIN;
    return scheduler.forgetting_curve(elapsed, memory.stability);
  }

  /** The moment when a date's day ends here: what is due before then is due on that day. */
  function endOfDay(date) {
    return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1);
  }

  /** Keep when each question is due, so that other pages count without FSRS. */
  function keepDue() {
    const due = kb.reviewLog.ids().map((id) => Math.round(state(kb.reviewLog.read(id)).due / MINUTE_MS));
    const kept = { v: 1, minutes: due.sort((a, b) => a - b) };
    if (JSON.stringify(kb.store.get(DUE, { v: 1, minutes: [] })) !== JSON.stringify(kept)) kb.store.set(DUE, kept);
  }

  kb.memory = { RETENTION, state, recall, endOfDay, keepDue };
})();
