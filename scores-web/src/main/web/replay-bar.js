/** The controls of the replay: a slider over the time of the log, with its activity behind it, play and speed. */
import { LitElement, html, svg } from 'lit';
import { formatTime, t } from './text.js';

/** The number of bars of the histogram. */
const PARTS = 120;

/** At speed 1 the whole log takes a minute. */
const MINUTE = 60_000;
const SPEEDS = [1, 2, 4, 8];

/** Dispatches `moment` with the time in milliseconds whenever it changes. */
class ReplayBar extends LitElement {
  static properties = {
    replay: { attribute: false },
    moment: { state: true },
    isPlaying: { state: true },
    speed: { state: true },
  };

  #frame = 0;
  #last = 0;

  /** The histogram and the number of events that it shows. @type {{ events: number, bars: unknown }} */
  #histogram = { events: -1, bars: null };

  constructor() {
    super();
    /** @type {import('./replay.js').Replay} */
    this.replay;
    this.moment = 0;
    this.isPlaying = false;
    this.speed = 2;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#set(this.replay.end);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#pause();
  }

  render() {
    const { start, end } = this.replay;
    return html`
      <button class="primary" @click=${() => (this.isPlaying ? this.#pause() : this.#play())}>
        ${t(this.isPlaying ? 'replay.pause' : 'replay.play')}
      </button>
      <div class="track">
        ${this.#bars()}
        <input
          type="range" min=${start} max=${end} step="any" .value=${String(this.moment)}
          aria-label=${t('replay.moment')} aria-valuetext=${formatTime(this.moment)}
          @input=${(/** @type {InputEvent} */ event) => {
            this.#pause();
            this.#set(Number(/** @type {HTMLInputElement} */ (event.target).value));
          }}
          @keydown=${this.#onKey}
        />
      </div>
      <output aria-live="off">${formatTime(this.moment)}</output>
      <label><span>${t('replay.speed')}</span>
        <select @change=${(/** @type {Event} */ event) => (this.speed = Number(/** @type {HTMLSelectElement} */ (event.target).value))}>
          ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === this.speed}>${speed}×</option>`)}
        </select>
      </label>
    `;
  }

  #bars() {
    if (this.#histogram.events !== this.replay.length) {
      const counts = this.replay.histogram(PARTS);
      const most = Math.max(...counts, 1);
      this.#histogram = {
        events: this.replay.length,
        bars: html`<svg viewBox="0 0 ${PARTS} 24" preserveAspectRatio="none" aria-hidden="true">
          ${counts.map((count, index) => svg`<rect x=${index} width="0.8" y=${24 - (24 * count) / most} height=${(24 * count) / most}></rect>`)}
        </svg>`,
      };
    }
    return this.#histogram.bars;
  }

  /** A hundredth of the log for an arrow key, a tenth for a page key: a slider without steps moves by a hundredth only. */
  #onKey(/** @type {KeyboardEvent} */ event) {
    const length = this.replay.end - this.replay.start;
    const moves = { PageUp: length / 10, PageDown: -length / 10, ArrowRight: length / 100, ArrowUp: length / 100, ArrowLeft: -length / 100, ArrowDown: -length / 100 };
    const move = moves[/** @type {keyof typeof moves} */ (event.key)];
    if (move) {
      event.preventDefault();
      this.#pause();
      this.#set(this.moment + move);
    }
  }

  #play() {
    if (this.moment >= this.replay.end) {
      this.#set(this.replay.start);
    }
    this.isPlaying = true;
    this.#last = performance.now();
    this.#frame = requestAnimationFrame((now) => this.#advance(now));
  }

  #pause() {
    this.isPlaying = false;
    cancelAnimationFrame(this.#frame);
  }

  #advance(/** @type {number} */ now) {
    const passed = ((now - this.#last) * this.speed * (this.replay.end - this.replay.start)) / MINUTE;
    this.#last = now;
    this.#set(this.moment + passed);
    if (this.moment >= this.replay.end) {
      this.#pause();
    } else if (this.isPlaying) {
      this.#frame = requestAnimationFrame((next) => this.#advance(next));
    }
  }

  #set(/** @type {number} */ time) {
    this.moment = Math.min(this.replay.end, Math.max(this.replay.start, time));
    this.dispatchEvent(new CustomEvent('moment', { detail: this.moment }));
  }
}
customElements.define('scores-replay', ReplayBar);
