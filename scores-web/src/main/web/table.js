/** `<scores-table>`: rows that can be sorted, searched, cut to the first few, and saved as CSV. */
import { LitElement, html, nothing } from 'lit';
import { download, toCsv } from './csv.js';
import { compareNames, folded, formatNumber, t } from './text.js';

/**
 * @template R
 * @typedef {object} DataColumn
 * @property {string} label
 * @property {(row: R) => string | number | null} value what the column is sorted by, and what the CSV has
 * @property {(row: R) => unknown} [show] what the cell has; by default the value
 * @property {boolean} [isNumber]
 */

/** Tables with more rows can be searched. */
const SEARCHED_ROWS = 12;

/** Properties: see the constructor. The first column is the head of each row. */
export class DataTable extends LitElement {
  static properties = {
    caption: { attribute: false },
    columns: { attribute: false },
    rows: { attribute: false },
    limit: { attribute: false },
    file: { attribute: false },
    empty: { attribute: false },
    search: { attribute: false },
    detail: { attribute: false },
  };

  /** The column that the reader has chosen, and its direction. */
  #sorting = -1;
  #isDescending = false;
  #isWhole = false;
  #text = '';

  constructor() {
    super();
    /** Read by screen readers. */
    this.caption = '';
    /** @type {DataColumn<any>[]} */
    this.columns = [];
    /** In the order in which they first appear. @type {any[]} */
    this.rows = [];
    /** The number of rows that are shown until the reader wants all. */
    this.limit = 10;
    /** The name of the CSV file; without one there is no CSV. */
    this.file = '';
    /** What is said instead of a table without rows. */
    this.empty = '';
    /** The label of the search in the first column; without one there is none. */
    this.search = '';
    /** A further row below a row, or nothing. @type {(row: any) => unknown} */
    this.detail = () => nothing;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    if (this.rows.length === 0) {
      return html`<p class="quiet">${this.empty}</p>`;
    }
    const rows = this.#wanted();
    const shown = this.#isWhole ? rows : rows.slice(0, this.limit);
    return html`
      ${this.search && this.rows.length > SEARCHED_ROWS
        ? html`<input
            type="search"
            class="find"
            aria-label=${this.search}
            placeholder=${this.search}
            @input=${this.#find}
          />`
        : nothing}
      <div class="scroll">
        <table class="data">
          <caption class="sr">${this.caption}</caption>
          <thead><tr>${this.columns.map((column, index) => this.#head(column, index))}</tr></thead>
          <tbody>${shown.map((row) => this.#row(row))}</tbody>
        </table>
      </div>
      ${shown.length === 0 ? html`<p class="quiet" role="status">${t('table.no_match')}</p>` : nothing}
      ${rows.length > this.limit || this.file ? this.#actions(rows) : nothing}
    `;
  }

  #head(/** @type {DataColumn<any>} */ column, /** @type {number} */ index) {
    const direction = index === this.#sorting ? (this.#isDescending ? 'descending' : 'ascending') : nothing;
    return html`<th scope="col" class=${column.isNumber ? 'number' : nothing} aria-sort=${direction}>
      <button class="sort" @click=${() => this.#sort(index)}>${column.label}</button>
    </th>`;
  }

  #row(/** @type {any} */ row) {
    const [head, ...others] = this.columns;
    const detail = this.detail(row);
    return html`<tr>
        <th scope="row">${shown(head, row)}</th>
        ${others.map((column) => html`<td class=${column.isNumber ? 'number' : nothing}>${shown(column, row)}</td>`)}
      </tr>
      ${detail === nothing ? nothing : html`<tr class="detail"><td colspan=${this.columns.length}>${detail}</td></tr>`}`;
  }

  #actions(/** @type {any[]} */ rows) {
    return html`<p class="actions">
      ${rows.length > this.limit
        ? html`<button aria-expanded=${this.#isWhole} @click=${this.#toggle}>
            ${this.#isWhole ? t('table.fewer') : t('table.all', { n: rows.length })}
          </button>`
        : nothing}
      ${this.file
        ? html`<button @click=${this.#save} aria-label=${t('table.csv_of', { table: this.caption })}>${t('table.csv')}</button>`
        : nothing}
    </p>`;
  }

  #wanted() {
    const text = folded(this.#text);
    const rows = text
      ? this.rows.filter((row) => folded(String(this.columns[0].value(row))).includes(text))
      : [...this.rows];
    const column = this.columns[this.#sorting];
    if (column) {
      const sign = this.#isDescending ? -1 : 1;
      rows.sort((a, b) => compare(column.value(a), column.value(b), sign));
    }
    return rows;
  }

  #sort(/** @type {number} */ index) {
    this.#isDescending = index === this.#sorting ? !this.#isDescending : !!this.columns[index].isNumber;
    this.#sorting = index;
    this.requestUpdate();
  }

  #find(/** @type {Event} */ event) {
    this.#text = /** @type {HTMLInputElement} */ (event.target).value.trim();
    this.requestUpdate();
  }

  #toggle() {
    this.#isWhole = !this.#isWhole;
    this.requestUpdate();
  }

  /** All rows in the chosen order, also those that are not shown. */
  #save() {
    download(
      `${this.file}.csv`,
      toCsv(
        this.columns.map((column) => column.label),
        this.#wanted().map((row) => this.columns.map((column) => column.value(row))),
      ),
    );
  }
}

customElements.define('scores-table', DataTable);

function shown(/** @type {DataColumn<any>} */ column, /** @type {any} */ row) {
  if (column.show) {
    return column.show(row);
  }
  const value = column.value(row);
  return typeof value === 'number' ? formatNumber(value) : (value ?? '–');
}

/** What is missing comes last in both directions. Names and the times of the services are ordered as texts. */
function compare(/** @type {string | number | null} */ a, /** @type {string | number | null} */ b, /** @type {1 | -1} */ sign) {
  if (a === null || b === null) {
    return Number(a === null) - Number(b === null);
  }
  return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : compareNames(String(a), String(b)));
}
