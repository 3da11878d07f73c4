/** `<scores-sign-in>`: signs a user in, or adds one first. */
import { html, nothing } from 'lit';
import { ApiError } from './api.js';
import { session } from './session.js';
import { t } from './text.js';
import { View, errorText, message } from './view.js';

/**
 * @typedef {object} Field
 * @property {string} name as the users service calls it
 * @property {string} label a key
 * @property {string} [rule] a key: what is expected, said below a field of a new account
 * @property {string} type
 * @property {string} autocomplete
 */

/** @type {Field[]} */
const SIGN_IN = [
  { name: 'username', label: 'sign_in.name', type: 'text', autocomplete: 'username' },
  { name: 'password', label: 'sign_in.password', type: 'password', autocomplete: 'current-password' },
];

/** @type {Field[]} */
const REGISTER = [
  { name: 'username', label: 'sign_in.username', rule: 'sign_in.username_rule', type: 'text', autocomplete: 'username' },
  { name: 'email', label: 'sign_in.email', rule: 'sign_in.email_rule', type: 'email', autocomplete: 'email' },
  { name: 'password', label: 'sign_in.password', rule: 'sign_in.password_rule', type: 'password', autocomplete: 'new-password' },
];

class SignIn extends View {
  #isNew = false;
  #isBusy = false;
  #isPasswordShown = false;

  /** What went wrong as a whole. */
  #failure = '';

  /** What is wrong with a field, by its name. @type {Map<string, string>} */
  #wrong = new Map();

  render() {
    if (!session.isPossible) {
      return message(t('sign_in.impossible_title'), t('sign_in.impossible'));
    }
    return html`<form class="card sign-in" novalidate @submit=${this.#submit}>
      <h1>${t(this.#isNew ? 'sign_in.register_title' : 'sign_in.title')}</h1>
      ${session.hasExpired && !this.#failure ? html`<p class="hint" role="status">${t('error.expired')}</p>` : nothing}
      ${this.#failure ? html`<p class="hint" role="alert">${this.#failure}</p>` : nothing}
      ${this.#isNew ? nothing : SIGN_IN.map((field) => this.#field(field))}
      ${this.#isNew ? REGISTER.map((field) => this.#field(field)) : nothing}
      <label class="check">
        <input type="checkbox" .checked=${this.#isPasswordShown} @change=${this.#showPassword} />
        ${t('sign_in.show_password')}
      </label>
      <button class="primary" ?disabled=${this.#isBusy}>${t(this.#isNew ? 'sign_in.register' : 'nav.sign_in')}</button>
      <p class="quiet">
        ${t(this.#isNew ? 'sign_in.has_account' : 'sign_in.no_account')}
        <button type="button" class="link" @click=${this.#switch}>
          ${t(this.#isNew ? 'nav.sign_in' : 'sign_in.register')}
        </button>
      </p>
    </form>`;
  }

  get #fields() {
    return this.#isNew ? REGISTER : SIGN_IN;
  }

  #field(/** @type {Field} */ { name, label, rule, type, autocomplete }) {
    const wrong = this.#wrong.get(name);
    const described = [wrong && `wrong-${name}`, rule && `rule-${name}`].filter((id) => id).join(' ');
    return html`<div class="field">
      <label for="sign-in-${name}">${t(label)}</label>
      <input
        id="sign-in-${name}"
        name=${name}
        type=${type === 'password' && this.#isPasswordShown ? 'text' : type}
        autocomplete=${autocomplete}
        autocapitalize="none"
        spellcheck="false"
        required
        aria-invalid=${wrong ? 'true' : nothing}
        aria-describedby=${described || nothing}
      />
      ${wrong ? html`<p class="wrong" id="wrong-${name}">${wrong}</p>` : nothing}
      ${rule ? html`<p class="quiet" id="rule-${name}">${t(rule)}</p>` : nothing}
    </div>`;
  }

  #switch() {
    this.#isNew = !this.#isNew;
    this.#fail('');
    void this.#focus('username');
  }

  #showPassword(/** @type {Event} */ event) {
    this.#isPasswordShown = /** @type {HTMLInputElement} */ (event.target).checked;
    this.requestUpdate();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const [username, email, password] = ['username', 'email', 'password'].map((name) => String(data.get(name) ?? ''));
    const missing = this.#fields.filter(({ name }) => !String(data.get(name) ?? '').trim());
    if (missing.length) {
      this.#fail(t('sign_in.invalid'), new Map(missing.map(({ name }) => [name, t('sign_in.missing')])));
      return this.#focus(missing[0].name);
    }
    this.#isBusy = true;
    this.#fail('');
    try {
      await (this.#isNew ? session.register({ username, email, password }) : session.signIn(username.trim(), password));
      document.getElementById('main')?.focus();
    } catch (fault) {
      this.#refuse(fault);
    } finally {
      this.#isBusy = false;
      this.requestUpdate();
    }
  }

  #refuse(/** @type {unknown} */ fault) {
    const { reason, code = '', fields = [] } = fault instanceof ApiError ? fault : {};
    if (reason === 'unauthorized') {
      this.#fail(t('sign_in.wrong_credentials'));
      void this.#focus('password');
    } else if (code.endsWith('already_exists')) {
      this.#fail(t('sign_in.taken'));
      void this.#focus('username');
    } else if (fields.length) {
      const names = fields.map(({ pointer }) => pointer.replace('/', ''));
      this.#fail(t('sign_in.invalid'), new Map(names.map((name) => [name, t(`sign_in.wrong_${name}`)])));
      void this.#focus(names[0]);
    } else {
      this.#fail(errorText(fault));
    }
  }

  #fail(/** @type {string} */ failure, /** @type {Map<string, string>} */ wrong = new Map()) {
    this.#failure = failure;
    this.#wrong = wrong;
    this.requestUpdate();
  }

  async #focus(/** @type {string} */ name) {
    await this.updateComplete;
    /** @type {HTMLInputElement | null} */ (this.querySelector(`#sign-in-${CSS.escape(name)}`))?.focus();
  }
}

customElements.define('scores-sign-in', SignIn);
