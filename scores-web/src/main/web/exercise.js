/** `<scores-exercise>`: one exercise and who has solved it. */
import { html, nothing } from 'lit';
import { cell } from './cells.js';
import { LiveView } from './live-view.js';
import { ago, attemptsChart, badge, learnerLink, metrics, shareOverTime } from './parts.js';
import { columns } from './ranking.js';
import { attemptsToSolve, difficulties, overTime } from './statistics.js';
import { store } from './store.js';
import './table.js';
import { formatPercent, t } from './text.js';
import { message, storeMessage } from './view.js';

/** @typedef {{ user: number, result: import('./ranking.js').Result | undefined }} Row */

class Exercise extends LiveView {
  static properties = { exercise: { attribute: false } };

  constructor() {
    super();
    /** The id of the exercise. */
    this.exercise = 0;
  }

  render() {
    store.open();
    const waiting = storeMessage();
    if (waiting) {
      return waiting;
    }
    const board = html`<a href="./">${t('exercise.board')}</a>`;
    if (!store.exercises.includes(this.exercise)) {
      return message(t('exercise.unknown_title', { id: String(this.exercise) }), t('exercise.unknown'), board);
    }
    return this.#page(board);
  }

  #page(/** @type {unknown} */ board) {
    const { exercise } = this;
    const { results } = store;
    const [{ solved, tried, share, median }] = difficulties(results, [exercise]);
    const column = columns(results).get(exercise);
    const first = column?.firstUser;
    return html`
      <header class="title">
        <div>
          <h1>${store.titleOf(exercise)}</h1>
          ${store.titles.get(exercise) ? html`<p class="quiet">${t('exercise.untitled', { id: String(exercise) })}</p>` : nothing}
        </div>
        <nav aria-label=${t('exercise.neighbours')}>${this.#neighbour(-1)} ${board} ${this.#neighbour(1)}</nav>
      </header>
      ${metrics([
        [t('exercise.solved'), solved, t('table.of', { n: results.size })],
        [t('exercise.share'), formatPercent(share)],
        [t('exercise.tried'), tried - solved],
        [t('exercise.median'), median ?? '–'],
        [t('exercise.first'), first ? learnerLink(first) : '–', first ? ago(column.firstAt) : undefined],
      ])}
      <div class="cards">
        ${attemptsChart(attemptsToSolve(results, exercise))}
        ${this.withHistory(
          t('chart.share_over_time'),
          (events) =>
            shareOverTime(
              t('chart.share_over_time'),
              overTime(events, results, Date.now(), ({ count }) => count / (results.size || 1), exercise),
              'two',
            ),
          'two',
        )}
        ${this.#learners(first ?? 0)}
      </div>
    `;
  }

  #neighbour(/** @type {1 | -1} */ step) {
    const other = store.exercises[store.exercises.indexOf(this.exercise) + step];
    const arrow = step < 0 ? '←' : '→';
    return other
      ? html`<a class="button" href="./?exercise=${other}" aria-label=${store.titleOf(other)} title=${store.titleOf(other)}>${arrow}</a>`
      : nothing;
  }

  #learners(/** @type {number} */ first) {
    const rows = [...store.results].map(([user, own]) => ({ user, result: own.get(this.exercise) })).sort(byResult);
    /** @type {import('./table.js').DataColumn<Row>[]} */
    const shown = [
      { label: t('table.learner'), value: ({ user }) => store.nameOf(user), show: ({ user }) => learnerLink(user) },
      {
        label: t('table.result'),
        value: ({ user, result }) => cell(result, user === first).label,
        show: ({ user, result }) => badge(result, user === first),
      },
      { label: t('table.attempts'), value: ({ result }) => result?.attempts ?? null, isNumber: true },
      {
        label: t('table.solved_at'),
        value: ({ result }) => result?.solvedAt ?? null,
        show: ({ result }) => ago(result?.solvedAt ?? null),
      },
    ];
    return html`<section class="card whole">
      <h2>${t('exercise.learners')}</h2>
      <scores-table
        .caption=${t('exercise.learners')}
        .columns=${shown}
        .rows=${rows}
        .limit=${20}
        .file=${`exercise-${this.exercise}`}
        .search=${t('board.search')}
      ></scores-table>
    </section>`;
  }
}

/** Those who solved it, in the order of time; then those who tried it, then the others. */
function byResult(/** @type {Row} */ { result: a }, /** @type {Row} */ { result: b }) {
  if (a?.correct && b?.correct) {
    return (a.solvedAt ?? '') < (b.solvedAt ?? '') ? -1 : 1;
  }
  return Number(!!b?.correct) - Number(!!a?.correct) || (b?.attempts ?? 0) - (a?.attempts ?? 0);
}

customElements.define('scores-exercise', Exercise);
