// Tests both documentation pages in a browser: see run.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const USERS = base('USERS_URL');
const SCORES = base('SCORES_URL');
const SCREENSHOTS = fileURLToPath(new URL('../../../target/browser', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const OTHER_HOST = 'https://other.example/';
const LAPTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const PASSWORD = 'a long enough password';

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
  const context = await newContext({ viewport: LAPTOP });
  const reader = await testUsersPage(await context.newPage());
  await testScoresPage(await context.newPage(), reader);
  await testUnreachableUsersService(await context.newPage());
  for (const service of [USERS, SCORES]) {
    await testOtherAddresses(await context.newPage(), service);
  }
  await testPolicy(await context.newPage());
  for (const colorScheme of ['light', 'dark']) {
    await testReading({ viewport: PHONE, colorScheme }, reader);
    await testReading({ viewport: LAPTOP, colorScheme }, reader);
  }
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

async function newContext(options) {
  const context = await browser.newContext(options);
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
  return context;
}

/** Registers, signs in and out, and reads the status through the page; returns the user's name and a token. */
async function testUsersPage(page) {
  await open(page, `${USERS}/docs`, 'Users API');
  await expectAllOperations(page, USERS);

  const username = `reader-${Date.now()}`;
  const email = `${username}@example.com`;
  const registered = await execute(page, 'POST', '/api/register', { body: { username, email, password: PASSWORD } });
  is(registered.status, 201, 'register');
  is(registered.body.username, username);
  is(registered.url, `${USERS}/api/register`, 'the service that served the page is called');

  is((await execute(page, 'GET', '/auth/status')).status, 403, 'without a token');
  expectMessages([403]);
  await page.locator('.opblock .authorization__btn').first().click();
  is(await focused(page), 'login', 'the lock of an operation leads to the form');
  is(await signIn(page, username, 'a wrong password'), 'Invalid credentials.', 'the reason of the users service');
  expectMessages([401]);
  for (const login of [email, username]) {
    holds((await signIn(page, login, PASSWORD)).startsWith(`Signed in as ${login} until `), 'signed in');
    is(await page.locator('.sign-in form').evaluateAll((forms) => forms.map((form) => form.checkVisibility())), [false, false]);
    const status = await execute(page, 'GET', '/auth/status');
    is([status.status, status.body.data.username], [200, username], 'with the token');
    await page.getByRole('button', { name: 'Sign out' }).click();
    is(await focused(page), 'login', 'signed out');
    is((await execute(page, 'GET', '/auth/status')).status, 403, 'without the token');
    expectMessages([403]);
  }

  const login = await execute(page, 'POST', '/api/login', { body: { username, password: PASSWORD } });
  const token = login.body.access_token;
  await useToken(page, token);
  is((await execute(page, 'GET', '/auth/status')).status, 200, 'with a token from elsewhere');

  // The page may call the other service, which has another origin.
  const scores = await fetched(page, `${SCORES}/scores/user`, token);
  is(scores, { status: 200, body: { status: 'success', data: { scores: [] } } }, 'the scores service');
  expectMessages([]);
  return { username, token };
}

async function testScoresPage(page, { username, token }) {
  await open(page, `${SCORES}/docs`, 'Scores API');
  await expectAllOperations(page, SCORES);
  is(await page.getByLabel('Users service').inputValue(), USERS, 'the users service is known');

  is((await execute(page, 'GET', '/scores/user')).status, 403, 'without a token');
  await signIn(page, username, PASSWORD);
  const payload = { exercise_id: 85, correct: true };
  const added = await execute(page, 'PATCH', '/scores', { body: payload });
  is(added.status, 201, 'upsert');
  is(added.body.message, 'New score was added!');
  is(added.url, `${SCORES}/scores`, 'the service that served the page is called');
  is((await execute(page, 'PATCH', '/scores', { body: payload })).status, 200, 'upsert again');

  await expectNothingStored(page);
  await page.reload();
  await page.locator('.opblock').first().waitFor();
  is((await execute(page, 'GET', '/scores/user')).status, 403, 'a reload forgets the token');
  await useToken(page, token);
  const mine = await execute(page, 'GET', '/scores/user');
  is(mine.status, 200, 'with a token');
  is(mine.body.data.scores, [added.body.data].map((score) => ({ ...score, updated_at: mine.body.data.scores[0].updated_at, attempts: 2 })));

  const me = await fetched(page, `${USERS}/auth/status`, token);
  is([me.status, me.body.status], [200, 'success'], 'the users service');
  expectMessages([403, 403]);
}

/** Where the browser cannot reach the users service, the reader can use a token. */
async function testUnreachableUsersService(page) {
  await open(page, `${SCORES}/docs`);
  for (const address of [`${OTHER_HOST}users`, 'http://localhost:1']) {
    await page.getByLabel('Users service').fill(address);
    is(await signIn(page, 'ada', PASSWORD), `This page cannot call a users service at ${address}. Use a token instead.`);
    holds(await page.getByLabel('Token', { exact: true }).isVisible(), 'a token can be entered');
  }
  is(violations.splice(0).map((what) => what.split(' ')[0]), ['connect-src'], 'the policy blocks the other host');
  messages.splice(0);
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

/** Opens and reads every operation of both pages, as on a laptop or a phone. */
async function testReading(options, { token }) {
  // Without transitions, whose colors are in between.
  const context = await newContext({ ...options, reducedMotion: 'reduce' });
  const page = await context.newPage();
  for (const [service, name, method, path] of [
    [USERS, 'users', 'GET', '/auth/status'],
    [SCORES, 'scores', 'GET', '/scores/user'],
  ]) {
    const form = `${name}-${options.viewport.width}-${options.colorScheme}`;
    await open(page, `${service}/docs`);
    holds((await page.locator('.sign-in').boundingBox()).y < 100, 'the page begins with signing in');
    await expectReadable(page, options, `${form}, closed`);
    await page.screenshot({ path: `${SCREENSHOTS}/${form}-closed.png`, fullPage: true });

    for (const block of await page.locator('.opblock').all()) {
      await block.locator('.opblock-summary-control').click();
      await block.locator('.opblock-body .responses-table').waitFor();
      const title = `${form}, ${await block.locator('[data-path]').innerText()}`;
      is(await prefilled(block), [], `optional parameters are empty: ${title}`);
      is(await block.locator('.headers:visible').count(), 0, `headers are closed: ${title}`);
      await expectBrief(page, block, options, title);
      await block.locator('.opblock-summary-control').click();
      await block.locator('.opblock-body').waitFor({ state: 'detached' });
    }

    await useToken(page, token);
    is((await execute(page, method, path)).status, 200);
    await expectBrief(page, operation(page, method, path), options, `${form}, executed`);
    await expectReadable(page, options, `${form}, executed`);
    await page.screenshot({ path: `${SCREENSHOTS}/${form}-executed.png`, fullPage: true });
  }
  expectMessages([]);
  await context.close();
}

/** An opened operation has at most two screens of a laptop and does not make the page scroll sideways. */
async function expectBrief(page, block, { viewport }, title) {
  if (viewport === LAPTOP) {
    const { height } = await block.boundingBox();
    holds(height <= 2 * LAPTOP.height, `${title} is ${height} px high`);
  }
  await expectNoOverflow(page, title);
}

async function expectNoOverflow(page, title) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.body.offsetWidth);
  is(overflow, 0, `${title} does not overflow sideways`);
}

/** The page has the colors that the reader prefers, with enough contrast; the form has no finding of axe. */
async function expectReadable(page, { colorScheme }, title) {
  await expectNoOverflow(page, title);
  const brightness = await page.evaluate(() =>
    [document.body, document.querySelector('.sign-in'), document.querySelector('.swagger-ui')].map((element) => {
      const [red, green, blue, alpha = 1] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g).map(Number);
      return alpha === 0 ? 'transparent' : Math.max(red, green, blue) < 64 ? 'dark' : Math.min(red, green, blue) > 192 ? 'light' : 'medium';
    }),
  );
  is(brightness.filter((kind) => kind !== 'transparent' && kind !== colorScheme), [], `${title} is ${colorScheme}`);
  await page.evaluate(AXE);
  const findings = await page.evaluate(async () => [
    ...(await window.axe.run({ runOnly: ['color-contrast'] })).violations,
    ...(await window.axe.run('.sign-in')).violations,
  ]);
  is(findings.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`), [], `${title} is accessible`);
}

/** Names of the optional parameters with a value. */
function prefilled(block) {
  return block.locator('tr[data-param-name]').evaluateAll((rows) =>
    rows
      .filter((row) => !row.querySelector('.required') && row.querySelector('input, select, textarea')?.value)
      .map((row) => row.dataset.paramName),
  );
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

/** Signs in by the form and returns what the page says. */
async function signIn(page, login, password) {
  await page.getByLabel('User name or email').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const status = page.locator('.sign-in [role=status]');
  await status.filter({ hasNotText: '…' }).filter({ hasText: '.' }).waitFor();
  return status.innerText();
}

async function useToken(page, token) {
  const details = page.locator('.sign-in details');
  if (!(await details.evaluate(({ open: isOpen }) => isOpen))) await details.locator('summary').click();
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.getByRole('button', { name: 'Use token' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

function focused(page) {
  return page.evaluate(() => document.activeElement.name);
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
  const shown = block.locator('.live-response');
  const status = shown.locator('.live-status strong', { hasText: String((await responded).status()) });
  await status.waitFor();
  const text = await shown.locator('.highlight-code > pre').first().innerText();
  return {
    status: Number(await status.innerText()),
    url: (await shown.locator('.live-status code').innerText()).replace(`${method} `, ''),
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

/** Expects no policy violation and only the console messages of these responses. */
function expectMessages(statuses) {
  is(violations.splice(0), [], 'no policy violation');
  is(
    messages.splice(0).map((line) => Number(line.match(/status of (\d+)/)?.[1]) || line),
    statuses,
  );
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
