package dev.scores.persistence;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * The address of the database, as the default pool has it.
 *
 * @param url for JDBC
 * @param connectionInitSql the settings of a session
 */
@ConfigurationProperties("datasources.default")
record PrimaryAddress(
    String url,
    @Nullable String username,
    @Nullable String password,
    @Nullable String connectionInitSql) {}
