import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columns, ranking } from '../../../scores-web/src/main/web/ranking.js';
import { Replay, olderThan } from '../../../scores-web/src/main/web/replay.js';

const solved = (second) => ({
  id: 1, correct: true, attempts: 1, attemptsToSolve: 1,
  solvedAt: `2026-11-20T10:00:0${second}.000000Z`, updatedAt: `2026-11-20T10:00:0${second}.000000Z`,
});

test('users with the same total and last solve share a rank', () => {
  const results = new Map([
    [4, new Map([[7, solved(5)]])],
    [3, new Map([[7, solved(3)]])],
    [2, new Map([[8, solved(3)]])],
    [1, new Map([[7, solved(1)], [8, solved(9)]])],
    [5, new Map([[7, { ...solved(1), correct: false }]])],
  ]);
  assert.deepEqual(ranking(results).map(({ user, rank, total }) => [user, rank, total]), [
    [1, 1, 2], [2, 2, 1], [3, 2, 1], [4, 4, 1], [5, 5, 0],
  ]);
  assert.deepEqual(columns(results).get(7), { correct: 3, tried: 4, firstUser: 1, firstAt: '2026-11-20T10:00:01.000000Z' });
});

test('of several first solvers the one with the lowest id is marked', () => {
  const results = new Map([5, 2, 4].map((user) => [user, new Map([[7, solved(3)]])]));
  assert.equal(columns(results).get(7).firstUser, 2);
});

test('replay shows the same moment whichever way it is reached', () => {
  const start = Date.parse('2026-11-20T10:00:00Z');
  let seed = 7;
  const random = (below) => (seed = (seed * 16_807) % 2_147_483_647) % below;
  const events = Array.from({ length: 400 }, (_, index) => {
    const at = new Date(start + index * 1000).toISOString();
    const score = { id: 1, user_id: random(5), exercise_id: random(4) };
    return random(5) === 0
      ? { type: 'removed', sequence: index, at, score }
      : { type: 'updated', sequence: index, at, score: { ...score, correct: random(2) === 0, attempts: index, updated_at: at } };
  });
  const there = new Replay();
  there.append(events);
  for (let move = 0; move < 100; move++) {
    const position = random(events.length);
    there.seek(start + position * 1000);
    const fresh = new Replay();
    fresh.append(events.slice(0, position + 1));
    fresh.seek(Infinity);
    assert.deepEqual(plain(there.results), plain(fresh.results));
  }
});

test('replay begins with what is older than the log', () => {
  const results = new Map([[1, new Map([[7, solved(1)], [8, solved(5)]])], [2, new Map([[7, solved(6)]])]]);
  const events = [[1, 8, 5], [2, 7, 6]].map(([user, exercise, second], index) => ({
    type: 'added', sequence: index, at: solved(second).updatedAt,
    score: { id: 1, user_id: user, exercise_id: exercise, correct: true, attempts: 1, updated_at: solved(second).updatedAt },
  }));
  const replay = new Replay(olderThan(events[0].at, results));
  replay.append(events);
  assert.deepEqual(Object.keys(plain(replay.results)), ['1']);
  replay.seek(Infinity);
  assert.equal(replay.results.get(1).size, 2);
  replay.seek(0);
  assert.deepEqual(plain(replay.results), { 1: { 7: solved(1) } });
});

/** Without the order, in which users and exercises were inserted. */
const plain = (results) =>
  Object.fromEntries([...results].map(([user, own]) => [user, Object.fromEntries(own)]));
