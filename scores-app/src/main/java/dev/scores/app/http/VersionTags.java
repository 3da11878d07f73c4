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

/** Versions of scores as entity tags: {@code "3"}, strong ones (RFC 9110, section 8.8.3). */
final class VersionTags {

  private VersionTags() {}

  static String of(Score score) {
    return "\"" + score.version() + "\"";
  }

  /** Whether the client has the score as it is. A field that cannot be read says nothing. */
  static boolean hasIt(Score score, @Nullable String ifNoneMatch) {
    return ifNoneMatch != null
        && EntityTags.read(ifNoneMatch)
            .filter(tags -> tags.matchWeakly(Integer.toString(score.version())))
            .isPresent();
  }

  /**
   * The version that the client expects; none where it says nothing of it. Tags that no version has
   * match none.
   *
   * @throws Refusal 400 where the field cannot be read: whoever means to write carefully is not to
   *     write carelessly
   */
  static Optional<ExpectedVersion> expected(@Nullable String ifMatch) {
    return ifMatch == null
        ? Optional.empty()
        : Optional.of(
            EntityTags.read(ifMatch)
                .map(VersionTags::expected)
                .orElseThrow(VersionTags::unreadable));
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

  private static ApiException unreadable() {
    return ApiException.invalidParameters(
        List.of(new FieldError("If-Match", "entity tags such as \"1\", or *, are expected")));
  }
}
