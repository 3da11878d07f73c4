package dev.scores.chassis.commands;

import io.micronaut.context.ApplicationContext;

/** Puts believable data into a service's database; where they are already it changes nothing. */
@FunctionalInterface
public interface Seed {

  /**
   * @param context the service, its database migrated, not serving
   * @return what was done, for people: "12 scores were added"
   */
  String plant(ApplicationContext context);
}
