// Opens both documentation pages in a real browser and does with them what a person would: see run.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const USERS = base('USERS_URL');
const SCORES = base('SCORES_URL');
const PICTURES = fileURLToPath(new URL('../../../target/browser', import.meta.url));
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const ELSEWHERE = 'https://elsewhere.example/';

let assertions = 0;
const is = (actual, expected, what) => (assertions++, assert.deepEqual(actual, expected, what));
const holds = (truth, what) => (assertions++, assert.ok(truth, what));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    // What would go elsewhere is seen below, and gets no further than its name.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  ],
});

/** All that the pages asked for, complained about and were forbidden, in the order in which it came. */
const requests = [];
const complaints = [];
const forbidden = [];

try {
  mkdirSync(PICTURES, { recursive: true });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  // A machine may be slow; what never comes must still end.
  context.setDefaultTimeout(120_000);
  await context.exposeFunction('recordForbidden', (what) => forbidden.push(what));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      window.recordForbidden(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`),
    );
  });
  context.on('request', (request) => requests.push(request.url()));
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  context.on('weberror', (fault) => complaints.push(String(fault.error())));

  const token = await theUsersPage(await context.newPage());
  await theScoresPage(await context.newPage(), token);
  for (const service of [USERS, SCORES]) {
    await everyAddressOfThePage(await context.newPage(), service);
  }
  await nothingElseIsAllowed(await context.newPage());
} catch (fault) {
  console.error(`${requests.length} requests; complaints: ${complaints.join('\n')}; forbidden: ${forbidden.join('\n')}`);
  throw fault;
} finally {
  await browser.close();
}

is(requests.filter((url) => !isHere(url)), [], 'no request left the machine');
holds(requests.length > 30, 'requests were seen');
console.log(`${assertions} assertions passed; ${requests.length} requests, none of which left the machine`);
console.log(`pictures: ${PICTURES}`);

/** Registers, logs in, authorises and asks who one is, all through the page; gives the token. */
async function theUsersPage(page) {
  await open(page, `${USERS}/docs`, 'Users API');
  await everyOperationIsShown(page, USERS);
  await picture(page, 'users');

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
  await pictureOf(page, 'GET', '/auth/status', 'users-executed');

  // Across the ports: this page may call the other service.
  const scores = await fetched(page, `${SCORES}/scores/user`, token);
  is(scores, { status: 200, body: { status: 'success', data: { scores: [] } } }, 'the scores service');
  asExpected(['the answer 403 above']);
  return token;
}

async function theScoresPage(page, token) {
  await open(page, `${SCORES}/docs`, 'Scores API');
  await everyOperationIsShown(page, SCORES);
  await picture(page, 'scores');

  is((await execute(page, 'GET', '/scores/user')).status, 403, 'without a token');
  await authorise(page, token);
  const payload = { exercise_id: 85, correct: true };
  const added = await execute(page, 'PATCH', '/scores', { body: payload });
  is(added.status, 201, 'upsert');
  is(added.body.message, 'New score was added!');
  is(added.url, `${SCORES}/scores`, 'the service that served the page is called');
  await pictureOf(page, 'PATCH', '/scores', 'scores-executed');
  is((await execute(page, 'PATCH', '/scores', { body: payload })).status, 200, 'upsert again');

  await nothingIsStored(page);
  await page.reload();
  await page.locator('.opblock').first().waitFor();
  is((await execute(page, 'GET', '/scores/user')).status, 403, 'a reload forgets the token');
  await authorise(page, token);
  const mine = await execute(page, 'GET', '/scores/user');
  is(mine.status, 200, 'with the token again');
  is(mine.body.data.scores, [added.body.data].map((score) => ({ ...score, updated_at: mine.body.data.scores[0].updated_at })));

  const me = await fetched(page, `${USERS}/auth/status`, token);
  is([me.status, me.body.status], [200, 'success'], 'the users service');
  asExpected(['the answer 403 before the token', 'the answer 403 after the reload']);
}

/** The token is in the page's memory only. */
async function nothingIsStored(page) {
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

/** Whatever name and path the page is opened by, it works and calls what it was opened at. */
async function everyAddressOfThePage(page, service) {
  const other = new URL(service);
  other.hostname = other.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  for (const root of [service, other.origin]) {
    await open(page, `${root}/docs/`);
    const pong = await execute(page, 'GET', '/ping');
    is([pong.status, pong.url], [200, `${root}/ping`]);
  }
  const sibling = service === USERS ? SCORES : USERS;
  is((await fetched(page, `${sibling}/ping`)).status, 200, 'by another name of this machine');
  asExpected([]);
}

/** Also shows that what the recorders above must not see, they would see. */
async function nothingElseIsAllowed(page) {
  await open(page, `${SCORES}/docs`);
  is(await fetched(page, ELSEWHERE), { status: 'refused' });
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
    forbidden.splice(0).map((what) => what.split(' ').slice(0, 2).join(' ')),
    [`connect-src ${ELSEWHERE}`, 'script-src-elem inline', 'script-src-attr inline'],
    'what is forbidden is recorded',
  );
  holds(complaints.splice(0).length >= 3, 'the console is recorded');
}

async function open(page, url, title) {
  const answer = await page.goto(url);
  is(answer.status(), 200, url);
  if (title) is(await page.title(), title);
  await page.locator('.opblock').first().waitFor();
  is(await page.locator('.errors-wrapper, .loading-container .failed-config').count(), 0, 'no error is shown');
}

async function everyOperationIsShown(page, service) {
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

/** Expands the operation, fills its payload in, presses "Execute" and reads what the page then shows. */
async function execute(page, method, path, { body } = {}) {
  const block = operation(page, method, path);
  if ((await block.locator('.opblock-body').count()) === 0) {
    await block.locator('.opblock-summary-control').click();
  }
  if (body) await block.locator('textarea.body-param__text').fill(JSON.stringify(body));
  const answered = page.waitForResponse(
    (answer) => answer.request().method() === method && answer.request().resourceType() === 'fetch',
  );
  await block.locator('.btn.execute').click();
  await (await answered).finished();
  const shown = block.locator('.live-responses-table .response');
  const status = String((await answered).status());
  await shown.locator('.response-col_status', { hasText: status }).waitFor();
  const text = await shown.locator('.highlight-code > pre').first().innerText();
  return {
    status: Number((await shown.locator('.response-col_status').innerText()).trim().slice(0, 3)),
    url: (await block.locator('.request-url pre').innerText()).trim(),
    body: JSON.parse(text),
  };
}

/** What a script of that page gets, over the policy of the page and the CORS of the service. */
function fetched(page, url, token) {
  return page.evaluate(
    async ([address, bearer]) => {
      try {
        const answer = await fetch(address, bearer ? { headers: { Authorization: `Bearer ${bearer}` } } : {});
        return { status: answer.status, body: await answer.json() };
      } catch {
        return { status: 'refused' };
      }
    },
    [url, token],
  );
}

/** Nothing was forbidden, and the console complained about what was meant to fail and nothing else. */
function asExpected(failures) {
  is(forbidden.splice(0), [], 'nothing that the page needs is forbidden');
  const heard = complaints.splice(0);
  is(heard.length, failures.length, heard.join('\n'));
  holds(heard.every((line) => line.includes('status of 403')), heard.join('\n'));
}

async function picture(page, name) {
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

async function pictureOf(page, method, path, name) {
  await operation(page, method, path).screenshot({ path: `${PICTURES}/${name}.png` });
}

function isHere(url) {
  const { protocol, hostname } = new URL(url);
  return protocol === 'data:' || protocol === 'blob:' || LOOPBACK.has(hostname);
}

function base(variable) {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} says where the service runs, such as http://localhost:5001`);
  return new URL(value).origin;
}
