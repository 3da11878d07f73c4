// A test double of the scores service as another team could write it: Node without libraries, data in memory. It does
// what the contract says and nothing more. Any token user-<id> is that user. Prints its port.
const http = require('node:http');

const MAX_INT = 2147483647;
const MAX_ID = 9007199254740991;
const COLUMNS = [
  'id', 'user_id', 'exercise_id', 'correct', 'created_at', 'updated_at', 'attempts', 'solved_at', 'attempts_to_solve',
];
const TAGS = /^ *(\*|[ ,]*(W\/)?"[!#-~]*"( *,[ ,]*(W\/)?"[!#-~]*")*[ ,]*) *$/;

const scores = []; // { id, user_id, exercise_id, correct, created, updated, attempts, solve: { at, attempts } }
const events = []; // { sequence, type, at, verdict, score }
let lastId = 0;

class Failure extends Error {
  constructor(status, code, message, errors) {
    super(message);
    Object.assign(this, { status, code, errors });
  }
}
const noScore = () => new Failure(404, 'score_does_not_exist', 'No such score.');
const noSuchScore = () => new Failure(400, 'score_does_not_exist', 'No such score.');
const changed = () => new Failure(412, 'score_has_changed', 'The score has changed.');
const invalidPayload = (...pointers) =>
  new Failure(400, 'invalid_payload', 'The payload is invalid.', pointers.map((pointer) => ({ pointer, message: 'is invalid' })));
const invalidParameter = (name) =>
  new Failure(400, 'invalid_parameter', 'A parameter is invalid.', [{ pointer: name, message: 'is invalid' }]);

// Times in microseconds.
const time = (micros) =>
  new Date(Math.floor(micros / 1000)).toISOString().replace('Z', String(micros % 1000).padStart(3, '0') + 'Z');
const parseTime = (text) => {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i.exec(text);
  const seconds = parts ? Date.parse(parts[1] + parts[3]) : NaN;
  return seconds * 1000 + Number((parts?.[2] ?? '').padEnd(6, '0').slice(0, 6));
};
const json = (score) => ({
  id: score.id,
  user_id: score.user_id,
  exercise_id: score.exercise_id,
  correct: score.correct,
  created_at: time(score.created),
  updated_at: time(score.updated),
  attempts: score.attempts,
  solved_at: score.solve ? time(score.solve.at) : null,
  attempts_to_solve: score.solve ? score.solve.attempts : null,
});
const etag = (score) => `"${score.id}-${score.attempts}"`;

// Parameters
const int = (max) => (text) => (/^[1-9]\d*$/.test(text) && Number(text) <= max ? Number(text) : undefined);
const bool = (text) => ({ true: true, false: false })[text];
const zone = (text) => {
  if (text === 'UTC') return text;
  return Intl.supportedValuesOf('timeZone').includes(text) ? text : undefined;
};
const since = (text) => (Number.isNaN(parseTime(text)) ? undefined : parseTime(text));
const cursor = (text) => {
  const parts = Buffer.from(/^[\w-]{1,64}$/.test(text) ? text : '', 'base64url').toString().split(':');
  return parts.length === 3 ? { order: parts[0], key: Number(parts[1]), id: Number(parts[2]) } : undefined;
};
const toCursor = (order, key, id) => Buffer.from(`${order}:${key}:${id}`).toString('base64url');
const LIST = { limit: int(1000), after: cursor, correct: bool, updated_since: since };

function parameters(query, types) {
  const values = {};
  for (const [name, text] of new URLSearchParams(query)) {
    const value = Object.hasOwn(types, name) ? types[name](text) : undefined;
    if (value === undefined) throw invalidParameter(name);
    values[name] = value;
  }
  return values;
}

// Payloads
function parse(request) {
  if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new Failure(415, 'unsupported_media_type', 'Send application/json.');
  }
  if (request.body.length > 128 * 1024) throw new Failure(413, 'payload_too_large', 'The payload is too large.');
  const text = request.body.toString();
  try {
    JSON.parse(text);
  } catch {
    throw invalidPayload('');
  }
  // 86.0 and 8.6e1 are not integers.
  const number = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  return JSON.parse(text.replace(number, (token) => (/^[-\d].*[.eE]/.test(token) ? '{}' : token)));
}

