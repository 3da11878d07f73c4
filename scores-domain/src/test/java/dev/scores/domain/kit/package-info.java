/**
 * The contract test kit: what every store of scores promises, as JUnit tests.
 *
 * <p>A store that is to stand behind {@link dev.scores.domain.Scores} extends three classes and
 * gives each an empty store: {@link dev.scores.domain.kit.ScoresContract}, the rules one by one;
 * {@link dev.scores.domain.kit.ScoresRacesContract}, the same rules with fifty callers at once; and
 * {@link dev.scores.domain.kit.ScoresModelContract}, random operations on the store and on {@link
 * dev.scores.domain.InMemoryScores} side by side. Where all of them pass, the two stores cannot be
 * told apart through the port.
 *
 * <p>{@link dev.scores.domain.kit.ReportsContract} and {@link
 * dev.scores.domain.kit.ChangesContract} do the same for {@link dev.scores.domain.Reports} and
 * {@link dev.scores.domain.Changes}; a store needs neither.
 *
 * <p>The kit asks for nothing the port does not promise: ids may start anywhere, leave gaps and
 * come in any order, as long as each is one score's only. It needs JUnit Jupiter and this domain,
 * no more, and sets no time limits.
 */
@NullMarked
package dev.scores.domain.kit;

import org.jspecify.annotations.NullMarked;
