/**
 * The scores service (design, section 3).
 *
 * <p>{@link dev.scores.app.ScoresApplication} starts it, {@link dev.scores.app.ScoresBeans} puts
 * its parts together. A request is authenticated in {@code auth}, answered by a controller in
 * {@code http}, ruled on by the domain and kept by {@code scores-persistence}.
 */
@NullMarked
package dev.scores.app;

import org.jspecify.annotations.NullMarked;
