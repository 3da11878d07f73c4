// Around the app: a service that stops and comes back, proxies, two origins, and its policy.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { allowOrigin, expectMessages, newPage } from './browser.js';
import { cellOf, openBoard, rowOf, signInAs } from './pages.js';
import { pathProxy, tcpProxy } from './proxy.js';
import { learner, mark, prepareClass, register, SCORES, USERS } from './services.js';

before(prepareClass);

test('a service that stops and comes back is explained, and nothing is missed', async () => {
  const ada = await register('ada');
  await mark(ada, 1, false);
  const proxy = await tcpProxy(SCORES);
  allowOrigin(proxy.url);
  const page = await newPage();
  await openBoard(page, `${proxy.url}/`);
  await page.getByRole('searchbox', { name: 'Find a learner' }).fill(ada.username);
  await rowOf(page, ada.username).waitFor();
  await proxy.stop();
  await page.getByText('The service does not respond. The page shows the last known state and reconnects by itself.').waitFor();
  assert.ok(await rowOf(page, ada.username).isVisible(), 'the board stays');
  await mark(ada, 1, true);
  await proxy.start();
  await page.getByText('Live', { exact: true }).waitFor();
  await cellOf(page, ada.username, 1).and(page.locator('[aria-label^="solved after 2 attempts"]')).waitFor();
  assert.equal(await page.getByText('The service does not respond.').count(), 0);
  await proxy.stop();
  await page.close();
  expectMessages(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE/);
});

test('a mark that the service cannot take is explained and can be repeated', async () => {
  const ada = await register('ada');
  const proxy = await tcpProxy(SCORES);
  allowOrigin(proxy.url);
  const page = await newPage();
  await signInAs(page, ada, `${proxy.url}/`);
  await proxy.stop();
  await page.getByLabel('Number or title').fill('5');
  await page.getByRole('button', { name: '✓ Solved', exact: true }).click();
  await page.getByText('The service does not respond.').first().waitFor();
  assert.equal(await page.getByLabel('Number or title').inputValue(), '5', 'what was entered is kept');
  await proxy.start();
  await page.getByRole('button', { name: '✓ Solved', exact: true }).click();
  await page.getByText('Exercise 5: solved at the first attempt.').waitFor();
  await proxy.stop();
  await page.close();
  expectMessages(/ERR_/);
});

test('a busy service is explained with the time to wait', async () => {
  const page = await newPage();
  await page.route('**/scores/changes?**', (route) =>
    route.fulfill({ status: 503, headers: { 'Retry-After': '7' }, json: { status: 'error', message: 'Busy.', code: 'busy' } }),
  );
  await page.goto(`${SCORES}/`);
  await page.getByText('The service is busy or unavailable. Try again in 7 seconds.').waitFor();
  expectMessages(/status of 503/);
});

test('the app works below a path, with the users service on another origin', async () => {
  const proxy = await pathProxy({ '/school/scores': SCORES });
  allowOrigin(proxy.url);
  const page = await newPage();
  try {
    await openBoard(page, `${proxy.url}/school/scores/`);
    await rowOf(page, learner(1)).getByRole('link').click();
    await page.waitForURL(/\/school\/scores\/\?learner=1001$/);
    await page.getByRole('heading', { name: learner(1), exact: true }).waitFor();
    const ada = await register('ada');
    const signedIn = page.waitForRequest(`${USERS}/api/login`);
    await signInAs(page, ada, `${proxy.url}/school/scores/`);
    await signedIn;
    await page.getByRole('link', { name: 'API documentation' }).click();
    await page.waitForURL(/\/school\/scores\/docs\/?$/);
  } finally {
    await page.close();
    proxy.close();
  }
});

test('the policy allows no other scripts and no other hosts', async () => {
  const page = await newPage();
  const response = await page.goto(`${SCORES}/`);
  const policy = response.headers()['content-security-policy'];
  assert.match(policy, /script-src 'self'(;|$)/);
  assert.match(policy, /style-src 'self'(;|$)/);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    return fetch('https://other.example/').catch(() => {});
  });
  assert.equal(await page.evaluate(() => window.ran), undefined);
  await page.waitForFunction(() => true);
  expectMessages(/policy: script-src/, /policy: connect-src https:\/\/other\.example/, /^error: /);
});

test('modules and styles are cached for ever, the document is not', async () => {
  const page = await newPage();
  const responses = [];
  page.on('response', (response) => responses.push(response));
  await openBoard(page);
  const caching = (response) => response.headers()['cache-control'];
  const [document] = responses;
  assert.match(caching(document), /no-cache/);
  const assets = responses.filter((response) => /\/web\/[0-9a-f]+\//.test(response.url()));
  assert.ok(assets.length > 5);
  for (const asset of assets) assert.equal(caching(asset), 'public, max-age=31536000, immutable', asset.url());
  const sizes = await Promise.all(assets.map((asset) => asset.request().sizes()));
  const total = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  assert.ok(total < 60 * 1024, `${total} bytes`);
});
