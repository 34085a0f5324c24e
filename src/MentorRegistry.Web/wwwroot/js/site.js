// Betters pages that already work without it.
"use strict";

DKFDS.init();

// The design system writes the overflowing menu's name in Danish.
const nav = document.querySelector(".nav[data-more]");
const more = nav?.querySelector(".more-button span");
if (more) more.textContent = nav.dataset.more;

// "/" puts the cursor in the search field, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const search = document.querySelector("[data-search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// A button that prints; without scripts there is Ctrl+P.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
