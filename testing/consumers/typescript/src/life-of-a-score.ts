/**
 * The whole life of a score through clients that are typed by the contract, against the services at USERS_URL and
 * SCORES_URL. Throws at the first surprise.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import createClient from "openapi-fetch";
import { type components, FailureCode, type paths as Scores } from "../target/generated/scores.js";
import type { paths as Users } from "../target/generated/users.js";

type Score = components["schemas"]["Score"];
type Failure = components["schemas"]["Failure"];

const MANY = 2500;
const PAGE = 1000;
const AT_ONCE = 16;

function say(what: string) {
  console.log(`typescript  ${what}`);
}

function setting(name: string): string {
  return process.env[name] ?? assert.fail(`${name} is not set`);
}

/** The data of a success; a failure is thrown with the contract's code. */
function dataOf<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  return answer.data ?? assert.fail(`${answer.response.status}: ${JSON.stringify(answer.error)}`);
}

/** The failure of an answer that must be one, typed by the contract. */
function refusalOf(answer: { error?: Failure; response: Response }): Failure {
  assert.equal(answer.response.status, 400);
  return answer.error ?? assert.fail("It was not refused");
}

// Of the representations that the contract offers, JSON: the types are narrowed to it.
const users = createClient<Users, "application/json">({ baseUrl: setting("USERS_URL") });
const username = `typescript-${randomUUID()}`;
const password = "correct horse battery";
const registered = dataOf(
  await users.POST("/api/register", { body: { username, email: `${username}@example.com`, password } }),
);
const token = dataOf(await users.POST("/api/login", { body: { username, password } }));
say(`registered and logged in as user ${registered.id}`);

const scores = createClient<Scores, "application/json">({
  baseUrl: setting("SCORES_URL"),
  headers: { Authorization: `Bearer ${token.access_token}` },
});

const added = await scores.POST("/scores", { body: { exercise_id: 1, correct: false } });
assert.equal(added.response.status, 201);
const score: Score = dataOf(added).data;
assert.deepEqual([score.user_id, score.exercise_id, score.correct], [registered.id, 1, false]);
say(`added score ${score.id}`);

const second = await scores.POST("/scores", { body: { exercise_id: 1, correct: true } });
const refusal = refusalOf(second);
assert.equal(refusal.code, FailureCode.score_already_exists);
say(`was refused a second one: ${refusal.code}`);

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
assert.equal(refusalOf(other).code, FailureCode.score_does_not_exist);
say(`updated score ${score.id}`);

const first = await scores.PATCH("/scores", { body: { exercise_id: 2, correct: false } });
const again = await scores.PATCH("/scores", { body: { exercise_id: 2, correct: true } });
assert.deepEqual([first.response.status, again.response.status], [201, 200]);
assert.deepEqual([dataOf(again).data.id, dataOf(again).data.correct], [dataOf(first).data.id, true]);
say(`upserted score ${dataOf(again).data.id} twice`);

let exercise = 3;
async function upsertSome() {
  while (exercise <= MANY) {
    const exercise_id = exercise++;
    dataOf(await scores.PATCH("/scores", { body: { exercise_id, correct: exercise_id % 2 === 0 } }));
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, upsertSome));

const found: Score[] = [];
const sizes: number[] = [];
let next: string | undefined;
do {
  const query = { limit: PAGE, ...(next === undefined ? {} : { after: next }) };
  const page = dataOf(await scores.GET("/scores/user", { params: { query } })).data;
  found.push(...page.scores);
  sizes.push(page.scores.length);
  next = page.next;
} while (next !== undefined);
assert.deepEqual(sizes, [1000, 1000, 500]);
assert(found.every((it, at) => at === 0 || found[at - 1]!.id < it.id));
assert.equal(new Set(found.map((it) => it.exercise_id)).size, MANY);
say(`paged through ${found.length} scores: ${sizes}`);

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
say(`read score ${mine.id} by its exercise`);
