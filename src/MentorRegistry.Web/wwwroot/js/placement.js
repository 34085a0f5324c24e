// Betters the placement forms, which work without it: lists show only what fits, and what saving would raise is
// shown while the form is filled in.
"use strict";

// A list in groups shows only the group of the department (or provider) chosen, and what is for any.
for (const group of document.querySelectorAll("[data-narrowed-by]")) {
  const select = group.querySelector("select");
  const parent = document.getElementById(group.dataset.narrowedBy);
  if (!select || !parent) continue;
  const groups = [...select.querySelectorAll("optgroup")];
  const narrow = () => {
    const chosen = parent.selectedOptions[0];
    const kept = select.value;
    for (const optgroup of groups) {
      const fits = !parent.value || optgroup.label === chosen.text || optgroup.label === group.dataset.any;
      if (fits) select.append(optgroup);
      else optgroup.remove();
    }
    select.value = kept;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  };
  // A wrong choice that came back with its error stays in sight until the other list is changed.
  if (!select.hasAttribute("aria-invalid")) narrow();
  parent.addEventListener("change", narrow);
}

const form = document.querySelector("form[data-live]");
if (form) {
  const last = document.getElementById("Input_Last");
  let suggested = "";
  let isLastTyped = last.value !== "";
  let timer;
  let running;

  const part = (root, name) => root.querySelector(`[data-live-part="${name}"]`);

  const show = (html) => {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const warnings = part(answer, "warnings");
    if (!warnings) return;
    const beside = part(document, "warnings");
    if (beside.textContent.trim() !== warnings.textContent.trim()) beside.replaceChildren(...warnings.childNodes);
    const confirm = part(form, "confirm");
    const keys = (root) => root.querySelector("[name='Confirm.Shown']")?.value ?? "";
    const fresh = part(answer, "confirm");
    if (keys(confirm) !== keys(fresh)) {
      const reason = confirm.querySelector("textarea")?.value ?? "";
      const hadFocus = confirm.contains(document.activeElement);
      confirm.replaceChildren(...fresh.childNodes);
      const field = confirm.querySelector("textarea");
      if (field) {
        field.value = reason;
        if (hadFocus) field.focus();
      }
    }
    suggest(beside.querySelector("[data-suggested-last]")?.dataset.suggestedLast ?? "");
  };

  // The last day that the legal basis allows, until the person has typed one or emptied the field.
  const suggest = (day) => {
    if (isLastTyped || day === "") return;
    suggested = day;
    last.value = day;
    check();
  };

  const check = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(form.dataset.live, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        signal: running.signal,
      });
      if (answer.ok && !answer.redirected) show(await answer.text());
    } catch (error) {
      // Without an answer the form still tells all of it when it is sent.
      if (error.name !== "AbortError") console.info("The live check did not answer.");
    }
  };

  form.addEventListener("input", (event) => {
    if (event.target === last) isLastTyped = true;
    if (event.target.closest("[data-live-part]") || event.target.type === "textarea") return;
    // Another basis or first day moves a last day that was only suggested.
    if (event.target !== last && suggested !== "" && last.value === suggested && !isLastTyped) {
      last.value = "";
      suggested = "";
    }
    clearTimeout(timer);
    timer = setTimeout(check, 400);
  });
}
