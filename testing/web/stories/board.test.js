// The board: reading, sorting, searching, following it live, and its replay.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { newPage, PHONE } from './browser.js';
import { cellOf, grid, openBoard, rowOf, shownNumbers, signInAs } from './pages.js';
import { expected, graderToken, grade, learner, mark, prepareClass, register, SCORES, total } from './services.js';

before(prepareClass);

test('without JavaScript the board is a table that can be read', async () => {
  const page = await newPage({ javaScriptEnabled: false });
  await page.goto(`${SCORES}/`);
  const table = page.getByRole('table');
  await table.waitFor();
  assert.ok((await table.locator('caption').innerText()).length > 0, 'the table has a caption');
  const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: learner(1), exact: true }) });
  assert.equal(await row.locator('td.total').innerText(), String(total(1)));
  assert.equal(await row.locator('td.cell').first().getAttribute('aria-label'), textOf(expected(1, 1)));
  assert.equal(await table.getByRole('link', { name: learner(1), exact: true }).getAttribute('href'), './?learner=1001');
  assert.ok(await page.getByRole('navigation').isVisible());
});

test('every learner has a rank, a total and a result for each exercise', async () => {
  const page = await newPage();
  await openBoard(page);
  for (const number of [1, 2, 3]) {
    const row = rowOf(page, learner(number));
    await row.waitFor();
    assert.equal(await row.locator('td.total').innerText(), String(total(number)));
    for (const exercise of [1, 2, 3, 4, 5]) {
      const label = await cellOf(page, learner(number), exercise).getAttribute('aria-label');
      assert.equal(label.replace(', first to solve', ''), textOf(expected(number, exercise)));
    }
  }
  const totals = await shownNumbers(page, 'td.total');
  assert.deepEqual(totals, [...totals].sort((a, b) => b - a), 'the best come first');
  const ranks = await shownNumbers(page, 'td.rank');
  ranks.forEach((rank, index) => assert.ok(rank === index + 1 || rank === ranks[index - 1], `ties share a rank: ${ranks}`));
});

test('each exercise shows its share and its first solver', async () => {
  const page = await newPage();
  await openBoard(page);
  const header = grid(page).getByRole('columnheader').filter({ has: page.getByRole('link', { name: 'Exercise 1', exact: true }) });
  assert.match(await header.innerText(), /\d+\s*%/);
  assert.ok((await page.locator('td.first-solver[aria-label$=", first to solve"]').count()) > 0);
});

test('the board is sorted by name and back', async () => {
  const page = await newPage();
  await openBoard(page);
  // The names of accounts appear a moment after the scores.
  const names = async () => (await grid(page).getByRole('rowheader').allInnerTexts()).filter((name) => /^Learner 1\d{3}$/.test(name));
  const byRank = await names();
  const header = grid(page).getByRole('columnheader').filter({ hasText: 'Learner' });
  await header.getByRole('button').click();
  const byName = await names();
  assert.deepEqual(byName, [...byName].sort(new Intl.Collator('en', { numeric: true }).compare));
  assert.notDeepEqual(byName, byRank);
  assert.equal(await header.getAttribute('aria-sort'), 'ascending');
  await header.getByRole('button').click();
  assert.equal(await header.getAttribute('aria-sort'), 'descending');
  await grid(page).getByRole('button', { name: 'Rank', exact: true }).click();
  assert.deepEqual(await names(), byRank);
});

test('a learner is found by a part of the name', async () => {
  const page = await newPage();
  await openBoard(page);
  const search = page.getByRole('searchbox', { name: 'Find a learner' });
  await search.fill('ARNER 1007');
  await page.getByText('1 learner', { exact: true }).waitFor();
  assert.deepEqual(await grid(page).getByRole('rowheader').allInnerTexts(), [learner(7)]);
  await search.fill('nobody');
  await page.getByText('No learner matches “nobody”.').waitFor();
  await search.fill('');
  await rowOf(page, learner(1)).waitFor();
});

