package dev.scores.app.http;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.EntityTags;
import dev.scores.chassis.http.FieldError;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Score;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Versions of scores as strong entity tags: {@code "3"} (RFC 9110, section 8.8.3). */
final class VersionTags {

  private VersionTags() {}

  static String of(Score score) {
    return "\"" + score.version() + "\"";
  }

  /** Whether the client has the current version. A malformed header is ignored. */
  static boolean matches(Score score, @Nullable String ifNoneMatch) {
    return ifNoneMatch != null
        && EntityTags.parse(ifNoneMatch)
            .filter(tags -> tags.matchWeakly(Integer.toString(score.version())))
            .isPresent();
  }

  /**
   * The version that the client expects; empty without the header. Tags that are no version match
   * no score.
   *
   * @throws ApiException 400 if the header is malformed: ignoring it would make the write
   *     unconditional
   */
  static Optional<ExpectedVersion> expected(@Nullable String ifMatch) {
    return ifMatch == null
        ? Optional.empty()
        : Optional.of(
            EntityTags.parse(ifMatch)
                .map(VersionTags::expected)
                .orElseThrow(VersionTags::malformed));
  }

  private static ExpectedVersion expected(EntityTags tags) {
    return tags.any()
        ? new ExpectedVersion.Any()
        : new ExpectedVersion.OneOf(
            tags.strong().stream()
                .filter(opaque -> opaque.matches("[1-9][0-9]{0,9}"))
                .map(Long::parseLong)
                .filter(version -> version <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .collect(Collectors.toSet()));
  }

  private static ApiException malformed() {
    return ApiException.invalidParameters(
        List.of(new FieldError("If-Match", "entity tags such as \"1\", or *, are expected")));
  }
}
