/** `<scores-me>`: the page of the user who is signed in. Without a session it asks to sign in. */
import { html, nothing } from 'lit';
import * as api from './api.js';
import { cell } from './cells.js';
import { figure, firstDate, heatLegend, heatMap, histogram } from './charts.js';
import { LiveView } from './live-view.js';
import './mark.js';
import { ago, badge, exerciseLink, metrics } from './parts.js';
import { columns, ranking, result } from './ranking.js';
import { session } from './session.js';
import './sign-in.js';
import { store } from './store.js';
import './table.js';
import { formatNumber, formatPercent, formatTime, t } from './text.js';
import { errorText, message } from './view.js';

/** @typedef {{ exercise: number } & import('./ranking.js').Result} Row */

/**
 * @typedef {object} Own what the service knows about the user
 * @property {Row[]} rows
 * @property {import('./api.js').ScoresSchemas['Rank']} rank
 * @property {import('./api.js').ScoresSchemas['Activity']} activity
 * @property {number[] | undefined} best the totals of the best users, if the user may not read all scores
 */

const MOST_BARS = 20;
const LEADERBOARD = 100;

class Me extends LiveView {
  /** @type {Own | undefined} */
  #own;

  /** @type {unknown} */
  #fault;

  /** The number of requests for the page's data; older responses are of no use. */
  #loads = 0;

  /** The attempts at the exercises that are open; null while they load. @type {Map<number, api.ScoresSchemas['Attempt'][] | null>} */
  #attempts = new Map();

