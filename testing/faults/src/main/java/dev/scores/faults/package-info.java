/**
 * Fault injection for the packaged services: checks the promises of {@code docs/reliability.md} on
 * a real PostgreSQL, with real processes and signals.
 *
 * <p>Start reading at {@link dev.scores.faults.FaultsCommand}, the command line, or at a {@link
 * dev.scores.faults.Drill}, which injects one fault under load and returns a {@link
 * dev.scores.faults.DrillResult}, a row of the table.
 *
 * <p><b>Environment.</b> A {@link dev.scores.faults.DrillContext} starts {@link
 * dev.scores.faults.DebianPostgres} servers and service processes, and ends them with the drill.
 * All drills share one users service with its accounts. Most drills use {@code
 * DrillContext.deploy()}: a scores service on its own server.
 *
 * <p><b>Checks.</b> Each client records its exchanges ({@link dev.scores.faults.TimedExchange}) in
 * an {@link dev.scores.faults.ExchangeLog}, and its writes in a {@link dev.scores.faults.WriteLog}
 * by user and exercise. The {@link dev.scores.faults.Audit} compares the writes with the table
 * afterwards. The package {@code linearizability} checks clients that share scores.
 *
 * <p><b>New drills.</b> Implement {@code Drill} and add it to {@code Drills}. Times are {@code
 * System.nanoTime()}.
 */
@NullMarked
package dev.scores.faults;

import org.jspecify.annotations.NullMarked;