test('exercises are ordered by difficulty', async () => {
  const page = await newPage();
  await openBoard(page);
  const shares = async () => (await grid(page).locator('th.exercise .share').allInnerTexts()).map((text) => parseInt(text, 10));
  await page.getByRole('combobox', { name: 'Exercises' }).selectOption('easiest first');
  const easiest = await shares();
  assert.deepEqual(easiest, [...easiest].sort((a, b) => b - a));
  await page.getByRole('combobox', { name: 'Exercises' }).selectOption('hardest first');
  const hardest = await shares();
  assert.deepEqual(hardest, [...hardest].sort((a, b) => a - b));
});

test('names and exercises stay in view', async () => {
  const page = await newPage({ viewport: PHONE });
  await openBoard(page);
  const scroll = page.locator('.board-scroll');
  const header = grid(page).locator('th.learner').first();
  const before = await header.boundingBox();
  await scroll.evaluate((element) => element.scrollTo(200, 300));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const after = await header.boundingBox();
  assert.ok(Math.abs(after.y - before.y) < 2, 'the header stays at the top');
  assert.ok(Math.abs(after.x - before.x) < 60 && after.x >= 0, `names stay at the left: ${before.x} ${after.x}`);
  assert.ok((await scroll.evaluate((element) => element.scrollTop)) > 0, 'it was scrolled');
});

test('a change in one browser appears in another and is marked', async () => {
  const ada = await register('ada');
  await mark(ada, 1, false);
  const page = await newPage();
  await openBoard(page);
  await page.getByRole('searchbox', { name: 'Find a learner' }).fill(ada.username);
  await rowOf(page, ada.username).waitFor();
  assert.equal(await cellOf(page, ada.username, 1).getAttribute('aria-label'), 'not solved, 1 attempt');

  const other = await newPage();
  await signInAs(other, ada);
  await other.getByLabel('Number or title').fill('1');
  const changed = cellOf(page, ada.username, 1).and(page.locator('.changed[aria-label^="solved after 2 attempts"]')).waitFor();
  await other.getByRole('button', { name: 'Solved', exact: false }).first().click();
  await changed;
  assert.equal(await rowOf(page, ada.username).locator('td.total').innerText(), '1');
  await page.getByText(`${ada.username} solved Exercise 1`).waitFor();
  await cellOf(page, ada.username, 1).and(page.locator(':not(.changed)')).waitFor();
});

test('the board counts what graders write while it is open', async () => {
  const page = await newPage();
  await openBoard(page);
  const user = 500_000 + Math.floor(Math.random() * 400_000);
  await grade(await graderToken(), [{ user_id: user, exercise_id: 2, correct: true }]);
  await page.getByRole('searchbox', { name: 'Find a learner' }).fill(`Learner ${user}`);
  await rowOf(page, `Learner ${user}`).waitFor();
  assert.match(await cellOf(page, `Learner ${user}`, 2).getAttribute('aria-label'), /^solved at the first attempt/);
});

test('the replay rebuilds the board at any moment', async () => {
  const page = await newPage();
  await openBoard(page);
  await page.getByRole('button', { name: 'Replay' }).click();
  const slider = page.getByRole('slider', { name: 'Moment' });
  await slider.waitFor();
  const now = await shownNumbers(page, 'td.total');
  assert.equal(now[0], Math.max(total(1), total(3)), 'the replay begins at the end');

  await slider.focus();
  await slider.press('Home');
  await page.locator('.state').filter({ hasText: 'Replay' }).waitFor();
  const start = await shownNumbers(page, 'td.total');
  assert.ok(sum(start) < sum(now), `less was solved at the beginning: ${sum(start)} ${sum(now)}`);

  await page.getByRole('combobox', { name: 'Speed' }).selectOption('8×');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.getByRole('button', { name: 'Play' }).waitFor();
  assert.deepEqual(await shownNumbers(page, 'td.total'), now, 'it plays to the end');

  await slider.press('PageDown');
  assert.ok((await slider.inputValue()) < (await slider.getAttribute('max')), 'keys move the moment');
  await page.getByRole('button', { name: 'Back to live' }).click();
  await page.getByText('Live', { exact: true }).waitFor();
  assert.equal(await page.getByRole('slider').count(), 0);
});

function textOf(result) {
  if (!result) return 'not tried';
  const { solved, attempts } = result;
  const count = `${attempts} attempt${attempts === 1 ? '' : 's'}`;
  return !solved ? `not solved, ${count}` : attempts === 1 ? 'solved at the first attempt' : `solved after ${count}`;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
