/**
 * The table of the board. It holds only the rows in view, so that thousands of learners scroll like twenty, and writes to
 * the document only what has changed. It is a grid for the keyboard and for screen readers (ARIA Authoring Practices,
 * "Grid Pattern"): one stop for Tab, arrow keys within.
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

/** Rows that are kept above and below those in view, for scrolling without gaps. */
const MARGIN = 6;

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

/** Dispatches `sort` with a {@link SortKey}, and `detail` with a description of the cell under the pointer or the focus. */
export class Grid extends EventTarget {
  element = create('div', 'board-scroll');

  #table = create('table', 'board');
  #head = create('tr');
  #body = create('tbody');
  #above = create('tr', 'spacer');
  #below = create('tr', 'spacer');

  /** @type {Content} */
  #content = { rows: [], exercises: [], columns: new Map(), results: new Map(), learners: 0, sort: { key: 'rank', isDescending: false } };

  /** The rows in the document, by their index in the content. @type {Map<number, HTMLTableRowElement>} */
  #shown = new Map();

  /** The height of a row in pixels. */
  #height = 36;
  #isScheduled = false;
  #isPrinting = false;

  /** The cell that Tab reaches: row 0 is the header. */
  #focus = { row: 1, column: FIXED };

  /** When the marks of changed cells end, by user and exercise. @type {Map<string, number>} */
  #flashes = new Map();

  /** @type {Map<string, { className: string, text: string, label: string }>} */
  #looks = new Map();

