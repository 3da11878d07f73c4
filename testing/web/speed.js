// Measures the board: see the program of this name.
import { chromium } from 'playwright-core';
import { grade, graderToken, SCORES } from './stories/services.js';

const LEARNERS = 500;
const EXERCISES = 100;
const LOADS = 5;
const STEPS = 200;

await fill();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const loads = [];
  for (let i = 0; i < LOADS; i++) loads.push(await load());
  const [{ bytes, document }] = loads;
  print('size of modules, styles and texts, compressed', `${(bytes / 1024).toFixed(1)} KB`);
  print('size of the document, compressed', `${(document / 1024).toFixed(1)} KB`);
  for (const name of ['first paint', 'board live']) {
    print(`${name}, median of ${LOADS}`, `${Math.round(median(loads.map((one) => one[name])))} ms`);
  }
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await open(page);
  print('scrolling down', frames(await page.evaluate(scroll, ['scrollTop', 40, STEPS])));
  print('scrolling right', frames(await page.evaluate(scroll, ['scrollLeft', 15, STEPS])));
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.getByLabel('Speed').selectOption('8×');
  await page.locator('.board-scroll').evaluate((element) => element.scrollTo(0, 0));
  await page.getByRole('button', { name: 'Play' }).click();
  print('replay', frames(await page.evaluate(watch, STEPS)));
} finally {
  await browser.close();
}

/** Each learner has tried nine of ten exercises, and some of them several times. */
async function fill() {
  const token = await graderToken();
  for (let attempt = 1; attempt <= 2; attempt++) {
    const verdicts = [];
    for (let user = 1; user <= LEARNERS; user++) {
      for (let exercise = 1; exercise <= EXERCISES; exercise++) {
        const chance = (user * 31 + exercise * 17) % 10;
        if (chance > 0 && (attempt === 1 || chance > 6)) {
          verdicts.push({ user_id: 10_000 + user, exercise_id: exercise, correct: attempt === 2 || chance < 6 });
        }
      }
    }
    await grade(token, verdicts);
  }
}

async function open(page) {
  await page.goto(`${SCORES}/`);
  await page.locator('.state.live').waitFor();
}

async function load() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('.state.live') && document.querySelector('td.cell')) {
        window.liveAt = performance.now();
        observer.disconnect();
      }
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  });
  await open(page);
  const result = await page.evaluate(() => {
    const size = (entries) => entries.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    const assets = performance.getEntriesByType('resource').filter(({ name }) => /\/web\/[0-9a-f]+\//.test(name));
    return {
      bytes: size(assets),
      document: size(performance.getEntriesByType('navigation')),
      'first paint': performance.getEntriesByName('first-contentful-paint')[0].startTime,
      'board live': window.liveAt,
    };
  });
  await context.close();
  return result;
}

/** Runs in the page: scrolls a step in each frame and returns the times of the frames in milliseconds. */
async function scroll([property, step, steps]) {
  const element = document.querySelector('.board-scroll');
  const times = [];
  let last = await new Promise(requestAnimationFrame);
  for (let i = 0; i < steps; i++) {
    element[property] += step;
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  return times;
}

/** Runs in the page: returns the times of frames in milliseconds. */
async function watch(steps) {
  const times = [];
  let last = await new Promise(requestAnimationFrame);
  for (let i = 0; i < steps; i++) {
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  return times;
}

function frames(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
  return `median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms, ${times.filter((time) => time > 34).length} of ${times.length} frames over 34 ms`;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function print(name, value) {
  console.log(`${name}: ${value}`);
}
