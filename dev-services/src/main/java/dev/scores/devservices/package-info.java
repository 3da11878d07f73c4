/**
 * A real PostgreSQL 17 for tests and for development, and {@code ./run}. Nothing here ships.
 *
 * <p><b>Database.</b> Start reading at {@link dev.scores.devservices.DevPostgres}. All tests of a
 * JVM share one temporary server; {@code ./run} uses a durable one in {@code .data/postgres}.
 *
 * <p><b>Processes.</b> {@link dev.scores.devservices.ForkedService} runs a service in a JVM of its
 * own, for tests of exit status, signals and output.
 *
 * <p><b>{@code ./run}.</b> {@code RunCommand} parses the command line. {@code DevelopmentSystem}
 * locks the data directory, stops processes that a killed run left behind, checks the ports and
 * starts the database, both services, a demo user and, with {@code --demo}, a class: {@code
 * DemoHistory}, {@code DemoAccounts} and {@code DemoActivity}. {@code SystemUnderTest} starts the
 * same on free ports for {@code .ci/with-services}. {@code StartedResources} stops whatever was
 * started in reverse order, also after a signal.
 */
@NullMarked
package dev.scores.devservices;

import org.jspecify.annotations.NullMarked;
