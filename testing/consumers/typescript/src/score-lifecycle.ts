/**
 * Adds, updates, upserts, lists and reads scores through clients with types generated from the contracts, against the
 * services at USERS_URL and SCORES_URL. Throws when a response is not as expected.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import createClient from "openapi-fetch";
import { type components, FailureCode, type paths as Scores } from "../target/generated/scores.js";
import type { paths as Users } from "../target/generated/users.js";

type Score = components["schemas"]["Score"];
type Failure = components["schemas"]["Failure"];

const EXERCISES = 2500;
const PAGE_SIZE = 1000;
const CONCURRENCY = 16;

function log(step: string) {
  console.log(`typescript  ${step}`);
}

function setting(name: string): string {
  return process.env[name] ?? assert.fail(`${name} is not set`);
}

/** Returns the data of a success; throws the error of a failure. */
function dataOf<T>(result: { data?: T; error?: unknown; response: Response }): T {
  return result.data ?? assert.fail(`${result.response.status}: ${JSON.stringify(result.error)}`);
}

/** Returns the error of a response that must be 400. */
function failureOf(result: { error?: Failure; response: Response }): Failure {
  assert.equal(result.response.status, 400);
  return result.error ?? assert.fail("expected an error");
}

// The second type argument narrows responses to JSON, because the contract has other representations, too.
const users = createClient<Users, "application/json">({ baseUrl: setting("USERS_URL") });
const username = `typescript-${randomUUID()}`;
const password = "correct horse battery";
const registered = dataOf(
  await users.POST("/api/register", { body: { username, email: `${username}@example.com`, password } }),
);
const token = dataOf(await users.POST("/api/login", { body: { username, password } }));
log(`registered and logged in as user ${registered.id}`);

const scores = createClient<Scores, "application/json">({
  baseUrl: setting("SCORES_URL"),
  headers: { Authorization: `Bearer ${token.access_token}` },
});

const added = await scores.POST("/scores", { body: { exercise_id: 1, correct: false } });
assert.equal(added.response.status, 201);
const score: Score = dataOf(added).data;
assert.deepEqual([score.user_id, score.exercise_id, score.correct], [registered.id, 1, false]);
log(`added score ${score.id}`);

const second = await scores.POST("/scores", { body: { exercise_id: 1, correct: true } });
const duplicate = failureOf(second);
assert.equal(duplicate.code, FailureCode.score_already_exists);
log(`second score rejected: ${duplicate.code}`);

const updated = dataOf(
  await scores.PUT("/scores/{score_id}", {
    params: { path: { score_id: score.id } },
    body: { exercise_id: 1, correct: true },
  }),
).data;
assert.deepEqual({ ...updated, updated_at: score.updated_at }, { ...score, correct: true });
assert(updated.updated_at >= score.updated_at);
const other = await scores.PUT("/scores/{score_id}", {
  params: { path: { score_id: score.id } },
  body: { exercise_id: 2, correct: true },
});
assert.equal(failureOf(other).code, FailureCode.score_does_not_exist);
log(`updated score ${score.id}`);

const first = await scores.PATCH("/scores", { body: { exercise_id: 2, correct: false } });
const again = await scores.PATCH("/scores", { body: { exercise_id: 2, correct: true } });
assert.deepEqual([first.response.status, again.response.status], [201, 200]);
assert.deepEqual([dataOf(again).data.id, dataOf(again).data.correct], [dataOf(first).data.id, true]);
log(`upserted score ${dataOf(again).data.id} twice`);

let exercise = 3;
async function upsertNext() {
  while (exercise <= EXERCISES) {
    const exercise_id = exercise++;
    dataOf(await scores.PATCH("/scores", { body: { exercise_id, correct: exercise_id % 2 === 0 } }));
  }
}
await Promise.all(Array.from({ length: CONCURRENCY }, upsertNext));

const found: Score[] = [];
const sizes: number[] = [];
let next: string | undefined;
do {
  const query = { limit: PAGE_SIZE, ...(next === undefined ? {} : { after: next }) };
  const page = dataOf(await scores.GET("/scores/user", { params: { query } })).data;
  found.push(...page.scores);
  sizes.push(page.scores.length);
  next = page.next;
} while (next !== undefined);
assert.deepEqual(sizes, [1000, 1000, 500]);
assert(found.every((it, at) => at === 0 || found[at - 1]!.id < it.id));
assert.equal(new Set(found.map((it) => it.exercise_id)).size, EXERCISES);
log(`paged through ${found.length} scores: ${sizes}`);

const ofExercise = dataOf(
  await scores.GET("/scores/exercise/{exercise_id}", {
    params: { path: { exercise_id: 77 }, query: { user_id: registered.id } },
  }),
).data;
const mine = dataOf(
  await scores.GET("/scores/user/exercise/{exercise_id}", { params: { path: { exercise_id: 77 } } }),
).data;
assert.deepEqual(ofExercise.scores, [mine]);
assert.equal(mine.correct, false);
log(`read score ${mine.id} by its exercise`);
