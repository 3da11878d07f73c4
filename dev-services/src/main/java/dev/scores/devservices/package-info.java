/**
 * A real PostgreSQL 17 for tests and for development, and the one-command start of the whole
 * system.
 *
 * <p>Two stories are told here, and production code takes part in neither.
 *
 * <p><b>A database.</b> Start reading at {@link dev.scores.devservices.DevPostgres}. Tests get one
 * throw-away server for their JVM: Testcontainers where a Docker engine answers, an embedded server
 * otherwise. Development gets a durable one that lives in a directory: the embedded server, and a
 * container with a named volume only where the embedded one cannot run. Who made the data keeps
 * serving it, so that a Docker engine that comes or goes never shows another, empty database.
 *
 * <p><b>A running system.</b> {@code ./run} starts {@code Run}, which reads its command line and
 * hands over to {@code DevelopmentSystem}: claim the directory, stop what an earlier run that was
 * killed left behind, check the ports, start the database, both services, a demo user and, with
 * {@code --demo}, a {@code DemoClass}; then wait. {@code Running} holds whatever was started and
 * stops it in reverse order, whichever way it ends.
 */
@NullMarked
package dev.scores.devservices;

import org.jspecify.annotations.NullMarked;
