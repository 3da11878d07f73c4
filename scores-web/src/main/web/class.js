/** `<scores-class>`: how a class is doing, for its teacher. */
import { html, nothing } from 'lit';
import { figure, legend, stackedColumns } from './charts.js';
import { LiveView } from './live-view.js';
import { ago, attemptsChart, exerciseLink, learnerLink, metrics, shareOverTime } from './parts.js';
import { session } from './session.js';
import { STUCK_ATTEMPTS, attemptsToSolve, difficulties, inactive, overTime, stuck } from './statistics.js';
import { store } from './store.js';
import './table.js';
import { formatDate, formatNumber, formatPercent, t } from './text.js';
import { message, storeMessage } from './view.js';

/** @typedef {import('./statistics.js').Difficulty} Difficulty */

class Class extends LiveView {
  /** Learners without an attempt for so many days are shown as inactive. */
  #days = 14;

  render() {
    if (session.isPossible && !session.isTeacher) {
      return session.user
        ? message(t('class.teachers_title'), t('class.teachers'))
        : message(
            t('class.teachers_title'),
            t('class.sign_in'),
            html`<a class="button primary" href="./?view=me">${t('nav.sign_in')}</a>`,
          );
    }
    store.open();
    const waiting = storeMessage();
    if (waiting) {
      return waiting;
    }
    if (store.results.size === 0) {
      return message(t('board.empty_title'), t('board.empty'));
    }
    return this.#page();
  }

  #page() {
    const { results, exercises } = store;
    const all = difficulties(results, exercises);
    const cells = results.size * exercises.length;
    const solved = all.reduce((sum, one) => sum + one.solved, 0);
    const today = Date.now();
    const active = results.size - inactive(results, 7, today).length;
    return html`
      <header class="title"><h1>${t('nav.class')}</h1></header>
      ${metrics([
        [t('table.learners'), results.size],
        [t('class.exercises'), exercises.length],
        [t('class.solved'), formatPercent(solved / cells), t('class.of_cells', { n: cells })],
        [t('class.active'), active, t('table.of', { n: results.size })],
      ])}
      <div class="cards">
        ${this.#difficulty(all)}
        ${this.withHistory(t('chart.share_over_time'), (events) => this.#progress(events, cells, today), 'two')}
        ${attemptsChart(attemptsToSolve(results))} ${this.#stuck(all)} ${this.#inactive(today)} ${this.#exercises(all)}
      </div>
    `;
  }

  #difficulty(/** @type {Difficulty[]} */ all) {
    const n = store.results.size;
    const [hardest] = hardestOf(all);
    return figure(
      {
        title: t('class.difficulty'),
        finding: t('class.difficulty_finding', {
          exercise: store.titleOf(hardest.exercise),
          share: formatPercent(hardest.share),
        }),
        head: [t('table.exercise'), t('class.first_try'), t('class.later'), t('class.tried'), t('table.median')],
        rows: all.map(({ exercise, firstTry, solved, tried, median }) => [
          store.titleOf(exercise), firstTry, solved - firstTry, tried - solved, median ?? '–',
        ]),
        legend: legend(
          ['first-try', t('class.first_try')],
          ['solved', t('class.later')],
          ['tried', t('class.tried')],
          ['below', t('class.median_below')],
        ),
        span: 'whole',
      },
      stackedColumns(
        all.map(({ exercise, tried, solved, firstTry, share, median }) => ({
          label: String(exercise),
          title: t('class.difficulty_of', {
            exercise: store.titleOf(exercise),
            share: formatPercent(share),
            median: median === null ? '–' : formatNumber(median),
          }),
          parts: [
            ['first-try', firstTry / n],
            ['solved', (solved - firstTry) / n],
            ['tried', (tried - solved) / n],
          ],
          below: median,
        })),
      ),
    );
  }

  /** @param {import('./api.js').ScoreEvent[]} events */
  #progress(events, /** @type {number} */ cells, /** @type {number} */ now) {
    const points = overTime(events, store.results, now, ({ count }) => count / cells);
    return shareOverTime(t('chart.share_over_time'), points, 'two');
  }

  #stuck(/** @type {Difficulty[]} */ all) {
    /** @typedef {ReturnType<typeof stuck>[number]} Row */
    /** @type {import('./table.js').DataColumn<Row>[]} */
    const columns = [
      learner(),
      exercise(),
      { label: t('table.attempts'), value: ({ attempts }) => attempts, isNumber: true },
      { label: t('table.median'), value: ({ median }) => median, isNumber: true },
      { label: t('table.last_try'), value: ({ updatedAt }) => updatedAt, show: ({ updatedAt }) => ago(updatedAt) },
    ];
    return section('class.stuck', t('class.stuck_rule', { n: STUCK_ATTEMPTS }), columns, stuck(store.results, all), 'stuck', 'two');
  }

  #inactive(/** @type {number} */ now) {
    /** @typedef {ReturnType<typeof inactive>[number]} Row */
    /** @type {import('./table.js').DataColumn<Row>[]} */
    const columns = [
      learner(),
      { label: t('table.solved'), value: ({ solved }) => solved, isNumber: true },
      { label: t('class.silence'), value: ({ silence }) => silence, isNumber: true },
      { label: t('table.last_try'), value: ({ lastAt }) => lastAt, show: ({ lastAt }) => formatDate(lastAt) },
    ];
    const rule = html`<label class="inline"
        >${t('class.inactive_days')}
        <input type="number" min="1" max="999" .value=${String(this.#days)} @change=${this.#setDays} /></label
      ><br />${t('class.inactive_rule')}`;
    return section('class.inactive', rule, columns, inactive(store.results, this.#days, now), 'inactive');
  }

  #setDays(/** @type {Event} */ event) {
    const { valueAsNumber } = /** @type {HTMLInputElement} */ (event.target);
    this.#days = Math.min(999, Math.max(1, Math.round(valueAsNumber) || 14));
    this.requestUpdate();
  }

  #exercises(/** @type {Difficulty[]} */ all) {
    /** @type {import('./table.js').DataColumn<Difficulty>[]} */
    const columns = [
      exercise(),
      { label: t('table.solved'), value: ({ solved }) => solved, isNumber: true },
      { label: t('table.share'), value: ({ share }) => Math.round(share * 1000) / 10, show: ({ share }) => formatPercent(share), isNumber: true },
      { label: t('class.tried'), value: ({ tried, solved }) => tried - solved, isNumber: true },
      { label: t('table.median'), value: ({ median }) => median, isNumber: true },
    ];
    return section('class.hardest', nothing, columns, hardestOf(all), 'exercises', 'whole');
  }
}

