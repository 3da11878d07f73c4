// What the example leaves out.
import assert from 'node:assert';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { startScoresFake } from 'scores-fake';

const list = async (scores, path = '/scores') => (await fetch(scores.url + path)).json();

test('demo scores are there after a reset', async () => {
  const scores = await startScoresFake({ seed: 8 });
  await scores.reset();
  assert.strictEqual((await list(scores)).data.scores.length, 61);
  await scores.close();
  await assert.rejects(list(scores));
});

test('a stream breaks off', async () => {
  const scores = await startScoresFake({ seed: 1 });
  await scores.fail({ brokenStream: true });
  await assert.rejects(list(scores));
  await scores.close();
});

test('an invalid fault is reported', async () => {
  const scores = await startScoresFake();
  await assert.rejects(scores.fail({ status: 200 }), /status/);
  await scores.close();
});

test('a program ends without closing the fake', async () => {
  const program =
    "import('scores-fake').then(m => m.startScoresFake()).then(scores => console.log(scores.url))";
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', program]);
  const url = stdout.trim();
  // The fake ends a moment later, when it notices that its input is closed.
  for (let up = true; up; ) {
    up = await fetch(`${url}/ping`).then(
      () => true,
      () => false,
    );
  }
});

test('a missing Java is reported', async () => {
  await assert.rejects(startScoresFake({ java: '/nowhere/java' }), /cannot be started/);
  await assert.rejects(startScoresFake({ jar: '/nowhere.jar' }), /ended with 1 before it served/);
});
