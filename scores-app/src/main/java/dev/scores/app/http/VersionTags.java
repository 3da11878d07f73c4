package dev.scores.app.http;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.EntityTags;
import dev.scores.chassis.http.FieldError;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Versions of scores as strong entity tags (RFC 9110, section 8.8.3): {@code "17-3"} is version 3
 * of score 17. With the id, a score that was removed and added again has another tag.
 */
final class VersionTags {

  private VersionTags() {}

  static String of(Score score) {
    return "\"" + opaque(score) + "\"";
  }

  /** Whether the client has the current version. A malformed header is ignored. */
  static boolean matches(Score score, @Nullable String ifNoneMatch) {
    return ifNoneMatch != null
        && EntityTags.parse(ifNoneMatch)
            .filter(tags -> tags.matchWeakly(opaque(score)))
            .isPresent();
  }

  /**
   * The version that the client expects; empty without the header. Tags of other scores, and tags
   * that are no version, match nothing.
   *
   * @param id the score that the request names
   * @throws ApiException 400 if the header is malformed: ignoring it would make the write
   *     unconditional
   */
  static Optional<ExpectedVersion> expected(@Nullable String ifMatch, ScoreId id) {
    return ifMatch == null
        ? Optional.empty()
        : Optional.of(
            EntityTags.parse(ifMatch)
                .map(tags -> expected(tags, id))
                .orElseThrow(VersionTags::malformed));
  }

  private static ExpectedVersion expected(EntityTags tags, ScoreId id) {
    String prefix = id.value() + "-";
    return tags.any()
        ? new ExpectedVersion.Any()
        : new ExpectedVersion.OneOf(
            tags.strong().stream()
                .filter(opaque -> opaque.startsWith(prefix))
                .map(opaque -> opaque.substring(prefix.length()))
                .filter(version -> version.matches("[1-9][0-9]{0,9}"))
                .map(Long::parseLong)
                .filter(version -> version <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .collect(Collectors.toSet()));
  }

  private static String opaque(Score score) {
    return score.id().value() + "-" + score.version();
  }

  private static ApiException malformed() {
    return ApiException.invalidParameters(
        List.of(new FieldError("If-Match", "entity tags such as \"1-1\", or *, are expected")));
  }
}
