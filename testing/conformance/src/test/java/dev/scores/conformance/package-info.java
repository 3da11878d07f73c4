/**
 * Tests of the command, its reports and the sources of its rules. Those of the rules are in
 * scores-app.
 */
@NullMarked
package dev.scores.conformance;

import org.jspecify.annotations.NullMarked;
