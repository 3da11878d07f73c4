package dev.scores.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Distributes {@code scores} and {@code score_events} by user over the nodes of a Citus cluster
 * while the service runs (ADR 56). Each step checks what is there, so it can be repeated after an
 * interruption or a migration.
 */
public final class DistributedTables {

  /** The tables cannot be distributed; the message says why. */
  static final class CannotDistributeException extends Exception {

    private static final long serialVersionUID = 1;

    CannotDistributeException(String message) {
      super(message);
    }
  }

  private static final String HAS_EXTENSION =
      "select exists (select from pg_extension where extname = 'citus')";

  private static final String HAS_NODES =
      """
      select exists (
        select from pg_dist_node where isactive and shouldhaveshards and noderole = 'primary')
      """;

  private static final String HAS_LOGICAL_LOG = "select current_setting('wal_level') = 'logical'";

  private static final String IS_SUPERUSER =
      "select rolsuper from pg_roles where rolname = current_user";

  /** While the tables are copied, events may not be deleted, and no partitions change. */
  private static final String LOCK_EVENTS = "select pg_advisory_lock(hashtext('score_events'))";

  /** A unique index of a distributed table must have the column that it is distributed by. */
  private static final String HAS_PRIMARY_KEY =
      """
      select exists (
        select from pg_constraint
        where conrelid = 'scores'::regclass and contype = 'p' and cardinality(conkey) = 2)
      """;

  private static final String PRIMARY_KEY =
      """
      alter table scores drop constraint scores_pkey,
        add constraint scores_pkey primary key using index scores_user_id_id
      """;

  private static final String HAS_TYPE_CHECK =
      """
      select exists (
        select from pg_constraint
        where conrelid = 'score_events'::regclass and conname = 'score_events_type_check')
      """;

  private final Connection connection;
  private final Consumer<String> progress;

  private DistributedTables(Connection connection, Consumer<String> progress) {
    this.connection = connection;
    this.progress = progress;
  }

  /**
   * Distributes the tables, which have the schema of this release.
   *
   * @param connection a connection to the coordinator as the owner of the tables, outside of a
   *     transaction; its session settings change
   * @param progress gets a sentence for each step
   * @throws CannotDistributeException if the database is not the coordinator of a cluster with
   *     nodes
   */
  static void create(Connection connection, Consumer<String> progress)
      throws SQLException, CannotDistributeException {
    new DistributedTables(connection, progress).create();
  }

  /**
   * Distributes the tables over a connection of its own. Throws no exception of this module, so a
   * program without this module can load its caller.
   *
   * @param jdbcUrl of the coordinator
   * @return why the tables cannot be distributed, or empty if they are now
   */
  public static Optional<String> create(
      String jdbcUrl, Optional<String> user, Optional<String> password, Consumer<String> progress)
      throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(jdbcUrl, user.orElse(null), password.orElse(null))) {
      create(connection, progress);
      return Optional.empty();
    } catch (CannotDistributeException refusal) {
      return Optional.of(requireNonNull(refusal.getMessage()));
    }
  }

  private void create() throws SQLException, CannotDistributeException {
    check(
        HAS_EXTENSION,
        "The database lacks the extension citus: create it here and on each node first.");
    check(HAS_NODES, "The cluster has no nodes for tables: add them by citus_add_node first.");
    check(HAS_LOGICAL_LOG, "PostgreSQL needs wal_level = logical, here and on each node.");
    check(
        IS_SUPERUSER, "The owner of the tables has to be a superuser while they are distributed.");
    execute("set statement_timeout = 0; set lock_timeout = '5s'");
    execute(LOCK_EVENTS);
    progress.accept("Replacing functions and triggers.");
    replaceFunctions();
    if (!is(HAS_PRIMARY_KEY)) {
      progress.accept("Replacing the primary key of scores.");
      execute("drop index concurrently if exists scores_user_id_id");
      execute("create unique index concurrently scores_user_id_id on scores (user_id, id)");
      execute("drop index concurrently if exists scores_id");
      execute("create index concurrently scores_id on scores (id)");
      execute(PRIMARY_KEY);
    }
    if (!isDistributed("score_events")) {
      // Citus 13 gives the check of a partition another name than that of the table, and fails.
      execute("alter table score_events drop constraint if exists score_events_type_check");
    }
    execute("set lock_timeout = 0");
    distribute("score_events", "none");
    replaceFunctions(); // Citus has replaced the table, whose type some of them return.
    distribute("scores", "score_events");
    execute("set lock_timeout = '5s'");
    if (!is(HAS_TYPE_CHECK)) {
      // The existing events had it. To read them all would lock out writers.
      execute(
          "alter table score_events add constraint score_events_type_check"
              + " check (type in ('a', 'u', 'r')) not valid");
    }
    progress.accept("The tables are distributed.");
  }

  private void check(String question, String refusal)
      throws SQLException, CannotDistributeException {
    if (!is(question)) {
      throw new CannotDistributeException(refusal);
    }
  }

  /** In one transaction, on this node only. */
  private void replaceFunctions() throws SQLException {
    connection.setAutoCommit(false);
    execute("set local citus.enable_ddl_propagation = off");
    execute(functions());
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static String functions() {
    try (InputStream script =
        requireNonNull(DistributedTables.class.getResourceAsStream("/db/citus.sql"))) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private void distribute(String table, String other) throws SQLException {
    if (isDistributed(table)) {
      progress.accept("%s is distributed already.".formatted(table));
      return;
    }
    progress.accept("Distributing %s.".formatted(table));
    execute(
        "select create_distributed_table_concurrently('%s', 'user_id', colocate_with => '%s')"
            .formatted(table, other));
  }

  private boolean isDistributed(String table) throws SQLException {
    return is(
        """
        select exists (
          select from pg_dist_partition where logicalrelid = '%s'::regclass and partmethod = 'h')
        """
            .formatted(table));
  }

  private boolean is(String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getBoolean(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
