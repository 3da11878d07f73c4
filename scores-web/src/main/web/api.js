/**
 * The operations of both services that the page uses, as the contracts define them. They need no state: callers pass
 * the token. Each throws an {@link ApiError}.
 *
 * @typedef {import('#scores').components['schemas']} ScoresSchemas
 * @typedef {import('#users').components['schemas']} UsersSchemas
 * @typedef {ScoresSchemas['Score']} Score
 * @typedef {ScoresSchemas['ScoreEvent']} ScoreEvent
 * @typedef {{ token?: string, signal?: AbortSignal }} Options
 */
import { config } from './config.js';

/** Requests that have no response after so many milliseconds fail. The service itself gives up after 5 s. */
const TIMEOUT = 15_000;

/**
 * Why a request failed.
 *
 * @typedef {'network' | 'unavailable' | 'limited' | 'unauthorized' | 'forbidden' | 'not_found' | 'gone' | 'invalid' | 'failed'} Reason
 */

/** A request that was not successful. */
export class ApiError extends Error {
  /**
   * @param {Reason} reason
   * @param {string} message the service's message
   * @param {string} [code] the service's code
   * @param {number} [retryAfter] when to try again, in seconds
   * @param {{pointer: string, message: string}[]} [fields] the errors of fields
   */
  constructor(reason, message, code = '', retryAfter = 0, fields = []) {
    super(message);
    this.reason = reason;
    this.code = code;
    this.retryAfter = retryAfter;
    this.fields = fields;
  }

  /** Whether it may work later without a change. */
  get isTemporary() {
    return this.reason === 'network' || this.reason === 'unavailable' || this.reason === 'limited';
  }
}

/** @type {Record<number, Reason>} */
const REASONS = {
  400: 'invalid', 401: 'unauthorized', 403: 'forbidden', 404: 'not_found', 410: 'gone', 429: 'limited', 503: 'unavailable',
};

async function failure(/** @type {Response} */ response) {
  const body = await response.json().catch(() => ({}));
  const code = body.code ?? body.error ?? '';
  const reason = code === 'token_required' ? 'unauthorized' : (REASONS[response.status] ?? 'failed');
  const retryAfter = Number(response.headers.get('Retry-After')) || 0;
  const message = body.detail ?? body.message ?? body.error_description ?? response.statusText;
  return new ApiError(reason, message, code, retryAfter, body.errors);
}

/**
 * @param {string} address
 * @param {RequestInit & { token?: string, isStream?: boolean }} [options] a stream has no time limit
 */
async function send(address, { token, isStream = false, signal, headers, ...options } = {}) {
  const all = new Headers(headers);
  if (token) {
    all.set('Authorization', `Bearer ${token}`);
  }
  const signals = [signal, isStream ? undefined : AbortSignal.timeout(TIMEOUT)].filter((one) => !!one);
  let response;
  try {
    response = await fetch(address, {
      ...options,
      headers: all,
      credentials: 'omit',
      signal: AbortSignal.any(/** @type {AbortSignal[]} */ (signals)),
    });
  } catch (fault) {
    signal?.throwIfAborted();
    throw new ApiError('network', String(fault));
  }
  if (!response.ok) {
    throw await failure(response);
  }
  return response;
}

/**
 * @param {string} address
 * @param {Parameters<typeof send>[1]} [options]
 * @returns {Promise<any>}
 */
async function json(address, options) {
  // Only problem details have the errors of fields in every operation.
  const headers = { Accept: 'application/problem+json, application/json;q=0.9', ...options?.headers };
  return (await whole(address, { ...options, headers })).json();
}

/**
 * @param {string} address
 * @param {Parameters<typeof send>[1]} [options]
 * @returns {Promise<Response>} with all of its body
 */
async function whole(address, options) {
  const response = await send(address, options);
  try {
    return new Response(await response.blob());
  } catch (fault) {
    options?.signal?.throwIfAborted();
    throw new ApiError('network', String(fault));
  }
}

function body(/** @type {string} */ method, /** @type {object} */ payload) {
  return { method, body: JSON.stringify(payload), headers: { 'Content-Type': 'application/json' } };
}

const usersAddress = (/** @type {string} */ path) => {
  if (!config.users) {
    throw new ApiError('failed', 'There is no users service.', 'no_users_service');
  }
  return config.users + path;
};

// The scores service.

/**
 * @param {string} after a cursor, or `latest`; empty for the oldest event
 * @param {Options} options
 * @returns {Promise<ScoresSchemas['ScoreChanges']>}
 */
export async function changes(after, options) {
  const query = new URLSearchParams({ limit: '1000', ...(after && { after }) });
  return (await json(`${config.scores}/scores/changes?${query}`, options)).data;
}

/**
 * The lines of all scores as CSV, without the header, in blocks as they arrive. CSV is a third of the JSON.
 *
 * @param {Options} options
 */
export async function* scoreLines(options) {
  const response = await send(`${config.scores}/scores`, {
    ...options,
    isStream: true,
    headers: { Accept: 'text/csv' },
  });
  let isHeader = true;
  for await (const lines of blocks(response, '\r\n', options.signal)) {
    yield isHeader ? lines.slice(1) : lines;
    isHeader = false;
  }
}

