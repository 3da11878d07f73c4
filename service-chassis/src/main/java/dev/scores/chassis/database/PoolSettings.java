package dev.scores.chassis.database;

import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * The settings of the connection pool that this package needs.
 *
 * @param connectionTimeout the longest wait for a connection, in milliseconds
 */
@ConfigurationProperties("datasources.default")
public record PoolSettings(long connectionTimeout) {}