function draft(value, pointer = '') {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw invalidPayload(pointer);
  const { exercise_id, correct } = value;
  if (!Number.isInteger(exercise_id) || exercise_id < 1 || exercise_id > MAX_INT) throw invalidPayload(pointer + '/exercise_id');
  if (typeof correct !== 'boolean') throw invalidPayload(pointer + '/correct');
  return { exercise_id, correct };
}

// Reads and writes
const find = (user, exercise) => scores.find((score) => score.user_id === user && score.exercise_id === exercise);
const byId = (id) => (int(MAX_ID)(id) ? scores.find((score) => score.id === Number(id)) : undefined);
const log = (type, at, score, verdict, last) =>
  events.push({ sequence: events.length + 1, type, at: time(at), verdict, score, last, user: score.user_id });

/** Counts a verdict, which is a write. */
function judge(score, type, verdict) {
  score.correct = verdict;
  score.attempts++;
  if (verdict) score.solve ??= { at: score.updated, attempts: score.attempts };
  log(type, score.updated, json(score), verdict);
  return score;
}

function add(user, { exercise_id, correct }) {
  const now = Date.now() * 1000;
  const score = { id: ++lastId, user_id: user, exercise_id, created: now, updated: now, attempts: 0 };
  scores.push(score);
  return judge(score, 'added', correct);
}
function update(score, { correct }) {
  score.updated = Math.max(score.updated, Date.now() * 1000);
  return judge(score, 'updated', correct);
}
function list(query, types, filter) {
  const { limit, after, correct, updated_since, user_id, exercise_id } = parameters(query, { ...LIST, ...types });
  const order = updated_since === undefined ? 'id' : 'time';
  if (after && after.order !== order) throw invalidParameter('after');
  const key = (score) => (order === 'id' ? 0 : score.updated);
  const compare = (a, b) => a.key - b.key || a.id - b.id;
  const all = scores
    .filter(filter)
    .filter((score) => correct === undefined || score.correct === correct)
    .filter((score) => updated_since === undefined || score.updated >= updated_since)
    .filter((score) => user_id === undefined || score.user_id === user_id)
    .filter((score) => exercise_id === undefined || score.exercise_id === exercise_id)
    .map((score) => ({ score, key: key(score), id: score.id }))
    .sort(compare)
    .filter((entry) => !after || compare(entry, after) > 0);
  const page = all.slice(0, limit ?? all.length);
  const last = page.at(-1);
  return {
    scores: page.map((entry) => json(entry.score)),
    ...(page.length < all.length && { next: toCursor(order, last.key, last.id) }),
  };
}
function statistics(filter) {
  const all = scores.filter(filter);
  const correct = all.filter((score) => score.correct).length;
  return {
    attempted: all.length,
    correct,
    correct_ratio: all.length ? correct / all.length : null,
    last_updated_at: all.length ? time(Math.max(...all.map((score) => score.updated))) : null,
    solved: all.filter((score) => score.solve).length,
    attempts: all.reduce((sum, score) => sum + score.attempts, 0),
    median_attempts_to_solve: median(all.filter((score) => score.solve).map((score) => score.solve.attempts)),
  };
}
function median(numbers) {
  numbers.sort((a, b) => a - b);
  const middle = (numbers.length - 1) / 2;
  return numbers.length ? (numbers[Math.floor(middle)] + numbers[Math.ceil(middle)]) / 2 : null;
}
function standings() {
  const users = [...new Set(scores.map((score) => score.user_id))].map((user_id) => {
    const solves = scores.filter((score) => score.user_id === user_id && score.correct).map((score) => score.solve.at);
    return { user_id, correct: solves.length, last: solves.length ? Math.max(...solves) : 0 };
  });
  const isAhead = (a, b) => a.correct > b.correct || (a.correct === b.correct && a.last < b.last);
  return users
    .map((user) => ({
      rank: 1 + users.filter((other) => isAhead(other, user)).length,
      user_id: user.user_id,
      correct: user.correct,
      last_solved_at: user.last ? time(user.last) : null,
    }))
    .sort((a, b) => a.rank - b.rank || a.user_id - b.user_id);
}
const position = (text) => (text === 'latest' ? { order: 'change', key: events.length, isLatest: true } : cursor(text));
function listChanges(query) {
  const types = { after: position, limit: int(1000), correct: bool, ...FILTERS };
  const { after, limit = 1000, user_id, exercise_id, correct } = parameters(query, types);
  if (after && after.order !== 'change') throw invalidParameter('after');
  const start = after?.key ?? 0;
  const page = after?.isLatest ? [] : events.slice(start, start + limit);
  const matches = ({ score, last }) =>
    (user_id === undefined || score.user_id === user_id) &&
    (exercise_id === undefined || score.exercise_id === exercise_id) &&
    (correct === undefined || (score.correct ?? last) === correct);
  return {
    events: page.filter(matches).map(({ type, sequence, at, verdict, score }) => ({ type, sequence, at, verdict, score })),
    next: toCursor('change', start + page.length, 0),
  };
}
function attempts(query, score) {
  const { after, limit = 100 } = parameters(query, { after: cursor, limit: int(1000) });
  if (!score) throw noScore();
  if (after && after.order !== 'attempt') throw invalidParameter('after');
  const all = events
    .filter((event) => event.verdict !== undefined && event.score.id === score.id)
    .map(({ score: { attempts: number }, verdict, at }) => ({ number, correct: verdict, at }))
    .filter((attempt) => !after || attempt.number < after.key)
    .reverse();
  const found = all.slice(0, limit);
  return { attempts: found, ...(found.length < all.length && { next: toCursor('attempt', found.at(-1).number, 0) }) };
}
function activity(query, user) {
  const { zone: timeZone = 'UTC' } = parameters(query, { zone });
  const date = (at) => new Date(at).toLocaleDateString('sv', { timeZone });
  const days = new Map();
  for (const { user: whose, verdict, at, score } of events) {
    if (whose !== user || verdict === undefined) continue;
    const day = days.get(date(at)) ?? { date: date(at), attempts: 0, solved: 0 };
    day.attempts++;
    if (score.attempts_to_solve === score.attempts) day.solved++;
    days.set(day.date, day);
  }
  // All events are of this run, so of today or of two days.
  return { zone: timeZone, days: [...days.values()], current_streak: days.size, longest_streak: days.size };
}

