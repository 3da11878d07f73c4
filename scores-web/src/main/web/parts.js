/** Small parts of several pages. */
import { html, nothing } from 'lit';
import { cell } from './cells.js';
import { figure, histogram, lines, momentFormat, thinned } from './charts.js';
import { store } from './store.js';
import { formatAgo, formatNumber, formatPercent, formatTime, t } from './text.js';

/**
 * Numbers with their names.
 *
 * @param {[label: string, value: unknown, note?: unknown][]} entries
 */
export function metrics(entries) {
  return html`<dl class="metrics">
    ${entries.map(
      ([label, value, note]) => html`<div class="card">
        <dt>${label}</dt>
        <dd>${typeof value === 'number' ? formatNumber(value) : value}${note ? html`<span class="quiet">${note}</span>` : nothing}</dd>
      </div>`,
    )}
  </dl>`;
}

/**
 * The badge of a result.
 *
 * @param {import('./ranking.js').Result | undefined} result
 * @param {boolean} isFirst
 */
export function badge(result, isFirst) {
  const { kind, text, label, isFirst: isMarked } = cell(result, isFirst);
  return html`<span class="badge ${kind} ${isMarked ? 'first-solver' : ''}" title=${label}
    ><span aria-hidden="true">${text || '·'}</span><span class="sr">${label}</span></span
  >`;
}

export const exerciseLink = (/** @type {number} */ exercise) =>
  html`<a href="./?exercise=${exercise}">${store.titleOf(exercise)}</a>`;

export const learnerLink = (/** @type {number} */ user) => html`<a href="./?learner=${user}">${store.nameOf(user)}</a>`;

/** A time as people say it, with the exact one in its title. */
export const ago = (/** @type {string | null} */ time) =>
  time ? html`<time datetime=${time} title=${formatTime(time)}>${formatAgo(time)}</time>` : '–';

/** How many attempts solves took, by {@link import('./statistics.js').attemptsToSolve}. */
export function attemptsChart(/** @type {number[]} */ values) {
  const all = values.reduce((sum, value) => sum + value, 0);
  const labels = values.map((_, index) => formatNumber(index + 1) + (index === values.length - 1 ? '+' : ''));
  return figure(
    {
      title: t('chart.attempts'),
      finding: all ? t('chart.attempts_finding', { n: all, share: formatPercent(values[0] / all) }) : t('chart.attempts_none'),
      head: [t('table.attempts'), t('table.solved')],
      rows: values.map((value, index) => [labels[index], value]),
    },
    histogram({ values, labels }),
  );
}

/**
 * A share of 1 over time.
 *
 * @param {string} title
 * @param {import('./statistics.js').Point<number>[]} points
 * @param {string} span
 */
export function shareOverTime(title, points, span) {
  const last = points.at(-1);
  if (!last) {
    return html`<section class="card chart ${span}"><h2>${title}</h2><p class="quiet">${t('replay.empty')}</p></section>`;
  }
  const weekAgo = points.findLast(({ at }) => at <= Date.now() - 7 * 86_400_000);
  return figure(
    {
      title,
      finding: weekAgo && weekAgo !== last
        ? t('chart.share_finding', { share: formatPercent(last.value), before: formatPercent(weekAgo.value) })
        : t('chart.share_now', { share: formatPercent(last.value) }),
      head: [t('me.date'), t('table.share')],
      rows: thinned(points).map(({ at, value }) => [momentFormat(points)(at), formatPercent(value)]),
      span,
    },
    lines([{ kind: 'line', points }], 1, formatPercent),
  );
}
