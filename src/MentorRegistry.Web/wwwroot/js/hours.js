// Betters the month's sheet, which works without it: each cell is saved when it is left, sums follow, Enter goes down.
"use strict";

const sheet = document.querySelector("form[data-sheet]");
if (sheet) {
  const status = sheet.querySelector("[data-sheet-status]");
  const number = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en-GB" : "da-DK", {
    maximumFractionDigits: 2,
  });
  // Everything is saved as it is typed: the button would do nothing.
  const save = sheet.querySelector("[data-sheet-save]");
  if (save) save.hidden = true;
  const cells = [...sheet.querySelectorAll("td[data-cell]")];
  const cellOf = new Map(cells.map((cell) => [cell.dataset.cell, cell]));
  const fields = (cell) => [...cell.querySelectorAll("input[data-field]")];
  const isDirty = (cell) => fields(cell).some((field) => field.value !== field.dataset.kept);
  // Those that an answer has told something wrong of, or that no answer came for.
  const failed = new Set();
  const keep = (cell) => fields(cell).forEach((field) => (field.dataset.kept = field.value));
  // A page that came back with an error shows what is typed and not saved.
  for (const cell of cells)
    for (const field of fields(cell)) field.dataset.kept = field.hasAttribute("aria-invalid") ? "\u0000" : field.value;

  const tell = (cell, error) => {
    const place = cell.querySelector("[data-cell-error]");
    if (!place) return;
    place.textContent = error ?? "";
    for (const field of fields(cell)) {
      if (error) {
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", place.id);
      } else {
        field.removeAttribute("aria-invalid");
        field.removeAttribute("aria-describedby");
      }
    }
  };

  const write = (trio, texts) => [...trio.children].forEach((part, i) => (part.textContent = texts[i]));
  const sums = () => {
    const weeks = [];
    const total = [0, 0, 0];
    for (const cell of cells) {
      const parts = (cell.dataset.minutes || "0/0/0").split("/").map(Number);
      parts.forEach((part, i) => (total[i] += part));
      if (cell.dataset.week === undefined) continue;
      const week = (weeks[cell.dataset.week] ??= [0, 0, 0]);
      parts.forEach((part, i) => (week[i] += part));
    }
    const texts = ([d, b, n]) => [number.format(d / 60), number.format(b / 60), number.format(n)];
    for (const place of sheet.querySelectorAll("[data-week-sum]"))
      write(place, texts(weeks[place.dataset.weekSum] ?? [0, 0, 0]));
    write(sheet.querySelector("[data-total]"), texts(total));
  };

  // It is saved when all of it is: one good cell does not speak for another.
  const say = (text) => {
    status.textContent = failed.size > 0 ? sheet.dataset.some : text;
    status.classList.toggle("failed", failed.size > 0);
    if (save) save.hidden = failed.size === 0;
  };

  const show = (answer) => {
    const errors = new Map(answer.cells.map((cell) => [cell.key, cell.error]));
    for (const row of answer.rows) {
      const line = sheet.querySelector(`[data-row="${row.id}"]`);
      write(line.querySelector("[data-sum]"), row.sum);
      const difference = line.querySelector("[data-difference]");
      difference.textContent = row.difference;
      difference.className = row.isOver ? "badge badge-warning" : "below";
      const why = sheet.querySelector(`[data-reason-row="${row.id}"]`);
      if (row.waits && why) {
        why.hidden = false;
        why.querySelector("input").setAttribute("aria-invalid", "true");
      } else why?.querySelector("input")?.removeAttribute("aria-invalid");
      for (const kept of row.cells) {
        const cell = cellOf.get(kept.key);
        if (!cell || !errors.has(kept.key)) continue;
        const error = errors.get(kept.key);
        cell.dataset.minutes = kept.minutes.join("/");
        tell(cell, error);
        // What somebody else has written is seen now: whoever saves again means it.
        sheet.elements[`w-${kept.key}`].value = kept.was;
        if (error) continue;
        for (const field of fields(cell)) {
          // Typed again while the answer was on its way: that is sent next.
          if (field.value !== field.dataset.sent) continue;
          field.value = field.dataset.kept = { d: kept.d, b: kept.b, n: kept.n }[field.dataset.field];
        }
      }
    }
    for (const [key, error] of errors) if (error) tell(cellOf.get(key), error);
    for (const [key, error] of errors) {
      if (error) failed.add(cellOf.get(key));
      else failed.delete(cellOf.get(key));
    }
    sums();
    say(answer.status);
  };

  const unheard = new Set();
  // One at a time, in order: two answers cannot overtake each other.
  let queue = Promise.resolve();
  const send = (some) => {
    queue = queue.then(async () => {
      // What did not come through before goes along.
      const sent = [...new Set([...some, ...unheard])].filter((cell) => fields(cell).length > 0);
      unheard.clear();
      if (sent.length === 0) return;
      const body = new URLSearchParams();
      body.set("__RequestVerificationToken", sheet.elements.__RequestVerificationToken.value);
      for (const cell of sent) {
        for (const input of cell.querySelectorAll("input")) {
          body.set(input.name, input.value);
          input.dataset.sent = input.value;
        }
        const reason = sheet.elements[`r-${cell.dataset.cell.split("-")[0]}`];
        if (reason) body.set(reason.name, reason.value);
      }
      status.textContent = sheet.dataset.saving;
      const answer = await fetch(sheet.dataset.sheet, { method: "POST", body, redirect: "manual" }).catch(() => null);
      const isJson = answer?.ok && answer.headers.get("content-type")?.includes("json");
      if (isJson) show(await answer.json());
      else {
        // Signed out, or no connection: what is typed stays, and is sent again with the next cell or the button.
        for (const cell of sent) {
          tell(cell, sheet.dataset.failed);
          unheard.add(cell);
          failed.add(cell);
        }
        say("");
        status.textContent = sheet.dataset.failed;
      }
    });
    return queue;
  };

  sheet.addEventListener("focusin", ({ target }) => target.matches("input[data-field]") && target.select());

  sheet.addEventListener("change", ({ target }) => {
    if (target.matches("input[data-field]")) {
      const cell = target.closest("td");
      const [delivered, billable] = fields(cell);
      // What may be billed follows what was delivered, until somebody says otherwise.
      if (target === delivered && billable.value === delivered.dataset.kept) billable.value = "";
      if (isDirty(cell)) send([cell]);
    } else if (target.name?.startsWith("r-")) {
      send(cells.filter((cell) => cell.dataset.cell.startsWith(`${target.name.slice(2)}-`)));
    }
  });

  // The same field of the next citizen below, past those that have none; from the last one to the top of the next week.
  const next = (field, step) => {
    const key = field.name.slice(0, 2);
    const all = [...sheet.querySelectorAll(`input[data-field="${key[0]}"]`)].sort(
      (a, b) => a.closest("td").cellIndex - b.closest("td").cellIndex || 0,
    );
    return all[all.indexOf(field) + step];
  };
  sheet.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches("input")) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (field.matches("input[data-field]")) {
        const cell = field.closest("td");
        // Enter in a cell that is not saved saves it, though nothing was typed since: "save again if yours is to stand".
        if (failed.has(cell) && field.value === field.dataset.sent) send([cell]);
        const to = next(field, event.shiftKey ? -1 : 1);
        if (to) to.focus();
        else field.dispatchEvent(new Event("change", { bubbles: true }));
      } else field.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!field.matches("input[data-field]")) return;
      event.preventDefault();
      next(field, event.key === "ArrowDown" ? 1 : -1)?.focus();
    } else if (event.key === "Escape" && field.dataset.kept !== undefined && field.dataset.kept !== "\u0000") {
      field.value = field.dataset.kept;
      const cell = field.closest("td");
      if (!isDirty(cell)) {
        failed.delete(cell);
        unheard.delete(cell);
        tell(cell, null);
        say("");
      }
    }
  });

  addEventListener("beforeunload", (event) => {
    if (cells.some((cell) => fields(cell).length > 0 && isDirty(cell))) event.preventDefault();
  });
  sheet.addEventListener("submit", () => cells.forEach(keep));
}
