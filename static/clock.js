/* The station's time and date in the header, in its own zone, whatever the tablet's zone is. */

const UNTIL_NEXT_LOOK = 1000;
const THAI = "th-TH-u-ca-buddhist-nu-thai";

function partsOf(now, zone) {
  const { lang } = document.documentElement;
  const format = new Intl.DateTimeFormat(lang === "th" ? THAI : `${lang}-u-ca-gregory-nu-latn`, {
    timeZone: zone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
}

function fill(words, parts) {
  return words.replace(/\{(\w+)\}/g, (_, name) => parts[name] ?? "");
}

function show(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function startClock() {
  const header = document.querySelector("[data-clock]");
  if (!header) return;
  const time = header.querySelector("[data-time]");
  const date = header.querySelector("[data-date]");
  const look = () => {
    const parts = partsOf(new Date(), header.dataset.zone);
    show(time, fill(header.dataset.timeWords, parts));
    show(date, fill(header.dataset.dateWords, parts));
  };
  look();
  setInterval(look, UNTIL_NEXT_LOOK);
}
