/** The board: learners × exercises, live, and its replay. */
import { html, nothing } from 'lit';
import { Grid } from './grid.js';
import { columns, ranking } from './ranking.js';
import { Replay, olderThan } from './replay.js';
import './replay-bar.js';
import { store } from './store.js';
import { compareNames, folded, formatClock, t } from './text.js';
import { View, errorText, message, storeMessage } from './view.js';

/** @typedef {'given' | 'easiest' | 'hardest'} ColumnOrder */

class Board extends View {
  static properties = { detail: { state: true }, replay: { state: true }, loaded: { state: true }, problem: { state: true } };

  #grid = new Grid();
  #search = '';

  /** @type {import('./grid.js').Sort} */
  #sort = { key: 'rank', isDescending: false };

  /** @type {ColumnOrder} */
  #order = 'given';

  /** @type {import('./grid.js').Content} */
  #content = { rows: [], exercises: [], columns: new Map(), results: new Map(), learners: 0, sort: this.#sort };

  /** Whether the content has to be computed again: not if only the described cell is another one. */
  #isOutdated = true;

  /** The content that the grid shows. @type {import('./grid.js').Content | null} */
  #shown = null;

  #onPrint = () => this.#grid.print(true);
  #afterPrint = () => this.#grid.print(false);

  constructor() {
    super();
    /** What the pointer or the focus is on. */
    this.detail = '';
    /** The replay while it is open. @type {Replay | null} */
    this.replay = null;
    /** The number of events loaded for the replay, or null. @type {number | null} */
    this.loaded = null;
    /** Why the history could not be loaded. @type {unknown} */
    this.problem = null;
    this.#grid.addEventListener('sort', (event) => this.#sortBy(/** @type {CustomEvent} */ (event).detail));
    this.#grid.addEventListener('detail', (event) => (this.detail = /** @type {CustomEvent} */ (event).detail));
  }

  connectedCallback() {
    super.connectedCallback();
    store.open();
    addEventListener('beforeprint', this.#onPrint);
    addEventListener('afterprint', this.#afterPrint);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('beforeprint', this.#onPrint);
    removeEventListener('afterprint', this.#afterPrint);
  }

  changed(/** @type {Event} */ event) {
    if (store.state !== 'ready') {
      this.#closeReplay();
    }
    this.#isOutdated = true;
    if (this.replay) {
      store
        .history()
        .then((events) => this.replay?.append(events.slice(this.replay.length)))
        .catch(() => {}); // It goes on with the events that it has.
    } else if (event.target === store) {
      for (const { user, exercise } of /** @type {CustomEvent} */ (event).detail) {
        this.#grid.flash(user, exercise);
      }
    }
    super.changed(event);
  }

  willUpdate() {
    if (this.#isOutdated) {
      this.#isOutdated = false;
      this.#compute();
    }
  }

  #compute() {
    const results = this.replay ? this.replay.results : store.results;
    const standings = ranking(results);
    const byExercise = columns(results);
    const rows = this.#sorted(this.#matching(standings));
    this.#content = {
      rows,
      exercises: this.#ordered(store.exercises, byExercise),
      columns: byExercise,
      results,
      learners: standings.length,
      sort: this.#sort,
    };
  }

  /** The grid measures itself, so it must be in the document. */
  updated() {
    if (this.#grid.element.isConnected && this.#shown !== this.#content) {
      this.#shown = this.#content;
      this.#grid.show(this.#content);
    }
  }

  #refresh() {
    this.#isOutdated = true;
    this.requestUpdate();
  }

