// The own page: accounts, marking exercises, activity and rank, and what goes wrong.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { expectMessages, newPage } from './browser.js';
import { enterPassword, signInAs } from './pages.js';
import { call, mark, newName, PASSWORD, prepareClass, register, SCORES, USERS } from './services.js';

before(prepareClass);

test('a learner registers, signs out and signs in', async () => {
  const page = await newPage();
  const username = newName('grace');
  await page.goto(`${SCORES}/`);
  await page.getByRole('navigation').getByRole('link', { name: 'Me' }).click();
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByLabel('Username', { exact: true }).fill(username);
  await page.getByLabel('Email', { exact: true }).fill(`${username}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: username }).waitFor();
  await page.getByText('You have not tried an exercise yet.').waitFor();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: username }).waitFor();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.deepEqual(await stored(page), [], 'nothing is left in the browser');
  await enterPassword(page, username, PASSWORD);
  await page.getByRole('heading', { name: username }).waitFor();
});

test('a wrong password, a taken name and a short password are explained', async () => {
  const ada = await register('ada');
  const page = await newPage();
  await page.goto(`${SCORES}/?view=me`);
  await enterPassword(page, ada.email, 'not the password');
  await page.getByRole('alert').filter({ hasText: 'The name or the password is wrong.' }).waitFor();
  expectMessages(/status of 401/);

  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByLabel('Username', { exact: true }).fill(ada.username);
  await page.getByLabel('Email', { exact: true }).fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('alert').filter({ hasText: 'This username or email already has an account.' }).waitFor();
  expectMessages(/status of 400/);

  await page.getByLabel('Username', { exact: true }).fill(newName('ada'));
  await page.getByLabel('Email', { exact: true }).fill(`${newName('ada')}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('alert').filter({ hasText: 'Please check the marked fields.' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'password', 'the wrong field has the focus');
  expectMessages(/status of 400/);
});

test('too many attempts are explained, with the time to wait', async () => {
  const page = await newPage();
  await page.route('**/api/login', (route) =>
    route.fulfill({
      status: 429,
      headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After', 'Retry-After': '42' },
      json: { status: 'fail', message: 'Too many attempts.', code: 'too_many_attempts' },
    }),
  );
  await page.goto(`${SCORES}/?view=me`);
  await enterPassword(page, 'ada', PASSWORD);
  await page.getByText('Too many attempts. Try again in 42 seconds.').waitFor();
  expectMessages(/status of 429/);
});

test('a learner marks an exercise and sees attempts, activity and rank', async () => {
  const ada = await register('ada');
  const page = await newPage();
  await signInAs(page, ada);
  await page.getByLabel('Number or title').fill('no exercise');
  await page.getByRole('button', { name: 'Not solved' }).click();
  await page.getByText('Enter the number of an exercise or a title from the list.').waitFor();
  for (const [button, result] of [['Not solved', 'not solved, 1 attempt'], ['✓ Solved', 'solved after 2 attempts']]) {
    await page.getByLabel('Number or title').fill('7');
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByText(`Exercise 7: ${result}.`).waitFor();
  }
  const own = page.getByRole('table', { name: 'My exercises' });
  await own.getByRole('row').filter({ hasText: 'Exercise 7' }).getByText('solved after 2 attempts').waitFor();
  await own.getByRole('button', { name: '2 attempts at Exercise 7' }).click();
  await own.getByText('Attempt 1: not solved').waitFor();
  await own.getByText('Attempt 2: solved').waitFor();

  const figures = page.locator('dl.metrics');
  assert.match(await figures.innerText(), /Solved\s+1\s+Attempts\s+2\s+Current streak\s+1\s*day\s+Longest streak\s+1\s*day/);
  assert.match(await figures.innerText(), /Rank\s+\d+\s*of \d+/);
  await page.getByText('2 attempts on 1 day in the last 26 weeks.').waitFor();
  await page.getByText(/^1 solved(: more than \d+ ?% of all learners| so far)\.$/).waitFor();
});

test('a reload keeps the session, a new tab does not have it', async () => {
  const ada = await register('ada');
  const page = await newPage();
  await signInAs(page, ada);
  await page.reload();
  await page.getByRole('heading', { name: ada.username }).waitFor();
  const tab = await page.context().newPage();
  await tab.goto(`${SCORES}/?view=me`);
  await tab.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.deepEqual(await stored(page), ['scores.refresh_token'], 'no access token is stored');
});

test('an expired session is explained, and signing in again goes on', async () => {
  const ada = await register('ada');
  const page = await newPage();
  await signInAs(page, ada);
  await call('DELETE', `${USERS}/auth/sessions`, undefined, ada.token);
  await page.reload();
  await page.getByText('Your session has expired. Sign in again.').waitFor();
  expectMessages(/status of 40[01]/);
  await enterPassword(page, ada.email, PASSWORD);
  await page.getByRole('heading', { name: ada.username }).waitFor();
});

test('a session that expires while a page is open is explained', async () => {
  const ada = await register('ada');
  await mark(ada, 1, true);
  const page = await newPage();
  await signInAs(page, ada);
  for (const pattern of ['**/scores', '**/scores/user**', '**/oauth/token']) {
    await page.route(pattern, (route) =>
      route.fulfill({
        status: 401,
        headers: { 'Access-Control-Allow-Origin': '*' },
        json: { status: 'fail', message: 'Provide a valid auth token.', code: 'invalid_token' },
      }),
    );
  }
  await page.getByLabel('Number or title').fill('7');
  await page.getByRole('button', { name: '✓ Solved', exact: true }).click();
  await page.getByText('Your session has expired. Sign in again.').waitFor();
  await page.getByLabel('Username or email').waitFor();
  expectMessages(/status of 401/);
});

function stored(page) {
  return page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(document.cookie ? ['a cookie'] : [])]);
}