// Conditions
function matches(header, score, weak) {
  if (header.trim() === '*') return score !== undefined;
  const tags = header.match(/(W\/)?"[!#-~]*"/g) ?? [];
  return score !== undefined && tags.some((tag) => (weak ? tag.replace('W/', '') : tag) === etag(score));
}
function one(request, score) {
  if (!score) throw noScore();
  const known = request.headers['if-none-match'];
  const headers = { ETag: etag(score) };
  return known && matches(known, score, true) ? { status: 304, headers } : { status: 200, headers, data: json(score) };
}
const written = (status, message, score) => ({
  status,
  headers: { ETag: etag(score), ...(status === 201 && { Location: `/scores/${score.id}` }) },
  message,
  data: json(score),
});

function upsert(user, item) {
  const score = find(user, item.exercise_id);
  return score ? written(200, 'Updated.', update(score, item)) : written(201, 'Added.', add(user, item));
}
function writeById(request, id, upserts) {
  if (!/^[1-9]\d*$/.test(id)) throw invalidPayload('');
  const item = draft(parse(request));
  const condition = request.headers['if-match'];
  if (condition !== undefined && !TAGS.test(condition)) throw invalidParameter('If-Match');
  const score = find(request.user, item.exercise_id);
  if (upserts && !score && condition === undefined) return upsert(request.user, item);
  if (upserts && !score) throw changed();
  if (!score || score.id !== Number(id)) throw noSuchScore();
  if (condition !== undefined && !matches(condition, score, false)) throw changed();
  return written(200, 'Updated.', update(score, item));
}
function remove(request, id) {
  none(request);
  const condition = request.headers['if-match'];
  if (condition !== undefined && !TAGS.test(condition)) throw invalidParameter('If-Match');
  const score = byId(id);
  if (score?.user_id !== request.user) throw noScore();
  if (condition !== undefined && !matches(condition, score, false)) throw changed();
  scores.splice(scores.indexOf(score), 1);
  const { user_id, exercise_id } = score;
  log('removed', Math.max(score.updated, Date.now() * 1000), { id: score.id, user_id, exercise_id }, undefined, score.correct);
  return { status: 200, message: 'Removed.' };
}
function batch(request) {
  const payload = parse(request);
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) throw invalidPayload('');
  const items = payload.scores;
  if (!Array.isArray(items) || items.length < 1 || items.length > 1000) throw invalidPayload('/scores');
  const drafts = items.map((item, index) => draft(item, '/scores/' + index));
  const last = new Map(drafts.map((item, index) => [item.exercise_id, index]));
  const outcomes = new Map();
  for (const [exercise, index] of last) {
    const { status } = upsert(request.user, drafts[index]);
    outcomes.set(index, { outcome: status === 201 ? 'added' : 'updated', score: json(find(request.user, exercise)) });
  }
  const results = drafts.map((item, index) => ({
    index,
    ...(outcomes.get(index) ?? { ...outcomes.get(last.get(item.exercise_id)), outcome: 'superseded' }),
  }));
  const count = (outcome) => results.filter((result) => result.outcome === outcome).length;
  return { status: 200, data: { added: count('added'), updated: count('updated'), results } };
}

