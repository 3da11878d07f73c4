/**
 * The scores service for tests of its clients, on stores in memory.
 *
 * <p>Start with {@link dev.scores.fake.ScoresFake}, the annotation for JUnit, or {@link
 * dev.scores.fake.ScoresFakeServer}, which needs no JUnit.
 */
@NullMarked
package dev.scores.fake;

import org.jspecify.annotations.NullMarked;
