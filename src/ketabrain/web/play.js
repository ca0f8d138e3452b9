// Plays a view's scrubber to its end, or pauses it; where motion is unwelcome, in a few slow steps.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});
  const CALM = "(prefers-reduced-motion: reduce)";
  const FRAMES = 160; // of one playing, at most
  const CALM_FRAMES = 8;
  const PLAYING_MS = 6400; // as long as all frames take where there are few of them
  const FASTEST_MS = 40;
  const SLOWEST_MS = 800; // a frame, and every frame where motion is unwelcome

  class Player {
    constructor(view, button) {
      this.view = view;
      this.button = button;
      this.turn = 0; // a later turn ends an earlier one
      this.playing = false;
    }

    get calm() {
      return matchMedia(CALM).matches;
    }

    get last() {
      return this.view.plot.times.length - 1;
    }

    toggle() {
      return this.playing ? this.pause() : this.play();
    }

    show(playing) {
      this.playing = playing;
      this.button.textContent = playing ? "Pause" : "Play";
    }

    pause() {
      this.turn += 1;
      this.show(false);
    }

    async play() {
      const { view, calm, last } = this;
      const turn = (this.turn += 1);
      const step = Math.max(1, Math.round(last / (calm ? CALM_FRAMES : FRAMES)));
      const rest = calm ? SLOWEST_MS : Math.min(SLOWEST_MS, Math.max(FASTEST_MS, (PLAYING_MS * step) / last));
      this.show(true);
      if (view.plot.scrub >= last) await view.scrubTo(0);
      while (turn === this.turn && view.plot.scrub < this.last) {
        await new Promise((resolve) => setTimeout(resolve, rest));
        if (turn === this.turn) await view.scrubTo(Math.min(this.last, view.plot.scrub + step));
      }
      if (turn === this.turn) this.pause();
    }

    /** Show a new run, which ``draw`` draws: from its start, or its last frame where motion is unwelcome. */
    async run(draw) {
      this.pause();
      this.view.plot.scrub = this.calm ? Infinity : 0;
      await draw();
      if (!this.calm) this.play();
    }
  }

  kb.Player = Player;
})();