  /** A returning user sees what a course has written meanwhile, also where there is no live stream. */
  #onVisible = () => document.visibilityState === 'visible' && void this.#load();

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisible);
    void this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#onVisible);
  }

  changed(/** @type {Event} */ event) {
    super.changed(event);
    const isOwn = event instanceof CustomEvent && event.detail.some((/** @type {any} */ { user }) => user === session.user?.id);
    if (event.target === session) {
      this.#own = undefined;
      this.#fault = undefined;
      this.#attempts.clear();
    }
    if (isOwn || event.target === session) {
      void this.#load();
    }
  }

  async #load() {
    const user = session.user;
    if (!user) {
      return;
    }
    const load = ++this.#loads;
    try {
      const [scores, rank, activity, best] = await Promise.all([
        session.call(api.ownScores),
        session.call(api.ownRank),
        session.call(api.ownActivity),
        session.mayReadAll ? undefined : session.call(api.leaderboard),
      ]);
      if (load === this.#loads && session.user === user) {
        this.#own = {
          rows: scores.map((score) => ({ exercise: score.exercise_id, ...result(score) })).sort(byTime),
          rank,
          activity,
          best: best?.map(({ correct }) => correct),
        };
        this.#fault = undefined;
      }
    } catch (fault) {
      if (load === this.#loads && session.user === user) {
        this.#fault = fault;
      }
    }
    this.requestUpdate();
    store.open();
  }

  render() {
    if (!session.user) {
      return session.fault ? failure(session.fault, retryButton(() => session.restore())) : html`<scores-sign-in></scores-sign-in>`;
    }
    const retry = retryButton(() => this.#load());
    if (!this.#own) {
      return this.#fault
        ? failure(this.#fault, retry)
        : html`<p class="loading" role="status">${t('loading')}</p>`;
    }
    return html`
      <header class="title">
        <h1>${session.user.username}</h1>
        <button @click=${this.#signOut}>${t('me.sign_out')}</button>
      </header>
      ${this.#fault ? html`<p class="hint" role="alert">${errorText(this.#fault)} ${retry}</p>` : nothing}
      ${this.#page(this.#own)}
    `;
  }

  #signOut() {
    void session.signOut();
    document.getElementById('main')?.focus();
  }

  #onMarked(/** @type {CustomEvent<number>} */ { detail }) {
    this.#attempts.delete(detail);
    void this.#load();
  }

  #page(/** @type {Own} */ own) {
    const standings = store.state === 'ready' ? ranking(store.results) : undefined;
    const solved = own.rows.filter(({ correct }) => correct).length;
    const rank = standings?.find(({ user }) => user === session.user?.id)?.rank ?? own.rank.rank;
    const best = own.best && own.best.length < LEADERBOARD ? own.best : undefined;
    const learners = standings?.length ?? best?.length;
    return html`
      ${metrics([
        [t('me.solved'), solved],
        [t('me.attempts'), own.rows.reduce((sum, { attempts }) => sum + attempts, 0)],
        [t('me.streak'), own.activity.current_streak, t('me.days', { n: own.activity.current_streak })],
        [t('me.longest_streak'), own.activity.longest_streak, t('me.days', { n: own.activity.longest_streak })],
        [t('me.rank'), rank ?? '–', rank && learners ? t('table.of', { n: learners }) : undefined],
      ])}
      <div class="cards">
        ${this.#activity(own.activity)} ${this.#distribution(solved, standings?.map(({ total }) => total) ?? own.best)}
        <scores-mark
          class="card half top"
          .exercises=${[...new Set([...store.titles.keys(), ...own.rows.map(({ exercise }) => exercise)])]}
          @marked=${this.#onMarked}
        ></scores-mark>
        ${this.#exercises(own.rows)}
      </div>
    `;
  }

  #activity(/** @type {Own['activity']} */ { days }) {
    const today = new Date();
    const shown = days.filter(({ date }) => date >= firstDate(today));
    return figure(
      {
        title: t('me.activity'),
        finding: shown.length
          ? t('me.activity_finding', {
              attempts: t('me.attempts_n', { n: shown.reduce((sum, { attempts }) => sum + attempts, 0) }),
              days: t('me.days_n', { n: shown.length }),
            })
          : t('me.activity_none'),
        head: [t('me.date'), t('me.attempts'), t('me.solved')],
        rows: shown.map(({ date, attempts, solved }) => [date, attempts, solved]).reverse(),
        legend: heatLegend(),
        span: 'two',
      },
      heatMap(new Map(shown.map((day) => [day.date, day])), today),
    );
  }

  #distribution(/** @type {number} */ own, /** @type {number[] | undefined} */ totals) {
    if (!totals && (store.state === 'idle' || store.state === 'loading')) {
      // Keeps the place, so that nothing moves when all scores are there.
      return html`<section class="card chart half"><h2>${t('me.distribution')}</h2><p class="quiet">${t('loading')}</p></section>`;
    }
    if (!totals?.length) {
      return nothing;
    }
    const width = Math.ceil((Math.max(own, ...totals) + 1) / MOST_BARS);
    const values = new Array(Math.floor(Math.max(own, ...totals) / width) + 1).fill(0);
    for (const total of totals) {
      values[Math.floor(total / width)]++;
    }
    const ticks = values.map((_, index) => formatNumber(index * width));
    const labels = ticks.map((first, index) => (width === 1 ? first : `${first}–${formatNumber((index + 1) * width - 1)}`));
    const hasScores = !!this.#own?.rows.length;
    const behind = totals.filter((total) => total < own).length;
    const isAll = totals.length < LEADERBOARD || totals !== this.#own?.best;
    return figure(
      {
        title: t('me.distribution'),
        finding: hasScores
          ? isAll
            ? t(behind ? 'me.distribution_finding' : 'me.distribution_start', { n: own, share: formatPercent(behind / totals.length) })
            : t('me.distribution_best', { n: totals.length })
          : t('me.distribution_none'),
        head: [t('me.solved'), t('table.learners')],
        rows: values.map((value, index) => [labels[index], value]),
        span: 'half',
      },
      histogram({ values, labels, ticks, marked: hasScores ? Math.floor(own / width) : -1, markedText: t('me.you') }),
    );
  }

  #exercises(/** @type {Row[]} */ rows) {
    const byExercise = store.state === 'ready' ? columns(store.results) : undefined;
    /** @type {import('./table.js').DataColumn<Row>[]} */
    const shown = [
      { label: t('table.exercise'), value: ({ exercise }) => store.titleOf(exercise), show: ({ exercise }) => exerciseLink(exercise) },
      {
        label: t('table.result'),
        value: (row) => cell(row, false).label,
        show: (row) => badge(row, byExercise?.get(row.exercise)?.firstUser === session.user?.id),
      },
      { label: t('me.attempts'), value: ({ attempts }) => attempts, show: (row) => this.#attemptsButton(row), isNumber: true },
      { label: t('table.solved_at'), value: ({ solvedAt }) => solvedAt, show: ({ solvedAt }) => ago(solvedAt) },
      { label: t('table.last_try'), value: ({ updatedAt }) => updatedAt, show: ({ updatedAt }) => ago(updatedAt) },
    ];
    return html`<section class="card two">
      <h2>${t('me.exercises')}</h2>
      <scores-table
        .caption=${t('me.exercises')}
        .columns=${shown}
        .rows=${rows}
        .limit=${15}
        .file=${'scores'}
        .empty=${t('me.no_exercises')}
        .search=${t('table.find_exercise')}
        .detail=${(/** @type {Row} */ row) => this.#attemptsOf(row)}
      ></scores-table>
    </section>`;
  }

  #attemptsButton(/** @type {Row} */ row) {
    return html`<button
      class="link"
      aria-expanded=${this.#attempts.has(row.exercise)}
      aria-label=${t('me.show_attempts', { n: row.attempts, exercise: store.titleOf(row.exercise) })}
      @click=${() => this.#toggleAttempts(row)}
    >
      ${formatNumber(row.attempts)}
    </button>`;
  }

  async #toggleAttempts(/** @type {Row} */ row) {
    if (this.#attempts.delete(row.exercise)) {
      this.requestUpdate();
      return;
    }
    this.#attempts.set(row.exercise, null);
    this.requestUpdate();
    try {
      const found = await session.call((options) => api.attempts(row.id, options));
      this.#attempts.set(row.exercise, found);
    } catch (fault) {
      this.#attempts.delete(row.exercise);
      this.#fault = fault;
    }
    this.requestUpdate();
  }

  #attemptsOf(/** @type {Row} */ { exercise }) {
    const found = this.#attempts.get(exercise);
    if (found === undefined) {
      return nothing;
    }
    return found
      ? html`<ol class="attempts">
          ${found.map(
            ({ number, correct, at }) => html`<li>
              ${t('me.attempt', { n: number, result: t(correct ? 'me.right' : 'me.wrong') })}
              <time class="quiet" datetime=${at}>${formatTime(at)}</time>
            </li>`,
          )}
        </ol>`
      : t('loading');
  }
}

const retryButton = (/** @type {() => void} */ again) => html`<button @click=${again}>${t('error.retry')}</button>`;

/** In place of the page. */
function failure(/** @type {unknown} */ fault, /** @type {unknown} */ retry) {
  const isAway = fault instanceof api.ApiError && fault.isTemporary;
  return message(t(isAway ? 'error.away_title' : 'error.failed_title'), html`<span role="alert">${errorText(fault)}</span>`, retry);
}

/** The newest first. */
function byTime(/** @type {Row} */ a, /** @type {Row} */ b) {
  return a.updatedAt < b.updatedAt ? 1 : -1;
}

customElements.define('scores-me', Me);
