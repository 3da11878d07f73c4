/**
 * All scores, as they are now: loaded once and then kept up to date by the live stream. The pages that show a class read
 * this; it loads when the first of them opens.
 *
 * @typedef {import('./api.js').ScoreEvent} ScoreEvent
 * @typedef {import('./ranking.js').Results} Results
 * @typedef {{ user: number, exercise: number, event: ScoreEvent }} Change
 */
import * as api from './api.js';
import { ApiError } from './api.js';
import { config } from './config.js';
import { result } from './ranking.js';
import { session } from './session.js';
import { t } from './text.js';

/** A browser can show this many scores; the page says so if there are more. */
const MAX_SCORES = 250_000;
const MAX_EVENTS = 500_000;

/** The service sends something every 15 s. A connection that is silent for longer is dead. */
const SILENCE = 40_000;
const MAX_PAUSE = 15_000;

/**
 * `idle` until the first call of `open`; `closed` if the caller may not read all scores; `too_many` if there are more than a
 * browser can show.
 *
 * @typedef {'idle' | 'loading' | 'ready' | 'closed' | 'too_many' | 'failed'} State
 */

/**
 * Dispatches `change` when the state, the connection, a name or a score has changed, at most once per frame. Its `detail`
 * has the scores that changed live.
 */
class Store extends EventTarget {
  /** @type {State} */
  state = 'idle';

  /** Why loading or the live stream failed last; null while all is well. @type {ApiError | null} */
  error = null;

  /** Whether changes arrive as they happen. */
  isLive = false;

  /** @type {Results} */
  results = new Map();

  /** The names of users. @type {Map<number, string>} */
  names = new Map();

  /** Titles by exercise, in the operator's order. @type {Map<number, string | undefined>} */
  titles = new Map();

  /** The last event that arrived live. @type {ScoreEvent | null} */
  latest = null;

  #abort = new AbortController();

  /** The cursor of the live stream. */
  #cursor = '';

  /** @type {Change[]} */
  #changed = [];
  #isScheduled = false;

  /** @type {Promise<void> | undefined} */
  #naming;

  /** Users without a name in the list of all users, such as removed ones. @type {Set<number>} */
  #unnamed = new Set();

  /** @type {Promise<ScoreEvent[]> | undefined} */
  #history;

  /** The events since the history was requested, and then the history itself. @type {ScoreEvent[]} */
  #newer = [];

