package dev.scores.persistence;

import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the primary apart from the pool, in whose queue looks at the primary would wait.
 * The next query opens a new one after a failure, and after {@link #LONGEST_USE}, because the
 * address may lead to another server by then. Thread-safe.
 */
@Singleton
@Requires(property = StandbySettings.URL)
final class PrimaryConnection implements AutoCloseable {

  static final Duration LONGEST_USE = Duration.ofMinutes(5);

  private static final String TIMEOUT_SECONDS = "1";

  /**
   * Less than {@link #TIMEOUT_SECONDS}, because a server does not notice that the client has gone
   * while its query waits: queries on a locked table would use up the connections.
   */
  private static final String TIMEOUTS =
      "set statement_timeout = '900ms'; set lock_timeout = '500ms'";

  private final PrimaryAddress address;
  private final LongSupplier nanoTime;
  private @Nullable Connection current;
  private long opened;

  @Inject
  PrimaryConnection(PrimaryAddress address) {
    this(address, System::nanoTime);
  }

  PrimaryConnection(PrimaryAddress address, LongSupplier nanoTime) {
    this.address = address;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns the row of a query that has one.
   *
   * @param reader throws {@link SQLException} if this is the wrong server
   */
  synchronized <T> T row(String sql, RowQuery.RowReader<T> reader) throws SQLException {
    if (nanoTime.getAsLong() - opened >= LONGEST_USE.toNanos()) {
      close();
    }
    Connection connection = current == null ? open() : current;
    current = connection;
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return reader.read(row);
    } catch (SQLException fault) {
      close();
      throw fault;
    }
  }

  private Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "primary-progress");
    properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
    properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    if (address.username() != null) {
      properties.setProperty("user", address.username());
    }
    if (address.password() != null) {
      properties.setProperty("password", address.password());
    }
    Connection connection = DriverManager.getConnection(address.url(), properties);
    try (Statement statement = connection.createStatement()) {
      if (address.connectionInitSql() != null) {
        statement.execute(address.connectionInitSql());
      }
      statement.execute(TIMEOUTS);
    } catch (SQLException fault) {
      connection.close();
      throw fault;
    }
    opened = nanoTime.getAsLong();
    return connection;
  }

  @Override
  @PreDestroy
  public synchronized void close() {
    Connection connection = current;
    current = null;
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException broken) {
        // It is closed for us.
      }
    }
  }
}
