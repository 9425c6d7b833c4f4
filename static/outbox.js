/* Taps on their way to the server: kept in the browser until the server says it has them.

   A tap is first held in localStorage, at once, since the page may be left the next moment; then
   written durably into the store, where it gets `seq`, a number without a gap; then sent, and
   removed only when its id comes back. Where there is no store, it is sent from where it is held. */

const DATABASE = "outbox";
const HELD = "tap "; // before the id, in localStorage
const MOST_TAPS = 200; // of a batch
const MOST_KEPT_ALIVE = 60_000; // bytes a browser still sends for a page that is gone
const LONGEST_ANSWER = 20_000; // ms
const FIRST_PAUSE = 2_000; // ms
const LONGEST_PAUSE = 60_000; // ms

class TryLater extends Error {}

/* ---- Held ---- */

const inMemory = new Map(); // where even localStorage is missing

function hold(tap) {
  try {
    localStorage.setItem(HELD + tap.id, JSON.stringify(tap));
  } catch {
    inMemory.set(tap.id, tap);
  }
}

function listHeld() {
  const held = [...inMemory.values()];
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(HELD));
    held.push(...keys.map((key) => JSON.parse(localStorage.getItem(key))));
  } catch {
    // Nothing can be held there, so nothing is.
  }
  return held.sort((one, other) => (one.at < other.at ? -1 : 1));
}

function release(taps) {
  for (const { id } of taps) {
    inMemory.delete(id);
    try {
      localStorage.removeItem(HELD + id);
    } catch {
      // It was held in memory.
    }
  }
}

/* ---- The store ---- */

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const taps = request.result.createObjectStore("taps", { keyPath: "seq", autoIncrement: true });
      taps.createIndex("id", "id", { unique: true });
      taps.createIndex("to", "to");
      request.result.createObjectStore("refused", { keyPath: "seq" });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      request.result.onclose = () => (opened = undefined);
      resolve(request.result);
    };
    request.onerror = request.onblocked = () => reject(request.error);
  }).catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/* Runs `work` with the named stores; resolves when what it wrote is on the disk. */
async function change(names, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    work(...names.map((name) => transaction.objectStore(name)));
  });
}

/* Moves what is held into the store; a tap that got there already is not added again. */
async function keep() {
  const held = listHeld();
  if (!held.length) return;
  await change(["taps"], (taps) => {
    for (const tap of held) {
      const known = taps.index("id").getKey(tap.id);
      known.onsuccess = () => known.result === undefined && taps.add(tap);
    }
  });
  release(held);
}

function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/* The oldest taps for one address, and how many more wait for it. */
async function oldest() {
  const store = (await open()).transaction("taps").objectStore("taps");
  const first = await answerOf(store.getAll(null, MOST_TAPS));
  const taps = first.filter((tap) => tap.to === first[0].to);
  const all = taps.length ? await answerOf(store.index("to").count(taps[0].to)) : 0;
  return { taps, waiting: all - taps.length };
}

/* Takes taps out of the store; those with a reason against them are set aside, not lost. */
function settle(taps, reasons) {
  return change(["taps", "refused"], (kept, refused) => {
    for (const tap of taps) {
      kept.delete(tap.seq);
      if (reasons.has(tap.id)) refused.put({ ...tap, why: reasons.get(tap.id) });
    }
  });
}

/* ---- The way to the server ---- */

function post(taps, waiting) {
  const body = JSON.stringify({
    sent_at: new Date().toISOString(),
    waiting,
    taps: taps.map(({ to, ...tap }) => tap),
  });
  return fetch(taps[0].to, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
    keepalive: body.length < MOST_KEPT_ALIVE,
    redirect: "error", // a sign-in page of some network is not our server
    cache: "no-store",
    signal: AbortSignal.timeout?.(LONGEST_ANSWER),
  });
}

/* Our server's own words; a portal or proxy in between answers otherwise. */
async function readAnswer(response) {
  const answer = await response.json().catch(() => null);
  const isOurs = response.ok ? Array.isArray(answer?.counted) : typeof answer?.error === "string";
  if (!isOurs) throw new TryLater(`status ${response.status}`);
  return answer;
}

/* Sends taps of one address and lets `done` (taps, reasons by id) take out what was answered. */
async function deliver(taps, waiting, done) {
  const response = await post(taps, waiting);
  const answer = await readAnswer(response);
  if (response.ok) return finish(taps, answer, done);
  if (response.status !== 400 && response.status !== 413) throw new TryLater(answer.error);
  // Something in it cannot be taken: halve until the one that spoils the others stands alone.
  if (taps.length === 1) return done(taps, new Map([[taps[0].id, answer.error]]));
  const half = Math.ceil(taps.length / 2);
  await deliver(taps.slice(0, half), waiting + taps.length - half, done);
  return deliver(taps.slice(half), waiting, done);
}

function finish(taps, { counted, known, refused }, done) {
  const reasons = new Map(refused.map(({ id, why }) => [id, why]));
  const has = new Set([...counted, ...known, ...reasons.keys()]);
  const answered = taps.filter((tap) => has.has(tap.id));
  if (!answered.length) throw new TryLater("nothing acknowledged");
  return done(answered, reasons);
}

async function deliverAll() {
  try {
    await keep();
  } catch {
    return deliverHeld();
  }
  for (let batch = await oldest(); batch.taps.length; batch = await oldest()) {
    await deliver(batch.taps, batch.waiting, settle);
  }
}

async function deliverHeld() {
  for (let held = listHeld(); held.length; held = listHeld()) {
    const taps = held.filter((tap) => tap.to === held[0].to).slice(0, MOST_TAPS);
    await deliver(taps, held.length - taps.length, release);
  }
}

/* One sender at a time among the browser's pages, where it can see to that (not on plain http);
   elsewhere two may send the same tap, and the server knows it by its id. */
function alone(work) {
  return navigator.locks ? navigator.locks.request(DATABASE, work) : work();
}

/* ---- When to send ---- */

let isSending = false;
let isWanted = false;
let pause = FIRST_PAUSE;
let retry;

export async function send() {
  isWanted = true;
  if (isSending) return;
  isSending = true;
  clearTimeout(retry);
  while (isWanted) {
    isWanted = false;
    try {
      await alone(deliverAll);
      pause = FIRST_PAUSE;
    } catch {
      retry = setTimeout(send, pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      isWanted = false;
    }
  }
  isSending = false;
}

/* Keeps a tap ({id, kind, division, channel, at}) for the address `to`, and sends it on; resolves
   once it is on the disk, rejects where it could not be put there. */
export function put(tap, to) {
  hold({ ...tap, to });
  return keep().finally(send);
}

addEventListener("online", send);
