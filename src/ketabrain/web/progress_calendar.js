// The next due dates as a calendar file (RFC 5545): one all-day entry for each day on which questions fall due.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const DAYS = 60; // from today on
  const QUESTION_S = 40; // over all forms, as sets of reviews reckon
  const LINE_BYTES = 75; // the standard's longest line

  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
  const following = (day, n) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + n);
  const digits = (day) => [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("");
  const stamp = (now) => now.toISOString().replace(/[-:]|\.\d+/g, "");
  const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

  /** Cut a line into pieces of 75 bytes, never inside a letter. */
  function folded(line) {
    const pieces = [""];
    let bytes = 0;
    for (const letter of line) {
      const more = new TextEncoder().encode(letter).length;
      if (bytes + more > LINE_BYTES) {
        pieces.push(" ");
        bytes = 1;
      }
      pieces[pieces.length - 1] += letter;
      bytes += more;
    }
    return pieces.join("\r\n");
  }

  /** When each question under review falls due; what is overdue is due today. */
  function dueDays(today) {
    const states = kb.progressFile.reviews().map(([, record]) => kb.memory.state(record)).filter(Boolean);
    return states.map(({ due }) => (due < today ? today : midnight(due)));
  }

  function words(count) {
    const minutes = Math.max(1, Math.round((count * QUESTION_S) / 60));
    return `${kb.progressKinds.plural(count, "question", "questions")} due: about ${kb.progressKinds.plural(minutes, "minute", "minutes")}`;
  }

  function event(day, count, now, address) {
    const link = address ? [`URL:${address}`] : [];
    const about = `Open “Today's review” of the course.${address ? "\n" + address : ""}`;
    return [
      "BEGIN:VEVENT",
      `UID:review-${digits(day)}@ketabrain`, // the same day's entry is updated by a later file
      `SEQUENCE:${Math.floor(now.getTime() / 60000)}`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART;VALUE=DATE:${digits(day)}`,
      `DTEND;VALUE=DATE:${digits(following(day, 1))}`,
      `SUMMARY:${escaped(words(count))}`,
      `DESCRIPTION:${escaped(about)}`,
      ...link,
      "CLASS:PRIVATE",
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ];
  }

  /** The calendar file: {text, words}; no text where nothing is under review. Address: the review page's, or "". */
  function calendar(now = new Date(), address = "") {
    const today = midnight(now);
    const end = following(today, DAYS);
    const due = dueDays(today);
    const soon = due.filter((day) => day < end).sort((a, b) => a - b);
    if (!due.length) return { text: "", words: "There is nothing to put into a calendar yet: answer questions first." };
    const counts = new Map();
    for (const day of soon) counts.set(day.getTime(), (counts.get(day.getTime()) || 0) + 1);
    const events = [...counts].flatMap(([time, count]) => event(new Date(time), count, now, address));
    const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ketabrain//Today's review//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"];
    const text = [...head, ...events, "END:VCALENDAR", ""].map(folded).join("\r\n");
    return soon.length ? { text, words: calendarWords(counts.size, soon.length, due.length - soon.length) } : { text: "", words: `Nothing falls due in the next ${DAYS} days.` };
  }

  function calendarWords(days, questions, later) {
    const { plural } = kb.progressKinds;
    const rest = later ? ` ${plural(later, "question falls", "questions fall")} due later and ${later === 1 ? "is" : "are"} left out.` : "";
    return `A calendar file with ${plural(days, "day", "days")} and ${plural(questions, "question", "questions")}.${rest} Load it into a calendar of its own: a later file updates its days, and the calendar can be deleted whole.`;
  }

  kb.progressFile.calendar = calendar;
})();
