package dev.scores.persistence;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.function.IntSupplier;

/** Creates the connection budget of the pool, and the share of it that the application needs. */
@Factory
@Requires(property = "datasources.default.url") // The package's condition excludes no JDK types.
final class ConnectionBudgetFactory {

  @Singleton
  ConnectionBudget budget(ConnectionPoolSettings pool) {
    return new ConnectionBudget(pool.maximumPoolSize());
  }

  /** How many pages of long lists may be read at once. */
  @Singleton
  @Named("list-connections")
  IntSupplier listConnections(ConnectionBudget budget) {
    return budget::lists;
  }
}
