/**
 * The scores service.
 *
 * <p>{@link dev.scores.app.ScoresApplication} starts it; {@link dev.scores.app.ScoresBeans} wires
 * the domain. A request is authenticated in {@code auth} and handled by a controller in {@code
 * http}, which calls the domain; {@code scores-persistence} stores the scores.
 */
@NullMarked
package dev.scores.app;

import org.jspecify.annotations.NullMarked;
