// Comforts only: keys, dialogs, one press per button. Every page works without this file.
(() => {
  "use strict";
  const body = document.body;
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));

  // Esc Esc within 600 ms: a neutral page replaces this one, so that "back" does not return by accident.
  let lastEscape = 0;
  const hide = () => {
    body.hidden = true;
    window.location.replace(body.dataset.neutral || "/blank/");
  };

  // Keys live on the elements they press: <a data-keys="g c">. Two-key chords expire after a second.
  let first = "";
  let timer = 0;
  const press = (keys) => {
    const target = document.querySelector(`[data-keys="${keys}"]`);
    if (!target) return false;
    if (typing(target)) target.focus();
    else target.click();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (event.timeStamp - lastEscape < 600) hide();
      lastEscape = event.timeStamp;
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() === "k" && press("/")) event.preventDefault();
      return;
    }
    if (event.altKey || typing(document.activeElement)) return;
    const chord = first ? `${first} ${event.key}` : event.key;
    window.clearTimeout(timer);
    if (press(chord)) {
      event.preventDefault();
      first = "";
      return;
    }
    first = /^[a-z]$/.test(event.key) ? event.key : "";
    timer = window.setTimeout(() => { first = ""; }, 1000);
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.opens);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        dialog.showModal();
      }
    }
    if (event.target.closest("[data-closes]")) event.target.closest("dialog").close();
    if (event.target.closest("[data-hides]")) { event.preventDefault(); hide(); }
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // One press is enough: the button says so and waits. The server has its own guard (the "once" token).
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.target === "_blank" || form.hasAttribute("data-many")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button && button.dataset.busy) {
      button.setAttribute("aria-disabled", "true");
      button.textContent = button.dataset.busy;
    }
  });
  // A page that comes back from the browser's memory may be pressed again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  // Select-all for tables with check boxes.
  document.addEventListener("change", (event) => {
    const all = event.target.closest("[data-checks]");
    if (all) document.querySelectorAll(all.dataset.checks).forEach((box) => { box.checked = all.checked; });
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });

  // Move to the list of what is wrong, so that a screen reader starts there.
  const errors = document.querySelector(".errors");
  if (errors) errors.focus();

  // Paper has no "open": unfold everything for printing, fold it back afterwards.
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details.deadline:not([open])").forEach((d) => { d.open = true; d.dataset.folded = "1"; });
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll("details[data-folded]").forEach((d) => { d.open = false; delete d.dataset.folded; });
  });
})();
