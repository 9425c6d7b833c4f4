/* What waits for the server: held in localStorage at once, since the page may be left the next
   moment; then written durably into a database.

   Taps get `seq` there, a number without a gap. Answers have a store of their own, in the order of
   their random ids: nothing on the tablet tells in which order visitors answered. */

const DATABASE = "outbox";
const VERSION = 2; // 1 had no answers

/* How each kind is held, kept, and set aside where the server refused it. */
export const TAPS = { held: "tap ", store: "taps", key: "seq", aside: "refused" };
export const ANSWERS = { held: "answer ", store: "answers", key: "id", aside: "refused answers" };
const KINDS = [TAPS, ANSWERS];

/* ---- Held ---- */

const inMemory = new Map(); // where even localStorage is missing

export function hold(kind, item) {
  const name = kind.held + item.id;
  try {
    localStorage.setItem(name, JSON.stringify(item));
  } catch {
    inMemory.set(name, item);
  }
}

export function listHeld(kind) {
  const held = [...inMemory].filter(([name]) => name.startsWith(kind.held)).map(([, item]) => item);
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(kind.held));
    held.push(...names.map((name) => JSON.parse(localStorage.getItem(name))));
  } catch {
    // Nothing can be held there, so nothing is.
  }
  return held.sort((one, other) => (one.at < other.at ? -1 : 1));
}

export function release(kind, items) {
  for (const { id } of items) {
    inMemory.delete(kind.held + id);
    try {
      localStorage.removeItem(kind.held + id);
    } catch {
      // It was held in memory.
    }
  }
}

/* ---- The database ---- */

let opened;

function upgrade(database, from) {
  if (from < 1) {
    const taps = database.createObjectStore(TAPS.store, { keyPath: TAPS.key, autoIncrement: true });
    taps.createIndex("id", "id", { unique: true });
    taps.createIndex("to", "to");
    database.createObjectStore(TAPS.aside, { keyPath: TAPS.key });
  }
  if (from < 2) {
    database.createObjectStore(ANSWERS.store, { keyPath: ANSWERS.key }).createIndex("to", "to");
    database.createObjectStore(ANSWERS.aside, { keyPath: ANSWERS.key });
  }
}

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, oldVersion);
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

/* Adds a tap unless it got there already: a number must not be used twice for one tap. */
function addTap(taps, tap) {
  const known = taps.index("id").getKey(tap.id);
  known.onsuccess = () => known.result === undefined && taps.add(tap);
}

/* Moves what is held into the database. */
export async function keep() {
  const [taps, answers] = KINDS.map(listHeld);
  if (!taps.length && !answers.length) return;
  await change([TAPS.store, ANSWERS.store], (keptTaps, keptAnswers) => {
    for (const tap of taps) addTap(keptTaps, tap);
    for (const answer of answers) keptAnswers.put(answer);
  });
  release(TAPS, taps);
  release(ANSWERS, answers);
}

function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/* The first items of a kind for one address, at most `most`, and how many more wait for it. */
export async function first(kind, most) {
  const store = (await open()).transaction(kind.store).objectStore(kind.store);
  const found = await answerOf(store.getAll(null, most));
  const items = found.filter((item) => item.to === found[0].to);
  const all = items.length ? await answerOf(store.index("to").count(items[0].to)) : 0;
  return { items, waiting: all - items.length };
}

/* Takes items out; those with a reason against them are set aside, but never a visitor's words. */
export function settle(kind, items, reasons) {
  return change([kind.store, kind.aside], (kept, aside) => {
    for (const item of items) {
      kept.delete(item[kind.key]);
      const { value, ...rest } = item;
      if (reasons.has(item.id)) aside.put({ ...rest, why: reasons.get(item.id) });
    }
  });
}
