/**
 * Bad days for the packaged services, and what came of them: the promises of {@code
 * docs/reliability.md}, tried on a real PostgreSQL, real processes and real signals.
 *
 * <p>Start reading at {@link dev.scores.faults.Reliability}, the command line, or at a {@link
 * dev.scores.faults.Drill}: it breaks one thing while a load runs and gives a {@link
 * dev.scores.faults.Row} of the table.
 *
 * <p><b>What a drill is given.</b> A {@link dev.scores.faults.Stage} starts {@link
 * dev.scores.faults.DebianPostgres} servers and {@link dev.scores.faults.ServiceProcess} JVMs, and
 * ends them with the drill, whichever way it ends. One users service with its accounts is shared by
 * all drills. {@code Stage.world()} is the common case: a scores service on a server of its own.
 *
 * <p><b>What a drill is judged by.</b> Each client writes down every exchange ({@link
 * dev.scores.faults.TimedExchange}) in a {@link dev.scores.faults.Journal}: when it was asked, when
 * it was answered, and with what. What was written is also kept in a {@link
 * dev.scores.faults.Ledger} for each pair of user and exercise, one client's own, and held against
 * the table's rows afterwards. All of that is plain bookkeeping with tests that show it wrong
 * histories. Whether clients who share their exercises see what they may is judged by a package of
 * its own, {@code linearizability}.
 *
 * <p><b>How a drill is added.</b> Implement {@code Drill} and put it into {@code Drills}. Times are
 * those of {@code System.nanoTime()}.
 */
@NullMarked
package dev.scores.faults;

import org.jspecify.annotations.NullMarked;