// Routes: the path, then for each method a function; those of GET on a public path need no token.
const exerciseOf = (id) => {
  if (!/^[1-9]\d*$/.test(id)) throw noScore();
  return Number(id);
};
const ok = (data) => ({ status: 200, data });
const page = (data) => ({ status: 200, data, list: true });
const none = (request) => parameters(request.query, {});
const own = (request) => (score) => score.user_id === request.user;
const FILTERS = { user_id: int(MAX_INT), exercise_id: int(MAX_INT) };
const routes = [
  [/^\/ping$/, 'public', { GET: (r) => (none(r), { status: 200, message: 'pong!' }) }],
  [/^\/scores$/, 'public', {
    GET: (r) => page(list(r.query, FILTERS, () => true)),
    POST: (r) => {
      const item = draft(parse(r));
      if (find(r.user, item.exercise_id)) throw new Failure(400, 'score_already_exists', 'The score exists.');
      return written(201, 'Added.', add(r.user, item));
    },
    PATCH: (r) => upsert(r.user, draft(parse(r))),
  }],
  [/^\/scores\/batch$/, 'own', { PATCH: batch }],
  [/^\/scores\/stats$/, 'public', { GET: (r) => (none(r), ok(statistics(() => true))) }],
  [/^\/scores\/leaderboard$/, 'public', {
    GET: (r) => ok({ leaderboard: standings().slice(0, parameters(r.query, { limit: int(100) }).limit ?? 10) }),
  }],
  [/^\/scores\/changes$/, 'public', { GET: (r) => ok(listChanges(r.query)) }],
  [/^\/scores\/user$/, 'own', { GET: (r) => page(list(r.query, { exercise_id: int(MAX_INT) }, own(r))) }],
  [/^\/scores\/user\/stats$/, 'own', { GET: (r) => (none(r), ok({ user_id: r.user, ...statistics(own(r)) })) }],
  [/^\/scores\/user\/rank$/, 'own', {
    GET: (r) => (none(r), ok(standings().find(own(r)) ?? { rank: null, user_id: r.user, correct: 0, last_solved_at: null })),
  }],
  [/^\/scores\/user\/activity$/, 'own', { GET: (r) => ok(activity(r.query, r.user)) }],
  [/^\/scores\/user\/exercise\/([^/]+)\/attempts$/, 'own', {
    GET: (r, id) => page(attempts(r.query, find(r.user, exerciseOf(id)))),
  }],
  [/^\/scores\/user\/exercise\/([^/]+)$/, 'own', { GET: (r, id) => (none(r), one(r, find(r.user, exerciseOf(id)))) }],
  [/^\/scores\/user\/([^/]+)$/, 'own', {
    GET: (r, id) => (none(r), one(r, byId(id)?.user_id === r.user ? byId(id) : undefined)),
  }],
  [/^\/scores\/exercise\/([^/]+)$/, 'public', {
    GET: (r, id) => {
      const exercise = exerciseOf(id);
      return page(list(r.query, { user_id: int(MAX_INT) }, (score) => score.exercise_id === exercise));
    },
  }],
  [/^\/scores\/exercise\/([^/]+)\/stats$/, 'public', {
    GET: (r, id) => {
      none(r);
      const exercise = exerciseOf(id);
      if (exercise > MAX_INT) throw noScore();
      return ok({ exercise_id: exercise, ...statistics((score) => score.exercise_id === exercise) });
    },
  }],
  [/^\/scores\/([^/]+)\/attempts$/, 'public', { GET: (r, id) => page(attempts(r.query, byId(id))) }],
  [/^\/scores\/([^/]+)$/, 'public', {
    GET: (r, id) => (none(r), one(r, byId(id))),
    PUT: (r, id) => writeById(r, id, false),
    PATCH: (r, id) => writeById(r, id, true),
    DELETE: remove,
  }],
];