/**
 * The live stream of changes. Ends when the service ends it.
 *
 * @param {string} lastEventId the cursor after which it begins
 * @param {Options} options
 * @returns {AsyncGenerator<{ id?: string, event?: ScoreEvent }>} a block without an event only moves the cursor
 */
export async function* liveChanges(lastEventId, options) {
  const response = await send(`${config.scores}/scores/changes`, {
    ...options,
    isStream: true,
    headers: { Accept: 'text/event-stream', 'Last-Event-ID': lastEventId },
  });
  for await (const parts of blocks(response, '\n\n', options.signal)) {
    for (const part of parts) {
      const fields = new Map(part.split('\n').map((line) => split(line, ': ')));
      const data = fields.get('data');
      yield { id: fields.get('id'), event: data ? JSON.parse(data) : undefined };
    }
  }
}

/** @returns {[string, string]} */
function split(/** @type {string} */ line, /** @type {string} */ separator) {
  const at = line.indexOf(separator);
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + separator.length)];
}

/**
 * The parts of a text response that end with the separator, in arrays as they arrive.
 *
 * @param {Response} response
 * @param {string} separator
 * @param {AbortSignal} [signal]
 */
async function* blocks(response, separator, signal) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const parts = (rest + decoder.decode(value, { stream: !done })).split(separator);
      rest = /** @type {string} */ (parts.pop());
      if (parts.length) {
        yield parts;
      }
      if (done) {
        return;
      }
    }
  } catch (fault) {
    signal?.throwIfAborted();
    throw new ApiError('network', String(fault));
  } finally {
    reader.cancel().catch(() => {});
  }
}

/**
 * All of the caller's scores. The operator's default limit does not apply to this format.
 *
 * @param {Options} options
 * @returns {Promise<Score[]>}
 */
export async function ownScores(options) {
  const headers = { Accept: 'application/x-ndjson' };
  const lines = await (await whole(`${config.scores}/scores/user`, { ...options, headers })).text();
  return lines.split('\n').filter((line) => line).map((line) => JSON.parse(line));
}

/**
 * @param {Options} options
 * @returns {Promise<ScoresSchemas['Rank']>}
 */
export const ownRank = async (options) => (await json(`${config.scores}/scores/user/rank`, options)).data;

/**
 * The caller's activity, by days of the browser's time zone.
 *
 * @param {Options} options
 * @returns {Promise<ScoresSchemas['Activity']>}
 */
export async function ownActivity(options) {
  const query = new URLSearchParams({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  return (await json(`${config.scores}/scores/user/activity?${query}`, options)).data;
}

/**
 * @param {number} score
 * @param {Options} options
 * @returns {Promise<ScoresSchemas['Attempt'][]>} the newest attempts, newest first
 */
export const attempts = async (score, options) =>
  (await json(`${config.scores}/scores/${score}/attempts`, options)).data.attempts;

/**
 * The best 100 users. Their ids may be null.
 *
 * @param {Options} options
 * @returns {Promise<ScoresSchemas['Standing'][]>}
 */
export const leaderboard = async (options) =>
  (await json(`${config.scores}/scores/leaderboard?limit=100`, options)).data.leaderboard;

/**
 * Writes the caller's score.
 *
 * @param {number} exercise
 * @param {boolean} correct
 * @param {Options} options
 * @returns {Promise<Score>}
 */
export const mark = async (exercise, correct, options) =>
  (await json(`${config.scores}/scores`, { ...options, ...body('PATCH', { exercise_id: exercise, correct }) })).data;

/**
 * The titles of exercises that the operator gives.
 *
 * @returns {Promise<{ id: number, title?: string }[]>}
 */
export const catalogue = async () => (config.catalogue ? json(config.catalogue) : []);

// The users service.

/**
 * A page of the users.
 *
 * @param {string} after empty for the first page
 * @param {Options} options
 * @returns {Promise<UsersSchemas['UserList']>}
 */
export async function users(after, options) {
  const query = new URLSearchParams({ limit: '1000', ...(after && { after }) });
  return (await json(`${usersAddress('/users')}?${query}`, options)).data;
}

/**
 * @param {string} name a username or an email address
 * @param {string} password
 * @returns {Promise<UsersSchemas['AccessToken']>}
 */
export const logIn = (name, password) =>
  json(usersAddress('/api/login'), body('POST', { [/@.+\../.test(name) ? 'email' : 'username']: name, password }));

/**
 * @param {UsersSchemas['NewAccount']} account
 * @returns {Promise<UsersSchemas['Registered']>}
 */
export const register = (account) => json(usersAddress('/api/register'), body('POST', account));

/**
 * @param {string} refreshToken
 * @returns {Promise<UsersSchemas['OAuthToken']>}
 */
export const refresh = (refreshToken) =>
  json(usersAddress('/oauth/token'), {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  });

/**
 * @param {Options} options
 * @returns {Promise<UsersSchemas['AuthStatus']>}
 */
export const status = (options) => json(usersAddress('/auth/status'), options);

/** @param {Options} options */
export const logOut = (options) => send(usersAddress('/auth/logout'), { ...options, method: 'POST' });
