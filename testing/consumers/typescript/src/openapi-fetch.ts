/**
 * The life of a score and each of its errors, by openapi-fetch with types of openapi-typescript. Throws when a response is
 * not as expected.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import createClient from "openapi-fetch";
import { type components, FailureCode, type paths as Scores } from "../target/openapi-typescript/scores.js";
import type { paths as Users } from "../target/openapi-typescript/users.js";

type Failure = components["schemas"]["Failure"];

const PASSWORD = "correct horse battery";
const { USERS_URL = "", SCORES_URL = "" } = process.env;

// The second type argument narrows responses to JSON, because the contract has other representations, too.
const clientOf = (baseUrl: string, token: string) =>
  createClient<Scores, "application/json">({ baseUrl, headers: { Authorization: `Bearer ${token}` } });

/** Returns the data of a success. */
function dataOf<T>(status: number, result: { data?: T; error?: unknown; response: Response }): T {
  assert.equal(result.response.status, status, JSON.stringify(result.error));
  return result.data ?? assert.fail("no data");
}

/** Returns the typed error of a failure. Waits as long as Retry-After says, which a 503 must have. */
async function failureOf(status: number, result: { error?: Failure; response: Response }): Promise<Failure> {
  assert.equal(result.response.status, status);
  if (status === 503) {
    await setTimeout(1000 * Number(result.response.headers.get("Retry-After") ?? assert.fail("no Retry-After")));
  }
  return result.error ?? assert.fail("no error");
}

const users = createClient<Users, "application/json">({ baseUrl: USERS_URL });
const username = `openapi-fetch-${randomUUID()}`;
const account = { username, email: `${username}@example.com`, password: PASSWORD };
const user = dataOf(201, await users.POST("/api/register", { body: account }));
const token = dataOf(200, await users.POST("/api/login", { body: { username, password: PASSWORD } })).access_token;

const scores = clientOf(SCORES_URL, token);

const score = dataOf(201, await scores.PATCH("/scores", { body: { exercise_id: 1, correct: false } })).data;
assert.deepEqual([score.user_id, score.correct], [user.id, false]);
dataOf(200, await scores.PATCH("/scores", { body: { exercise_id: 1, correct: false } }));

const path = { score_id: score.id };
const read = await scores.GET("/scores/{score_id}", { params: { path } });
const tag = read.response.headers.get("ETag") ?? assert.fail("no ETag");
assert.equal(dataOf(200, read).data.created_at, score.created_at);

dataOf(201, await scores.PATCH("/scores", { body: { exercise_id: 2, correct: true } }));
dataOf(201, await scores.PATCH("/scores", { body: { exercise_id: 3, correct: true } }));
const first = dataOf(200, await scores.GET("/scores/user", { params: { query: { limit: 2 } } })).data;
const after = first.next ?? assert.fail("no next page");
const last = dataOf(200, await scores.GET("/scores/user", { params: { query: { limit: 2, after } } })).data;
assert.deepEqual([first.scores.length, last.scores.length, last.next], [2, 1, undefined]);

const conditional = { path, header: { "If-Match": tag } };
const body = { exercise_id: 1, correct: true };
const updated = dataOf(200, await scores.PUT("/scores/{score_id}", { params: conditional, body })).data;
assert.deepEqual([updated.correct, updated.attempts_to_solve], [true, 3]);
const stale = await failureOf(412, await scores.PUT("/scores/{score_id}", { params: conditional, body }));
assert.equal(stale.code, FailureCode.score_has_changed);

const elsewhere = { path: { score_id: Number.MAX_SAFE_INTEGER } };
const unknown = await failureOf(404, await scores.GET("/scores/{score_id}", { params: elsewhere }));
assert.equal(unknown.code, FailureCode.score_does_not_exist);

const rejected = await failureOf(401, await clientOf(SCORES_URL, "rejected").GET("/scores/user"));
assert.equal(rejected.code, FailureCode.invalid_token);

const invalid = await failureOf(400, await scores.PATCH("/scores", { body: { exercise_id: 0, correct: true } }));
assert.equal(invalid.code, FailureCode.invalid_payload);
assert.equal(invalid.errors?.[0]?.pointer, "/exercise_id");

const retried = clientOf(`${SCORES_URL}/unavailable-once/openapi-fetch`, token);
const unavailable = await failureOf(503, await retried.GET("/scores/{score_id}", { params: { path } }));
assert.equal(unavailable.code, FailureCode.service_unavailable);
assert.deepEqual(dataOf(200, await retried.GET("/scores/{score_id}", { params: { path } })).data, updated);

const { attempts } = dataOf(200, await scores.GET("/scores/{score_id}/attempts", { params: { path } })).data;
assert.deepEqual(attempts.map(({ number, correct }) => [number, correct]), [[3, true], [2, false], [1, false]]);
const latest = dataOf(200, await scores.GET("/scores/changes", { params: { query: { after: "latest" } } })).data;
assert.deepEqual(latest.events, []);

dataOf(200, await scores.DELETE("/scores/{score_id}", { params: { path } }));
const removed = await failureOf(404, await scores.DELETE("/scores/{score_id}", { params: { path } }));
assert.equal(removed.code, FailureCode.score_does_not_exist);
console.log(`life of score ${score.id}; errors 412, 404, 401, 400, 503`);
