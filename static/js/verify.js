/* Checks an exported ledger against a printed seal, as `agenda ledger check` does, without any network.
   A plain script, so that a copy of the page kept on a disk works too. docs/trust.md tells the format. */
"use strict";

const FORMAT = "agenda-ledger/1", SEAL_FORMAT = "agenda-seal/1", GENESIS = "0".repeat(64);
const SHOWN = 20, MOST_UNREADABLE = 20;
const utf8 = new TextEncoder();
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/;
const FIELDS = {
  ledger: ["exported_at", "format", "neighbourhood", "withheld"],
  head: ["head", "length", "stream"],
  seal: ["digest", "entries", "neighbourhood_id", "number", "previous", "root", "sealed_at", "size"],
  entry: ["actor", "cause_id", "hash", "kind", "occurred_at", "payload", "position", "previous_hash", "recorded_at", "stream"],
  end: ["lines"],
};
const NUMBERS = ["length", "entries", "neighbourhood_id", "number", "size", "position", "lines"];

async function sha256(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { joined.set(part, at); at += part.length; }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined));
}
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const digestOf = async (columns) => hex(await sha256(utf8.encode(JSON.stringify(columns))));
const LEAF = Uint8Array.of(0), NODE = Uint8Array.of(1);

/* The tree of RFC 6962 as it grows: the roots of its whole parts, the largest first. */
class GrowingTree {
  size = 0;
  peaks = [];
  async append(content) {
    let digest = await sha256(LEAF, content);
    for (let below = this.size; below % 2; below = (below - 1) / 2) digest = await sha256(NODE, this.peaks.pop(), digest);
    this.peaks.push(digest);
    this.size += 1;
  }
  async root() {
    if (!this.peaks.length) return sha256();
    let digest = this.peaks[this.peaks.length - 1];
    for (let at = this.peaks.length - 2; at >= 0; at -= 1) digest = await sha256(NODE, this.peaks[at], digest);
    return digest;
  }
}

/* The digits of a seal as copied from paper, or null where too few are left. */
function readDigest(text) {
  const digits = text.toLowerCase().replace(/[\s\-·.]/g, "");
  return /^[0-9a-f]+$/.test(digits) && digits.length >= SHOWN && digits.length <= 64 ? digits : null;
}
const written = (digest) => digest.slice(0, SHOWN).match(/.{4}/g).join(" ");

class Check {
  faults = [];
  matched = null;
  entries = 0;
  streams = new Map();   // stream -> where its chain stands, and what of it was sealed
  seals = 0;
  withheld = [];
  #tree = new GrowingTree();
  #digest = GENESIS;
  #covered = 0;
  #lines = 0;
  #unreadable = 0;
  #state = "new";
  constructor(printed) { this.printed = printed; }

  blame(stream, position, kind) { this.faults.push({ stream, position, kind }); }
  stream(name) {
    if (!this.streams.has(name)) this.streams.set(name, { position: 0, last: GENESIS, walked: false, sealed: new Map(), longest: 0 });
    return this.streams.get(name);
  }

