package dev.scores.devservices;

/** A running PostgreSQL, in whatever it runs. */
interface PostgresServer extends AutoCloseable {

  /** Of its superuser. */
  DatabaseAddress address();

  /** Returns when the server is down. A second call does nothing. */
  @Override
  void close();
}
