// Both languages have the same texts, and the web app uses each of them.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const WEB = new URL('../../scores-web/src/main/web/', import.meta.url);
const SERVER = new URL('../../scores-app/src/main/java/dev/scores/app/web/', import.meta.url);

const [english, german] = ['en', 'de'].map((language) => JSON.parse(readFileSync(new URL(`text/${language}.json`, WEB))));
const sources = [...read(WEB, '.js'), ...read(SERVER, '.java')].join('\n');
const template = readFileSync(new URL('index.html', WEB), 'utf8');

/** Without the plural form. */
const keys = new Set(Object.keys(english).map((key) => key.replace(/\.(one|other)$/, '')));
const pages = new Set([...keys].filter((key) => key.includes('.')).map((key) => key.split('.')[0]));

/** All literals, and the placeholders of the document; a template such as `class.${name}` stands for several keys. */
const literals = [
  ...[...sources.matchAll(/(['"`])((?:[a-z][a-z_]*|\$\{\w+\})(?:[._](?:[a-z_]+|\$\{\w+\}))*)\1/g)].map(([, , text]) => text),
  ...[...template.matchAll(/\{\{([a-z_.]+)\}\}/g)].map(([, name]) => name),
];
const used = literals.map((text) => new RegExp(`^${text.replaceAll('.', '\\.').replace(/\$\{\w+\}/g, '[a-z_.]+')}$`));

function read(directory, ending) {
  return readdirSync(directory)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(new URL(name, directory), 'utf8'));
}

test('both languages have the same keys', () => {
  assert.deepEqual(Object.keys(german), Object.keys(english));
});

test('both languages have the same placeholders', () => {
  const placeholders = (texts) =>
    Object.entries(texts).map(([key, text]) => `${key}: ${[...new Set(text.match(/\{\w+\}/g))].sort()}`);
  assert.deepEqual(placeholders(german), placeholders(english));
});

test('plurals have both forms', () => {
  for (const key of Object.keys(english)) {
    const [, stem, form] = key.match(/^(.*)\.(one|other)$/) ?? [];
    assert.ok(!stem || `${stem}.${form === 'one' ? 'other' : 'one'}` in english, key);
  }
});

test('every text is used', () => {
  assert.deepEqual([...keys].filter((key) => !used.some((pattern) => pattern.test(key))), []);
});

test('every text that is used exists', () => {
  const isKey = (text) => text.includes('.') && pages.has(text.split('.')[0]);
  const missing = literals.filter((text, index) => isKey(text) && ![...keys].some((key) => used[index].test(key)));
  assert.deepEqual(missing, []);
});
