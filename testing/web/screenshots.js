// Takes screenshots: see the program of this name. With arguments only of pages with these names.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const SCORES = process.env.SCORES_URL;
const TARGET = fileURLToPath(new URL('target/screenshots', import.meta.url));
const PASSWORD = process.env.DEMO_PASSWORD ?? 'demo-password';
const LEARNER = process.env.DEMO_LEARNER ?? 'alice.petrov@example.com';
const TEACHER = process.env.DEMO_TEACHER ?? 'teacher@example.com';
const HEIGHTS = { 1440: 900, 768: 1024, 320: 640 };

/** The signed-in user of each page, its address, and what is done before the picture is taken. */
const PAGES = {
  board: [null, './', (page) => page.locator('.state.live').waitFor()],
  replay: [null, './', replay],
  exercise: [null, './?exercise=20', ready],
  learner: [null, './?learner=3', ready],
  'sign-in': [null, './?view=me', ready],
  class: [TEACHER, './?view=class', ready],
  me: [LEARNER, './?view=me', ready],
  unknown: [null, './?exercise=4711', ready],
};

const wanted = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
mkdirSync(TARGET, { recursive: true });
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const [width, height] of Object.entries(HEIGHTS)) {
      const viewport = { width: Number(width), height };
      for (const user of [null, TEACHER, LEARNER]) {
        const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', reducedMotion: 'reduce' });
        context.setDefaultTimeout(60_000);
        const page = await context.newPage();
        if (user) await signIn(page, user);
        for (const [name, [owner, address, prepare]] of Object.entries(PAGES)) {
          if (owner !== user || (wanted.length && !wanted.includes(name))) continue;
          await page.goto(`${SCORES}/${address}`);
          await prepare(page);
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({ path: `${TARGET}/${name}-${width}-${colorScheme}.png`, fullPage: !/^(board|replay)$/.test(name) });
        }
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
}
console.log(TARGET);

async function signIn(page, user) {
  await page.goto(`${SCORES}/?view=me`);
  await page.getByLabel('Username or email').fill(user);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

async function ready(page) {
  await page.locator('main h1').first().waitFor();
  await page.getByText(/^Loading/).first().waitFor({ state: 'hidden' });
}

async function replay(page) {
  await page.getByRole('button', { name: 'Replay' }).click();
  const slider = page.getByRole('slider');
  for (let i = 0; i < 4; i++) await slider.press('PageDown');
}
