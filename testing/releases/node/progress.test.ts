import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { createScoresClient, FailureCode, type ScoresSchemas } from "scores-client";
import { startScoresFake } from "scores-fake";

const fake = await startScoresFake();
const scores = createScoresClient({ baseUrl: fake.url, token: () => fake.token(7) });
after(() => fake.close());
beforeEach(() => fake.reset());

test("a score is written and read", async () => {
  const written = await scores.PATCH("/scores", { body: { exercise_id: 3, correct: true } });
  const score: ScoresSchemas["Score"] | undefined = written.data?.data;
  assert.equal(score?.user_id, 7);
  const read = await scores.GET("/scores/user/exercise/{exercise_id}", { params: { path: { exercise_id: 3 } } });
  assert.deepEqual(read.data?.data, score);
});

test("an error has a code", async () => {
  await fake.fail({ status: 503 });
  const { error, response } = await scores.PATCH("/scores", { body: { exercise_id: 3, correct: true } });
  assert.equal(response.status, 503);
  assert.equal(error?.code, FailureCode.service_unavailable);
});
