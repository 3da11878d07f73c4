import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCsv } from '../../../scores-web/src/main/web/csv.js';

test('fields with separators are quoted', () => {
  assert.equal(toCsv(['a', 'b "c"'], [['x,y', 'line\nbreak'], [1.5, null]]), 'a,"b ""c"""\r\n"x,y","line\nbreak"\r\n1.5,\r\n');
});

for (const start of ['=', '+', '-', '@', '\t', '\r']) {
  test(`a spreadsheet does not run a text that begins with ${JSON.stringify(start)}`, () => {
    assert.match(toCsv(['a'], [[`${start}1+1`]]), /^a\r\n"?'/);
  });
}

test('a negative number stays a number', () => {
  assert.equal(toCsv(['a'], [[-1]]), 'a\r\n-1\r\n');
});
