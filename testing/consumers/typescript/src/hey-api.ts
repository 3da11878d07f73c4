/** The life of a score and each of its errors, by a client of hey-api. Throws when a response is not as expected. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { createClient } from "../target/hey-api/scores/client/index.js";
import {
  getScore,
  listAttempts,
  listOwnScores,
  listScoreChanges,
  removeScore,
  updateScore,
  upsertScore,
} from "../target/hey-api/scores/sdk.gen.js";
import type { Failure } from "../target/hey-api/scores/types.gen.js";
import { createClient as createUsersClient } from "../target/hey-api/users/client/index.js";
import { logIn, register } from "../target/hey-api/users/sdk.gen.js";

const PASSWORD = "correct horse battery";
const { USERS_URL = "", SCORES_URL = "" } = process.env;

const clientOf = (baseUrl: string, token: string) => createClient({ baseUrl, auth: () => token });

type Result<T, E> = { data?: T; error?: E; response?: Response };

/** Returns the data of a success. */
function dataOf<T>(status: number, result: Result<T, unknown>): NonNullable<T> {
  assert.equal(result.response?.status, status, JSON.stringify(result.error));
  return result.data ?? assert.fail("no data");
}

/** Returns the typed error of a failure. Waits as long as Retry-After says, which a 503 must have. */
async function failureOf(status: number, result: Result<unknown, Failure>): Promise<Failure> {
  assert.equal(result.response?.status, status);
  if (status === 503) {
    await setTimeout(1000 * Number(result.response.headers.get("Retry-After") ?? assert.fail("no Retry-After")));
  }
  return result.error ?? assert.fail("no error");
}

const users = createUsersClient({ baseUrl: USERS_URL });
const username = `hey-api-${randomUUID()}`;
const account = { username, email: `${username}@example.com`, password: PASSWORD };
const user = dataOf(201, await register({ client: users, body: account }));
const token = dataOf(200, await logIn({ client: users, body: { username, password: PASSWORD } })).access_token;

const client = clientOf(SCORES_URL, token);

const score = dataOf(201, await upsertScore({ client, body: { exercise_id: 1, correct: false } })).data;
assert.deepEqual([score.user_id, score.correct], [user.id, false]);
dataOf(200, await upsertScore({ client, body: { exercise_id: 1, correct: false } }));

const path = { score_id: score.id };
const read = await getScore({ client, path });
const tag = read.response?.headers.get("ETag") ?? assert.fail("no ETag");
assert.equal(dataOf(200, read).data.created_at, score.created_at);

dataOf(201, await upsertScore({ client, body: { exercise_id: 2, correct: true } }));
dataOf(201, await upsertScore({ client, body: { exercise_id: 3, correct: true } }));
const first = dataOf(200, await listOwnScores({ client, query: { limit: 2 } })).data;
const after = first.next ?? assert.fail("no next page");
const last = dataOf(200, await listOwnScores({ client, query: { limit: 2, after } })).data;
assert.deepEqual([first.scores.length, last.scores.length, last.next], [2, 1, undefined]);

const headers = { "If-Match": tag };
const body = { exercise_id: 1, correct: true };
const updated = dataOf(200, await updateScore({ client, path, headers, body })).data;
assert.deepEqual([updated.correct, updated.attempts_to_solve], [true, 3]);
const stale = await failureOf(412, await updateScore({ client, path, headers, body }));
assert.equal(stale.code, "score_has_changed");

const unknown = await failureOf(404, await getScore({ client, path: { score_id: Number.MAX_SAFE_INTEGER } }));
assert.equal(unknown.code, "score_does_not_exist");

const rejected = await failureOf(401, await listOwnScores({ client: clientOf(SCORES_URL, "rejected") }));
assert.equal(rejected.code, "invalid_token");

const invalid = await failureOf(400, await upsertScore({ client, body: { exercise_id: 0, correct: true } }));
assert.equal(invalid.code, "invalid_payload");
assert.equal(invalid.errors?.[0]?.pointer, "/exercise_id");

const retried = clientOf(`${SCORES_URL}/unavailable-once/hey-api`, token);
const unavailable = await failureOf(503, await getScore({ client: retried, path }));
assert.equal(unavailable.code, "service_unavailable");
assert.deepEqual(dataOf(200, await getScore({ client: retried, path })).data, updated);

const { attempts } = dataOf(200, await listAttempts({ client, path })).data;
assert.deepEqual(attempts.map(({ number, correct }) => [number, correct]), [[3, true], [2, false], [1, false]]);
const latest = dataOf(200, await listScoreChanges({ client, query: { after: "latest" } })).data;
assert.deepEqual(latest.events, []);

dataOf(200, await removeScore({ client, path }));
const removed = await failureOf(404, await removeScore({ client, path }));
assert.equal(removed.code, "score_does_not_exist");
console.log(`life of score ${score.id}; errors 412, 404, 401, 400, 503`);
