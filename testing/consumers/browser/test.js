// Tests both documentation pages in a browser: see run.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const USERS = base('USERS_URL');
const SCORES = base('SCORES_URL');
const SCREENSHOTS = fileURLToPath(new URL('../../../target/browser', import.meta.url));
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const OTHER_HOST = 'https://other.example/';

let assertions = 0;
const is = (actual, expected, message) => (assertions++, assert.deepEqual(actual, expected, message));
const holds = (condition, message) => (assertions++, assert.ok(condition, message));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    // Requests to other hosts are recorded below and fail at name resolution.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  ],
});

/** Requests, console messages and policy violations of the pages, in order. */
const requests = [];
const messages = [];
const violations = [];

try {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  // Generous, because CI machines are slow.
  context.setDefaultTimeout(120_000);
  await context.exposeFunction('recordViolation', (violation) => violations.push(violation));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      window.recordViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`),
    );
  });
  context.on('request', (request) => requests.push(request.url()));
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') messages.push(message.text());
  });
  context.on('weberror', (error) => messages.push(String(error.error())));

  const token = await testUsersPage(await context.newPage());
  await testScoresPage(await context.newPage(), token);
  for (const service of [USERS, SCORES]) {
    await testOtherAddresses(await context.newPage(), service);
  }
  await testPolicy(await context.newPage());
} catch (error) {
  console.error(`${requests.length} requests; messages: ${messages.join('\n')}; violations: ${violations.join('\n')}`);
  throw error;
} finally {
  await browser.close();
}

is(requests.filter((url) => !isLocal(url)), [], 'no request left the machine');
holds(requests.length > 30, 'requests were seen');
console.log(`${assertions} assertions passed; ${requests.length} requests, none of which left the machine`);
console.log(`screenshots: ${SCREENSHOTS}`);

/** Registers, logs in, authorises and reads the status through the page; returns the token. */
async function testUsersPage(page) {
  await open(page, `${USERS}/docs`, 'Users API');
  await expectAllOperations(page, USERS);
  await screenshot(page, 'users');

  const username = `reader-${Date.now()}`;
  const password = 'a long enough password';
  const registered = await execute(page, 'POST', '/api/register', {
    body: { username, email: `${username}@example.com`, password },
  });
  is(registered.status, 201, 'register');
  is(registered.body.username, username);
  is(registered.url, `${USERS}/api/register`, 'the service that served the page is called');
  const login = await execute(page, 'POST', '/api/login', { body: { username, password } });
  is(login.status, 200, 'log in');
  const token = login.body.access_token;

  is((await execute(page, 'GET', '/auth/status')).status, 403, 'without a token');
  await authorise(page, token);
  const status = await execute(page, 'GET', '/auth/status');
  is(status.status, 200, 'with the token');
  is(status.body.data.username, username);
  await screenshotOf(page, 'GET', '/auth/status', 'users-executed');

  // The page may call the other service, which has another origin.
  const scores = await fetched(page, `${SCORES}/scores/user`, token);
  is(scores, { status: 200, body: { status: 'success', data: { scores: [] } } }, 'the scores service');
  expectMessages(['the 403 above']);
  return token;
}

async function testScoresPage(page, token) {
  await open(page, `${SCORES}/docs`, 'Scores API');
  await expectAllOperations(page, SCORES);
  await screenshot(page, 'scores');

  is((await execute(page, 'GET', '/scores/user')).status, 403, 'without a token');
  await authorise(page, token);
  const payload = { exercise_id: 85, correct: true };
  const added = await execute(page, 'PATCH', '/scores', { body: payload });
  is(added.status, 201, 'upsert');
  is(added.body.message, 'New score was added!');
  is(added.url, `${SCORES}/scores`, 'the service that served the page is called');
  await screenshotOf(page, 'PATCH', '/scores', 'scores-executed');
  is((await execute(page, 'PATCH', '/scores', { body: payload })).status, 200, 'upsert again');

  await expectNothingStored(page);
  await page.reload();
  await page.locator('.opblock').first().waitFor();
  is((await execute(page, 'GET', '/scores/user')).status, 403, 'a reload forgets the token');
  await authorise(page, token);
  const mine = await execute(page, 'GET', '/scores/user');
  is(mine.status, 200, 'with the token again');
  is(mine.body.data.scores, [added.body.data].map((score) => ({ ...score, updated_at: mine.body.data.scores[0].updated_at })));

  const me = await fetched(page, `${USERS}/auth/status`, token);
  is([me.status, me.body.status], [200, 'success'], 'the users service');
  expectMessages(['the 403 without a token', 'the 403 after the reload']);
}

/** The page keeps the token in memory only. */
async function expectNothingStored(page) {
  is(
    await page.evaluate(async () => ({
      localStorage: Object.keys(localStorage),
      sessionStorage: Object.keys(sessionStorage),
      cookie: document.cookie,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
    })),
    { localStorage: [], sessionStorage: [], cookie: '', databases: 0, caches: 0 },
    'the token is stored nowhere',
  );
}

/** The page calls the host name by which it was opened. */
async function testOtherAddresses(page, service) {
  const other = new URL(service);
  other.hostname = other.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  for (const root of [service, other.origin]) {
    await open(page, `${root}/docs/`);
    const pong = await execute(page, 'GET', '/ping');
    is([pong.status, pong.url], [200, `${root}/ping`]);
  }
  const sibling = service === USERS ? SCORES : USERS;
  is((await fetched(page, `${sibling}/ping`)).status, 200, 'the other service under another host name');
  expectMessages([]);
}

/** The page blocks other hosts and inline scripts. This also shows that the recorders work. */
async function testPolicy(page) {
  await open(page, `${SCORES}/docs`);
  is(await fetched(page, OTHER_HOST), { status: 'blocked' });
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    document.body.setAttribute('onclick', 'window.ran = true');
    document.body.click();
  });
  is(await page.evaluate(() => window.ran), undefined, 'no inline script runs');
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
  is(
    violations.splice(0).map((what) => what.split(' ').slice(0, 2).join(' ')),
    [`connect-src ${OTHER_HOST}`, 'script-src-elem inline', 'script-src-attr inline'],
    'violations are recorded',
  );
  holds(messages.splice(0).length >= 3, 'the console is recorded');
}

async function open(page, url, title) {
  const response = await page.goto(url);
  is(response.status(), 200, url);
  if (title) is(await page.title(), title);
  await page.locator('.opblock').first().waitFor();
  is(await page.locator('.errors-wrapper, .loading-container .failed-config').count(), 0, 'no error is shown');
}

async function expectAllOperations(page, service) {
  const contract = await (await fetch(`${service}/openapi.yaml`)).text();
  const operations = contract.match(/^ +operationId:/gm).length;
  is(await page.locator('.opblock').count(), operations, 'every operation of the contract');
  const first = await page.locator('.servers select option').first().getAttribute('value');
  is(first, service, 'the first server is the one that served the page');
}

async function authorise(page, token) {
  await page.locator('.auth-wrapper .btn.authorize').click();
  await page.locator('.auth-container input').fill(token);
  await page.locator('.auth-btn-wrapper .btn.authorize').click();
  await page.locator('.auth-btn-wrapper', { hasText: 'Logout' }).waitFor();
  await page.locator('.auth-btn-wrapper .btn-done').click();
}

function operation(page, method, path) {
  return page.locator(`.opblock-${method.toLowerCase()}`, {
    has: page.locator(`.opblock-summary-path[data-path="${path}"]`),
  });
}

/** Expands the operation, enters the payload, presses "Execute" and returns the response that the page shows. */
async function execute(page, method, path, { body } = {}) {
  const block = operation(page, method, path);
  if ((await block.locator('.opblock-body').count()) === 0) {
    await block.locator('.opblock-summary-control').click();
  }
  if (body) await block.locator('textarea.body-param__text').fill(JSON.stringify(body));
  const responded = page.waitForResponse(
    (response) => response.request().method() === method && response.request().resourceType() === 'fetch',
  );
  await block.locator('.btn.execute').click();
  await (await responded).finished();
  const shown = block.locator('.live-responses-table .response');
  const status = String((await responded).status());
  await shown.locator('.response-col_status', { hasText: status }).waitFor();
  const text = await shown.locator('.highlight-code > pre').first().innerText();
  return {
    status: Number((await shown.locator('.response-col_status').innerText()).trim().slice(0, 3)),
    url: (await block.locator('.request-url pre').innerText()).trim(),
    body: JSON.parse(text),
  };
}

/** Fetches from a script of the page, under its policy and the CORS settings of the service. */
function fetched(page, url, token) {
  return page.evaluate(
    async ([address, bearer]) => {
      try {
        const response = await fetch(address, bearer ? { headers: { Authorization: `Bearer ${bearer}` } } : {});
        return { status: response.status, body: await response.json() };
      } catch {
        return { status: 'blocked' };
      }
    },
    [url, token],
  );
}

/** Expects no policy violation and one console message for each expected error. */
function expectMessages(failures) {
  is(violations.splice(0), [], 'no policy violation');
  const found = messages.splice(0);
  is(found.length, failures.length, found.join('\n'));
  holds(found.every((line) => line.includes('status of 403')), found.join('\n'));
}

async function screenshot(page, name) {
  await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, fullPage: true });
}

async function screenshotOf(page, method, path, name) {
  await operation(page, method, path).screenshot({ path: `${SCREENSHOTS}/${name}.png` });
}

function isLocal(url) {
  const { protocol, hostname } = new URL(url);
  return protocol === 'data:' || protocol === 'blob:' || LOOPBACK.has(hostname);
}

function base(variable) {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} must be the address of the service, such as http://localhost:5001`);
  return new URL(value).origin;
}
