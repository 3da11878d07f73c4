/**
 * The conformance check: rules that a scores service or a test double must satisfy, as far as they
 * can be checked over HTTP.
 *
 * <p>Start reading at {@link dev.scores.conformance.ConformanceCommand}, the command line, or
 * {@link dev.scores.conformance.Conformance}, which runs the rules. A rule is a method in one of
 * the classes {@code *Rules}, marked as {@link dev.scores.conformance.ContractRule} or {@link
 * dev.scores.conformance.HardeningRule}.
 */
@NullMarked
package dev.scores.conformance;

import org.jspecify.annotations.NullMarked;
