package dev.scores.chassis.commands;

import io.micronaut.context.ApplicationContext;

/** Inserts sample data into a service's database, unless it exists. */
@FunctionalInterface
public interface Seed {

  /**
   * @param context the service, with a migrated database, not serving
   * @return a message for people: "12 scores were added"
   */
  String insert(ApplicationContext context);
}
