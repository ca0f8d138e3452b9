// On an explorer's own page: fill the absolute address into the line to paste, and copy it.
(function () {
  "use strict";
  const kb = (window.ketabrain = window.ketabrain || {});

  function fill(box) {
    const text = box.querySelector(".kb-paste");
    const say = box.querySelector("[role=status]");
    text.value = text.value.replace(/src="([^"]*)"/, (_, address) => `src="${new URL(address, window.location.href).href}"`);
    if (window.location.protocol === "file:") {
      say.textContent = "You opened the course from a file. Open it from the web address where others can reach it, and copy the line there.";
    }
    text.addEventListener("focus", () => text.select());
    box.querySelector("[data-do=copy]").addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.value);
        say.textContent = "Copied.";
      } catch (error) {
        text.select();
        say.textContent = "Selected: copy it with your keyboard or your phone's menu.";
      }
    });
  }

  kb.ready(() => document.querySelectorAll(".kb-embed").forEach(fill));
})();
