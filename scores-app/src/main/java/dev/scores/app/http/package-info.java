/**
 * The HTTP side of scores: controllers that implement the generated interfaces.
 *
 * <p>Start with {@link dev.scores.app.http.ScoresController}. What is no success is a {@link
 * dev.scores.app.http.ScoreErrors}.
 */
@NullMarked
package dev.scores.app.http;

import org.jspecify.annotations.NullMarked;
