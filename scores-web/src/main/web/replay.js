/**
 * The board at any moment, rebuilt from the log of events. It begins with the scores that are older than the log. Moving forward applies events; moving back restores the result
 * that the cell had before, whose event each event knows. So a move costs as much as the events that it passes.
 *
 * @typedef {import('./ranking.js').Results} Results
 * @typedef {import('./api.js').ScoreEvent} ScoreEvent
 */
import { result } from './ranking.js';

/**
 * The results that are older than the log, which the service may have cut.
 *
 * @param {string} time of the first event
 * @param {Results} results those of now
 * @returns {Results}
 */
export function olderThan(time, results) {
  /** @type {Results} */
  const older = new Map();
  for (const [user, own] of results) {
    const kept = [...own].filter(([, { updatedAt }]) => updatedAt < time);
    if (kept.length > 0) {
      older.set(user, new Map(kept));
    }
  }
  return older;
}

export class Replay {
  /** The results at the position. @type {Results} */
  results;

  /** The results before the first event. @type {Results} */
  #base;

  /** The number of applied events. */
  position = 0;

  /** @type {{ at: number, user: number, exercise: number, result: import('./ranking.js').Result | null, before: number }[]} */
  #steps = [];

  /** The last step of each cell. @type {Map<string, number>} */
  #last = new Map();

  /** @param {Results} [base] the results before the first event */
  constructor(base = new Map()) {
    this.#base = base;
    this.results = new Map([...base].map(([user, own]) => [user, new Map(own)]));
  }

  /** Adds events in the order of the log; the results stay at their position. */
  append(/** @type {ScoreEvent[]} */ events) {
    for (const event of events) {
      const { user_id: user, exercise_id: exercise } = event.score;
      const cell = `${user} ${exercise}`;
      const before = this.#steps.at(-1);
      this.#steps.push({
        // The log is ordered by transactions, so times can go back a little; a slider must not.
        at: Math.max(Date.parse(event.at), before?.at ?? 0),
        user,
        exercise,
        result: event.type === 'removed' ? null : result(event.score),
        before: this.#last.get(cell) ?? -1,
      });
      this.#last.set(cell, this.#steps.length - 1);
    }
  }

  get length() {
    return this.#steps.length;
  }

  /** The times of the first and the last event, in milliseconds; 0 without events. */
  get start() {
    return this.#steps[0]?.at ?? 0;
  }

  get end() {
    return this.#steps.at(-1)?.at ?? 0;
  }

  /** Rebuilds the results of a moment, in milliseconds. */
  seek(/** @type {number} */ time) {
    this.#moveTo(this.#positionOf(time));
  }

  /** The number of events in each of so many parts of the time from the first to the last event. */
  histogram(/** @type {number} */ parts) {
    const counts = new Array(parts).fill(0);
    const length = this.end - this.start || 1;
    for (const { at } of this.#steps) {
      counts[Math.min(parts - 1, Math.floor(((at - this.start) / length) * parts))]++;
    }
    return counts;
  }

  /** The number of events up to the time: a binary search, since times ascend. */
  #positionOf(/** @type {number} */ time) {
    let low = 0;
    let high = this.#steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#steps[middle].at <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  #moveTo(/** @type {number} */ position) {
    while (this.position < position) {
      const { user, exercise, result: after } = this.#steps[this.position++];
      this.#set(user, exercise, after);
    }
    while (this.position > position) {
      const { user, exercise, before } = this.#steps[--this.position];
      this.#set(user, exercise, before < 0 ? (this.#base.get(user)?.get(exercise) ?? null) : this.#steps[before].result);
    }
  }

  #set(
    /** @type {number} */ user,
    /** @type {number} */ exercise,
    /** @type {import('./ranking.js').Result | null} */ after,
  ) {
    let own = this.results.get(user);
    if (!own) {
      own = new Map();
      this.results.set(user, own);
    }
    if (after) {
      own.set(exercise, after);
    } else {
      own.delete(exercise);
      if (own.size === 0) {
        this.results.delete(user);
      }
    }
  }
}
