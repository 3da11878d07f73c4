package dev.scores.persistence;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The settings of the connection pool that the adapters depend on.
 *
 * @param maximumPoolSize the number of connections; 10 is HikariCP's default
 */
@ConfigurationProperties("datasources.default")
record ConnectionPoolSettings(@Bindable(defaultValue = "10") int maximumPoolSize) {}
