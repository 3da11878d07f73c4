// The services and their data, through the public contracts.
import assert from 'node:assert/strict';

export const SCORES = base('SCORES_URL');
export const USERS = base('USERS_URL');
export const PASSWORD = 'a long enough password';

const ADMIN = { email: required('USERS_ADMIN_EMAIL'), password: required('USERS_ADMIN_PASSWORD') };

/** The class: so many users without accounts. Later ones have tried less. */
const FIRST_USER = 1001;
const LEARNERS = 30;
const EXERCISES = 12;

export const learner = (number) => `Learner ${FIRST_USER + number - 1}`;

/** Sends JSON and returns the JSON of the response, which must be successful. */
export async function call(method, address, payload, token) {
  const response = await fetch(address, {
    method,
    headers: { ...(payload && { 'Content-Type': 'application/json' }), ...(token && { Authorization: `Bearer ${token}` }) },
    body: payload && JSON.stringify(payload),
  });
  const body = await response.text();
  assert.ok(response.ok, `${method} ${address}: ${response.status} ${body}`);
  return body && JSON.parse(body);
}

export async function logIn({ email, password = PASSWORD }) {
  return (await call('POST', `${USERS}/api/login`, { email, password })).access_token;
}

/** A name that no other user has. */
export function newName(prefix) {
  return `${prefix}-${Date.now().toString(36)}-${Math.floor(Math.random() * 1e6)}`;
}

/** Registers a user. */
export async function register(prefix) {
  const username = newName(prefix);
  const account = { username, email: `${username}@example.com`, password: PASSWORD };
  const { id } = await call('POST', `${USERS}/api/register`, account);
  const token = await logIn(account);
  return { ...account, id: id ?? (await call('GET', `${USERS}/auth/status`, undefined, token)).data.id, token };
}

export async function registerTeacher() {
  const { username, email, id } = await register('teacher');
  await call('PUT', `${USERS}/users/${id}`, { username, email, teacher: true }, await logIn(ADMIN));
  return { username, email };
}

/** Writes a verdict on a user's own exercise. */
export function mark({ token }, exercise, correct) {
  return call('PATCH', `${SCORES}/scores`, { exercise_id: exercise, correct }, token);
}

/** Returns a token of a new service account that may write scores of others. */
export async function graderToken() {
  const admin = await logIn(ADMIN);
  const account = { name: newName('grader'), scopes: ['scores:write'] };
  const { client_id: id, client_secret: secret } = (await call('POST', `${USERS}/service-accounts`, account, admin)).data;
  const response = await fetch(`${USERS}/oauth/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  assert.equal(response.status, 200);
  return (await response.json()).access_token;
}

/** Writes verdicts of any users, in order, with at most one for each user and exercise in a batch. */
export async function grade(token, verdicts) {
  for (let rest = verdicts; rest.length; rest = rest.slice(1000)) {
    await call('PATCH', `${SCORES}/scores/batch`, { scores: rest.slice(0, 1000) }, token);
  }
}

/** Whether a learner of the class has solved an exercise, and after how many attempts; undefined if not tried. */
export function expected(number, exercise) {
  if (exercise > EXERCISES - Math.floor(((number - 1) * EXERCISES) / LEARNERS)) return undefined;
  const solved = (number + 3 * exercise) % 5 !== 0;
  return { solved, attempts: solved ? 1 + ((number + exercise) % 3) : 2 + (number % 5) };
}

/** The number of exercises that a learner of the class has solved. */
export function total(number) {
  let solved = 0;
  for (let exercise = 1; exercise <= EXERCISES; exercise++) solved += expected(number, exercise)?.solved ? 1 : 0;
  return solved;
}

/** Adds the class, if it does not exist. */
export async function prepareClass() {
  const { data } = await call('GET', `${SCORES}/scores/leaderboard?limit=100`);
  if (data.leaderboard.some(({ user_id: user }) => user === FIRST_USER)) return;
  const token = await graderToken();
  for (let attempt = 1; attempt <= 6; attempt++) {
    const verdicts = [];
    for (let number = 1; number <= LEARNERS; number++) {
      for (let exercise = 1; exercise <= EXERCISES; exercise++) {
        const { solved, attempts = 0 } = expected(number, exercise) ?? {};
        if (attempt <= attempts) {
          verdicts.push({ user_id: FIRST_USER + number - 1, exercise_id: exercise, correct: solved && attempt === attempts });
        }
      }
    }
    if (verdicts.length) await grade(token, verdicts);
  }
}

function required(variable) {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: see testing/web/run`);
  return value;
}

function base(variable) {
  return new URL(required(variable)).origin;
}
