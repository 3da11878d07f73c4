/**
 * The contract tests as a tool. Whatever answers at an address, our service or somebody's fake, is
 * held against the rules of the scores service (design, section 3) as far as they can be judged
 * from outside with one token.
 *
 * <p>Start with {@link dev.scores.conformance.Verify}, the command line, and {@link
 * dev.scores.conformance.Conformance}, the same for programs. A rule is a JUnit test in one of the
 * classes {@code …Rules}.
 */
@NullMarked
package dev.scores.conformance;

import org.jspecify.annotations.NullMarked;