customElements.define('scores-class', Class);

/** Those that were tried, by share and then by attempts. */
const hardestOf = (/** @type {Difficulty[]} */ all) =>
  all.filter(({ tried }) => tried).sort((a, b) => a.share - b.share || (b.median ?? 0) - (a.median ?? 0));

/** @returns {import('./table.js').DataColumn<{ user: number }>} */
const learner = () => ({
  label: t('table.learner'), value: ({ user }) => store.nameOf(user), show: ({ user }) => learnerLink(user),
});

/** @returns {import('./table.js').DataColumn<{ exercise: number }>} */
const exercise = () => ({
  label: t('table.exercise'), value: ({ exercise: id }) => store.titleOf(id), show: ({ exercise: id }) => exerciseLink(id),
});

/**
 * A table with its rule.
 *
 * @param {string} key of the title; `key_none` is what is said if there are no rows
 * @param {unknown} rule
 * @param {import('./table.js').DataColumn<any>[]} columns
 * @param {object[]} rows
 * @param {string} file
 * @param {string} [span]
 */
function section(key, rule, columns, rows, file, span = '') {
  return html`<section class="card ${span}">
    <h2>${t(key)}</h2>
    ${rule === nothing ? nothing : html`<p class="quiet">${rule}</p>`}
    <scores-table .caption=${t(key)} .columns=${columns} .rows=${rows} .file=${file} .empty=${t(`${key}_none`)}></scores-table>
  </section>`;
}
