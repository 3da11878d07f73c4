package dev.scores.chassis.database;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What a service needs of its database beside the schema.
 *
 * @param mismatch an SQL expression: why the database does not suit the settings, for operators, or
 *     null
 */
@ConfigurationProperties("service")
public record SchemaSettings(@Bindable(defaultValue = "null") String mismatch) {}
