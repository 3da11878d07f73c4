/**
 * Who is signed in. The access token is in memory only, the refresh token in `sessionStorage`, so that a reload of the tab
 * keeps the session and a closed tab leaves nothing behind.
 *
 * @typedef {import('./api.js').UsersSchemas['User']} User
 */
import * as api from './api.js';
import { ApiError } from './api.js';
import { config } from './config.js';

const KEY = 'scores.refresh_token';

/** The refresh token of this tab. A browser that blocks site data keeps it in memory. */
const refreshToken = {
  /** @type {string | null} */
  memory: null,

  read() {
    try {
      return sessionStorage.getItem(KEY);
    } catch {
      return this.memory;
    }
  },

  write(/** @type {string | null} */ token) {
    this.memory = token;
    try {
      if (token) {
        sessionStorage.setItem(KEY, token);
      } else {
        sessionStorage.removeItem(KEY);
      }
    } catch {
      // Blocked.
    }
  },
};

/** Dispatches `change` when a user signs in or out, and when the session expires. */
class Session extends EventTarget {
  /** @type {User | null} */
  user = null;

  /** @type {string[]} */
  scopes = [];

  /** Whether a session has ended by itself, so that the user has to sign in again. */
  hasExpired = false;

  /** Why the session of this tab could not be continued so far; `restore` tries again. @type {ApiError | null} */
  fault = null;

  /** @type {string | undefined} */
  #token;

  /** @type {Promise<void> | undefined} */
  #refreshing;

  /** A duplicated tab has the same refresh token, which can be used once: tabs tell each other the next one. */
  #tabs = new BroadcastChannel(KEY);

  constructor() {
    super();
    this.#tabs.onmessage = ({ data }) => {
      if (refreshToken.read() === data.used) {
        refreshToken.write(data.next);
      }
    };
  }

  /** Whether the user may read all scores, whatever the operator has restricted. */
  get isTeacher() {
    return this.scopes.includes('scores:read');
  }

  /** Whether the service lets the user, or a caller without a session, read all scores. */
  get mayReadAll() {
    return config.reads === 'public' || this.isTeacher || (config.reads === 'members' && this.user !== null);
  }

  /** Whether there is a service to sign in at. */
  get isPossible() {
    return config.users !== null;
  }

  /** Continues the session of this tab, if there is one. */
  async restore() {
    if (this.isPossible && refreshToken.read()) {
      try {
        await this.#refresh();
        await this.#loadUser();
        this.fault = null;
      } catch (fault) {
        // Signed out if it has expired.
        this.fault = fault instanceof ApiError && fault.isTemporary ? fault : null;
        this.dispatchEvent(new Event('change'));
      }
    }
  }

  /**
   * @param {string} name a username or an email address
   * @param {string} password
   */
  async signIn(name, password) {
    this.#keep(await api.logIn(name, password));
    await this.#loadUser();
  }

  /** Adds a user and signs in. */
  async register(/** @type {import('./api.js').UsersSchemas['NewAccount']} */ account) {
    await api.register(account);
    await this.signIn(account.email, account.password);
  }

  async signOut() {
    const token = this.#token;
    const last = refreshToken.read();
    this.#end(false);
    try {
      await api.logOut({ token });
    } catch (fault) {
      if (last && fault instanceof ApiError && fault.reason === 'unauthorized') {
        const next = await api.refresh(last).catch(() => null);
        await api.logOut({ token: next?.access_token }).catch(() => {});
      }
    }
  }

  /**
   * Sends a request with the user's token. If the token has expired, gets a new one and sends the request once more.
   *
   * @template T
   * @param {(options: { token?: string }) => Promise<T>} operation
   * @returns {Promise<T>}
   * @throws {ApiError} with the reason `unauthorized` after the session has ended
   */
  async call(operation) {
    try {
      return await operation({ token: this.#token });
    } catch (fault) {
      if (!(fault instanceof ApiError) || fault.reason !== 'unauthorized' || !this.#token) {
        throw fault;
      }
      await this.renew();
      return operation({ token: this.#token });
    }
  }

  /** The current access token, for streams. */
  get token() {
    return this.#token;
  }

  /**
   * Gets a new access token.
   *
   * @throws {ApiError} with the reason `unauthorized` after the session has ended
   */
  async renew() {
    try {
      await this.#refresh();
    } catch (fault) {
      if (fault instanceof ApiError && fault.isTemporary) {
        throw fault;
      }
      throw new ApiError('unauthorized', 'The session has expired.', 'session_expired');
    }
  }

  /** Several requests at once share one refresh, because a refresh token can be used once. */
  #refresh() {
    this.#refreshing ??= this.#requestToken().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #requestToken() {
    const used = refreshToken.read();
    if (!used) {
      this.#end(true);
      throw new ApiError('unauthorized', 'There is no refresh token.');
    }
    let given;
    try {
      given = await api.refresh(used);
    } catch (fault) {
      if (!(fault instanceof ApiError && fault.isTemporary)) {
        this.#end(true);
      }
      throw fault;
    }
    const now = refreshToken.read();
    if (now !== used && now !== given.refresh_token) {
      throw new ApiError('unauthorized', 'The user has signed out.');
    }
    this.#keep(given);
    this.#tabs.postMessage({ used, next: refreshToken.read() });
  }

  #keep(/** @type {{ access_token: string, refresh_token?: string }} */ given) {
    this.#token = given.access_token;
    if (given.refresh_token) {
      refreshToken.write(given.refresh_token);
    }
  }

  async #loadUser() {
    const found = await this.call(api.status);
    this.user = found.data ?? null;
    this.scopes = found.scopes;
    this.hasExpired = false;
    this.dispatchEvent(new Event('change'));
  }

  #end(/** @type {boolean} */ hasExpired) {
    refreshToken.write(null);
    this.#token = undefined;
    this.user = null;
    this.scopes = [];
    this.fault = null;
    this.hasExpired = hasExpired;
    this.dispatchEvent(new Event('change'));
  }
}

export const session = new Session();
