/**
 * The sign of a result, wherever one is shown.
 *
 * @typedef {import('./ranking.js').Result} Result
 *
 * @typedef {object} Cell
 * @property {'first-try' | 'solved' | 'tried' | ''} kind the class of the element
 * @property {string} text what is in it; the style sheet adds the tick of `solved`
 * @property {string} label what a screen reader says instead
 * @property {boolean} isFirst whether the user was the first to solve the exercise
 */
import { formatNumber, t } from './text.js';

/**
 * @param {Pick<Result, 'correct' | 'attempts' | 'attemptsToSolve'> | undefined} result undefined if the user has not tried
 * @param {boolean} isFirst
 * @returns {Cell}
 */
export function cell(result, isFirst) {
  if (!result) {
    return { kind: '', text: '', label: t('cell.not_tried'), isFirst: false };
  }
  if (!result.correct) {
    return { kind: 'tried', text: formatNumber(result.attempts), label: t('cell.tried', { n: result.attempts }), isFirst: false };
  }
  const n = result.attemptsToSolve ?? result.attempts;
  const label = n === 1 ? t('cell.first_try') : t('cell.solved', { n });
  return {
    kind: n === 1 ? 'first-try' : 'solved',
    text: n === 1 ? '✓' : formatNumber(n),
    label: isFirst ? t('cell.first', { cell: label }) : label,
    isFirst,
  };
}
