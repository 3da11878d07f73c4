package dev.scores.app;

import dev.scores.chassis.settings.InvalidSettingsException;
import dev.scores.chassis.settings.Setting;
import java.util.List;
import java.util.Map;

/** The setting of the kind of database (docs/adr/0056). */
final class EngineSetting {

  private static final String PROPERTY = "scores.engine";
  private static final String CITUS = "citus";

  static final Setting ENGINE =
      Setting.optional(
          "DATABASE_ENGINE",
          "postgresql or citus",
          "postgresql",
          "What the tables are on: one PostgreSQL, or the nodes of a Citus cluster"
              + " ([scaling.md](scaling.md#a-distributed-postgresql)). `citus` turns `COALESCING` off.",
          EngineSetting::properties);

  /** Citus gives each distributed table such a trigger. */
  private static final String IS_DISTRIBUTED =
      """
      (select 'DATABASE_ENGINE must be citus: the tables are distributed'
       where exists (
         select from pg_trigger join pg_proc on pg_proc.oid = tgfoid
         where tgrelid in (to_regclass('scores'), to_regclass('score_events'))
           and proname = 'citus_truncate_trigger'))
      """;

  /** The tables need not be distributed yet. */
  private static final String LACKS_CITUS =
      """
      (select 'DATABASE_ENGINE is citus, but the database lacks the extension citus'
       where not exists (select from pg_extension where extname = 'citus'))
      """;

  private EngineSetting() {}

  /** There is no standby of all nodes. */
  static void check(Map<String, Object> properties) {
    if (CITUS.equals(properties.get(PROPERTY))
        && properties.containsKey(StandbyReadSettings.URL_PROPERTY)) {
      throw new InvalidSettingsException(
          List.of("DATABASE_READ_URL is wrong: it must not be set with DATABASE_ENGINE=citus"));
    }
  }

  private static Map<String, Object> properties(String value) {
    return switch (value) {
      case "postgresql" -> Map.of(PROPERTY, value, "service.mismatch", IS_DISTRIBUTED);
      case CITUS ->
          Map.of(
              PROPERTY,
              value,
              "service.mismatch",
              LACKS_CITUS,
              // Not force_generic_plan: Citus cannot distribute a plan for unknown parameters.
              "service.session",
              "set enable_bitmapscan = off; set random_page_cost = 1; set jit = off");
      default -> throw new IllegalArgumentException(value);
    };
  }
}
