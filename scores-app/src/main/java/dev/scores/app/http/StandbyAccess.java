package dev.scores.app.http;

import dev.scores.chassis.http.BearerCredentials;
import dev.scores.domain.ScoreId;
import dev.scores.domain.StaleReads;
import dev.scores.domain.StaleReads.SeenWrite;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides which reads a standby may answer: those of a request that names the write which they must
 * show ({@code Read-After}), and those of a request without a token. A caller that names no write
 * could miss its own, which may have gone to another instance (docs/adr/0055).
 */
public sealed interface StandbyAccess {

  /** Only the primary may answer. */
  record None() implements StandbyAccess {}

  /** The standby may answer with a slightly earlier state. */
  record Any() implements StandbyAccess {}

  /** The standby may answer with a state that has the write. */
  record After(SeenWrite write) implements StandbyAccess {}

  static StandbyAccess of(HttpRequest<?> request) {
    List<String> tags = request.getHeaders().getAll("Read-After");
    if (!tags.isEmpty()) {
      // The primary has all writes, however many are named.
      return tags.size() == 1
          ? write(tags.getFirst()).<StandbyAccess>map(After::new).orElseGet(None::new)
          : new None();
    }
    return BearerCredentials.of(request) instanceof BearerCredentials.None ? new Any() : new None();
  }

  /** Runs reads on the calling thread. */
  default <T> T read(Supplier<T> reads) {
    return switch (this) {
      case None none -> reads.get();
      case Any any -> StaleReads.allow(reads);
      case After after -> StaleReads.allowAfter(after.write(), reads);
    };
  }

  /** The write that an entity tag names; empty if it is malformed. */
  private static Optional<SeenWrite> write(String tag) {
    Matcher parts = Syntax.TAG.matcher(tag.strip());
    return parts.matches()
        ? Optional.of(
            new SeenWrite(
                new ScoreId(Long.parseLong(parts.group("id"))),
                Integer.parseInt(parts.group("version"))))
        : Optional.empty();
  }

  /** The syntax of the header: the {@code ETag} of a write. */
  final class Syntax {

    private static final Pattern TAG =
        Pattern.compile("\"(?<id>[1-9][0-9]{0,17})-(?<version>[1-9][0-9]{0,8})\"");

    private Syntax() {}
  }
}
