/** Tables as CSV by RFC 4180, which spreadsheets open. */

/**
 * @param {string[]} head
 * @param {(string | number | null)[][]} rows
 */
export function toCsv(head, rows) {
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(/** @type {string | number | null} */ value) {
  if (typeof value !== 'string') {
    return value ?? '';
  }
  // A spreadsheet would run a text such as "=1+1": learners choose their names.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Saves a text as a file. The byte order mark tells spreadsheets that it is UTF-8. */
export function download(/** @type {string} */ file, /** @type {string} */ text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv' }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // Safari reads it later.
}
