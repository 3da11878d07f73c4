/**
 * Charts as SVG. They need no measuring: horizontal positions are percentages and vertical ones pixels, so texts keep their
 * size at any width. Shapes, order and labels tell the same as the colours. Every chart says its finding in words and has
 * its data as a table.
 */
import { html, nothing, svg } from 'lit';
import { formatDate, formatDay, formatMonth, formatNumber, formatPercent, formatTime, formatWeekday, t } from './text.js';

const DAY = 86_400_000;

/**
 * @typedef {object} Frame
 * @property {string} title
 * @property {string} finding what the chart shows, in words
 * @property {string[]} head of the table
 * @property {(string | number)[][]} rows of the table
 * @property {unknown} [legend]
 * @property {string} [span] the class for its width
 */

/** A chart with its title, its finding and its table. */
export function figure(/** @type {Frame} */ { title, finding, head, rows, legend = nothing, span = '' }, /** @type {unknown} */ picture) {
  return html`<figure class="card chart ${span}">
    <figcaption><h2>${title}</h2><p class="quiet">${finding}</p></figcaption>
    <div class="picture" role="img" aria-label="${title}: ${finding}">${picture}</div>
    ${legend}
    <details>
      <summary>${t('chart.data')}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${title}>
        <table class="data">
          <thead><tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
          <tbody>
            ${rows.map(
              ([first, ...others]) => html`<tr><th scope="row">${first}</th>${others.map((value) => html`<td>${shown(value)}</td>`)}</tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`;
}

const shown = (/** @type {string | number} */ value) => (typeof value === 'number' ? formatNumber(value) : value);

const percent = (/** @type {number} */ ratio) => `${(ratio * 100).toFixed(3)}%`;

/** @param {[string, string][]} entries class and text of each */
export function legend(...entries) {
  return html`<ul class="key">
    ${entries.map(([kind, text]) => html`<li><svg width="18" height="12" aria-hidden="true">${mark(kind)}</svg>${text}</li>`)}
  </ul>`;
}

const mark = (/** @type {string} */ kind) =>
  kind.startsWith('line')
    ? svg`<path class=${kind} d="M0 6H18" />`
    : svg`<rect class="bar ${kind}" y="1" width="18" height="10" rx="2" />`;

/**
 * A column for each value.
 *
 * @param {{ values: number[], labels: string[], ticks?: string[], marked?: number, markedText?: string }} data ticks are
 *   shorter labels for the axis
 */
export function histogram({ values, labels, ticks = labels, marked = -1, markedText = '' }) {
  const height = 112;
  const top = 22;
  const most = Math.max(...values, 1);
  const step = 1 / Math.max(values.length, 5);
  const every = Math.ceil(values.length / 10);
  const sizes = values.map((value) => (value ? Math.max(2, (value / most) * height) : 0));
  const middle = (/** @type {number} */ index) => percent((index + 0.5) * step);
  return html`<svg width="100%" height=${top + height + 22}>
    ${values.map(
      (value, index) => svg`<g>
        <title>${labels[index]}: ${formatNumber(value)}</title>
        <rect class="bar ${index === marked ? 'marked' : ''}" x=${percent((index + 0.08) * step)} width=${percent(step * 0.84)}
          y=${top + height - sizes[index]} height=${sizes[index]} rx="2" />
        ${index % every === 0 ? svg`<text x=${middle(index)} y=${top + height + 17} text-anchor="middle">${ticks[index]}</text>` : nothing}
      </g>`,
    )}
    ${values.map((value, index) => {
      const isMarked = index === marked;
      const text = isMarked ? markedText : values.length <= 10 && value ? formatNumber(value) : '';
      return text
        ? svg`<text class=${isMarked ? 'strong' : nothing} x=${middle(index)} y=${top + height - sizes[index] - 6} text-anchor="middle">${text}</text>`
        : nothing;
    })}
    <line class="axis" x1="0" x2="100%" y1=${top + height} y2=${top + height} />
  </svg>`;
}

const HEIGHTS = [0, 0.5, 1];

/** The values at the lines of the grid, left of it. */
function scale(
  /** @type {number} */ top,
  /** @type {number} */ height,
  /** @type {(value: number) => string} */ format,
  /** @type {number} */ most,
) {
  return html`<svg class="scale" width="38" height=${top + height + 6}>
    ${HEIGHTS.map((at) => svg`<text x="32" y=${top + height * (1 - at) + 4} text-anchor="end">${format(most * at)}</text>`)}
  </svg>`;
}

function gridLines(/** @type {number} */ top, /** @type {number} */ height) {
  return HEIGHTS.map((at) => {
    const y = top + height * (1 - at);
    return svg`<line class="grid" x1="0" x2="100%" y1=${y} y2=${y} />`;
  });
}

/**
 * A column for each exercise: the shares of those who solved it at the first attempt, later, and tried it; below it hang the
 * median attempts.
 *
 * @param {{ label: string, title: string, parts: [string, number][], below: number | null }[]} columns parts are classes and
 *   shares of 1
 */
export function stackedColumns(columns) {
  const height = 150;
  const top = 10;
  const hanging = 48;
  const step = 1 / Math.max(columns.length, 12);
  const every = Math.ceil(columns.length / 12);
  const most = Math.max(...columns.map(({ below }) => below ?? 0), 3);
  return html`${scale(top, height, formatPercent, 1)}<svg width="100%" height=${top + height + 40 + hanging}>
    <defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="tried" width="6" height="6" /><rect class="gap" width="2" height="6" />
      </pattern>
    </defs>
    ${gridLines(top, height)}
    ${columns.map(({ label, title, parts, below }, index) => {
      const x = percent((index + 0.1) * step);
      const middle = percent((index + 0.5) * step);
      const width = percent(step * 0.8);
      let bottom = top + height;
      return svg`<g>
        <title>${title}</title>
        ${parts.map(([kind, share]) => {
          const size = share * height;
          bottom -= size;
          return svg`<rect class="bar ${kind}" x=${x} width=${width} y=${bottom} height=${Math.max(0, size - 1)} />`;
        })}
        ${index % every === 0 ? svg`<text x=${middle} y=${top + height + 16} text-anchor="middle">${label}</text>` : nothing}
        ${below ? svg`<rect class="bar below" x=${x} width=${width} y=${top + height + 24} height=${(below / most) * hanging} />` : nothing}
        ${below && every === 1 ? svg`<text x=${middle} y=${top + height + 38 + (below / most) * hanging} text-anchor="middle">${formatNumber(below)}</text>` : nothing}
      </g>`;
    })}
  </svg>`;
}

/**
 * Lines over time, as steps: a value stays until the next one. The first has its area filled.
 *
 * @param {{ kind: string, points: import('./statistics.js').Point<number>[] }[]} series of the same moments
 * @param {number} most the value at the upper end
 * @param {(value: number) => string} format
 */
export function lines(series, most, format) {
  const height = 150;
  const top = 14;
  const [{ points }] = series;
  const start = points[0].at;
  const length = points[points.length - 1].at - start || 1;
  const time = momentFormat(points);
  const path = (/** @type {import('./statistics.js').Point<number>[]} */ all) =>
    all
      .map(({ at, value }, index) => {
        const x = (((at - start) / length) * 1000).toFixed(1);
        const y = (100 - (value / most) * 100).toFixed(2);
        return index ? `H${x}V${y}` : `M${x} ${y}`;
      })
      .join('');
  return html`${scale(top, height, format, most)}<svg width="100%" height=${top + height + 22}>
    ${gridLines(top, height)}
    <svg y=${top} width="100%" height=${height} viewBox="0 0 1000 100" preserveAspectRatio="none" overflow="visible">
      ${svg`<path class="area" d="${path(points)}V100H0Z" />`}
      ${series.map((one) => svg`<path class=${one.kind} d=${path(one.points)} />`)}
    </svg>
    <text x="0" y=${top + height + 17}>${time(start)}</text>
    <text x="100%" y=${top + height + 17} text-anchor="end">${time(start + length)}</text>
  </svg>`;
}

/**
 * The format of the moments of a chart: days, or also the time of the day if there are few.
 *
 * @param {{ at: number }[]} points
 */
export function momentFormat(points) {
  return points[points.length - 1].at - points[0].at > 3 * DAY ? formatDate : formatTime;
}

/**
 * Enough points for a table that is read aloud: about ten and the last one.
 *
 * @template V
 * @param {import('./statistics.js').Point<V>[]} points
 */
export function thinned(points) {
  const every = Math.ceil(points.length / 10);
  return points.filter((_, index) => index % every === 0 || index === points.length - 1);
}

const WEEKS = 26;

/** The date of a day in the browser's time zone, such as 2026-11-20. */
function dateOf(/** @type {Date} */ day) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The Monday with which the heat map begins. */
function monday(/** @type {Date} */ today) {
  const weekday = (today.getDay() + 6) % 7;
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() - weekday - 7 * (WEEKS - 1));
}

/** The date with which the heat map begins. */
export const firstDate = (/** @type {Date} */ today) => dateOf(monday(today));

/**
 * The activity of the last 26 weeks, a column for each, from Monday to Sunday. The more attempts, the larger and the more
 * saturated is the square.
 *
 * @param {Map<string, { attempts: number, solved: number }>} days by date
 * @param {Date} today
 */
export function heatMap(days, today) {
  const first = monday(today);
  const most = Math.max(4, ...[...days.values()].map(({ attempts }) => attempts));
  const squares = [];
  const months = [];
  for (let index = 0; index < WEEKS * 7; index++) {
    const day = new Date(first.getFullYear(), first.getMonth(), first.getDate() + index);
    if (day > today) {
      break;
    }
    const week = Math.floor(index / 7);
    const date = dateOf(day);
    const { attempts = 0, solved = 0 } = days.get(date) ?? {};
    squares.push(
      square(week * 12 + 6, (index % 7) * 12 + 6, Math.ceil((attempts / most) * 4), `${formatDay(date)}: ${t('me.day', { n: attempts, solved })}`),
    );
    if (day.getDate() === 1 && week < WEEKS - 1) {
      months.push(svg`<text x=${percent(week / WEEKS)} y="12">${formatMonth(day)}</text>`);
    }
  }
  const weekday = (/** @type {number} */ row) => formatWeekday(new Date(first.getFullYear(), first.getMonth(), first.getDate() + row));
  return html`<div class="heat">
    <svg class="months" width="100%" height="18">${months}</svg>
    <div class="weekdays">${[0, 1, 2, 3, 4, 5, 6].map((row) => html`<span>${row % 2 ? '' : weekday(row)}</span>`)}</div>
    <svg class="days" viewBox="0 0 ${WEEKS * 12} 84">${squares}</svg>
  </div>`;
}

/** The signs of the heat map, from none to much. */
export function heatLegend() {
  return html`<p class="key">
    ${t('me.less')}
    <svg width="60" height="12" aria-hidden="true">${[0, 1, 2, 3, 4].map((level) => square(6 + level * 12, 6, level))}</svg>
    ${t('me.more')}
  </p>`;
}

/** A square whose size and colour say how much, on one that says none. */
function square(/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ level, title = '') {
  return svg`<g>
    ${[0, level].map((one, index) => {
      const half = index ? 1 + one : 5;
      return index && !one
        ? nothing
        : svg`<rect class="heat-${one}" x=${x - half} y=${y - half} width=${half * 2} height=${half * 2} rx="1.5" />`;
    })}
    ${title ? svg`<title>${title}</title>` : nothing}
  </g>`;
}
