/**
 * The table of the board. It holds only the rows and columns in view, so that a class of five hundred scrolls like one of
 * twenty, and writes to the document only what has changed. It is a grid for the keyboard and for screen readers (ARIA
 * Authoring Practices, "Grid Pattern"): one stop for Tab, arrow keys within.
 *
 * @typedef {import('./ranking.js').Standing} Standing
 *
 * @typedef {object} Content
 * @property {Standing[]} rows
 * @property {number[]} exercises
 * @property {Map<number, import('./ranking.js').Column>} columns
 * @property {import('./ranking.js').Results} results
 * @property {number} learners the number of learners, to which shares refer
 * @property {Sort} sort
 *
 * @typedef {'rank' | 'learner'} SortKey
 * @typedef {{ key: SortKey, isDescending: boolean }} Sort
 */
import { cell } from './cells.js';
import { store } from './store.js';
import { formatPercent, formatTime, t } from './text.js';

/** The columns before those of the exercises. */
const FIXED = 3;

/** Rows and columns that are kept around those in view, for scrolling without gaps. */
const MARGIN = 6;

/** The cell in which the columns before the first one in the document are missing; those after the last one have another. */
const BEFORE = FIXED;

/** How long a change is marked, in milliseconds; as long as the animation in the style sheet. */
const FLASH = 2400;

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {string} [className]
 */
