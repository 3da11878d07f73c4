/**
 * Contract tests: the rules of the ports as JUnit tests.
 *
 * <p>A store that implements {@link dev.scores.domain.Scores} extends three classes and returns an
 * empty store to each: {@link dev.scores.domain.testkit.ScoresContract}, the rules one by one;
 * {@link dev.scores.domain.testkit.ScoresRacesContract}, the same rules with 50 threads at once;
 * and {@link dev.scores.domain.testkit.ScoresModelContract}, random operations on the store and on
 * {@link dev.scores.domain.InMemoryScores}. A store that passes all of them behaves like the
 * in-memory one.
 *
 * <p>{@link dev.scores.domain.testkit.ReportsContract}, {@link
 * dev.scores.domain.testkit.ChangesContract}, {@link dev.scores.domain.testkit.AttemptsContract}
 * and {@link dev.scores.domain.testkit.PersonalDataContract} do the same for {@link
 * dev.scores.domain.Reports}, {@link dev.scores.domain.Changes}, {@link dev.scores.domain.Attempts}
 * and {@link dev.scores.domain.PersonalData}, which a store need not implement.
 *
 * <p>A store that can have either {@link dev.scores.domain.ScorePolicy} extends the classes twice
 * and overrides {@code policy()}.
 *
 * <p>The tests require only what the ports promise: ids may start anywhere, have gaps and come in
 * any order, but are unique. They need JUnit Jupiter and the domain and set no time limits.
 */
@NullMarked
package dev.scores.domain.testkit;

import org.jspecify.annotations.NullMarked;
