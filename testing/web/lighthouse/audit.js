// Audits pages: see run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import lighthouse, { desktopConfig } from 'lighthouse';
import puppeteer from 'puppeteer-core';

const SCORES = process.env.SCORES_URL;
const TARGET = fileURLToPath(new URL('../target/lighthouse', import.meta.url));
const LEARNER = process.env.DEMO_LEARNER ?? 'alice.petrov@example.com';
const PASSWORD = process.env.DEMO_PASSWORD ?? 'demo-password';
const LEAST = 0.95;

const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
mkdirSync(TARGET, { recursive: true });
let isGood = true;
try {
  const page = await browser.newPage();
  await signIn(page);
  for (const [name, address] of [['board', './'], ['me', './?view=me']]) {
    for (const [device, config] of [['phone', undefined], ['desktop', desktopConfig]]) {
      // The session of the tab is kept, because the own page needs it.
      const flags = { output: 'html', disableStorageReset: true };
      const { lhr, report } = await lighthouse(new URL(address, `${SCORES}/`).href, flags, config, page);
      writeFileSync(`${TARGET}/${name}-${device}.html`, report);
      const scores = Object.values(lhr.categories).map(({ title, score }) => `${title} ${Math.round(100 * score)}`);
      console.log(`${name}, ${device}: ${scores.join(', ')}`);
      for (const { title, score, auditRefs } of Object.values(lhr.categories)) {
        if (score < LEAST) {
          isGood = false;
          const found = auditRefs.map(({ id }) => lhr.audits[id]).filter(({ score: points }) => points !== null && points < 1);
          console.log(`  ${title}: ${found.map((audit) => `${audit.title} ${audit.displayValue ?? ''}`).join('; ')}`);
        }
      }
    }
  }
} finally {
  await browser.close();
}
process.exit(isGood ? 0 : 1);

async function signIn(page) {
  await page.goto(`${SCORES}/?view=me`);
  await page.locator('::-p-aria(Username or email)').fill(LEARNER);
  await page.locator('::-p-aria([name="Password"][role="textbox"])').fill(PASSWORD);
  await page.locator('main form button.primary').click();
  await page.locator('::-p-aria(Sign out)').wait();
}
