// What a browser with scripts adds: parts renewed in place, double sends prevented, counters, drafts kept.
// Everything works without it; each addition is asked for by a data attribute. Words come from the page.

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
const part = (id) => document.getElementById(id);

/** Fetch a page or fragment; put its part with this id, or the fragment itself, in place of ours.
    A page without that part is another page: go there. */
async function renew(id, url, options = {}) {
  const response = await fetch(url, { ...options, headers: { "X-Part": id, ...options.headers } });
  if (!response.ok) throw new Error(String(response.status));
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = answer.getElementById(id);
  const hadFocus = part(id).contains(document.activeElement);
  if (fresh) part(id).replaceWith(fresh);
  else if (!answer.querySelector("main")) part(id).replaceChildren(...answer.body.childNodes);
  else return location.assign(response.url);
  const said = answer.getElementById("flashes");
  if (said && id !== "flashes") part("flashes")?.replaceChildren(...said.childNodes);
  prepare(part(id));
  if (hadFocus) Object.assign(part(id), { tabIndex: -1 }).focus();
}

/** data-swap="id" on a form or link: renew that part instead of loading a page; on failure load it after all. */
async function swap(event, owner, submitter) {
  const id = owner.dataset.swap;
  if (!part(id)) return;
  event.preventDefault();
  const isForm = owner instanceof HTMLFormElement;
  const isPost = isForm && owner.getAttribute("method") === "post";
  const data = isForm ? new FormData(owner, submitter) : null;
  const target = submitter?.getAttribute("formaction") || owner.getAttribute(isForm ? "action" : "href");
  const base = target || location.href;
  const url = isForm && !isPost ? `${base.split(/[?#]/)[0]}?${new URLSearchParams(data)}` : base;
  part(id).setAttribute("aria-busy", "true");
  try {
    await renew(id, url, isPost ? { method: "POST", body: data } : {});
    if (!isPost) history.replaceState(null, "", url);
  } catch {
    if (isForm) HTMLFormElement.prototype.submit.call(owner);
    else location.assign(url);
  }
}

/** A form is sent once; the button says that it works. */
function once(event, form, submitter) {
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  delete form.dataset.changed;
  submitter?.setAttribute("aria-disabled", "true");
  setTimeout(release, 8000, form);
}

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
}

/** data-count="还可写 {n} 字" on a text area with maxlength: what is left, announced when it gets short. */
function count(area) {
  const line = Object.assign(document.createElement("p"), { className: "count" });
  const show = () => {
    const left = area.maxLength - area.value.length;
    line.textContent = fill(area.dataset.count, { n: left });
    line.setAttribute("aria-live", left < 50 ? "polite" : "off");
  };
  area.after(line);
  area.addEventListener("input", show);
  show();
}

/** data-live="id" data-live-url="…" on a field: while typing, renew that part with what is typed so far. */
function live(field) {
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (field.value.trim().length < 2) return;
    const url = new URL(field.dataset.liveUrl, location.href);
    url.searchParams.set(field.dataset.liveName || field.name, field.value);
    timer = setTimeout(() => renew(field.dataset.live, url).catch(() => {}), 400);
  });
}

/** data-autosave="url" on a form: keep what is typed 3 s after the last change; the note says when. The answer carries
    fresh versions for the page's hidden fields; 409 carries what somebody else wrote, and nothing is kept any more. */
function autosave(form) {
  const note = form.querySelector("[data-autosave-note]");
  const said = note?.dataset.autosaveNote || "";
  let timer;
  const keep = async () => {
    if (!form.isConnected || !form.dataset.unsaved || form.dataset.sent || form.dataset.clash) return;
    delete form.dataset.unsaved;
    try {
      const response = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form) });
      if (!response.ok && response.status !== 409) throw new Error(String(response.status));
      const answer = new DOMParser().parseFromString(await response.text(), "text/html");
      if (response.status === 409) {
        form.dataset.clash = "yes";
        return note?.replaceChildren(...answer.body.childNodes);
      }
      for (const fresh of answer.querySelectorAll("input[type=hidden]"))
        document.querySelectorAll(`input[name="${CSS.escape(fresh.name)}"]`).forEach((old) => { old.value = fresh.value; });
      if (!form.dataset.unsaved) delete form.dataset.changed;
      if (note) note.textContent = fill(said, { time: new Date().toTimeString().slice(0, 5) });
    } catch {
      form.dataset.unsaved = "yes";
      timer = setTimeout(keep, 20000);
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 3000);
  });
}

/** data-refresh="5" on a part with an id: look again every so many seconds while the page is seen. */
function refresh(box) {
  setTimeout(() => {
    if (document.hidden || box.contains(document.activeElement)) refresh(box);
    else if (box.isConnected) renew(box.id, location.href).catch(() => refresh(box));
  }, Number(box.dataset.refresh) * 1000);
}

/** data-until="2026-03-01T20:00:00+08:00": minutes and seconds left, for a speaker's time. */
function countdown(box) {
  const left = Math.max(0, Math.round((Date.parse(box.dataset.until) - Date.now()) / 1000));
  box.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  if (left > 0 && box.isConnected) setTimeout(countdown, 1000, box);
}

/** Bind what a part of the page asks for. */
function prepare(root) {
  const each = (selector, act) => {
    if (root.matches?.(selector)) act(root);
    root.querySelectorAll(selector).forEach(act);
  };
  each("[data-count]", count);
  each("[data-live]", live);
  each("[data-autosave]", autosave);
  each("[data-refresh]", refresh);
  each("[data-until]", countdown);
  each("[data-print], [data-copy]", (button) => { button.hidden = false; });
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  once(event, form, submitter);
  if (!event.defaultPrevented && form.dataset.swap) swap(event, form, submitter).finally(() => release(form));
});

document.addEventListener("click", async (event) => {
  const target = event.target.closest("[data-print], [data-copy], a[data-swap]");
  if (target?.matches("[data-print]")) window.print();
  else if (target?.matches("[data-copy]")) {
    await navigator.clipboard.writeText(part(target.dataset.copy).textContent.trim());
    target.textContent = target.dataset.copied || target.textContent;
  } else if (target && !event.ctrlKey && !event.metaKey && !event.shiftKey) swap(event, target);
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-unsaved-warning], [data-autosave]")) form.dataset.changed = form.dataset.unsaved = "yes";
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-changed]")) event.preventDefault();
});

window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
prepare(document);
