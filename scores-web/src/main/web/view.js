/** What all pages have in common. */
import { LitElement, html, nothing } from 'lit';
import { ApiError } from './api.js';
import { session } from './session.js';
import { store } from './store.js';
import { t } from './text.js';

/**
 * A page: a custom element in the light DOM, which the one style sheet reaches. It renders again when the session or the
 * scores have changed.
 */
export class View extends LitElement {
  #onChange = (/** @type {Event} */ event) => this.changed(event);

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    store.addEventListener('change', this.#onChange);
    session.addEventListener('change', this.#onChange);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    store.removeEventListener('change', this.#onChange);
    session.removeEventListener('change', this.#onChange);
  }

  /** Called after each change of the scores or of the session. */
  changed(/** @type {Event} */ _event) {
    this.requestUpdate();
  }
}

/** What went wrong and what to do about it, in plain words. */
export function errorText(/** @type {unknown} */ fault) {
  if (!(fault instanceof ApiError)) {
    return t('error.failed');
  }
  switch (fault.reason) {
    case 'network':
      return t(navigator.onLine ? 'error.network' : 'error.offline');
    case 'unavailable':
      return t('error.unavailable', { n: fault.retryAfter || 1 });
    case 'limited':
      return t('error.limited', { n: fault.retryAfter || 1 });
    case 'unauthorized':
      return t(fault.code === 'session_expired' ? 'error.expired' : 'error.sign_in');
    case 'forbidden':
      return t('error.forbidden');
    case 'not_found':
      return t('error.not_found');
    case 'invalid':
      return fault.fields?.length
        ? fault.fields.map(({ pointer, message }) => `${pointer.replace(/^\//, '')}: ${message}`).join('; ')
        : fault.message;
    default:
      return t(fault.code === 'too_many' ? 'error.too_many_events' : 'error.failed');
  }
}

/** A message in place of a page or a part of it. */
export function message(/** @type {string} */ title, /** @type {unknown} */ text = nothing, /** @type {unknown} */ action = nothing) {
  return html`<div class="message"><h1>${title}</h1><p>${text}</p>${action}</div>`;
}

/**
 * What a page that needs all scores shows while it does not have them; `undefined` as soon as it has.
 */
export function storeMessage() {
  switch (store.state) {
    case 'ready':
      return undefined;
    case 'closed':
      return session.user
        ? message(t('error.closed_title'), t('error.closed'))
        : message(t('error.sign_in_title'), t('error.sign_in'), html`<a class="button" href="./?view=me">${t('nav.sign_in')}</a>`);
    case 'too_many':
      return message(t('error.too_many_title'), t('error.too_many'));
    case 'failed':
      return message(
        t('error.failed_title'),
        errorText(store.error),
        html`<button @click=${() => store.retry()}>${t('error.retry')}</button>`,
      );
    default:
      return store.error
        ? message(t('error.away_title'), errorText(store.error))
        : html`<p class="loading" role="status">${t('loading')}</p>`;
  }
}
