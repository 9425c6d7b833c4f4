/* A page that stands open shows what the station changed, as soon as nobody is touching it. */

const ASK_EVERY = 5_000; // ms
const UNTOUCHED = 5_000; // ms

export function keepFresh() {
  const { revision, home } = document.body.dataset;
  if (revision === undefined) return;
  let touched = -Infinity;
  for (const event of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    addEventListener(event, () => (touched = performance.now()), { passive: true });
  }

  const look = async () => {
    if (document.hidden || performance.now() - touched < UNTOUCHED) return;
    const answer = await fetch(`${home}revision`, { cache: "no-store" }).catch(() => null);
    const now = answer?.ok ? (await answer.json().catch(() => null))?.revision : undefined;
    if (now === undefined || String(now) === revision) return;
    if (performance.now() - touched >= UNTOUCHED) location.reload();
  };
  setInterval(look, ASK_EVERY);
}