function create(name, className = '') {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

/** Changes the text only if it differs: even an equal text costs a layout. */
function setText(/** @type {Element} */ element, /** @type {string} */ text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * @template {'td' | 'th'} K
 * @param {K} name
 * @param {string} className
 */
function spacer(name, className) {
  const made = create(name, className);
  made.setAttribute('aria-hidden', 'true');
  return made;
}

function link() {
  const made = create('a');
  made.tabIndex = -1;
  return made;
}

/** Dispatches `sort` with a {@link SortKey}, and `detail` with a description of the cell under the pointer or the focus. */
export class Grid extends EventTarget {
  element = create('div', 'board-scroll');

  #table = create('table', 'board');
  #head = create('tr');
  #body = create('tbody');

  /** @type {Content} */
  #content = { rows: [], exercises: [], columns: new Map(), results: new Map(), learners: 0, sort: { key: 'rank', isDescending: false } };

  /** The rows in the document, by their index in the content. @type {Map<number, HTMLTableRowElement>} */
  #shown = new Map();

  /** The columns of exercises in the document. */
  #range = { start: 0, end: 0 };

  /** The height of a row and the width of a column in pixels. */
  #height = 36;
  #width = 36;
  #isScheduled = false;
  #isPrinting = false;

  /** The cell that Tab reaches: row 0 is the header. */
  #focus = { row: 1, column: FIXED };

  /** Changed cells that are still marked, by user and exercise, with the number of their marks. @type {Map<string, number>} */
  #flashes = new Map();

  /** The state of the content and the columns; a row that shows it need not be written again. */
  #version = 0;
  #headVersion = -1;

  /** What each row shows. @type {WeakMap<HTMLTableRowElement, { index: number, version: number }>} */
  #written = new WeakMap();

  /** The element that Tab reaches. @type {HTMLElement | null} */
  #stop = null;

  /** @type {Map<string, { className: string, text: string, label: string }>} */
  #looks = new Map();

  constructor() {
    super();
    const caption = create('caption', 'sr');
    caption.textContent = `${t('board.caption')}. ${t('board.grid_help')}`;
    const head = create('thead');
    head.append(this.#head);
    this.#head.setAttribute('aria-rowindex', '1');
    head.role = 'rowgroup';
    this.#head.role = 'row';
    this.#body.role = 'rowgroup';
    this.#table.setAttribute('role', 'grid');
    this.#table.setAttribute('aria-readonly', 'true');
    this.#table.append(caption, head, this.#body);
    this.element.append(this.#table);
    this.element.addEventListener('scroll', () => this.#schedule(), { passive: true });
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.element.addEventListener('click', (event) => this.#onClick(event));
    this.element.addEventListener('focusin', (event) => this.#onFocus(event));
    this.element.addEventListener('pointerover', (event) => this.#describe(event.target));
    this.element.addEventListener('pointerleave', () => this.#describe(null));
    new ResizeObserver(() => {
      this.#measure();
      this.#schedule();
    }).observe(this.element);
  }

  /** Shows the content. Cheap if little has changed. */
  show(/** @type {Content} */ content) {
    this.#content = content;
    this.#version++;
    this.#table.style.setProperty('--rows', String(content.rows.length));
    this.#table.style.setProperty('--columns', String(content.exercises.length));
    this.#table.setAttribute('aria-rowcount', String(content.rows.length + 1));
    this.#table.setAttribute('aria-colcount', String(content.exercises.length + FIXED));
    this.#render();
    this.#measure();
  }

  /** Sizes are those of the style sheet, in the user's font size. */
  #measure() {
    const row = this.#shown.values().next().value;
    this.#height = row?.offsetHeight || this.#height;
    this.#width = /** @type {HTMLElement | null} */ (this.#head.querySelector('.exercise'))?.offsetWidth || this.#width;
  }

  /** Marks a cell that has just changed. */
  flash(/** @type {number} */ user, /** @type {number} */ exercise) {
    const key = `${user} ${exercise}`;
    this.#flashes.set(key, (this.#flashes.get(key) ?? 0) + 1);
    setTimeout(() => {
      const left = (this.#flashes.get(key) ?? 1) - 1;
      if (left > 0) {
        this.#flashes.set(key, left);
      } else {
        this.#flashes.delete(key);
      }
      this.#version++;
      this.#schedule();
    }, FLASH);
  }

  /** Shows all rows at a size at which they fit on one page of paper, or goes back to those in view. */
  print(/** @type {boolean} */ isPrinting) {
    this.#isPrinting = isPrinting;
    this.#render();
    const { offsetWidth, offsetHeight } = this.#table;
    // A landscape page of A4 or Letter without its margins, in CSS pixels, below a heading.
    const scale = isPrinting ? Math.min(1, 960 / offsetWidth, 540 / offsetHeight) : 1;
    this.#table.style.setProperty('zoom', String(scale));
  }

  #schedule() {
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      requestAnimationFrame(() => {
        this.#isScheduled = false;
        this.#render();
      });
    }
  }

  #renderHead() {
    const { exercises, columns, learners, sort } = this.#content;
    if (this.#head.childElementCount === 0) {
      this.#head.append(
        this.#sortHeader('rank', 'rank', t('board.rank'), t('board.rank_label')),
        this.#sortHeader('learner', 'learner', t('board.learner')),
        this.#sortHeader('total', 'rank', t('board.total')),
        spacer('th', 'before'),
        spacer('th', 'after'),
      );
    }
    this.#adjust(this.#head, () => this.#exerciseHeader());
    const cells = /** @type {HTMLElement[]} */ ([...this.#head.children]);
    const order = sort.isDescending ? 'descending' : 'ascending';
    cells[0].setAttribute('aria-sort', sort.key === 'rank' ? order : 'none');
    cells[1].setAttribute('aria-sort', sort.key === 'learner' ? order : 'none');
    const withTitles = store.titles.size > 0;
    this.#table.classList.toggle('titled', withTitles);
    exercises.slice(this.#range.start, this.#range.end).forEach((exercise, index) => {
      const header = cells[BEFORE + 1 + index];
      const title = store.titleOf(exercise);
      const share = formatPercent(learners ? (columns.get(exercise)?.correct ?? 0) / learners : 0);
      const [anchor, label] = /** @type {HTMLElement[]} */ ([...header.children]);
      if (header.dataset.exercise !== String(exercise) || anchor.title !== title) {
        header.dataset.exercise = String(exercise);
        anchor.setAttribute('href', `./?exercise=${exercise}`);
        anchor.title = title;
        setText(anchor, withTitles ? title : String(exercise));
        anchor.ariaLabel = title;
      }
      if (label.textContent !== share) {
        label.textContent = share;
        label.title = t('board.share', { share });
      }
    });
  }

  #sortHeader(
    /** @type {string} */ className,
    /** @type {SortKey} */ key,
    /** @type {string} */ text,
    label = text,
  ) {
    const header = create('th', className);
    header.scope = 'col';
    const button = create('button');
    button.type = 'button';
    button.tabIndex = -1;
    button.textContent = text;
    if (label !== text) {
      button.setAttribute('aria-label', label);
    }
    button.addEventListener('click', () => this.dispatchEvent(new CustomEvent('sort', { detail: key })));
    header.append(button);
    return header;
  }

  #exerciseHeader() {
    const header = create('th', 'exercise');
    header.scope = 'col';
    header.append(link(), create('span', 'share'));
    return header;
  }

  /** Gives a row as many cells as there are columns in the document. */
  #adjust(/** @type {HTMLTableRowElement} */ row, /** @type {() => HTMLElement} */ make) {
    const { start, end } = this.#range;
    while (row.childElementCount < end - start + FIXED + 2) {
      row.lastElementChild?.before(make());
    }
    while (row.childElementCount > end - start + FIXED + 2) {
      row.lastElementChild?.previousElementSibling?.remove();
    }
    [...row.children].forEach((one, index) => {
      const column = index < BEFORE ? index : index - BEFORE - 1 + start + FIXED;
      if (!one.ariaHidden) {
        one.ariaColIndex = String(column + 1);
        // Explicit, because the style sheet makes boxes of the table's parts.
        one.role = row === this.#head ? 'columnheader' : index === 1 ? 'rowheader' : 'gridcell';
      }
    });
  }

  /** Writes what is in view. */
  #render() {
    const { rows } = this.#content;
    this.#chooseColumns();
    if (this.#headVersion !== this.#version) {
      this.#renderHead();
      this.#headVersion = this.#version;
    }
    // The height of the window, because that of the element depends on these rows.
    const visible = Math.ceil(innerHeight / this.#height);
    const first = Math.floor(this.element.scrollTop / this.#height);
    const start = this.#isPrinting ? 0 : Math.max(0, Math.min(first, rows.length - visible) - MARGIN);
    const end = this.#isPrinting ? rows.length : Math.min(rows.length, first + visible + MARGIN);
    const hadFocus = this.element.contains(document.activeElement);
    this.#window(start, end);
    for (const [index, row] of this.#shown) {
      const written = this.#written.get(row);
      if (written?.index !== index || written.version !== this.#version) {
        this.#renderRow(row, index);
        this.#written.set(row, { index, version: this.#version });
      }
    }
    this.#updateTabStop();
    if (hadFocus && !this.element.contains(document.activeElement)) {
      this.#tabStop()?.focus({ preventScroll: true });
    }
  }

  /** Keeps the columns as long as they cover the view, because other ones mean that all rows are written again. */
  #chooseColumns() {
    const count = this.#content.exercises.length;
    const first = Math.floor(this.element.scrollLeft / this.#width);
    const visible = Math.ceil(this.element.clientWidth / this.#width);
    let { start, end } = this.#range;
    if (this.#isPrinting) {
      [start, end] = [0, count];
    } else if (start > first || end < Math.min(count, first + visible) || end > count || end - start > visible + 4 * MARGIN) {
      start = Math.max(0, first - 2 * MARGIN);
      end = Math.min(count, first + visible + 2 * MARGIN);
    }
    if (start !== this.#range.start || end !== this.#range.end) {
      this.#range = { start, end };
      this.#version++;
      this.#table.style.setProperty('--before', String(start));
      this.#table.style.setProperty('--after', String(count - end));
    }
  }

  /** Rows that leave the window are used for those that enter it. */
  #window(/** @type {number} */ start, /** @type {number} */ end) {
    const free = [];
    for (const [index, row] of this.#shown) {
      if (index < start || index >= end) {
        free.push(row);
        this.#shown.delete(index);
      }
    }
    /** @type {Element | null} */
    let next = null;
    for (let index = end - 1; index >= start; index--) {
      let row = this.#shown.get(index);
      if (!row) {
        row = free.pop() ?? this.#createRow();
        this.#shown.set(index, row);
      }
      if (!row.isConnected || row.nextElementSibling !== next) {
        this.#body.insertBefore(row, next);
      }
      next = row;
    }
    free.forEach((row) => row.remove());
  }

  #createRow() {
    const row = create('tr');
    row.role = 'row';
    const learner = create('th', 'learner');
    learner.scope = 'row';
    learner.append(link());
    row.append(create('td', 'rank'), learner, create('td', 'total'), spacer('td', 'before'), spacer('td', 'after'));
    return row;
  }

  #renderRow(/** @type {HTMLTableRowElement} */ row, /** @type {number} */ index) {
    const { rows, exercises, columns, results } = this.#content;
    const { user, rank, total } = rows[index];
    const own = results.get(user);
    if (row.ariaRowIndex !== String(index + 2)) {
      row.ariaRowIndex = String(index + 2);
      row.dataset.index = String(index);
      row.style.setProperty('--index', String(index));
      row.classList.toggle('odd', index % 2 === 1);
    }
    const anchor = /** @type {HTMLAnchorElement} */ (row.children[1].firstElementChild);
    const name = store.nameOf(user);
    setText(row.children[0], String(rank));
    if (row.dataset.user !== String(user) || anchor.textContent !== name) {
      row.dataset.user = String(user);
      anchor.textContent = name;
      anchor.title = name;
      anchor.setAttribute('href', `./?learner=${user}`);
    }
    setText(row.children[2], String(total));
    this.#adjust(row, () => create('td', 'cell'));
    let target = /** @type {HTMLElement} */ (row.children[BEFORE + 1]);
    for (const exercise of exercises.slice(this.#range.start, this.#range.end)) {
      const isFirst = columns.get(exercise)?.firstUser === user;
      const look = this.#look(own?.get(exercise), isFirst);
      const isChanged = this.#flashes.size > 0 && this.#flashes.has(`${user} ${exercise}`);
      const className = isChanged ? `${look.className} changed` : look.className;
      if (target.className !== className) {
        target.className = className;
      }
      if (target.ariaLabel !== look.label) {
        target.ariaLabel = look.label;
        target.textContent = look.text;
      }
      target = /** @type {HTMLElement} */ (target.nextElementSibling);
    }
  }

  /** Thousands of cells share a few looks. */
  #look(/** @type {import('./ranking.js').Result | undefined} */ result, /** @type {boolean} */ isFirst) {
    const key = result ? `${result.correct} ${result.attempts} ${result.attemptsToSolve} ${isFirst}` : '';
    let look = this.#looks.get(key);
    if (!look) {
      const { kind, text, label } = cell(result, isFirst);
      look = { className: ['cell', kind, isFirst && 'first-solver'].filter((one) => one).join(' '), text, label };
      this.#looks.set(key, look);
    }
    return look;
  }

  // The keyboard.

  #onKey(/** @type {KeyboardEvent} */ event) {
    if (event.altKey || event.metaKey) {
      return;
    }
    const lastRow = this.#content.rows.length;
    const lastColumn = this.#content.exercises.length + FIXED - 1;
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#height) - 2);
    let { row, column } = this.#focus;
    switch (event.key) {
      case 'ArrowUp': row--; break;
      case 'ArrowDown': row++; break;
      case 'ArrowLeft': column--; break;
      case 'ArrowRight': column++; break;
      case 'PageUp': row -= page; break;
      case 'PageDown': row += page; break;
      case 'Home': column = 0; row = event.ctrlKey ? 0 : row; break;
      case 'End': column = lastColumn; row = event.ctrlKey ? lastRow : row; break;
      case 'Enter': this.#open(event); return;
      default: return;
    }
    event.preventDefault();
    this.#moveTo(Math.max(0, Math.min(lastRow, row)), Math.max(0, Math.min(lastColumn, column)));
  }

  #moveTo(/** @type {number} */ row, /** @type {number} */ column) {
    this.#focus = { row, column };
    if (row > 0 && !this.#shown.has(row - 1)) {
      this.element.scrollTop = (row - 1) * this.#height - this.element.clientHeight / 2;
    }
    if (column >= FIXED && (column - FIXED < this.#range.start || column - FIXED >= this.#range.end)) {
      this.element.scrollLeft = (column - FIXED) * this.#width - this.element.clientWidth / 2;
    }
    this.#render();
    const target = this.#tabStop();
    target?.focus({ preventScroll: true });
    target?.closest('td, th')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** The element of the focused cell, or of the nearest one in the document. */
  #tabStop() {
    const { row, column } = this.#focus;
    let element = this.#head;
    if (row > 0 && this.#shown.size > 0) {
      const indexes = [...this.#shown.keys()];
      const nearest = Math.max(Math.min(...indexes), Math.min(Math.max(...indexes), row - 1));
      element = this.#shown.get(nearest) ?? element;
    }
    const { start, end } = this.#range;
    const inRange = Math.max(start, Math.min(end - 1, column - FIXED)) - start;
    const found = element.children[column < FIXED || end === start ? Math.min(column, FIXED - 1) : BEFORE + 1 + inRange];
    return /** @type {HTMLElement | null} */ (found?.querySelector('a, button') ?? found ?? null);
  }

  /** All other links and buttons have been taken out of the order of Tab when they were made. */
  #updateTabStop() {
    const stop = this.#tabStop();
    if (stop !== this.#stop) {
      this.#stop?.setAttribute('tabindex', '-1');
      stop?.setAttribute('tabindex', '0');
      this.#stop = stop;
    }
  }

  #place(/** @type {EventTarget | null} */ target) {
    const found = /** @type {Element | null} */ (target)?.closest?.('td, th');
    const row = found?.parentElement;
    if (!found || !row || found.ariaHidden || row.ariaHidden) {
      return null;
    }
    const index = row === this.#head ? 0 : Number(/** @type {HTMLElement} */ (row).dataset.index) + 1;
    return { row: index, column: Number(found.getAttribute('aria-colindex')) - 1 };
  }

  #onFocus(/** @type {FocusEvent} */ event) {
    const place = this.#place(event.target);
    if (place) {
      this.#focus = place;
      this.#updateTabStop();
      this.#describe(event.target);
    }
  }

  #onClick(/** @type {MouseEvent} */ event) {
    const found = /** @type {Element} */ (event.target).closest('td.cell');
    if (found) {
      this.#focus = this.#place(found) ?? this.#focus;
      this.#updateTabStop();
      /** @type {HTMLElement} */ (found).focus({ preventScroll: true });
    }
  }

  /** Enter on a result opens its learner, as on the name. Links and buttons act by themselves. */
  #open(/** @type {KeyboardEvent} */ event) {
    const found = /** @type {Element} */ (event.target).closest('td');
    const anchor = found?.parentElement?.querySelector('th.learner a');
    if (anchor) {
      event.preventDefault();
      /** @type {HTMLElement} */ (anchor).click();
    }
  }

  #describe(/** @type {EventTarget | null} */ target) {
    const place = this.#place(target);
    let detail = '';
    if (place && place.row > 0 && place.column >= FIXED) {
      const { user } = this.#content.rows[place.row - 1] ?? {};
      const exercise = this.#content.exercises[place.column - FIXED];
      const result = this.#content.results.get(user)?.get(exercise);
      const look = this.#look(result, this.#content.columns.get(exercise)?.firstUser === user);
      const at = result ? formatTime(result.correct && result.solvedAt ? result.solvedAt : result.updatedAt) : '';
      detail = [store.nameOf(user), store.titleOf(exercise), look.label, at].filter((part) => part).join(' · ');
    }
    this.dispatchEvent(new CustomEvent('detail', { detail }));
  }
}
