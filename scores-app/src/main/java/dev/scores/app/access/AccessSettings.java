package dev.scores.app.access;

import dev.scores.chassis.settings.Setting;
import dev.scores.domain.AccessPolicy;
import dev.scores.domain.ReadAccess;
import dev.scores.domain.WriteAccess;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.List;
import java.util.Map;

/**
 * The settings of permissions.
 *
 * @param reads who may read
 * @param writes who may write
 */
@ConfigurationProperties("scores.access")
public record AccessSettings(ReadAccess reads, WriteAccess writes) {

  /** The environment variables that hold them. */
  public static final List<Setting> ALL =
      List.of(
          Setting.optional(
              "SCORES_READS",
              "public, members or private",
              "public",
              "Who may read scores ([permissions.md](permissions.md)). `public`: everyone, without"
                  + " a token. `members`: everyone with a valid token. `private`: users read their"
                  + " own scores, and callers with the scope `scores:read` those of all users.",
              value ->
                  switch (value) {
                    case "public", "members", "private" -> Map.of("scores.access.reads", value);
                    default -> throw new IllegalArgumentException(value);
                  }),
          Setting.optional(
              "SCORES_WRITES",
              "learners or graders",
              "learners",
              "Who may write scores. `learners`: users write their own. `graders`: only callers"
                  + " with the scope `scores:write`, who may always write those of all users.",
              value ->
                  switch (value) {
                    case "learners", "graders" -> Map.of("scores.access.writes", value);
                    default -> throw new IllegalArgumentException(value);
                  }));

  /** The rule that they select. */
  public AccessPolicy policy() {
    return new AccessPolicy(reads, writes);
  }
}
