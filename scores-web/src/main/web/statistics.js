/**
 * What the pages say about a class, from the scores of now and from the log of events. Plain functions without a page.
 *
 * @typedef {import('./api.js').ScoreEvent} ScoreEvent
 * @typedef {import('./ranking.js').Results} Results
 */
import { olderThan } from './replay.js';

const DAY = 86_400_000;

/** So many attempts without a solve are needed to count as stuck. */
export const STUCK_ATTEMPTS = 5;

/** The last bar of a histogram of attempts counts so many attempts and more. */
const MOST_ATTEMPTS = 10;

/** The median, or null if there are no numbers. */
export function median(/** @type {number[]} */ numbers) {
  if (numbers.length === 0) {
    return null;
  }
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * @typedef {object} Difficulty of an exercise
 * @property {number} exercise
 * @property {number} tried the number of learners with a score
 * @property {number} solved the number of those whose score is correct
 * @property {number} firstTry the number of those who needed one attempt
 * @property {number} share solved, of all learners
 * @property {number | null} median the median number of attempts to solve
 */

/**
 * @param {Results} results
 * @param {number[]} exercises
 * @returns {Difficulty[]} in the order of the exercises
 */
export function difficulties(results, exercises) {
  const found = new Map(exercises.map((exercise) => [exercise, { tried: 0, attempts: /** @type {number[]} */ ([]) }]));
  for (const own of results.values()) {
    for (const [exercise, one] of own) {
      const counts = found.get(exercise);
      if (counts) {
        counts.tried++;
        if (one.correct) {
          counts.attempts.push(one.attemptsToSolve ?? one.attempts);
        }
      }
    }
  }
  return [...found].map(([exercise, { tried, attempts }]) => ({
    exercise,
    tried,
    solved: attempts.length,
    firstTry: attempts.filter((n) => n === 1).length,
    share: attempts.length / (results.size || 1),
    median: median(attempts),
  }));
}

/**
 * How many correct scores took 1, 2, 3… attempts. The last number counts all that took more.
 *
 * @param {Results} results
 * @param {number} [exercise] only its scores
 */
export function attemptsToSolve(results, exercise) {
  const counts = new Array(MOST_ATTEMPTS).fill(0);
  for (const own of results.values()) {
    for (const [one, { correct, attemptsToSolve: n }] of own) {
      if (correct && n && (!exercise || one === exercise)) {
        counts[Math.min(n, MOST_ATTEMPTS) - 1]++;
      }
    }
  }
  return counts;
}

/**
 * Learners with at least {@link STUCK_ATTEMPTS} attempts at an exercise, more than its median, and no solve so far.
 *
 * @param {Results} results
 * @param {Difficulty[]} all
 */
export function stuck(results, all) {
  const usual = new Map(all.map((one) => [one.exercise, one.median]));
  const found = [];
  for (const [user, own] of results) {
    for (const [exercise, { solvedAt, attempts, updatedAt }] of own) {
      const median = usual.get(exercise) ?? null;
      if (!solvedAt && attempts >= STUCK_ATTEMPTS && attempts > (median ?? 0)) {
        found.push({ user, exercise, attempts, median, updatedAt });
      }
    }
  }
  return found.sort((a, b) => b.attempts - a.attempts);
}

/**
 * Learners whose last attempt is at least so many days ago, those of the longest silence first.
 *
 * @param {Results} results
 * @param {number} days
 * @param {number} now in milliseconds
 */
export function inactive(results, days, now) {
  const found = [];
  for (const [user, own] of results) {
    let lastAt = '';
    let solved = 0;
    for (const { updatedAt, correct } of own.values()) {
      lastAt = updatedAt > lastAt ? updatedAt : lastAt;
      solved += correct ? 1 : 0;
    }
    const silence = Math.floor((now - Date.parse(lastAt)) / DAY);
    if (silence >= days) {
      found.push({ user, lastAt, silence, solved });
    }
  }
  return found.sort((a, b) => b.silence - a.silence);
}

/**
 * What was solved at a moment: the number of correct scores of each user, and of all.
 *
 * @typedef {{ totals: Map<number, number>, count: number }} Solved
 */

/**
 * @template V
 * @typedef {{ at: number, value: V }} Point a value at a moment in milliseconds
 */

/**
 * How something developed from the first event until now: its values at the ends of days, or at finer moments if the log is
 * shorter than three days.
 *
 * @template V
 * @param {ScoreEvent[]} events in the order of the log
 * @param {Results} results those of now: scores older than the log count from its beginning
 * @param {number} now in milliseconds
 * @param {(solved: Solved) => V} measure
 * @param {number} [exercise] only its scores
 * @returns {Point<V>[]}
 */
export function overTime(events, results, now, measure, exercise) {
  /** @type {Map<number, Set<number>>} */
  const correct = new Map();
  /** @type {Solved} */
  const solved = { totals: new Map(), count: 0 };

  function set(/** @type {number} */ user, /** @type {number} */ one, /** @type {boolean} */ isCorrect) {
    let own = correct.get(user);
    if (!own) {
      own = new Set();
      correct.set(user, own);
    }
    if (own.has(one) !== isCorrect && (!exercise || one === exercise)) {
      if (isCorrect) {
        own.add(one);
      } else {
        own.delete(one);
      }
      solved.totals.set(user, own.size);
      solved.count += isCorrect ? 1 : -1;
    }
  }

  if (events.length === 0) {
    return [];
  }
  for (const [user, own] of olderThan(events[0].at, results)) {
    own.forEach((result, one) => set(user, one, result.correct));
  }
  const first = Date.parse(events[0].at);
  const last = Date.parse(events[events.length - 1].at);
  let next = 0;
  // A course that ended long ago is not squeezed into the first days of the chart.
  return moments(first, Math.max(last, Math.min(now, last + Math.max(last - first, DAY)))).map((at) => {
    for (; next < events.length && Date.parse(events[next].at) <= at; next++) {
      const { type, score } = events[next];
      set(score.user_id, score.exercise_id, type !== 'removed' && !!score.correct);
    }
    return { at, value: measure(solved) };
  });
}

/** At most some 200 moments, ascending, from `start` to `end`. */
function moments(/** @type {number} */ start, /** @type {number} */ end) {
  const days = (end - start) / DAY;
  if (days < 3) {
    return Array.from({ length: 97 }, (_, index) => start + ((end - start) * index) / 96);
  }
  const found = [start];
  const date = new Date(start);
  date.setHours(24, 0, 0, 0);
  for (; date.getTime() < end; date.setDate(date.getDate() + Math.ceil(days / 200))) {
    found.push(date.getTime());
  }
  return [...found, end];
}
