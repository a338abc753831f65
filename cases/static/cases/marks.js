// Draws a box on a page and writes it into the form. Without this file the four numbers are typed.
(() => {
  "use strict";
  const sheet = document.getElementById("sheet");
  const drawn = document.getElementById("drawn");
  const fields = ["left", "top", "right", "bottom"].map((name) => document.getElementById(`id_${name}`));
  if (!sheet || fields.includes(null)) return;
  sheet.classList.add("is-drawing");
  let from = null;

  const point = (event) => {
    const box = sheet.getBoundingClientRect();
    const within = (value) => Math.round(Math.min(Math.max(value, 0), 1) * 1000);
    return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
  };
  const show = (left, top, right, bottom) => {
    drawn.setAttribute("x", left);
    drawn.setAttribute("y", top);
    drawn.setAttribute("width", Math.max(right - left, 0));
    drawn.setAttribute("height", Math.max(bottom - top, 0));
  };

  sheet.addEventListener("pointerdown", (event) => {
    const picture = sheet.querySelector("img");
    if (event.button || (picture && !picture.complete)) return; // a page that is still being drawn has no measure yet
    event.preventDefault();
    from = point(event);
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = point(event);
    show(Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1]));
  });
  sheet.addEventListener("pointerup", (event) => {
    if (!from) return;
    const to = point(event);
    const box = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
    from = null;
    if (box[2] - box[0] < 3 || box[3] - box[1] < 3) return;
    show(...box);
    fields.forEach((field, at) => { field.value = box[at]; });
    const words = document.getElementById("id_words");
    if (words) words.value = "";
  });
  fields.forEach((field) => field.addEventListener("input", () => show(...fields.map((each) => Number(each.value) || 0))));
})();
