package dev.scores.persistence;

import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the primary apart from the pool, in whose queue looks at the primary would wait.
 * After a failure the next query opens a new one. Thread-safe.
 */
@Singleton
@Requires(property = StandbySettings.URL)
final class PrimaryConnection implements AutoCloseable {

  private static final String TIMEOUT_SECONDS = "1";

  private final PrimaryAddress address;
  private @Nullable Connection current;

  PrimaryConnection(PrimaryAddress address) {
    this.address = address;
  }

  /** Returns the row of a query that has one. */
  synchronized <T> T row(String sql, RowQuery.RowReader<T> reader) throws SQLException {
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
    return DriverManager.getConnection(address.url(), properties);
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
