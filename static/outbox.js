/* Taps and answers on their way to the server: kept in the browser until the server says it has them.

   Each is held and stored first (outbox_store.js), then sent, and removed only when its id comes
   back. Where there is no store, it is sent from where it is held. Taps and answers never share a
   request: nothing at the server sets an answer beside the time of a tap. */
import { ANSWERS, TAPS, first, hold, keep, listHeld, release, settle } from "./outbox_store.js";

const MOST_KEPT_ALIVE = 60_000; // bytes a browser still sends for a page that is gone
const LONGEST_ANSWER = 20_000; // ms
const FIRST_PAUSE = 2_000; // ms
const LONGEST_PAUSE = 60_000; // ms

/* What a request holds at most, what it is called there, and in the server's answer. An answer in
   words may have 6 kB. Answers go first: a kiosk's last contact is when its taps came. */
const WAYS = [
  { kind: ANSWERS, most: 20, sent: "answers", taken: "kept" },
  { kind: TAPS, most: 200, sent: "taps", taken: "counted" },
];

class TryLater extends Error {}

/* ---- The way to the server ---- */

function post({ sent }, items, waiting) {
  const said = { sent_at: new Date().toISOString(), waiting, [sent]: items.map(({ to, ...item }) => item) };
  const body = new TextEncoder().encode(JSON.stringify(said));
  return fetch(items[0].to, {
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
async function readAnswer({ taken }, response) {
  const answer = await response.json().catch(() => null);
  const isOurs = response.ok ? Array.isArray(answer?.[taken]) : typeof answer?.error === "string";
  if (!isOurs) throw new TryLater(`status ${response.status}`);
  return answer;
}

/* Sends items of one address and lets `done` (items, reasons by id) take out what was answered. */
async function deliver(way, items, waiting, done) {
  const response = await post(way, items, waiting);
  const answer = await readAnswer(way, response);
  if (response.ok) return finish(way, items, answer, done);
  if (response.status !== 400 && response.status !== 413) throw new TryLater(answer.error);
  // Something in it cannot be taken: halve until the one that spoils the others stands alone.
  if (items.length === 1) return done(items, new Map([[items[0].id, answer.error]]));
  const half = Math.ceil(items.length / 2);
  await deliver(way, items.slice(0, half), waiting + items.length - half, done);
  return deliver(way, items.slice(half), waiting, done);
}

function finish({ taken }, items, answer, done) {
  const reasons = new Map(answer.refused.map(({ id, why }) => [id, why]));
  const has = new Set([...answer[taken], ...answer.known, ...reasons.keys()]);
  const answered = items.filter((item) => has.has(item.id));
  if (!answered.length) throw new TryLater("nothing acknowledged");
  return done(answered, reasons);
}

async function deliverStored(way) {
  const take = (items, reasons) => settle(way.kind, items, reasons);
  for (let batch = await first(way.kind, way.most); batch.items.length; batch = await first(way.kind, way.most)) {
    await deliver(way, batch.items, batch.waiting, take);
  }
}

async function deliverHeld(way) {
  const take = (items) => release(way.kind, items);
  for (let held = listHeld(way.kind); held.length; held = listHeld(way.kind)) {
    const items = held.filter((item) => item.to === held[0].to).slice(0, way.most);
    await deliver(way, items, held.length - items.length, take);
  }
}

/* Each kind goes its own way, and what keeps one back keeps back no other. */
async function deliverAll() {
  const deliverKind = await keep().then(() => deliverStored, () => deliverHeld);
  let failure;
  for (const way of WAYS) await deliverKind(way).catch((error) => (failure = error));
  if (failure) throw failure;
}

/* One sender at a time among the browser's pages, where it can see to that (not on plain http);
   elsewhere two may send the same tap, and the server knows it by its id. */
function alone(work) {
  return navigator.locks ? navigator.locks.request("outbox", work) : work();
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

function put(kind, item, to) {
  hold(kind, { ...item, to });
  return keep().finally(send);
}

/* Keeps a tap ({id, kind, division, channel, at}) for the address `to`, and sends it on; resolves
   once it is on the disk, rejects where it could not be put there. */
export function putTap(tap, to) {
  return put(TAPS, tap, to);
}

/* The same for an answer ({id, questionnaire, version, question, division, value, at}, or
   {id, service, version, division, kept, at}). */
export function putAnswer(answer, to) {
  return put(ANSWERS, answer, to);
}

addEventListener("online", send);
