import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { createScoresClient, FailureCode, type ScoresSchemas } from "scores-client";
import { startScoresFake } from "scores-fake";

const fake = await startScoresFake();
after(() => fake.close());
beforeEach(() => fake.reset());

test("a score is written", async () => {
  const scores = createScoresClient({ baseUrl: fake.url, token: async () => fake.token(7) });
  const { data } = await scores.PATCH("/scores", { body: { exercise_id: 3, correct: true } });
  const score: ScoresSchemas["Score"] | undefined = data?.data;
  assert.deepEqual([score?.user_id, score?.exercise_id, score?.correct], [7, 3, true]);
});

test("an error has a code", async () => {
  const { error, response } = await createScoresClient({ baseUrl: fake.url, token: "other" }).GET("/scores/user");
  assert.equal(response.status, 401);
  assert.equal(error?.code, FailureCode.invalid_token);
});

test("an outage has a code", async () => {
  await fake.fail({ status: 503 });
  const { error } = await createScoresClient({ baseUrl: fake.url }).GET("/scores");
  assert.equal(error?.code, FailureCode.service_unavailable);
});