  constructor() {
    super();
    // Who is signed in makes no difference where everybody may read.
    session.addEventListener('change', () => config.reads !== 'public' && this.#restart());
  }

  /** Begins to load, if it has not begun. */
  open() {
    if (this.state !== 'idle') {
      return;
    }
    if (session.mayReadAll) {
      this.state = 'loading';
      this.#abort = new AbortController();
      this.#run(this.#abort.signal).catch(() => {}); // Aborted.
    } else {
      this.state = 'closed';
    }
    void this.loadTitles();
  }

  /** Resolves when loading has ended, successfully or not. */
  async loaded() {
    while (this.state === 'loading') {
      await new Promise((resolve) => this.addEventListener('change', resolve, { once: true }));
    }
  }

  /** Tries again after a failure, now. */
  retry() {
    this.#restart();
  }

  nameOf(/** @type {number} */ user) {
    return this.names.get(user) ?? t('learner.unnamed', { id: String(user) });
  }

  titleOf(/** @type {number} */ exercise) {
    return this.titles.get(exercise) ?? t('exercise.untitled', { id: String(exercise) });
  }

  /** The exercises that somebody has tried or the catalogue names: in its order, then by id. */
  get exercises() {
    const others = new Set();
    for (const own of this.results.values()) {
      for (const exercise of own.keys()) {
        if (!this.titles.has(exercise)) {
          others.add(exercise);
        }
      }
    }
    return [...this.titles.keys(), ...[...others].sort((a, b) => a - b)];
  }

  /**
   * All events that the service still has, oldest first, up to now. Loaded once; live events are added.
   *
   * @param {(loaded: number) => void} onProgress
   * @returns {Promise<ScoreEvent[]>}
   */
  history(onProgress = () => {}) {
    this.#history ??= this.#loadHistory(onProgress, this.#abort.signal).catch((fault) => {
      this.#history = undefined;
      throw fault;
    });
    return this.#history;
  }

  async #loadHistory(
    /** @type {(loaded: number) => void} */ onProgress,
    /** @type {AbortSignal} */ signal,
  ) {
    this.#newer = [];
    /** @type {ScoreEvent[]} */
    const events = [];
    let after = '';
    for (let isComplete = false; !isComplete; ) {
      const page = await read((options) => api.changes(after, { ...options, signal }));
      events.push(...page.events);
      isComplete = page.events.length < 1000;
      if (events.length > MAX_EVENTS) {
        throw new ApiError('failed', 'There are too many events.', 'too_many');
      }
      after = page.next;
      onProgress(events.length);
    }
    // Those that arrived live in the meantime may also be in the last pages.
    const known = new Set(events.slice(-this.#newer.length - 1000).map((event) => event.sequence));
    events.push(...this.#newer.filter((event) => !known.has(event.sequence)));
    this.#newer = events; // From now on live events are added here.
    return events;
  }

  #restart() {
    if (this.state !== 'idle') {
      this.#abort.abort();
      this.state = 'idle';
      this.results = new Map();
      this.error = null;
      this.isLive = false;
      this.#history = undefined;
      this.open();
      this.#notify();
    }
  }

  async #run(/** @type {AbortSignal} */ signal) {
    for (let failures = 0; ; ) {
      try {
        if (this.state !== 'ready') {
          await this.#load(signal);
          this.state = 'ready';
          this.error = null;
          failures = 0;
          this.#notify();
          void this.#loadNames();
        }
        await this.#follow(signal, () => (failures = 0));
      } catch (fault) {
        signal.throwIfAborted();
        this.isLive = false;
        if (!(fault instanceof ApiError)) {
          throw fault;
        }
        const state = this.#stateAfter(fault);
        const isOutdated = this.state === 'ready' && state === 'loading';
        this.state = state;
        if (isOutdated) {
          this.#history = undefined;
        } else {
          this.error = fault;
        }
        this.#notify();
        if (state !== 'ready' && state !== 'loading') {
          return;
        }
        // Not all browsers at the same time.
        const length = Math.min(MAX_PAUSE, 500 * 2 ** failures++) * (0.5 + Math.random());
        await pause(Math.max(fault.retryAfter * 1000, length), signal);
      }
    }
  }

  /**
   * The state after a failure. It is tried again in `loading` and `ready` only.
   *
   * @returns {State}
   */
  #stateAfter(/** @type {ApiError} */ fault) {
    if (fault.code === 'too_many') {
      return 'too_many';
    }
    if (fault.reason === 'forbidden' || fault.reason === 'unauthorized') {
      return 'closed';
    }
    if (this.state === 'ready') {
      // The cursor may be too old, or of another database: everything is loaded again.
      return fault.reason === 'gone' || fault.reason === 'invalid' ? 'loading' : 'ready';
    }
    return fault.isTemporary ? 'loading' : 'failed';
  }

  async #load(/** @type {AbortSignal} */ signal) {
    // The cursor comes first: events that the list already contains do no harm when they come again.
    const present = await read((options) => api.changes('latest', { ...options, signal }));
    /** @type {Results} */
    const results = new Map();
    let count = 0;
    await read(async (options) => {
      results.clear();
      count = 0;
      for await (const lines of api.scoreLines({ ...options, signal })) {
        for (const line of lines) {
          const [id, user, exercise, correct, , updatedAt, attempts, solvedAt, attemptsToSolve] = line.split(',');
          put(results, Number(user), Number(exercise), {
            id: Number(id),
            correct: correct === 'true',
            attempts: Number(attempts),
            solvedAt: solvedAt || null,
            attemptsToSolve: attemptsToSolve ? Number(attemptsToSolve) : null,
            updatedAt,
          });
        }
        count += lines.length;
        if (count > MAX_SCORES) {
          throw new ApiError('failed', 'There are too many scores.', 'too_many');
        }
      }
    });
    this.results = results;
    this.#cursor = present.next;
  }

  async #follow(/** @type {AbortSignal} */ signal, /** @type {() => void} */ onConnected) {
    const connection = new AbortController();
    let timer = setTimeout(() => connection.abort(), SILENCE);
    try {
      for await (const { id, event } of api.liveChanges(this.#cursor, {
        token: config.reads === 'public' ? undefined : session.token,
        signal: AbortSignal.any([signal, connection.signal]),
      })) {
        clearTimeout(timer);
        timer = setTimeout(() => connection.abort(), SILENCE);
        if (!this.isLive) {
          this.isLive = true;
          this.error = null;
          onConnected();
          this.#notify();
        }
        if (event) {
          this.#apply(event);
        }
        this.#cursor = id ?? this.#cursor;
      }
    } catch (fault) {
      if (fault instanceof ApiError && fault.reason === 'unauthorized' && session.token) {
        await session.renew();
        return;
      }
      if (fault instanceof ApiError || signal.aborted) {
        throw fault;
      }
      throw new ApiError('network', 'The live stream was silent.');
    } finally {
      clearTimeout(timer);
      connection.abort();
    }
    this.isLive = false;
    // The service ended the stream, as it does when it stops.
    await pause(200, signal);
  }

  #apply(/** @type {ScoreEvent} */ event) {
    const { user_id: user, exercise_id: exercise } = event.score;
    if (event.type === 'removed') {
      const own = this.results.get(user);
      own?.delete(exercise);
      if (own?.size === 0) {
        this.results.delete(user);
      }
    } else {
      put(this.results, user, exercise, result(event.score));
    }
    this.latest = event;
    if (this.#history) {
      this.#newer.push(event);
    }
    this.#changed.push({ user, exercise, event });
    if (!this.names.has(user) && !this.#unnamed.has(user)) {
      void this.#loadNames();
    }
    this.#notify();
  }

  /** Once per frame, however many events arrive. */
  #notify() {
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      requestAnimationFrame(() => {
        this.#isScheduled = false;
        const detail = this.#changed;
        this.#changed = [];
        this.dispatchEvent(new CustomEvent('change', { detail }));
      });
    }
  }

  /** Without names the board shows ids. */
  #loadNames() {
    this.#naming ??= this.#requestNames()
      .catch(() => {})
      .finally(() => setTimeout(() => (this.#naming = undefined), 5000));
    return this.#naming;
  }

  async #requestNames() {
    for (let after = ''; config.users; ) {
      const page = await api.users(after, {});
      for (const user of page.users) {
        this.names.set(user.id, user.username);
      }
      this.#notify();
      if (!page.next) {
        this.#unnamed = new Set([...this.results.keys()].filter((user) => !this.names.has(user)));
        return;
      }
      after = page.next;
    }
  }

  /** Also for pages that do not read all scores. */
  async loadTitles() {
    if (this.titles.size === 0) {
      const found = await api.catalogue().catch(() => []);
      this.titles = new Map(found.map(({ id, title }) => [id, title]));
      this.#notify();
    }
  }
}

function put(
  /** @type {Results} */ results,
  /** @type {number} */ user,
  /** @type {number} */ exercise,
  /** @type {import('./ranking.js').Result} */ after,
) {
  let own = results.get(user);
  if (!own) {
    own = new Map();
    results.set(user, own);
  }
  own.set(exercise, after);
}

/**
 * Sends a request to read all scores: with the user's token, unless nobody needs one.
 *
 * @template T
 * @param {(options: { token?: string }) => Promise<T>} operation
 */
const read = (operation) => (config.reads === 'public' ? operation({}) : session.call(operation));

/** Ends at once if the signal aborts. */
function pause(/** @type {number} */ milliseconds, /** @type {AbortSignal} */ signal) {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve(undefined);
    }, milliseconds);
    signal.addEventListener('abort', abort, { once: true });
  });
}

export const store = new Store();
