// Takes papers in one by one: a queue with each file's progress and answer. Without this file the form sends them together.
(() => {
  "use strict";
  const form = document.getElementById("intake");
  const at = (id) => document.getElementById(id);
  const inputs = [at("id_papers"), at("id_folder")];
  if (!form || inputs.includes(null) || !window.FormData) return;

  const AT_ONCE = 2;
  const TRIES = 3;
  const pauseBefore = (attempt) => (Number(form.dataset.pause) || 1000) * 3 ** (attempt - 2); // ms
  const MOST = Number(form.dataset.most); // bytes
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const system = /^(\.|~\$)|^(thumbs\.db|desktop\.ini)$/i; // what computers put into folders
  const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const jobs = [];
  let batch = 0;
  let busy = 0;
  let stopped = false;
  let failures = 0; // in a row: when all that were under way failed, the line is down and nobody waits for sixty more
  let leftOut = 0;

  const WORDS = {
    waiting: "Waiting", sending: "Sending", opening: "Being opened and checked", taken: "Taken in",
    here: "Already here", locked: "Needs its password", refused: "Not taken in", failed: "Not sent",
  };
  const OPEN = ["waiting", "sending", "opening"];
  const TROUBLE = ["locked", "refused", "failed"];
  const count = (...states) => jobs.filter((job) => states.includes(job.state)).length;
  const files = (number) => `${number} file${number === 1 ? "" : "s"}`;
  const megabytes = (bytes) => (bytes / 1e6 < 10 ? (bytes / 1e6).toFixed(1) : Math.round(bytes / 1e6));

  // One row a file.
  const show = (job, state, reason) => {
    job.state = state;
    if (!job.row) {
      job.row = at("intake-row").content.firstElementChild.cloneNode(true);
      job.row.querySelector("[data-name]").textContent = job.path;
      job.row.querySelector("progress").setAttribute("aria-label", job.path);
      job.row.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault();
        job.password = job.row.querySelector("input").value;
        if (!job.password) return;
        show(job, "waiting", "");
        begin();
      });
      job.row.querySelector("label span").textContent = `Password of ${job.file.name}`;
      at("intake-rows").append(job.row);
    }
    const asks = state === "locked";
    job.row.dataset.state = state;
    const tag = job.row.querySelector("[data-state-word]");
    tag.textContent = WORDS[state];
    tag.classList.toggle("tag--amber", TROUBLE.includes(state));
    job.row.querySelector("[data-reason]").textContent = reason || "";
    job.row.querySelector("progress").hidden = !["sending", "opening"].includes(state);
    job.row.querySelector("form").hidden = !asks;
    const link = job.row.querySelector("a");
    link.hidden = !job.url;
    if (job.url) {
      link.href = job.url;
      link.setAttribute("aria-label", `Describe ${job.title}`);
    }
    if (TROUBLE.includes(state)) {
      at("intake-trouble").append(job.row);
      say(`${job.file.name}: ${WORDS[state]}. ${reason || ""}`);
    } else if (job.row.parentNode !== at("intake-rows")) {
      at("intake-rows").append(job.row);
    }
    total();
  };

  const say = (words) => { at("intake-said").textContent = words; };

  const total = () => {
    const weigh = (job) => job.file.size + 1; // an empty file is one to go through as well
    const all = jobs.reduce((sum, job) => sum + weigh(job), 0);
    const gone = jobs.reduce((sum, job) => sum + (OPEN.includes(job.state) ? 0.9 * job.sent * weigh(job) : weigh(job)), 0);
    const running = count(...OPEN) > 0 && !stopped;
    at("intake-total").max = all || 1;
    at("intake-total").value = gone;
    at("intake-doing").textContent = running ? "Taking in. Stay on this page until it is done." : summary();
    at("intake-says").textContent = `${jobs.length - count(...OPEN, "failed")} of ${files(jobs.length)}, ${megabytes(all)} MB`;
    at("intake-stop").hidden = !running;
    at("intake-again").hidden = running || !count("failed");
    at("intake-clear").hidden = running;
    at("intake-left-out").hidden = !leftOut;
    at("intake-left-out").textContent = `${files(leftOut)} that the computer keeps for itself (.DS_Store and the like) left out.`;
  };

  const summary = () => {
    const said = [`${files(count("taken"))} taken in`];
    [["here", "already here"], ["locked", "waiting for a password"], ["refused", "not taken in"], ["failed", "not sent yet"]]
      .forEach(([state, words]) => { if (count(state)) said.push(`${count(state)} ${words}`); });
    return `${said.join(", ")}.`;
  };

  // One file, once: what the server said of it, or {lost: true} when nobody answered.
  const post = (job) => new Promise((resolve) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token);
    data.append("path", job.path);
    if (job.password) data.append("password", job.password);
    data.append("paper", job.file, job.file.name);
    const request = new XMLHttpRequest();
    job.request = request;
    request.open("POST", form.dataset.one);
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      job.sent = event.loaded / event.total;
      job.row.querySelector("progress").value = Math.round(100 * job.sent);
      total();
    });
    request.upload.addEventListener("load", () => {
      job.row.querySelector("progress").removeAttribute("value");
      show(job, "opening", "");
    });
    request.addEventListener("load", () => {
      try {
        resolve({ status: request.status, ...JSON.parse(request.responseText) });
      } catch {
        resolve({ status: request.status, lost: request.status >= 500 || request.status === 429 });
      }
    });
    ["error", "abort", "timeout"].forEach((name) => request.addEventListener(name, () => resolve({ status: 0, lost: true })));
    request.timeout = 600000;
    request.send(data);
  });

  const pause = (ms) => new Promise((resolve) => { window.setTimeout(resolve, ms); });
  const online = () => (navigator.onLine ? null : new Promise((resolve) => {
    window.addEventListener("online", resolve, { once: true });
    at("intake-stop").addEventListener("click", resolve, { once: true });
  }));

  const take = async (job) => {
    if (job.file.size > MOST) {
      show(job, "refused", `is larger than ${megabytes(MOST)} MB, the most one file may have. Split it, or scan it again at 300 dpi.`);
      return;
    }
    for (let attempt = 1; ; attempt += 1) {
      job.sent = 0;
      show(job, "sending", attempt > 1 ? `The connection broke. Try ${attempt} of ${TRIES}.` : "");
      const answer = await post(job);
      if (answer.fate) {
        failures = 0;
        Object.assign(job, { exhibit: answer.fate === "taken" ? answer.exhibit : job.exhibit, url: answer.url, title: answer.title });
        show(job, answer.fate, answer.reason);
        return;
      }
      if (!answer.lost) { // an answer, but not of the queue: signed out, or too large for what stands before the server
        stopped = true;
        show(job, "failed", answer.status === 413
          ? "is larger than the server's front door lets through. Tell whoever runs Amparo."
          : "You are signed out. Sign in again and choose the same files: what is here already is recognised.");
        return;
      }
      if (stopped || attempt >= TRIES) {
        failures += 1;
        show(job, "failed", stopped ? "" : "The connection broke while it was sent.");
        stopped = stopped || failures >= AT_ONCE;
        total();
        return;
      }
      show(job, "waiting", "The connection broke. It will be tried again.");
      await pause(pauseBefore(attempt + 1));
      await online();
    }
  };

  const begin = () => {
    stopped = false;
    failures = 0;
    at("intake-queue").hidden = false;
    work();
  };

  const work = () => {
    while (busy < AT_ONCE && !stopped) {
      const job = jobs.find((one) => one.state === "waiting" && !one.held);
      if (!job) break;
      job.held = true;
      busy += 1;
      take(job).finally(() => {
        job.held = false;
        busy -= 1;
        work();
      });
    }
    if (busy) return;
    jobs.filter((job) => OPEN.includes(job.state)).forEach((job) => show(job, "failed", ""));
    end();
  };

  // Side by side the small ones overtake: each batch is put in the order of its names, and the list shown anew.
  const end = async () => {
    total();
    say(summary());
    for (const number of new Set(jobs.filter((job) => job.exhibit && !job.settled).map((job) => job.batch))) {
      const mine = jobs.filter((job) => job.batch === number && job.exhibit);
      const data = new FormData();
      data.append("csrfmiddlewaretoken", token);
      mine.forEach((job) => { data.append("among", job.exhibit); job.settled = true; });
      try {
        if (mine.length > 1) await fetch(form.dataset.order, { method: "POST", body: data, redirect: "manual" });
      } catch { /* they stay as they came, and can be sorted by hand */ }
    }
    try {
      const page = new DOMParser().parseFromString(await (await fetch(window.location.pathname)).text(), "text/html");
      ["evidence-head", "evidence-row"].forEach((id) => {
        if (page.getElementById(id)) at(id).replaceWith(document.importNode(page.getElementById(id), true));
      });
      document.dispatchEvent(new Event("exhibits-shown"));
    } catch { /* the list is as it was until the page is loaded again */ }
  };

  // What was chosen or dropped: [file, path], in the order of its names.
  const add = (found) => {
    batch += 1;
    const papers = found.filter(([file]) => !system.test(file.name));
    leftOut += found.length - papers.length;
    papers.sort(([, a], [, b]) => byName.compare(a, b)).forEach(([file, path]) => {
      const job = { file, path, batch, state: "waiting", sent: 0 };
      jobs.push(job);
      show(job, "waiting", "");
    });
    if (papers.length || leftOut) begin();
  };

  inputs.forEach((input) => input.addEventListener("change", () => {
    add([...input.files].map((file) => [file, file.webkitRelativePath || file.name]));
    input.value = "";
  }));
  document.querySelectorAll("[data-chooses]").forEach((button) => button.addEventListener("click", () => at(button.dataset.chooses).click()));
  at("intake-stop").addEventListener("click", () => {
    stopped = true;
    jobs.forEach((job) => { if (job.held && job.request) job.request.abort(); });
  });
  at("intake-again").addEventListener("click", () => {
    jobs.filter((job) => job.state === "failed").forEach((job) => show(job, "waiting", ""));
    begin();
  });
  at("intake-clear").addEventListener("click", () => {
    jobs.splice(0).forEach((job) => job.row.remove());
    leftOut = 0;
    at("intake-queue").hidden = true;
  });
  window.addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });

  // Dropped folders are walked through; a drop beside the place is a drop all the same.
  const inside = async (entry) => {
    if (entry.isFile) return [[await new Promise((yes, no) => { entry.file(yes, no); }), entry.fullPath.slice(1)]];
    const reader = entry.createReader();
    const found = [];
    for (;;) { // a reader gives a hundred at a time
      const some = await new Promise((yes, no) => { reader.readEntries(yes, no); });
      if (!some.length) return (await Promise.all(found.map(inside))).flat();
      found.push(...some);
    }
  };
  const holdsFiles = (event) => [...((event.dataTransfer && event.dataTransfer.types) || [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    at("drop").classList.add("is-target");
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) at("drop").classList.remove("is-target"); });
  document.addEventListener("drop", async (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    at("drop").classList.remove("is-target");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map((file) => [file, file.name]);
    add(entries.length ? (await Promise.all(entries.map(inside))).flat() : plain);
  });

  form.hidden = true;
  at("drop").hidden = false;
  if (!("webkitdirectory" in inputs[1])) document.querySelector("[data-chooses=id_folder]").hidden = true;
})();
