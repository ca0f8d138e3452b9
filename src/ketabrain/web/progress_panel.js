// The panel to take progress along: save and load a file, make and paste a code, a calendar file, forget everything.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const COUNT_AFTER_MS = 150; // many keys may change at once

  class Panel {
    constructor(section, file) {
      this.section = section;
      this.file = file;
      const acts = { save: "save", code: "makeCode", copy: "copyCode", read: "readPasted", calendar: "calendar", forget: "askToForget" };
      for (const [name, act] of Object.entries(acts)) this.button(name).addEventListener("click", ({ target }) => this.run(target, act));
      this.input = section.querySelector("[type=file]");
      this.input.addEventListener("change", () => this.run(this.input, "loadChosen"));
      this.code = section.querySelector("[name=code]");
      this.pasted = section.querySelector("[name=paste]");
      this.acceptDrops();
      for (const name of ["kept", "unkept", "stored", "progress"]) document.addEventListener("ketabrain:" + name, () => this.countSoon());
      this.count();
      section.dataset.state = "ready";
    }

    button(name) {
      return this.section.querySelector(`[data-do=${name}]`);
    }

    /** Do what a control stands for; a problem becomes a sentence beside it. */
    async run(control, act) {
      const group = control.closest("fieldset");
      try {
        await this[act](group);
      } catch (error) {
        this.say(group, error.message);
      }
    }

    /** Put a sentence and what can be done next into a group of controls: [[label, act]]. */
    say(group, words, ...next) {
      group.querySelector(".kb-say").textContent = words;
      const buttons = next.map(([label, act], i) => {
        const main = next.length > 1 && i === 0;
        return kb.el("button", { type: "button", class: main ? "kb-button kb-primary" : "kb-button", onclick: act }, label);
      });
      group.querySelector(".kb-next").replaceChildren(...buttons);
      return buttons;
    }

    async save(group) {
      if (!this.file.summary().any) this.say(group, "There is nothing to save yet.");
      else this.say(group, `Saved as ${await kb.saveProgress()}, among your downloads.`);
    }

    async loadChosen(group) {
      const [chosen] = this.input.files;
      if (chosen) await this.loadFile(group, chosen);
      this.input.value = ""; // so that the same file can be chosen again
    }

    async loadFile(group, chosen) {
      if (chosen.size > this.file.MOST_BYTES) this.say(group, `${chosen.name} is too large to be a progress file of this course. ${this.file.SAME}`);
      else this.offer(group, await chosen.text());
    }

    acceptDrops() {
      const group = this.input.closest("fieldset");
      const over = (on) => (event) => {
        if (![...event.dataTransfer.types].includes("Files")) return;
        event.preventDefault();
        group.toggleAttribute("data-over", on);
      };
      this.section.addEventListener("dragover", over(true));
      this.section.addEventListener("dragleave", over(false));
      this.section.addEventListener("drop", (event) => {
        over(false)(event);
        const [dropped] = event.dataTransfer.files;
        if (dropped) this.loadFile(group, dropped).catch((error) => this.say(group, error.message));
      });
    }

    /** Say what would come in, and ask. */
    offer(group, text) {
      const found = this.file.preview(text);
      const next = found.any ? [["Bring it in", () => this.takeIn(group, text)], ["Leave it", () => this.leave(group)]] : [];
      const [first] = this.say(group, found.problem || found.words, ...next);
      if (first) first.focus();
    }

    leave(group) {
      this.say(group, "Nothing was changed.");
      group.querySelector("button, input").focus();
    }

    takeIn(group, text) {
      const done = this.file.merge(text);
      const [back] = this.say(group, done.words, ["Take it back", () => this.takeBack(group, done)]);
      back.focus();
    }

    takeBack(group, done) {
      this.say(group, done.takeBack());
      group.querySelector("button, input").focus();
    }

    async makeCode(group) {
      await kb.withMemory();
      const { code, words } = this.file.code();
      this.code.value = code;
      group.querySelector(".kb-made").hidden = !code;
      this.say(group, words);
    }

    async copyCode(group) {
      try {
        await navigator.clipboard.writeText(this.code.value);
        this.say(group, "The code is copied.");
      } catch (error) {
        this.code.select();
        this.say(group, "The code is marked: copy it with your keyboard or your browser’s menu.");
      }
    }

    readPasted(group) {
      if (this.pasted.value.trim()) {
        this.offer(group, this.pasted.value);
        return;
      }
      this.say(group, "Paste a code first.");
      this.pasted.focus();
    }

    async calendar(group) {
      await kb.withMemory();
      const address = /^https?:$/.test(window.location.protocol) ? window.location.href.split("#")[0] : "";
      const { text, words } = this.file.calendar(new Date(), address);
      if (text) kb.save("ketabrain-reviews.ics", text, "text/calendar");
      this.say(group, words);
    }

    askToForget(group) {
      const words = "This forgets reviews, answers, guesses, predictions, pages read, your dose and everything else that the course keeps on this device. It cannot be undone, unless you save a file first.";
      const [first] = this.say(group, words, ["Save a file first", () => this.saveFirst(group)], ["Forget everything", () => this.forget(group)], ["Keep it", () => this.leave(group)]);
      first.focus();
    }

    async saveFirst(group) {
      const said = group.querySelector(".kb-say");
      said.textContent = await kb.saveProgress().then((name) => `Saved as ${name}, among your downloads. Look that it is there before you forget everything.`, (error) => error.message);
    }

    forget(group) {
      kb.store.clear();
      document.dispatchEvent(new CustomEvent("ketabrain:progress"));
      this.say(group, "Everything is forgotten on this device.");
      group.querySelector("button").focus();
    }

    countSoon() {
      clearTimeout(this.counting);
      this.counting = setTimeout(() => this.count(), COUNT_AFTER_MS);
    }

    /** What is kept here, and whether it lasts. */
    count() {
      const { words, letters, damaged, any } = this.file.summary();
      const size = `about ${Math.max(1, Math.round(letters / 1000))} KB`;
      const kept = any ? `Kept in this browser: ${words}, ${size}. It goes nowhere else.` : "Nothing is kept here yet.";
      const aside = damaged ? ` ${damaged === 1 ? "One damaged entry was" : `${damaged} damaged entries were`} passed over.` : "";
      const lasts = kb.store.lasting ? "" : " This browser keeps nothing of this site: all of it lasts until you close the page, so save a file before.";
      const apart = kb.storageApart() ? " From files, this browser may keep each page’s progress apart: save a file on each page where you answered, and load them all here." : "";
      this.section.querySelector(".kb-progress-kept").textContent = kept + aside + lasts + apart;
    }
  }

  kb.ready(async () => {
    const sections = [...document.querySelectorAll("[data-progress]")];
    if (!sections.length) return;
    try {
      const file = await kb.withProgress();
      for (const section of sections) new Panel(section, file);
    } catch (error) {
      for (const section of sections) section.querySelector(".kb-progress-kept").textContent = error.message;
    }
  });
})();
