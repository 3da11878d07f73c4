/**
 * The texts of the page in the language of the browser, and the formats of numbers and times. Each language is one file,
 * `text/<language>.json`, with the same keys.
 */

const LANGUAGES = ['en', 'de'];

/** The first language of the browser that there are texts in, otherwise English. */
export const language =
  navigator.languages
    .map((tag) => tag.split('-')[0].toLowerCase())
    .find((tag) => LANGUAGES.includes(tag)) ?? 'en';

/** Formats follow the browser's region, for instance en-GB, if it is of the language of the texts. */
const locale = navigator.languages.find((tag) => tag.split('-')[0].toLowerCase() === language) ?? language;

/** @type {Record<string, string>} */
let texts = {};

/** Loads the texts. The page can show nothing without them, so this tries until it succeeds. */
export async function loadTexts() {
  for (let pause = 500; ; pause = Math.min(2 * pause, 10_000)) {
    const response = await fetch(new URL(`./text/${language}.json`, import.meta.url)).catch(() => null);
    if (response?.ok) {
      texts = await response.json();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

const plural = new Intl.PluralRules(locale);

/**
 * The text of a key with its placeholders `{name}` replaced. If there is a text for the plural form of `n`
 * (`key.one`, `key.other`), it is that.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values] numbers are formatted
 */
export function t(key, values = {}) {
  const form = typeof values.n === 'number' ? texts[`${key}.${plural.select(values.n)}`] : undefined;
  const text = form ?? texts[key] ?? texts[`${key}.other`] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, /** @type {string} */ name) => {
    const value = values[name];
    return typeof value === 'number' ? formatNumber(value) : String(value ?? '');
  });
}

const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
const utcDays = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const months = new Intl.DateTimeFormat(locale, { month: 'short' });
const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'short' });
const relative = new Intl.RelativeTimeFormat(locale);

export const formatNumber = (/** @type {number} */ number) => numbers.format(number);

/** @param {number} ratio 0 to 1 */
export const formatPercent = (ratio) => percents.format(ratio);

/** @param {string | number | Date} time */
export const formatDate = (time) => dates.format(new Date(time));

/** @param {string | number | Date} time */
export const formatTime = (time) => times.format(new Date(time));

/** The time of the day, with seconds. */
export const formatClock = (/** @type {string | number | Date} */ time) => clock.format(new Date(time));

/** @param {string} day a date without a time, such as 2026-11-20 */
export const formatDay = (day) => utcDays.format(new Date(`${day}T00:00:00Z`));

export const formatMonth = (/** @type {Date} */ day) => months.format(day);

export const formatWeekday = (/** @type {Date} */ day) => weekdays.format(day);

/** How long ago it was, in the largest unit that fits: "2 days ago". */
export function formatAgo(/** @type {string | number | Date} */ time) {
  const seconds = Math.max(0, (Date.now() - new Date(time).getTime()) / 1000);
  for (const [unit, length] of /** @type {const} */ ([['day', 86_400], ['hour', 3600], ['minute', 60]])) {
    if (seconds >= length) {
      return relative.format(-Math.floor(seconds / length), unit);
    }
  }
  return t('time.now');
}

/** Compares names as readers of the language expect. */
export const compareNames = new Intl.Collator(locale, { numeric: true }).compare;

/** Without case and accents, for searches. */
export const folded = (/** @type {string} */ text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
