package dev.scores.persistence;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.function.IntSupplier;

/** The budget of the pool as a bean, and the part of it that the lists of the service need. */
@Factory
final class ConnectionShares {

  @Singleton
  ConnectionBudget budget(@Value("${datasources.default.maximum-pool-size:10}") int connections) {
    return new ConnectionBudget(connections);
  }

  /** How many pages of long lists may be read at once. */
  @Singleton
  @Named("list-connections")
  IntSupplier listConnections(ConnectionBudget budget) {
    return budget::lists;
  }
}
