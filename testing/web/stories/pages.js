// What people see and do on the pages.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { PASSWORD, SCORES } from './services.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** Opens the board and waits until it is live. */
export async function openBoard(page, address = `${SCORES}/`) {
  await page.goto(address);
  await page.getByText('Live', { exact: true }).waitFor();
  await grid(page).waitFor();
}

export function grid(page) {
  return page.getByRole('grid', { name: /^Who has solved which exercise/ });
}

export function rowOf(page, name) {
  return grid(page).getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
}

/** The cell of an exercise, of which there are as many as its id says: no catalogue changes their order. */
export function cellOf(page, name, exercise) {
  return rowOf(page, name).locator(`[aria-colindex="${exercise + 3}"]`);
}

export async function shownNumbers(page, selector) {
  return (await grid(page).locator(selector).allInnerTexts()).map(Number);
}

/** Signs in by the form and waits for the own page. */
export async function signInAs(page, { email, username }, address = `${SCORES}/`) {
  await page.goto(`${address}?view=me`);
  await enterPassword(page, email, PASSWORD);
  await page.getByRole('heading', { name: username, exact: true }).waitFor();
}

export async function enterPassword(page, name, password) {
  await page.getByLabel('Username or email').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
}

/** The findings of axe, each with its elements. */
export async function findings(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`);
}

/** By how many pixels the page is wider than the screen. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
