/**
 * The conformance check: rules that a scores service or a test double must satisfy, as far as they
 * can be checked over HTTP with one token.
 *
 * <p>Start reading at {@link dev.scores.conformance.Verify}, the command line, or {@link
 * dev.scores.conformance.Conformance}, the Java API. A rule is a JUnit test in one of the classes
 * {@code *Rules}.
 */
@NullMarked
package dev.scores.conformance;

import org.jspecify.annotations.NullMarked;
