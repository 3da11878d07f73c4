import assert from 'node:assert';
import { after, beforeEach, test } from 'node:test';
import { startScoresFake } from 'scores-fake';
import { markSolved } from './progress.js';

const scores = await startScoresFake();
after(() => scores.close());
beforeEach(() => scores.reset());

test('rejected writes are repeated', async () => {
  await scores.fail({ status: 503, method: 'PATCH' });
  assert.ok(await markSolved(scores.url, scores.token(7), 85));
});
