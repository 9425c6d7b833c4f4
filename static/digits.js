/* A number with the digits of the page's language. */
export function inDigits(number) {
  const { lang } = document.documentElement;
  return new Intl.NumberFormat(lang === "th" ? "th-u-nu-thai" : lang).format(number);
}
