"use strict";
for (const table of document.querySelectorAll("main .table table")) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length < 3) continue;
  const heads = [...table.tHead.rows[0].cells];
  const order = new Intl.Collator("en", {numeric: true});
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sorted = [...rows].sort((a, b) => order.compare(a.cells[column].textContent, b.cells[column].textContent));
      table.tBodies[0].append(...(down ? sorted.reverse() : sorted));
    });
  });
  if (rows.length < 8) continue;
  const search = document.createElement("p");
  const names = heads.map(head => head.textContent.toLowerCase());
  const holds = (row, word) => {
    const [, name, rest] = /^([^:]+):(.+)$/.exec(word) || [];
    const column = name ? names.findIndex(one => one.startsWith(name)) : -1;
    const cell = column < 0 ? row : row.cells[column];
    return Boolean(cell) && cell.textContent.toLowerCase().includes(column < 0 ? word : rest);
  };
  const label = document.createElement("label");
  const input = document.createElement("input");
  const count = document.createElement("span");
  search.className = "search";
  input.type = "search";
  input.setAttribute("aria-label", `Search: ${table.caption ? table.caption.textContent : ""}`);
  count.setAttribute("role", "status");
  label.append("Search ", input);
  search.append(label, count);
  (table.closest(".table") || table).before(search);
  input.addEventListener("input", () => {
    const words = (input.value.toLowerCase().match(/(?:[^\s"“”]|["“”][^"“”]*["“”]?)+/g) || [])
      .map(word => word.replace(/["“”]/g, "")).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !words.every(word => holds(row, word));
      shown += !row.hidden;
    }
    count.textContent = words.length ? `${shown} of ${rows.length} rows` : "";
  });
}
for (const link of document.querySelectorAll("a.count")) {
  link.addEventListener("click", () => {
    const part = document.getElementById(link.hash.slice(1));
    const section = part && part.closest("details");
    if (!section) return;
    section.open = true;
    const input = section.querySelector("input[type=search]");
    if (!input) return;
    const look = words => { input.value = words; input.dispatchEvent(new Event("input")); };
    look(link.dataset.find || "");
    if (!section.querySelector("tbody tr:not([hidden])")) look("");
  });
}
const show = () => {
  const span = /^#s(\d+)-(\d+)$/.exec(location.hash);
  for (const piece of document.querySelectorAll("[data-at]")) {
    const at = Number(piece.dataset.at);
    piece.classList.toggle("here", Boolean(span) && at >= Number(span[1]) && at < Number(span[2]));
  }
};
addEventListener("hashchange", show);
show();
