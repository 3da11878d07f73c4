/** What the pages about all scores have in common: they follow them at a calm pace, and need the log of events. */
import { html } from 'lit';
import { session } from './session.js';
import { store } from './store.js';
import { t } from './text.js';
import { View, errorText } from './view.js';

/** Statistics are computed again at most so often, in milliseconds. */
const PACE = 1000;

export class LiveView extends View {
  #timer = 0;
  #isDue = false;
  #state = store.state;

  /** @type {import('./api.js').ScoreEvent[] | undefined} */
  #events;
  #loaded = 0;

  /** @type {unknown} */
  #fault;
  #isLoading = false;

  /** At once for the session and for the end of loading, at most once a second for scores. */
  changed(/** @type {Event} */ event) {
    if (event.target === session || store.state !== this.#state) {
      this.#state = store.state;
      this.#events = undefined; // The store has begun anew.
      this.#fault = undefined;
      this.requestUpdate();
    } else if (this.#timer) {
      this.#isDue = true;
    } else {
      this.requestUpdate();
      this.#timer = setTimeout(() => this.#next(event), PACE);
    }
  }

  #next(/** @type {Event} */ event) {
    this.#timer = 0;
    if (this.#isDue && this.isConnected) {
      this.#isDue = false;
      this.changed(event);
    }
  }

  /**
   * A part of the page that needs the log of events, which is loaded when it is first needed.
   *
   * @param {string} title
   * @param {(events: import('./api.js').ScoreEvent[]) => unknown} draw
   * @param {string} span
   */
  withHistory(title, draw, span) {
    if (this.#events) {
      return draw(this.#events);
    }
    if (!this.#fault && !this.#isLoading) {
      void this.#load();
    }
    return html`<section class="card chart ${span}">
      <h2>${title}</h2>
      ${this.#fault
        ? html`<p role="alert">${errorText(this.#fault)}</p>
            <p><button @click=${this.#retry}>${t('error.retry')}</button></p>`
        : html`<p class="quiet">${t('replay.loading', { n: this.#loaded })}</p>`}
    </section>`;
  }

  #retry() {
    this.#fault = undefined;
    this.requestUpdate();
  }

  async #load() {
    this.#isLoading = true;
    try {
      this.#events = await store.history((loaded) => {
        this.#loaded = loaded;
        this.requestUpdate();
      });
    } catch (fault) {
      // When the store begins anew, it aborts what it was loading.
      this.#fault = store.state === 'ready' ? fault : undefined;
    }
    this.#isLoading = false;
    this.requestUpdate();
  }
}
