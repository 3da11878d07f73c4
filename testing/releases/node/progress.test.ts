import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { createScoresClient, FailureCode, type ScoresSchemas } from "scores-client";

const SCORE = {
  id: 4,
  user_id: 7,
  exercise_id: 3,
  correct: true,
  created_at: "2026-11-20T20:25:31.105132Z",
  updated_at: "2026-11-20T20:25:31.105132Z",
};

// Accepts one token only.
const service = createServer((request, response) => {
  const isKnown = request.headers.authorization === "Bearer user-7";
  response.writeHead(isKnown ? 201 : 401, { "Content-Type": "application/json" });
  response.end(
    JSON.stringify(
      isKnown
        ? { status: "success", message: "New score was added!", data: SCORE }
        : { status: "error", message: "Invalid token.", code: "invalid_token" },
    ),
  );
});
await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
const baseUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
after(() => service.close());

test("a score is written", async () => {
  const scores = createScoresClient({ baseUrl, token: async () => "user-7" });
  const { data } = await scores.PATCH("/scores", { body: { exercise_id: 3, correct: true } });
  const score: ScoresSchemas["Score"] | undefined = data?.data;
  assert.deepEqual(score, SCORE);
});

test("an error has a code", async () => {
  const { error, response } = await createScoresClient({ baseUrl, token: "other" }).GET("/scores/user");
  assert.equal(response.status, 401);
  assert.equal(error?.code, FailureCode.invalid_token);
});