  render() {
    const missing = storeMessage();
    if (missing) {
      return missing;
    }
    if (store.results.size === 0) {
      return message(t('board.empty_title'), t('board.empty'));
    }
    return html`
      <h1 class="sr">${t('board.caption')}</h1>
      <div class="board-tools">
        <label class="search"><span class="sr">${t('board.search')}</span>
          <input type="search" placeholder=${t('board.search')} .value=${this.#search} @input=${this.#onSearch} />
        </label>
        <span class="quiet found" role="status">${t('board.found', { n: this.#content.rows.length })}</span>
        <label class="order"><span>${t('board.columns')}</span>
          <select @change=${this.#onOrder}>
            ${/** @type {ColumnOrder[]} */ (['given', 'easiest', 'hardest']).map(
              (order) => html`<option value=${order} ?selected=${order === this.#order}>${t(`board.columns_${order}`)}</option>`,
            )}
          </select>
        </label>
        ${this.#renderState()}
      </div>
      ${this.replay
        ? html`<scores-replay class="replay" .replay=${this.replay} @moment=${this.#onMoment}></scores-replay>`
        : nothing}
      ${this.#grid.element}
      ${this.#content.rows.length === 0 && this.#search ? html`<p class="loading">${t('board.no_match', { text: this.#search })}</p>` : nothing}
      <div class="board-foot">
        ${this.#renderLegend()}
        <p class="quiet detail" aria-hidden="true">${this.detail || this.#latest()}</p>
      </div>
    `;
  }

  /** Whether the board is live, and the button of the replay. */
  #renderState() {
    const isLive = store.isLive && !this.replay;
    const state = this.replay ? 'board.replaying' : store.isLive ? 'board.live' : 'board.not_live';
    return html`
      <span class="state ${isLive ? 'live' : ''}">${t(state)}</span>
      <button @click=${() => (this.replay ? this.#closeReplay() : this.#openReplay())} ?disabled=${this.loaded !== null}>
        ${t(this.replay ? 'replay.close' : 'replay.open')}
      </button>
      ${this.loaded !== null
        ? html`<span class="quiet" role="status">${t('replay.loading', { n: this.loaded })}</span>`
        : nothing}
      ${this.problem ? html`<span class="quiet" role="alert">${this.#problemText()}</span>` : nothing}
    `;
  }

  #problemText() {
    return this.problem === 'empty' ? t('replay.empty') : errorText(this.problem);
  }

  #renderLegend() {
    const item = (/** @type {string} */ className, /** @type {string} */ text, /** @type {string} */ key) =>
      html`<li><span class="cell ${className}" aria-hidden="true">${text}</span> ${t(key)}</li>`;
    return html`<ul class="legend" aria-label=${t('board.legend')}>
      ${item('first-try', '✓', 'board.legend_first_try')}
      ${item('solved', '3', 'board.legend_solved')}
      ${item('tried', '2', 'board.legend_tried')}
      ${item('first-try first-solver', '✓', 'board.legend_first')}
    </ul>`;
  }

  #latest() {
    const event = store.latest;
    if (!event || this.replay || event.type === 'removed') {
      return '';
    }
    const key = event.score.correct ? 'board.solved_it' : 'board.tried_it';
    const text = t(key, { name: store.nameOf(event.score.user_id), exercise: store.titleOf(event.score.exercise_id) });
    return `${formatClock(event.at)} · ${text}`;
  }

  #matching(/** @type {import('./ranking.js').Standing[]} */ standings) {
    const text = folded(this.#search.trim());
    return text ? standings.filter(({ user }) => folded(store.nameOf(user)).includes(text)) : standings;
  }

  #sorted(/** @type {import('./ranking.js').Standing[]} */ rows) {
    if (this.#sort.key === 'learner') {
      rows.sort((a, b) => compareNames(store.nameOf(a.user), store.nameOf(b.user)));
    }
    return this.#sort.isDescending ? rows.reverse() : rows;
  }

  #ordered(
    /** @type {number[]} */ exercises,
    /** @type {Map<number, import('./ranking.js').Column>} */ byExercise,
  ) {
    const sign = this.#order === 'easiest' ? -1 : 1;
    const correct = (/** @type {number} */ exercise) => byExercise.get(exercise)?.correct ?? 0;
    return this.#order === 'given' ? exercises : exercises.sort((a, b) => sign * (correct(a) - correct(b)));
  }

  #sortBy(/** @type {import('./grid.js').SortKey} */ key) {
    this.#sort = { key, isDescending: this.#sort.key === key && !this.#sort.isDescending };
    this.#refresh();
  }

  #onSearch(/** @type {InputEvent} */ event) {
    this.#search = /** @type {HTMLInputElement} */ (event.target).value;
    this.#grid.element.scrollTop = 0;
    this.#refresh();
  }

  #onOrder(/** @type {Event} */ event) {
    this.#order = /** @type {ColumnOrder} */ (/** @type {HTMLSelectElement} */ (event.target).value);
    this.#refresh();
  }

  async #openReplay() {
    this.problem = null;
    this.loaded = 0;
    try {
      const events = await store.history((loaded) => (this.loaded = loaded));
      if (events.length === 0) {
        this.problem = 'empty';
        return;
      }
      const replay = new Replay(olderThan(events[0].at, store.results));
      replay.append(events);
      this.replay = replay;
      this.#isOutdated = true;
    } catch (fault) {
      this.problem = fault;
    } finally {
      this.loaded = null;
    }
  }

  #closeReplay() {
    this.replay = null;
    this.#isOutdated = true;
  }

  #onMoment(/** @type {CustomEvent<number>} */ event) {
    this.replay?.seek(event.detail);
    this.#refresh();
  }
}
customElements.define('scores-board', Board);
