// Sorts the rows of a table by dragging, or with Alt and the arrow keys; the form is sent when a row is let go.
// Without this file every row has a number to type and buttons to press.
(() => {
  "use strict";
  const table = document.querySelector("[data-sorts]");
  const form = table && document.getElementById(table.dataset.sorts);
  if (!form) return;
  const body = table.querySelector("tbody");
  const said = document.getElementById("sorted");
  let dragged = null;

  const rows = () => [...body.querySelectorAll("tr[data-id]")];
  const number = () => rows().forEach((row, at) => {
    const place = row.querySelector("input[data-place]");
    if (place) place.value = at + 1;
  });
  const send = () => { number(); form.requestSubmit(); };

  rows().forEach((row) => {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      row.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
    });
    row.addEventListener("dragend", () => {
      rows().forEach((each) => each.classList.remove("is-dragged", "is-target"));
      dragged = null;
    });
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      rows().forEach((each) => each.classList.toggle("is-target", each === row));
    });
    row.addEventListener("drop", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      const down = rows().indexOf(dragged) < rows().indexOf(row);
      body.insertBefore(dragged, down ? row.nextSibling : row);
      send();
    });
    row.addEventListener("keydown", (event) => {
      if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      const all = rows();
      const other = all[all.indexOf(row) + (event.key === "ArrowUp" ? -1 : 1)];
      if (!other) return;
      event.preventDefault();
      const focused = document.activeElement;
      body.insertBefore(row, event.key === "ArrowUp" ? other : other.nextSibling);
      focused.focus();
      number();
      if (said) said.textContent = `Place ${rows().indexOf(row) + 1} of ${all.length}. Press Save the order to keep it.`;
    });
  });
})();
