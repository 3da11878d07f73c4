// The page of a teacher, and the pages of exercises and learners.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { newPage } from './browser.js';
import { grid, openBoard, rowOf, signInAs } from './pages.js';
import { expected, learner, prepareClass, register, registerTeacher, SCORES, total } from './services.js';

before(prepareClass);

test('a teacher sees how the class is doing', async () => {
  const page = await newPage();
  await signInAs(page, await registerTeacher());
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Class' }).click();
  await page.getByRole('heading', { name: 'Class', exact: true }).waitFor();
  await page.getByText(/^Hardest so far: Exercise \d+, solved by \d+ ?% of the learners\.$/).waitFor();
  await page.getByRole('heading', { name: 'Share solved over time' }).waitFor();
  await page.getByText(/^[\d,.]+ solves: \d+ ?% at the first attempt\.$/).waitFor();
  const stuck = page.getByRole('table', { name: 'Stuck' });
  assert.ok((await stuck.getByRole('row').count()) > 1, 'somebody is stuck');
  await page.getByText('No learner has been inactive for that long.').waitFor();
  assert.ok((await page.getByRole('table', { name: 'Hardest exercises' }).getByRole('row').count()) > 10);
});

test('a teacher saves a table as CSV', async () => {
  const page = await newPage();
  await signInAs(page, await registerTeacher());
  await page.goto(`${SCORES}/?view=class`);
  await page.getByRole('heading', { name: 'Hardest exercises' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Hardest exercises as CSV' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'exercises.csv');
  const [head, ...rows] = (await readFile(await download.path(), 'utf8')).replace(/^\uFEFF/, '').trim().split(/\r?\n/);
  assert.match(head, /^"?Exercise"?,"?Solved"?,/);
  assert.ok(rows.length >= 12 && rows.every((row) => /^"?Exercise \d+"?,\d+,/.test(row)), rows.join('\n'));
});

test('a learner is told that the page is for teachers', async () => {
  const page = await newPage();
  await page.goto(`${SCORES}/?view=class`);
  await page.getByRole('heading', { name: 'For teachers' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Username or email').waitFor();
  await signInAs(page, await register('ada'));
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Class' }).click();
  await page.getByText("Your account is not a teacher's.").waitFor();
});

test('an exercise has a page with an address', async () => {
  const page = await newPage();
  await openBoard(page);
  await grid(page).getByRole('link', { name: 'Exercise 2', exact: true }).click();
  await page.waitForURL(/\?exercise=2$/);
  await page.getByRole('heading', { name: 'Exercise 2', exact: true }).waitFor();
  assert.match(await page.title(), /Exercise 2/);
  assert.match(await page.locator('dl.metrics').innerText(), /Solved by\s+\d+\s*of \d+/);
  const shared = await newPage();
  await shared.goto(page.url());
  const results = shared.getByRole('table', { name: 'Results' });
  await results.waitFor();
  assert.ok((await results.getByRole('row').count()) > 10);
  await page.goBack();
  await grid(page).waitFor();
});

test('a learner has a page with an address', async () => {
  const page = await newPage();
  await openBoard(page);
  await rowOf(page, learner(2)).getByRole('link', { name: learner(2), exact: true }).click();
  await page.waitForURL(/\?learner=1002$/);
  await page.getByRole('heading', { name: learner(2), exact: true }).waitFor();
  await page.getByText(new RegExp(`^${learner(2)} has solved ${total(2)}; the class median is `)).waitFor();
  const results = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Exercises' }) }).getByRole('listitem');
  for (const exercise of [1, 2]) {
    const own = results.filter({ has: page.getByRole('link', { name: `Exercise ${exercise}`, exact: true }) });
    assert.equal((await own.innerText()).includes('not solved'), !expected(2, exercise).solved, `exercise ${exercise}`);
  }
});

test('addresses of unknown exercises and learners are explained', async () => {
  const page = await newPage();
  await page.goto(`${SCORES}/?exercise=987654`);
  await page.getByRole('heading', { name: 'There is no exercise 987654 here' }).waitFor();
  await page.goto(`${SCORES}/?learner=987654321`);
  await page.getByRole('heading', { name: 'There is no learner 987654321 here' }).waitFor();
});
