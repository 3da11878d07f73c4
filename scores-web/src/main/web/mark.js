/** `<scores-mark>`: a user marks an exercise as solved or not. Dispatches `marked` with the exercise. */
import { html, nothing } from 'lit';
import * as api from './api.js';
import { cell } from './cells.js';
import { config } from './config.js';
import { result } from './ranking.js';
import { session } from './session.js';
import { store } from './store.js';
import { folded, t } from './text.js';
import { View, errorText } from './view.js';

const MAX_EXERCISE = 2_147_483_647;

class Mark extends View {
  static properties = { exercises: { attribute: false } };

  #said = '';
  #isBusy = false;

  constructor() {
    super();
    /** Those that are suggested. @type {number[]} */
    this.exercises = [];
  }

  render() {
    return html`<h2>${t('me.mark')}</h2>
      ${config.writes === 'learners' ? this.#form() : html`<p class="quiet">${t('me.graders')}</p>`}`;
  }

  #form() {
    return html`<form novalidate @submit=${this.#submit}>
      <div class="field">
        <label for="mark-exercise">${t('me.mark_exercise')}</label>
        <input id="mark-exercise" name="exercise" list="mark-exercises" autocomplete="off" required />
        <datalist id="mark-exercises">
          ${this.exercises.map((exercise) => html`<option value=${exercise}>${store.titleOf(exercise)}</option>`)}
        </datalist>
      </div>
      <p class="actions">
        <button class="primary" value="true" ?disabled=${this.#isBusy}>✓ ${t('me.mark_solved')}</button>
        <button value="false" ?disabled=${this.#isBusy}>${t('me.mark_not_solved')}</button>
      </p>
      <p role="status">${this.#said || nothing}</p>
    </form>`;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem('exercise'));
    const isCorrect = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value !== 'false';
    const exercise = exerciseOf(input.value.trim());
    if (!exercise) {
      this.#say(t('me.mark_which'));
      input.focus();
      return;
    }
    this.#isBusy = true;
    this.#say('');
    try {
      const score = await session.call((options) => api.mark(exercise, isCorrect, options));
      form.reset();
      this.#say(t('me.marked', { exercise: store.titleOf(exercise), result: cell(result(score), false).label }));
      this.dispatchEvent(new CustomEvent('marked', { detail: exercise }));
    } catch (fault) {
      this.#say(errorText(fault));
    } finally {
      this.#isBusy = false;
      this.requestUpdate();
    }
  }

  #say(/** @type {string} */ text) {
    this.#said = text;
    this.requestUpdate();
  }
}

customElements.define('scores-mark', Mark);

/** The exercise with this number or title; 0 if unknown. */
function exerciseOf(/** @type {string} */ text) {
  const titled = [...store.titles].find(([, title]) => title && folded(title) === folded(text));
  const number = /^[0-9]{1,10}$/.test(text) ? Number(text) : 0;
  return titled?.[0] ?? (number <= MAX_EXERCISE ? number : 0);
}