  constructor() {
    super();
    const caption = create('caption', 'sr');
    caption.textContent = `${t('board.caption')}. ${t('board.grid_help')}`;
    const head = create('thead');
    head.append(this.#head);
    this.#head.setAttribute('aria-rowindex', '1');
    for (const spacer of [this.#above, this.#below]) {
      spacer.setAttribute('aria-hidden', 'true');
      spacer.append(create('td'));
    }
    this.#table.setAttribute('role', 'grid');
    this.#table.setAttribute('aria-readonly', 'true');
    this.#table.append(caption, head, this.#body);
    this.#body.append(this.#above, this.#below);
    this.element.append(this.#table);
    this.element.addEventListener('scroll', () => this.#schedule(), { passive: true });
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.element.addEventListener('click', (event) => this.#onClick(event));
    this.element.addEventListener('focusin', (event) => this.#onFocus(event));
    this.element.addEventListener('pointerover', (event) => this.#describe(event.target));
    this.element.addEventListener('pointerleave', () => this.#describe(null));
    new ResizeObserver(() => this.#schedule()).observe(this.element);
  }

  /** Shows the content. Cheap if little has changed. */
  show(/** @type {Content} */ content) {
    this.#content = content;
    this.#table.setAttribute('aria-rowcount', String(content.rows.length + 1));
    this.#table.setAttribute('aria-colcount', String(content.exercises.length + FIXED));
    this.#renderHead();
    this.#render();
  }

  /** Marks a cell that has just changed. */
  flash(/** @type {number} */ user, /** @type {number} */ exercise) {
    const key = `${user} ${exercise}`;
    this.#flashes.set(key, performance.now() + FLASH);
    setTimeout(() => {
      this.#flashes.delete(key);
      this.#schedule();
    }, FLASH);
  }

  /** Shows all rows at a size at which they fit on one page of paper, or goes back to those in view. */
  print(/** @type {boolean} */ isPrinting) {
    this.#isPrinting = isPrinting;
    this.#render();
    const { offsetWidth, offsetHeight } = this.#table;
    // A landscape page of A4 or Letter without its margins, in CSS pixels, below a heading.
    const scale = isPrinting ? Math.min(1, 960 / offsetWidth, 600 / offsetHeight) : 1;
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
      );
    }
    while (this.#head.childElementCount < exercises.length + FIXED) {
      this.#head.append(this.#exerciseHeader());
    }
    while (this.#head.childElementCount > exercises.length + FIXED) {
      this.#head.lastElementChild?.remove();
    }
    const cells = /** @type {HTMLElement[]} */ ([...this.#head.children]);
    cells.forEach((header, index) => header.setAttribute('aria-colindex', String(index + 1)));
    const order = sort.isDescending ? 'descending' : 'ascending';
    cells[0].setAttribute('aria-sort', sort.key === 'rank' ? order : 'none');
    cells[1].setAttribute('aria-sort', sort.key === 'learner' ? order : 'none');
    const withTitles = store.titles.size > 0;
    this.#table.classList.toggle('titled', withTitles);
    exercises.forEach((exercise, index) => {
      const header = cells[index + FIXED];
      const title = store.titleOf(exercise);
      const share = formatPercent(learners ? (columns.get(exercise)?.correct ?? 0) / learners : 0);
      const [link, label] = /** @type {HTMLElement[]} */ ([...header.children]);
      if (header.dataset.exercise !== String(exercise) || link.title !== title) {
        header.dataset.exercise = String(exercise);
        link.setAttribute('href', `./?exercise=${exercise}`);
        link.title = title;
        setText(link, withTitles ? title : String(exercise));
        if (!withTitles) {
          link.setAttribute('aria-label', title);
        }
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
    header.append(create('a'), create('span', 'share'));
    return header;
  }

  /** Writes the rows in view. */
  #render() {
    const { rows } = this.#content;
    const measured = [...this.#shown.values()].find((row) => row.isConnected)?.offsetHeight;
    this.#height = measured || this.#height;
    const visible = Math.ceil(this.element.clientHeight / this.#height);
    const first = Math.floor(this.element.scrollTop / this.#height);
    const start = this.#isPrinting ? 0 : Math.max(0, Math.min(first, rows.length - visible) - MARGIN);
    const end = this.#isPrinting ? rows.length : Math.min(rows.length, first + visible + MARGIN);
    const hadFocus = this.element.contains(document.activeElement);
    this.#window(start, end);
    for (const [index, row] of this.#shown) {
      this.#renderRow(row, index);
    }
    this.#space(this.#above, start);
    this.#space(this.#below, rows.length - end);
    this.#updateTabStop();
    if (hadFocus && !this.element.contains(document.activeElement)) {
      this.#tabStop()?.focus({ preventScroll: true });
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
    /** @type {Element} */
    let next = this.#below;
    for (let index = end - 1; index >= start; index--) {
      let row = this.#shown.get(index);
      if (!row) {
        row = free.pop() ?? this.#createRow();
        this.#shown.set(index, row);
      }
      if (row.nextElementSibling !== next) {
        this.#body.insertBefore(row, next);
      }
      next = row;
    }
    free.forEach((row) => row.remove());
  }

  #space(/** @type {HTMLElement} */ spacer, /** @type {number} */ rows) {
    spacer.hidden = rows <= 0;
    spacer.style.setProperty('height', `${rows * this.#height}px`);
  }

  #createRow() {
    const row = create('tr');
    const learner = create('th', 'learner');
    learner.scope = 'row';
    learner.append(create('a'));
    row.append(create('td', 'rank'), learner, create('td', 'total'));
    [...row.children].forEach((one, index) => one.setAttribute('aria-colindex', String(index + 1)));
    return row;
  }

  #renderRow(/** @type {HTMLTableRowElement} */ row, /** @type {number} */ index) {
    const { rows, exercises, columns, results } = this.#content;
    const { user, rank, total } = rows[index];
    const own = results.get(user);
    if (row.ariaRowIndex !== String(index + 2)) {
      row.ariaRowIndex = String(index + 2);
      row.dataset.index = String(index);
      row.classList.toggle('odd', index % 2 === 1);
    }
    const link = /** @type {HTMLAnchorElement} */ (row.children[1].firstElementChild);
    const name = store.nameOf(user);
    setText(row.children[0], String(rank));
    if (row.dataset.user !== String(user) || link.textContent !== name) {
      row.dataset.user = String(user);
      link.textContent = name;
      link.title = name;
      link.setAttribute('href', `./?learner=${user}`);
    }
    setText(row.children[2], String(total));
    while (row.childElementCount < exercises.length + FIXED) {
      const made = create('td', 'cell');
      made.setAttribute('aria-colindex', String(row.childElementCount + 1));
      row.append(made);
    }
    while (row.childElementCount > exercises.length + FIXED) {
      row.lastElementChild?.remove();
    }
    let target = /** @type {HTMLElement} */ (row.children[FIXED]);
    for (const exercise of exercises) {
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
      this.#render();
    }
    this.#updateTabStop();
    const target = this.#tabStop();
    target?.focus({ preventScroll: true });
    target?.closest('td, th')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** The element of the focused cell; of the nearest row in the document if its own is not. */
  #tabStop() {
    const { row, column } = this.#focus;
    let element = this.#head;
    if (row > 0 && this.#shown.size > 0) {
      const indexes = [...this.#shown.keys()];
      const nearest = Math.max(Math.min(...indexes), Math.min(Math.max(...indexes), row - 1));
      element = this.#shown.get(nearest) ?? element;
    }
    const found = element.children[Math.min(column, element.childElementCount - 1)];
    return /** @type {HTMLElement | null} */ (found?.querySelector('a, button') ?? found ?? null);
  }

  #updateTabStop() {
    const stop = this.#tabStop();
    this.#table.querySelectorAll('[tabindex="0"]').forEach((one) => one !== stop && one.setAttribute('tabindex', '-1'));
    // Links and buttons can be reached without a tabindex.
    this.#table.querySelectorAll('a:not([tabindex]), button:not([tabindex])').forEach((one) => one.setAttribute('tabindex', '-1'));
    stop?.setAttribute('tabindex', '0');
  }

  #place(/** @type {EventTarget | null} */ target) {
    const found = /** @type {Element | null} */ (target)?.closest?.('td, th');
    const row = found?.parentElement;
    if (!found || !row || row.classList.contains('spacer')) {
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
    const link = found?.parentElement?.querySelector('th.learner a');
    if (link) {
      event.preventDefault();
      /** @type {HTMLElement} */ (link).click();
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
