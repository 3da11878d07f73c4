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
public record SchemaSettings(@Bindable(defaultValue = NONE) String mismatch) {

  private static final String NONE = "null";

  /** For commands, which work on any database with the schema. */
  static SchemaSettings any() {
    return new SchemaSettings(NONE);
  }
}
