// Saves a declaration as it is typed. Without this file every paragraph has a button that saves it.
//
// Typing never waits: what has to be sent stands in a queue, one request at a time, in the order in which it was done.
// Nothing is put into the browser's own storage: it would stay there in plain text on a computer that others may use.
// Instead words are sent within a second, at once when the page is hidden or the lid is closed, and again and again
// while there is no connection; until then the page says "Not saved yet" and asks before it is left.
(() => {
  "use strict";
  const list = document.getElementById("paragraphs");
  const told = document.getElementById("writing");
  const fresh = document.getElementById("new");
  if (!list || !told || !fresh) return;
  const IDLE = 800;
  const LATEST = 3000;
  const LARGEST_KEPT = 60000; // bytes that a browser still sends for a page that is going away
  const queue = [];
  const timers = new WeakMap();
  let working = false;
  let pause = 0;
  let wake = () => {};

  document.documentElement.classList.add("is-live");
  const questions = document.querySelector("[data-questions]");
  if (questions && window.matchMedia("(min-width: 64rem)").matches) questions.open = true;
  const cookie = (name) => (document.cookie.match(`(?:^|; )${name}=([^;]*)`) || [])[1] || "";
  const rows = () => [...list.querySelectorAll(":scope > .paragraph[data-id]")];
  const rowOf = (el) => el.closest(".paragraph[data-id]");
  const form = (row) => row.querySelector("form");
  const texts = (row) => [...row.querySelectorAll(".paragraph__texts textarea")];
  const now = (row) => texts(row).map((box) => box.value).join("\u0000");
  const address = (row, verb) => list.dataset.add.replace(/add\/$/, `${row.dataset.id}/${verb}`);
  const show = (row, words) => { row.querySelector("[data-state]").textContent = words; };

  const tell = () => {
    const waits = rows().some(isDirty) || queue.length > 0;
    told.hidden = !waits;
    if (waits && pause) told.textContent = "Not saved yet: no connection. It is tried again; leave this page open.";
    else if (waits) told.textContent = "Saving…";
    return waits;
  };
  const isDirty = (row) => row.dataset.saved !== undefined && now(row) !== row.dataset.saved;
  const remember = (row) => { row.dataset.saved = now(row); };
  rows().forEach(remember);

  const send = async (url, data) => {
    data.set("csrfmiddlewaretoken", cookie("csrftoken") || data.get("csrfmiddlewaretoken"));
    const body = new URLSearchParams([...data.entries()]);
    return fetch(url, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "manual",
      credentials: "same-origin",
      keepalive: body.toString().length < LARGEST_KEPT,
    });
  };

  // One deed: what to send is asked when its turn comes, so that it is the newest.
  const work = async () => {
    if (working) return;
    working = true;
    while (queue.length) {
      const deed = queue[0];
      try {
        const answer = await send(...deed.ask());
        if (answer.type === "opaqueredirect" || answer.status === 403) {
          pause = 5000;
          told.hidden = false;
          told.textContent = "Not saved yet: you are signed out. Sign in in another tab; what you typed is saved then.";
        } else if (answer.status >= 500) {
          pause = 5000;
        } else {
          pause = 0;
          queue.shift();
          deed.done(answer.ok, await answer.json());
        }
      } catch {
        pause = Math.min(pause ? pause * 2 : 1000, 15000);
        tell();
      }
      if (pause) await new Promise((done) => { wake = done; window.setTimeout(done, pause); });
    }
    working = false;
    tell();
  };
  const enqueue = (deed) => { queue.push(deed); tell(); work(); };

  const refused = (row, answer) => {
    const state = row.querySelector("[data-state]");
    if (!answer.conflict) { show(row, `${answer.problem || "Not saved."} What you typed is still in the box.`); return; }
    const page = new DOMParser().parseFromString(answer.conflict, "text/html");
    state.replaceChildren(...page.body.childNodes);
  };
  const mark = (row, answer) => {
    const behind = row.querySelector("[data-behind]");
    row.classList.toggle("is-behind", Boolean(answer.behind));
    if (!behind) return;
    behind.hidden = !answer.behind;
    behind.querySelectorAll("[data-side]").forEach((side) => { side.hidden = side.dataset.side !== answer.behind; });
  };
  const took = (row, answer, sent) => {
    form(row).elements.version.value = answer.version;
    delete row.dataset.refused;
    row.dataset.saved = sent;
    if (!isDirty(row)) show(row, answer.said);
    mark(row, answer);
  };

  const save = (row, over) => {
    window.clearTimeout(timers.get(row));
    timers.delete(row);
    if (queue.some((deed) => deed.saves === row && !deed.asked)) return;
    const deed = { saves: row, asked: false };
    let sent = "";
    deed.ask = () => {
      deed.asked = true;
      sent = now(row);
      const data = new FormData(form(row));
      if (over) data.set("over", over);
      return [address(row, ""), data];
    };
    deed.done = (ok, answer) => {
      if (ok) { took(row, answer, sent); if (isDirty(row)) later(row); return; }
      row.dataset.saved = sent; // told once; the next key or the button tries again
      row.dataset.refused = "1";
      refused(row, answer);
    };
    enqueue(deed);
  };
  const later = (row) => {
    const since = Number(row.dataset.since) || Date.now();
    row.dataset.since = since;
    window.clearTimeout(timers.get(row));
    const wait = Math.max(0, Math.min(IDLE, since + LATEST - Date.now()));
    timers.set(row, window.setTimeout(() => { delete row.dataset.since; save(row); }, wait));
    show(row, "Not saved yet");
    tell();
  };
  const flush = () => rows().filter((row) => isDirty(row) && row.dataset.id).forEach((row) => save(row));

  const number = () => {
    let counted = 0;
    rows().forEach((row) => {
      const heading = row.classList.contains("paragraph--heading");
      if (!heading) counted += 1;
      const called = heading ? "Heading" : `Paragraph ${counted}`;
      row.querySelector("[data-number]").textContent = heading ? "" : `${counted}.`;
      texts(row).forEach((box) => box.setAttribute("aria-label", called + (box.dataset.called || "")));
    });
  };

  // A new paragraph stands on the page at once; its number in the tables comes with the answer.
  const split = (row, at) => {
    const boxes = texts(row);
    const below = row.cloneNode(true);
    const parts = boxes.map((box) => (box === at ? [box.value.slice(0, box.selectionStart), box.value.slice(box.selectionEnd)] : [box.value, ""]));
    below.removeAttribute("id");
    below.dataset.id = "";
    below.querySelectorAll("[id]").forEach((el) => el.removeAttribute("id"));
    below.querySelector(".said")?.remove();
    texts(below).forEach((box, n) => { box.value = parts[n][1].trimStart(); });
    boxes.forEach((box, n) => { box.value = parts[n][0].trimEnd(); });
    row.after(below);
    delete below.dataset.saved;
    number();
    wire(below);
    const focus = texts(below)[Math.max(0, boxes.indexOf(at))];
    focus.focus();
    focus.setSelectionRange(0, 0);
    window.clearTimeout(timers.get(row));
    let sent = ["", ""];
    enqueue({
      ask: () => {
        sent = [now(row), now(below)];
        const data = new FormData(form(row));
        texts(below).forEach((box) => data.set(box.name === "text" ? "rest" : "other_rest", box.value));
        return [address(row, "split/"), data];
      },
      done: (ok, answer) => {
        if (!ok) { below.remove(); boxes.forEach((box, n) => { box.value = parts[n].filter(Boolean).join(" "); }); number(); refused(row, answer); return; }
        below.dataset.id = answer.below.id;
        below.id = `p-${answer.below.id}`;
        form(below).setAttribute("action", address(below, ""));
        below.querySelectorAll("[formaction]").forEach((button) => {
          button.setAttribute("formaction", button.getAttribute("formaction").replace(/paragraphs\/\d+\//, `paragraphs/${answer.below.id}/`));
        });
        took(row, answer, sent[0]);
        took(below, answer.below, sent[1]);
        if (isDirty(below)) later(below);
        if (isDirty(row)) later(row);
      },
    });
  };

  const move = (row, after) => {
    const focused = document.activeElement;
    if (after) after.after(row); else list.prepend(row);
    if (row.contains(focused)) focused.focus();
    number();
    enqueue({
      ask: () => {
        const data = new FormData();
        const above = row.previousElementSibling;
        data.set("after", above && above.dataset.id ? above.dataset.id : 0);
        return [address(row, "move/"), data];
      },
      done: (ok, answer) => { if (ok) show(row, answer.said); else { refused(row, answer); window.location.reload(); } },
    });
  };
  const step = (row, up) => {
    const all = rows();
    const at = all.indexOf(row);
    const other = all[at + (up ? -1 : 1)];
    if (other) move(row, up ? all[at - 2] || null : other);
  };

  let dragged = null;
  function wire(row) {
    const grip = row.querySelector("[data-grip]");
    if (!grip) return;
    grip.draggable = true;
    grip.addEventListener("dragstart", (event) => { dragged = row; event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setDragImage(row, 0, 0); });
    grip.addEventListener("dragend", () => { dragged = null; rows().forEach((each) => each.classList.remove("is-target")); });
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      rows().forEach((each) => each.classList.toggle("is-target", each === row));
    });
    row.addEventListener("drop", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      const all = rows();
      move(dragged, all.indexOf(dragged) < all.indexOf(row) ? row : row.previousElementSibling);
    });
  }
  rows().forEach(wire);

  list.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (row && texts(row).includes(event.target)) { if (row.dataset.id) later(row); else { show(row, "Not saved yet"); tell(); } }
  });
  list.addEventListener("focusout", (event) => {
    const row = rowOf(event.target);
    if (row && row.dataset.id && isDirty(row)) save(row);
  });
  list.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (!row || event.isComposing) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) { event.preventDefault(); step(row, event.key === "ArrowUp"); return; }
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && texts(row).includes(event.target)) { event.preventDefault(); split(row, event.target); }
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const row = button && rowOf(button);
    if (!row) return;
    if (button.dataset.over) { save(row, button.dataset.over); return; }
    if (button.name === "to") { event.preventDefault(); step(row, button.value === "up"); }
    if ("below" in button.dataset) {
      event.preventDefault();
      const box = texts(row)[0];
      box.setSelectionRange(box.value.length, box.value.length);
      split(row, box);
    }
    if ("save" in button.dataset) { event.preventDefault(); save(row); }
  });
  // Every other button is sent as a form, once what was typed elsewhere on the page is saved.
  list.addEventListener("submit", (event) => {
    if (!rows().some(isDirty) && !queue.length) return;
    const row = rowOf(event.target);
    event.preventDefault();
    rows().filter((each) => each !== row && isDirty(each)).forEach((each) => save(each));
    const again = window.setInterval(() => {
      if (queue.length || working) return;
      window.clearInterval(again);
      rows().forEach(remember);
      event.target.requestSubmit(event.submitter);
    }, 50);
  });
  document.addEventListener("visibilitychange", () => {
    flush();
    if (document.visibilityState === "visible") { wake(); work(); }
  });
  window.addEventListener("pagehide", flush);
  window.addEventListener("online", () => { wake(); flush(); work(); });
  window.addEventListener("beforeunload", (event) => {
    flush();
    if (rows().some((row) => isDirty(row) || row.dataset.refused) || queue.length) event.preventDefault();
  });
})();
