import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attemptsToSolve, difficulties, inactive, median, overTime, stuck } from '../../../scores-web/src/main/web/statistics.js';

const NOW = Date.parse('2026-11-30T12:00:00Z');

/** A result as the store has it. */
function result({ correct = false, attempts = 1, toSolve = correct ? attempts : null, at = '2026-11-29T12:00:00.000000Z' }) {
  return { id: 1, correct, attempts, attemptsToSolve: toSolve, solvedAt: toSolve ? at : null, updatedAt: at };
}

/** @param {Record<number, Record<number, object>>} users */
const results = (users) =>
  new Map(
    Object.entries(users).map(([user, own]) => [
      Number(user),
      new Map(Object.entries(own).map(([exercise, one]) => [Number(exercise), result(one)])),
    ]),
  );

const event = (at, user, exercise, correct, type = 'updated') => ({
  type, at, score: { user_id: user, exercise_id: exercise, correct },
});

test('median of an even number of numbers is between the middle ones', () => {
  assert.equal(median([10, 1, 4, 2]), 3);
  assert.equal(median([10, 9, 1]), 9);
  assert.equal(median([]), null);
});

test('difficulty counts all learners, also those who have not tried', () => {
  const all = results({ 1: { 7: { correct: true } }, 2: { 7: { correct: true, attempts: 4 } }, 3: { 7: { attempts: 2 } }, 4: { 8: {} } });
  assert.deepEqual(difficulties(all, [7, 9]), [
    { exercise: 7, tried: 3, solved: 2, firstTry: 1, share: 0.5, median: 2.5 },
    { exercise: 9, tried: 0, solved: 0, firstTry: 0, share: 0, median: null },
  ]);
});

test('difficulty without learners is zero', () => {
  assert.equal(difficulties(new Map(), [7])[0].share, 0);
});

test('attempts to solve are those before the first solve, and many share the last number', () => {
  const all = results({
    1: { 7: { correct: true, attempts: 5, toSolve: 2 }, 8: { correct: true } },
    2: { 7: { correct: true, attempts: 40 }, 8: { attempts: 3 } },
  });
  assert.deepEqual(attemptsToSolve(all), [1, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
  assert.deepEqual(attemptsToSolve(all, 7), [0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
});

test('stuck is who needs five attempts and more than the median', () => {
  const all = results({
    1: { 7: { attempts: 5 }, 8: { attempts: 4 }, 9: { attempts: 6 } },
    2: { 7: { correct: true, attempts: 4 }, 9: { correct: true, attempts: 6 } },
    3: { 7: { attempts: 8, toSolve: 3 } },
    4: { 10: { attempts: 9 } },
  });
  const found = stuck(all, difficulties(all, [7, 8, 9, 10])).map(({ user, exercise, median }) => [user, exercise, median]);
  assert.deepEqual(found, [[4, 10, null], [1, 7, 4]]);
});

test('inactive is who has not written for so many whole days', () => {
  const all = results({
    1: { 7: { at: '2026-11-01T12:00:00.000000Z' }, 8: { correct: true, at: '2026-11-16T12:00:00.000000Z' } },
    2: { 7: { at: '2026-11-16T12:00:01.000000Z' } },
    3: { 7: { at: '2026-10-30T12:00:00.000000Z' } },
  });
  assert.deepEqual(inactive(all, 14, NOW), [
    { user: 3, lastAt: '2026-10-30T12:00:00.000000Z', silence: 31, solved: 0 },
    { user: 1, lastAt: '2026-11-16T12:00:00.000000Z', silence: 14, solved: 1 },
  ]);
});

test('development goes down when a score is no longer correct or is removed', () => {
  const events = [
    event('2026-11-20T10:00:00.000000Z', 1, 7, true, 'added'),
    event('2026-11-22T10:00:00.000000Z', 2, 7, true, 'added'),
    event('2026-11-24T10:00:00.000000Z', 1, 7, false),
    event('2026-11-26T10:00:00.000000Z', 2, 7, undefined, 'removed'),
    event('2026-11-28T10:00:00.000000Z', 1, 7, true),
  ];
  const counts = overTime(events, new Map(), NOW, ({ count }) => count).map(({ value }) => value);
  assert.deepEqual(counts.filter((value, index) => value !== counts[index - 1]), [1, 2, 1, 0, 1]);
  const last = overTime(events, new Map(), NOW, ({ totals }) => Object.fromEntries(totals)).at(-1);
  assert.deepEqual(last?.value, { 1: 1, 2: 0 });
});

test('development counts solves that are older than the log from its beginning', () => {
  const all = results({ 1: { 7: { correct: true, at: '2026-10-01T10:00:00.000000Z' } }, 2: { 7: { at: '2026-10-02T10:00:00.000000Z' } } });
  const events = [event('2026-11-20T10:00:00.000000Z', 2, 8, true, 'added')];
  assert.deepEqual(overTime(events, all, NOW, ({ count }) => count)[0].value, 2);
  assert.deepEqual(overTime(events, all, NOW, ({ totals }) => Object.fromEntries(totals)).at(-1)?.value, { 1: 1, 2: 1 });
});

test('development of an exercise ignores the others', () => {
  const events = [
    event('2026-11-29T10:00:00.000000Z', 1, 7, true, 'added'),
    event('2026-11-29T11:00:00.000000Z', 1, 8, true, 'added'),
  ];
  assert.equal(overTime(events, new Map(), NOW, ({ count }) => count, 8).at(-1)?.value, 1);
});

test('moments are ends of days, and finer for a short log', () => {
  const since = (at) => overTime([event(at, 1, 7, true)], new Map(), NOW, ({ count }) => count).map((point) => new Date(point.at));
  assert.equal(since('2026-11-30T11:00:00.000000Z').length, 97);
  const long = overTime(
    [event('2026-10-01T10:00:00.000000Z', 1, 7, true), event('2026-11-30T10:00:00.000000Z', 1, 8, true)],
    new Map(), NOW, ({ count }) => count,
  ).map((point) => new Date(point.at));
  assert.equal(long.length, 62);
  assert.ok(long.slice(1, -1).every((moment) => moment.getHours() === 0 && moment.getMinutes() === 0));
});

test('there is no development without events', () => {
  assert.deepEqual(overTime([], new Map(), NOW, () => 0), []);
});
