// Sorts the rows of a table by dragging, or with Alt and the arrow keys; the form is sent when a row is let go.
// Without this file every row has a number to type and buttons to press.
(() => {
  "use strict";
  let dragged = null;

  const rows = () => [...document.querySelectorAll("[data-sorts] tr[data-id]")];
  const rowOf = (event) => event.target.closest && event.target.closest("[data-sorts] tr[data-id]");
  const number = () => rows().forEach((row, at) => {
    const place = row.querySelector("input[data-place]");
    if (place) place.value = at + 1;
  });
  const ready = () => rows().forEach((row) => { row.draggable = rows().length > 1; });

  document.addEventListener("dragstart", (event) => {
    const row = rowOf(event);
    if (!row || event.target !== row) return; // a link inside it is dragged as a link
    dragged = row;
    row.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragend", () => {
    rows().forEach((each) => each.classList.remove("is-dragged", "is-target"));
    dragged = null;
  });
  document.addEventListener("dragover", (event) => {
    const row = rowOf(event);
    if (!dragged || !row || dragged === row) return;
    event.preventDefault();
    rows().forEach((each) => each.classList.toggle("is-target", each === row));
  });
  document.addEventListener("drop", (event) => {
    const row = rowOf(event);
    if (!dragged || !row || dragged === row) return;
    event.preventDefault();
    const down = rows().indexOf(dragged) < rows().indexOf(row);
    row.parentNode.insertBefore(dragged, down ? row.nextSibling : row);
    number();
    document.getElementById(row.closest("[data-sorts]").dataset.sorts).requestSubmit();
  });
  document.addEventListener("keydown", (event) => {
    const row = rowOf(event);
    if (!row || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const all = rows();
    const other = all[all.indexOf(row) + (event.key === "ArrowUp" ? -1 : 1)];
    if (!other) return;
    event.preventDefault();
    const focused = document.activeElement;
    row.parentNode.insertBefore(row, event.key === "ArrowUp" ? other : other.nextSibling);
    focused.focus();
    number();
    const said = document.getElementById("sorted");
    if (said) said.textContent = `Place ${rows().indexOf(row) + 1} of ${all.length}. Press Save the order to keep it.`;
  });
  document.addEventListener("exhibits-shown", ready); // the list was shown anew
  ready();
})();
