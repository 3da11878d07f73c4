// A browser that records what must not happen: requests to other hosts, console messages and policy violations.
import assert from 'node:assert/strict';
import { after, afterEach } from 'node:test';
import { chromium } from 'playwright-core';
import { SCORES, USERS } from './services.js';

export const LAPTOP = { width: 1440, height: 900 };
export const PHONE = { width: 320, height: 640 };

const ORIGINS = new Set([SCORES, USERS].map((address) => new URL(address).origin));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    // Requests to other hosts fail at name resolution and are recorded below.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  ],
});

const contexts = [];
let requests = 0;
let strange = [];

/** A page of its own in a browser in English on a laptop, unless the options say otherwise. */
export async function newPage(options = {}) {
  const context = await browser.newContext({ viewport: LAPTOP, locale: 'en-GB', ...options });
  contexts.push(context);
  // Generous, because machines of CI are slow.
  context.setDefaultTimeout(Number(process.env.STORY_TIMEOUT ?? 60_000));
  await context.exposeFunction('recordViolation', (violation) => strange.push(violation));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      window.recordViolation(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`),
    );
  });
  context.on('request', (request) => {
    requests++;
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && !ORIGINS.has(origin)) strange.push(`request: ${request.url()}`);
  });
  context.on('console', (message) => strange.push(`${message.type()}: ${message.text()} ${message.location().url}`));
  context.on('weberror', (error) => strange.push(`error: ${error.error().stack}`));
  return context.newPage();
}

/** Pages may also send requests to this origin, that of a proxy. */
export function allowOrigin(address) {
  ORIGINS.add(new URL(address).origin);
}

/** Takes back what this story provokes: the browser itself reports failed requests on the console. */
export function expectMessages(...patterns) {
  for (const pattern of patterns) {
    assert.ok(strange.some((line) => pattern.test(line)), `${pattern} is not in ${strange.join('\n')}`);
    strange = strange.filter((line) => !pattern.test(line));
  }
}

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  const found = strange;
  strange = [];
  assert.deepEqual(found, []);
});

after(async () => {
  await browser.close();
  assert.ok(requests > 0, 'requests were recorded');
});
