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

// The list beside a page scrolls by itself: to the row that the page is about.
const beside = document.querySelector(".list-beside");
const shownRow = beside?.querySelector("[aria-current]");
if (shownRow) {
  const list = beside.getBoundingClientRect();
  const row = shownRow.getBoundingClientRect();
  // To the middle of what the screen shows of the list: below an error it begins far down.
  const shown = Math.max(Math.min(list.bottom, innerHeight) - list.top, row.height);
  beside.scrollTop += row.top - list.top - (shown - row.height) / 2;
}

// A button that prints; without scripts there is Ctrl+P.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A button that copies what stands elsewhere on the page.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).innerText);
    button.parentElement.querySelector("[data-copy-status]").textContent = button.dataset.copied;
  });
}

// What stands behind the # of the address is a secret: into its field, and out of the address.
const fromFragment = document.querySelector("[data-from-fragment]");
if (fromFragment && location.hash.length > 1) {
  fromFragment.querySelector("input").value = decodeURIComponent(location.hash.slice(1));
  fromFragment.hidden = true;
  history.replaceState(null, "", location.pathname + location.search);
}

// Tells of the time-out before it comes. What is typed stays as it is; tabs tell each other of the latest page.
const warning = document.getElementById("session-warning");
if (warning) {
  const key = "session-seen";
  const ahead = 2 * 60_000;
  const idle = warning.dataset.idleSeconds * 1000;
  const end = Date.now() + warning.dataset.endsInSeconds * 1000;
  const modal = new DKFDS.Modal(warning);
  let seen = Date.now();
  let shown = null;
  let before = null;
  let closed = null;

  const remember = () => {
    seen = Date.now();
    try {
      localStorage.setItem(key, seen);
    } catch {
      // Refused by the browser's settings: each tab knows only of itself.
    }
  };
  const latest = () => {
    try {
      return Math.max(seen, Number(localStorage.getItem(key)));
    } catch {
      return seen;
    }
  };
  const show = (state) => {
    if (shown === state) return;
    for (const part of warning.querySelectorAll("[data-when]"))
      part.hidden = !part.dataset.when.split(" ").includes(state);
    if (!shown) before = document.activeElement;
    shown = state;
    modal.show();
  };
  const hide = () => {
    if (!shown) return;
    shown = null;
    modal.hide();
    before?.focus();
  };
  const look = () => {
    const now = Date.now();
    const idleEnd = latest() + idle;
    if (now >= Math.min(idleEnd, end)) {
      if (closed !== "over") show("over");
    } else if (end <= idleEnd && now >= end - ahead) {
      if (closed !== "end") show("end");
    } else if (now >= idleEnd - ahead) show("idle");
    else hide();
  };

  remember();
  setInterval(look, 1000);
  warning.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(event.target.action, {
      method: "POST",
      body: new FormData(event.target),
      redirect: "manual",
    }).catch(() => null);
    if (answer?.status === 204) {
      remember();
      hide();
    } else show("over");
  });
  warning.querySelector("[data-modal-close]").addEventListener("click", () => {
    closed = shown;
    shown = null;
    before?.focus();
  });
}
