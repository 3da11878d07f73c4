/** `<scores-learner>`: one learner beside the class. */
import { html, nothing } from 'lit';
import { figure, legend, lines, momentFormat, thinned } from './charts.js';
import { LiveView } from './live-view.js';
import { ago, badge, exerciseLink, metrics } from './parts.js';
import { columns, ranking } from './ranking.js';
import { session } from './session.js';
import { median, overTime } from './statistics.js';
import { store } from './store.js';
import { formatNumber, t } from './text.js';
import { message, storeMessage } from './view.js';

const RECENT = 8;

class Learner extends LiveView {
  static properties = { learner: { attribute: false } };

  constructor() {
    super();
    /** The id of the learner. */
    this.learner = 0;
  }

  render() {
    store.open();
    if (store.state === 'closed' && session.user?.id === this.learner) {
      return message(t('learner.own_title'), t('learner.own'), html`<a class="button primary" href="./?view=me">${t('nav.me')}</a>`);
    }
    const waiting = storeMessage();
    if (waiting) {
      return waiting;
    }
    const own = store.results.get(this.learner);
    if (!own) {
      const board = html`<a href="./">${t('exercise.board')}</a>`;
      return store.names.has(this.learner)
        ? message(store.nameOf(this.learner), t('learner.no_scores'), board)
        : message(t('learner.unknown_title', { id: String(this.learner) }), t('learner.unknown'), board);
    }
    return this.#page(own);
  }

  #page(/** @type {Map<number, import('./ranking.js').Result>} */ own) {
    const standings = ranking(store.results);
    const { rank, total } = standings.find(({ user }) => user === this.learner) ?? { rank: 0, total: 0 };
    const byExercise = columns(store.results);
    const firsts = [...byExercise.values()].filter(({ firstUser }) => firstUser === this.learner).length;
    const attempts = [...own.values()].reduce((sum, one) => sum + one.attempts, 0);
    return html`
      <header class="title">
        <h1>${store.nameOf(this.learner)}</h1>
        <nav><a href="./">${t('exercise.board')}</a></nav>
      </header>
      ${metrics([
        [t('me.rank'), rank, t('table.of', { n: standings.length })],
        [t('me.solved'), total, t('table.of', { n: store.exercises.length })],
        [t('me.attempts'), attempts],
        [t('learner.firsts'), firsts],
      ])}
      <div class="cards">
        ${this.withHistory(t('learner.progress'), (events) => this.#progress(events, standings), 'two')} ${this.#recent(own)}
        <section class="card whole">
          <h2>${t('learner.exercises')}</h2>
          <ul class="badges">
            ${store.exercises.map(
              (exercise) => html`<li>
                ${exerciseLink(exercise)} ${badge(own.get(exercise), byExercise.get(exercise)?.firstUser === this.learner)}
              </li>`,
            )}
          </ul>
        </section>
      </div>
    `;
  }

  /**
   * @param {import('./api.js').ScoreEvent[]} events
   * @param {import('./ranking.js').Standing[]} standings
   */
  #progress(events, standings) {
    const points = overTime(events, store.results, Date.now(), ({ totals }) => ({
      own: totals.get(this.learner) ?? 0,
      class: median(standings.map(({ user }) => totals.get(user) ?? 0)) ?? 0,
    }));
    const last = points.at(-1)?.value ?? { own: 0, class: 0 };
    if (points.length === 0) {
      return nothing;
    }
    const name = store.nameOf(this.learner);
    return figure(
      {
        title: t('learner.progress'),
        finding: t('learner.progress_finding', { name, n: last.own, median: last.class }),
        head: [t('me.date'), name, t('learner.median')],
        rows: thinned(points).map(({ at, value }) => [momentFormat(points)(at), value.own, value.class]),
        legend: legend(['line', name], ['line other', t('learner.median')]),
        span: 'two',
      },
      lines(
        [
          { kind: 'line', points: points.map(({ at, value }) => ({ at, value: value.own })) },
          { kind: 'line other', points: points.map(({ at, value }) => ({ at, value: value.class })) },
        ],
        2 * Math.ceil(Math.max(2, ...points.map(({ value }) => Math.max(value.own, value.class))) / 2),
        formatNumber,
      ),
    );
  }

  #recent(/** @type {Map<number, import('./ranking.js').Result>} */ own) {
    const solves = [...own]
      .filter(([, { correct, solvedAt }]) => correct && solvedAt)
      .sort(([, a], [, b]) => ((a.solvedAt ?? '') < (b.solvedAt ?? '') ? 1 : -1))
      .slice(0, RECENT);
    return html`<section class="card">
      <h2>${t('learner.recent')}</h2>
      ${solves.length
        ? html`<ol class="recent">
            ${solves.map(
              ([exercise, one]) =>
                html`<li>${badge(one, false)} ${exerciseLink(exercise)} <span class="quiet">${ago(one.solvedAt)}</span></li>`,
            )}
          </ol>`
        : html`<p class="quiet">${t('learner.no_solves')}</p>`}
    </section>`;
  }
}

customElements.define('scores-learner', Learner);
