/**
 * The rules of the board, for the scores of now and of any moment of the replay. They are those of the leaderboard of the
 * contract. Times are compared as text, which keeps their microseconds.
 *
 * @typedef {object} Result a user's score for an exercise
 * @property {number} id
 * @property {boolean} correct
 * @property {number} attempts
 * @property {string | null} solvedAt
 * @property {number | null} attemptsToSolve
 * @property {string} updatedAt
 *
 * @typedef {Map<number, Map<number, Result>>} Results the results of each user, by exercise
 *
 * @typedef {object} Standing
 * @property {number} user
 * @property {number} rank users with the same total and last solve share it: 1, 2, 2, 4
 * @property {number} total the number of correct scores
 * @property {string} lastSolvedAt the latest solve of the correct scores, or an empty text
 */

/**
 * @param {import('./api.js').ScoresSchemas['ChangedScore']} score
 * @returns {Result}
 */
export function result(score) {
  return {
    id: score.id,
    correct: score.correct ?? false,
    attempts: score.attempts ?? 1,
    solvedAt: score.solved_at ?? null,
    attemptsToSolve: score.attempts_to_solve ?? null,
    updatedAt: score.updated_at ?? '',
  };
}

/**
 * All users with a score, by rank, then by id.
 *
 * @param {Results} results
 * @returns {Standing[]}
 */
export function ranking(results) {
  /** @type {Standing[]} */
  const standings = [];
  for (const [user, own] of results) {
    let total = 0;
    let lastSolvedAt = '';
    for (const one of own.values()) {
      if (one.correct) {
        total++;
        if (one.solvedAt && one.solvedAt > lastSolvedAt) {
          lastSolvedAt = one.solvedAt;
        }
      }
    }
    standings.push({ user, rank: 0, total, lastSolvedAt });
  }
  standings.sort((a, b) => byResult(a, b) || a.user - b.user);
  standings.forEach((one, index) => {
    const before = standings[index - 1];
    one.rank = before && byResult(before, one) === 0 ? before.rank : index + 1;
  });
  return standings;
}

function byResult(/** @type {Standing} */ a, /** @type {Standing} */ b) {
  return b.total - a.total || (a.lastSolvedAt < b.lastSolvedAt ? -1 : a.lastSolvedAt > b.lastSolvedAt ? 1 : 0);
}

/**
 * @typedef {object} Column what the board says of an exercise
 * @property {number} correct the number of users who have solved it
 * @property {number} tried the number of users with a score
 * @property {number | null} firstUser who solved it first; of several at the same time, the one with the lowest id
 * @property {string} firstAt when, or an empty text
 */

/**
 * @param {Results} results
 * @returns {Map<number, Column>} by exercise
 */
export function columns(results) {
  /** @type {Map<number, Column>} */
  const all = new Map();
  for (const [user, own] of results) {
    for (const [exercise, one] of own) {
      let column = all.get(exercise);
      if (!column) {
        column = { correct: 0, tried: 0, firstUser: null, firstAt: '' };
        all.set(exercise, column);
      }
      column.tried++;
      if (one.correct) {
        column.correct++;
        if (one.solvedAt && isBefore(one.solvedAt, user, column)) {
          column.firstAt = one.solvedAt;
          column.firstUser = user;
        }
      }
    }
  }
  return all;
}

function isBefore(/** @type {string} */ solvedAt, /** @type {number} */ user, /** @type {Column} */ { firstAt, firstUser }) {
  return firstUser === null || solvedAt < firstAt || (solvedAt === firstAt && user < firstUser);
}
