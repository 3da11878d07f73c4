// For everybody: keyboard, languages, small screens, print, reduced motion, both schemes, and axe on each page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { expectMessages, LAPTOP, newPage, PHONE } from './browser.js';
import { findings, grid, openBoard, overflow, rowOf, signInAs } from './pages.js';
import { learner, mark, prepareClass, register, registerTeacher, SCORES } from './services.js';

const texts = JSON.parse(readFileSync(new URL('../../../scores-web/src/main/web/text/de.json', import.meta.url)));

before(prepareClass);

const PAGES = { board: './', me: './?view=me', class: './?view=class', exercise: './?exercise=2', learner: './?learner=1002' };

test('the board is used by keyboard alone', async () => {
  const page = await newPage();
  await openBoard(page);
  const focused = () =>
    page.evaluate(() => {
      const cell = document.activeElement.closest('td, th');
      return cell && [Number(cell.parentElement.ariaRowIndex), Number(cell.ariaColIndex)];
    });
  for (let i = 0; i < 20 && !(await focused()); i++) await page.keyboard.press('Tab');
  assert.deepEqual(await focused(), [2, 4], 'Tab reaches the first result');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await focused(), [3, 5]);
  await page.keyboard.press('Home');
  assert.deepEqual(await focused(), [3, 1]);
  await page.keyboard.press('Control+End');
  const rows = Number(await grid(page).getAttribute('aria-rowcount'));
  const columns = Number(await grid(page).getAttribute('aria-colcount'));
  assert.deepEqual(await focused(), [rows, columns]);
  await page.keyboard.press('PageUp');
  assert.ok((await focused())[0] < rows);
  await page.keyboard.press('Control+Home');
  assert.deepEqual(await focused(), [1, 1]);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const header = grid(page).getByRole('columnheader').filter({ hasText: 'Learner' });
  assert.equal(await header.getAttribute('aria-sort'), 'ascending', 'Enter sorts');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), null, 'Tab leaves the board');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowDown');
  const name = await page.evaluate(() => document.activeElement.closest('td, th').textContent);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name, exact: true }).waitFor();
});

test('an account is made and an exercise marked by keyboard alone', async () => {
  const ada = await register('ada');
  const page = await newPage();
  await page.goto(`${SCORES}/?view=me`);
  await page.getByLabel('Username or email').focus();
  await page.keyboard.type(ada.username);
  await page.keyboard.press('Tab');
  await page.keyboard.type(ada.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: ada.username }).waitFor();
  await page.getByLabel('Number or title').focus();
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await page.getByText('Exercise 3: solved at the first attempt.').waitFor();
});

test('a German browser gets German texts', async () => {
  const page = await newPage({ locale: 'de-AT' });
  await page.goto(`${SCORES}/`);
  await page.getByRole('searchbox').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
  await page.getByRole('searchbox', { name: texts['board.search'] }).waitFor();
  await page.getByRole('link', { name: texts['nav.me'], exact: true }).click();
  await page.getByRole('heading', { name: texts['sign_in.title'] }).waitFor();
  const first = await newPage({ locale: 'de-AT', javaScriptEnabled: false });
  await first.goto(`${SCORES}/`);
  assert.equal(await first.locator('html').getAttribute('lang'), 'de', 'also before scripts run');
  await first.getByText(texts['nav.board'], { exact: true }).waitFor();
});

test('another language falls back to English', async () => {
  const page = await newPage({ locale: 'fi-FI' });
  await openBoard(page);
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
});

for (const colorScheme of ['light', 'dark']) {
  for (const viewport of [LAPTOP, PHONE]) {
    test(`each page is accessible in ${colorScheme} at ${viewport.width} px`, async () => {
      // Without transitions, whose colours are in between.
      const page = await newPage({ colorScheme, viewport, reducedMotion: 'reduce' });
      await page.goto(`${SCORES}/?view=me`);
      await page.getByLabel('Username or email').waitFor();
      await check('sign-in');
      await signInAs(page, await registerTeacher());
      for (const [name, address] of Object.entries(PAGES)) {
        await page.goto(`${SCORES}/${address}`);
        await page.locator('scores-board .board, scores-me h1, scores-class h1, scores-exercise h1, scores-learner h1').first().waitFor();
        await check(name);
      }
      await page.goto(`${SCORES}/?exercise=987654`);
      await page.locator('main h1').waitFor();
      await check('unknown exercise');
      await openBoard(page);
      await page.getByRole('button', { name: 'Replay' }).click();
      await page.getByRole('slider', { name: 'Moment' }).waitFor();
      await check('replay');

      async function check(name) {
        assert.deepEqual(await findings(page), [], `axe on ${name}`);
        assert.equal(await overflow(page), 0, `${name} does not scroll sideways`);
        const [red, green, blue] = await page.evaluate(() =>
          [document.body, document.documentElement]
            .map((element) => getComputedStyle(element).backgroundColor.match(/[\d.]+/g).map(Number))
            .find(([, , , alpha = 1]) => alpha > 0),
        );
        assert.equal(Math.max(red, green, blue) < 96 ? 'dark' : 'light', colorScheme, name);
      }
    });
  }
}

test('the board before scripts is accessible', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await newPage({ colorScheme });
    await page.route('**/*.js', (route) => route.abort());
    await page.goto(`${SCORES}/`);
    await page.getByRole('table').waitFor();
    assert.deepEqual(await findings(page), []);
    assert.equal(await overflow(page), 0);
  }
  expectMessages(/Failed to load resource/);
});

test('with reduced motion nothing moves', async () => {
  const ada = await register('ada');
  const page = await newPage({ reducedMotion: 'reduce' });
  await mark(ada, 1, false);
  await openBoard(page);
  await page.getByRole('searchbox', { name: 'Find a learner' }).fill(ada.username);
  await rowOf(page, ada.username).waitFor();
  // The mark of a change is there for two seconds only.
  const changed = page.locator('td.changed').first().waitFor();
  await mark(ada, 1, true);
  await changed;
  const moving = await page.evaluate(() => document.getAnimations().map((one) => one.effect?.getComputedTiming().duration));
  assert.deepEqual(moving.filter((duration) => duration > 10), []);
});

test('all learners are printed on one page', async () => {
  const page = await newPage();
  await openBoard(page);
  const pdf = (await page.pdf({ landscape: true, format: 'A4' })).toString('latin1');
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await rowOf(page, learner(30)).waitFor();
});