function authenticate(request) {
  const header = request.headers.authorization;
  if (header === undefined) throw new Failure(403, 'token_required', 'A token is required.');
  const user = /^Bearer user-([1-9]\d{0,8})$/.exec(header);
  if (!user) throw new Failure(401, 'invalid_token', 'The token is invalid.');
  request.user = Number(user[1]);
}
function handle(request) {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const [path, query = ''] = request.url.split(/\?(.*)/s);
  request.query = query;
  const route = routes.find(([pattern]) => pattern.test(path));
  if (!route) throw new Failure(404, 'not_found', 'There is no such path.');
  const [pattern, access, methods] = route;
  if (!methods[method]) {
    const failure = new Failure(405, 'method_not_allowed', 'The path has no such method.');
    throw Object.assign(failure, { headers: { Allow: [...Object.keys(methods), 'HEAD'].join(', ') } });
  }
  if (access === 'own' || method !== 'GET') authenticate(request);
  return methods[method](request, pattern.exec(path)[1]);
}

// Formats
function quality(accept, type) {
  let best = [-1, 0];
  for (const part of accept.toLowerCase().split(',')) {
    const [range, ...rest] = part.trim().split(/ *; */);
    const q = Number((rest.find((one) => one.startsWith('q=')) ?? 'q=1').slice(2));
    const fit = range === type ? 2 : range === type.split('/')[0] + '/*' ? 1 : range === '*/*' ? 0 : -1;
    if (fit > best[0]) best = [fit, q];
  }
  return best[1];
}
const prefers = (request, type) =>
  quality(request.headers.accept ?? '', type) > quality(request.headers.accept ?? '', 'application/json');

function toResponse(request, { status, headers, message, data, list: isList }) {
  if (status === 304) return [status, headers, undefined];
  if (isList && data.scores && prefers(request, 'text/csv')) {
    const rows = [COLUMNS, ...data.scores.map((score) => COLUMNS.map((column) => score[column]))];
    return [status, { 'Content-Type': 'text/csv' }, rows.map((row) => row.join(',') + '\r\n').join('')];
  }
  if (isList && data.scores && prefers(request, 'application/x-ndjson')) {
    const lines = data.scores.map((score) => JSON.stringify(score) + '\n').join('');
    return [status, { 'Content-Type': 'application/x-ndjson' }, lines];
  }
  const type = { 'Content-Type': 'application/json' };
  if (isList && data.next) {
    const query = request.query.split('&').filter((parameter) => !parameter.startsWith('after='));
    type.Link = `<${request.url.split('?')[0]}?${[...query, 'after=' + data.next].join('&')}>; rel="next"`;
  }
  return [status, { ...type, ...headers }, JSON.stringify({ status: 'success', message, data })];
}
function toFailure(request, failure) {
  if (!(failure instanceof Failure)) {
    console.error(failure);
    failure = new Failure(500, 'internal_error', 'Something went wrong.');
  }
  const { status, code, message, errors, headers } = failure;
  const error = status >= 500 || status === 401 || status === 403;
  return prefers(request, 'application/problem+json')
    ? [status, { ...headers, 'Content-Type': 'application/problem+json' },
        JSON.stringify({ type: 'about:blank', title: http.STATUS_CODES[status], status, detail: message, code, errors })]
    : [status, { ...headers, 'Content-Type': 'application/json' },
        JSON.stringify({ status: error ? 'error' : 'fail', message, code, errors })];
}

const server = http.createServer({ maxHeaderSize: 65536 }, async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  request.body = Buffer.concat(chunks);
  let result;
  try {
    result = toResponse(request, handle(request));
  } catch (failure) {
    result = toFailure(request, failure);
  }
  const [status, headers, body] = result;
  const id = request.headers['x-request-id'];
  response.writeHead(status, {
    'X-Request-Id': /^[\w.-]{1,64}$/.test(id ?? '') ? id : crypto.randomUUID(),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    ...headers,
  });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
// Ends with the test that started it.
process.stdin.on('end', () => process.exit()).resume();