  /* Take in one line; false where reading on would tell nothing more. */
  async line(text) {
    this.#lines += 1;
    let row = null;
    try { row = this.#read(text); } catch { row = null; }
    if (row === null) {
      this.#unreadable += 1;
      this.blame("file", this.#lines, "unreadable");
    } else {
      await this[`take_${row.type}`](row);
    }
    return this.#unreadable < MOST_UNREADABLE;
  }

  #read(text) {
    const row = JSON.parse(text), fields = FIELDS[row.type];
    const names = Object.keys(row).filter((name) => name !== "type").sort();
    if (!fields || names.join() !== fields.join()) return null;
    if ((row.type === "ledger") !== (this.#state === "new")) return null;
    if (this.#state === "closed" || (this.#state === "entries" && ["head", "seal"].includes(row.type))) return null;
    for (const name of fields) {
      const value = row[name];
      if (name === "withheld" ? !Array.isArray(value) : name === "cause_id" ? value !== null && !Number.isSafeInteger(value)
        : NUMBERS.includes(name) ? !Number.isSafeInteger(value) : typeof value !== "string") return null;
      if (name.endsWith("_at") && row.type !== "ledger" && !INSTANT.test(value)) return null;
    }
    if (row.type === "ledger" && row.format !== FORMAT) return null;
    if (row.type === "end" && row.lines !== this.#lines - 1) return null;
    return row;
  }

  take_ledger(row) { this.#state = "open"; this.withheld = row.withheld.map(String); }
  take_end() { this.#state = "closed"; }

  async take_head(row) {
    const stream = this.stream(row.stream);
    if (row.length <= stream.longest) this.blame("seals", this.seals + 1, "seal");
    this.#covered += Math.max(0, row.length - stream.longest);
    stream.longest = Math.max(stream.longest, row.length);
    stream.sealed.set(row.length, row.head);
    await this.#tree.append(utf8.encode(JSON.stringify([row.stream, row.length, row.head])));
  }

  async take_seal(row) {
    const own = await digestOf([SEAL_FORMAT, row.neighbourhood_id, row.number, row.sealed_at, row.entries, row.size, row.root, row.previous]);
    const holds = row.number === this.seals + 1 && row.previous === this.#digest && row.size === this.#tree.size
      && row.root === hex(await this.#tree.root()) && row.entries === this.#covered && row.digest === own;
    if (!holds) this.blame("seals", row.number, "seal");
    if (this.printed !== null && own.startsWith(this.printed)) this.matched = { ...row, digest: own };
    this.seals = row.number;
    this.#digest = row.digest;
  }

  async take_entry(row) {
    this.#state = "entries";
    this.entries += 1;
    const stream = this.stream(row.stream);
    stream.walked = true;
    if (row.position !== stream.position + 1) this.blame(row.stream, stream.position + 1, "missing");
    if (row.previous_hash !== stream.last) this.blame(row.stream, row.position, "broken");
    const own = await digestOf([row.previous_hash, row.stream, row.position, row.occurred_at, row.recorded_at, row.kind, row.actor, row.cause_id, row.payload]);
    if (own !== row.hash) this.blame(row.stream, row.position, "edited");
    stream.position = row.position;
    stream.last = row.hash;
    const sealed = stream.sealed.get(row.position);
    stream.sealed.delete(row.position);
    if (sealed !== undefined && sealed !== row.hash) this.blame(row.stream, row.position, "rewritten");
  }

  findings() {
    if (this.#state !== "closed") this.blame("file", this.#lines, "cut");
    const all = [...this.streams], isAbsent = ([name, s]) => this.withheld.includes(name) && !s.walked;
    for (const [name, s] of all) if (s.sealed.size && !isAbsent([name, s])) this.blame(name, s.position, "cut");
    if (this.printed !== null && this.matched === null) this.blame("seals", 0, "strange");
    return {
      entries: this.entries, streams: all.filter(([, s]) => s.walked).length, seals: this.seals, faults: this.faults,
      unsealed: all.reduce((sum, [, s]) => sum + (s.walked ? Math.max(0, s.position - s.longest) : 0), 0),
      withheld: all.filter(isAbsent).map(([name]) => name), matched: this.matched,
    };
  }
}

/* Check the lines of a file, given as pieces of text in order. */
async function checkLedger(pieces, printed = null, progress = () => {}) {
  const check = new Check(printed);
  let rest = "", goes = true;
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop();
    for (const line of lines) if (goes) goes = await check.line(line);
    progress(check.entries);
  }
  if (rest && goes) await check.line(rest);
  return check.findings();
}

async function* piecesOf(file) {
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

/* The page. Each sentence stands in it in both languages, `data-lang` on the page says which is read. */
const words = (name, values = {}) => {
  const copy = document.getElementById(`say-${name}`).content.cloneNode(true);
  for (const blank of copy.querySelectorAll("[data-value]")) blank.textContent = values[blank.dataset.value];
  return copy;
};

function show(tone, ...nodes) {
  const answer = document.getElementById("answer"), text = document.createElement("div");
  answer.className = `notice notice-${tone}`;
  text.className = "notice-text";
  text.append(...nodes);
  answer.replaceChildren(text);
}

function tell(found) {
  const state = found.faults.length ? "bad" : found.matched ? "good" : "unproved";
  const list = document.createElement("ul");
  const add = (node) => { const item = document.createElement("li"); item.append(node); list.append(item); };
  add(words("counts", found));
  if (found.matched) add(words("matched", { ...found.matched, digits: written(found.matched.digest), at: new Date(found.matched.sealed_at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai" }) }));
  if (found.withheld.length) add(words("withheld", { names: found.withheld.join(", ") }));
  if (found.unsealed) add(words("unsealed", found));
  for (const fault of found.faults.slice(0, 50)) {
    const line = words("fault", { where: fault.stream, n: fault.position });
    line.append(words(fault.kind));
    add(line);
  }
  show({ bad: "late", good: "good", unproved: "attention" }[state], words(state), list);
  document.getElementById("answer").focus();
}

function start() {
  const form = document.getElementById("check"), root = document.documentElement;
  const speak = (lang) => { root.dataset.lang = lang; root.lang = lang === "zh" ? "zh-Hans" : "en"; };
  speak(navigator.language.startsWith("zh") ? "zh" : "en");
  for (const button of document.querySelectorAll("[data-speak]")) button.addEventListener("click", () => speak(button.dataset.speak));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = form.elements.file.files[0], typed = form.elements.seal.value.trim();
    const printed = typed ? readDigest(typed) : null;
    if (!globalThis.crypto?.subtle) show("attention", words("no-crypto"));
    else if (!file) show("attention", words("no-file"));
    else if (typed && printed === null) show("attention", words("digits"));
    else {
      show("plain", words("working", { n: 0 }));
      tell(await checkLedger(piecesOf(file), printed, (n) => { if (n) show("plain", words("working", { n })); }));
    }
  });
}
if (globalThis.document) start();
