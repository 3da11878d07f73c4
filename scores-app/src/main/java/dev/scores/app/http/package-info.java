/**
 * The HTTP API: controllers that implement the interfaces generated from the contract.
 *
 * <p>Start with {@link dev.scores.app.http.ScoresController}. {@link
 * dev.scores.app.http.ScoreErrors} has the error responses.
 */
@NullMarked
package dev.scores.app.http;

import org.jspecify.annotations.NullMarked;
