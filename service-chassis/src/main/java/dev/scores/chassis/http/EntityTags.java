package dev.scores.chassis.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of {@code If-Match} or {@code If-None-Match} (RFC 9110, sections 8.8.3 and 13.1):
 * {@code *} or a list of entity tags.
 *
 * @param any whether the value is {@code *}
 * @param tags empty for {@code *}, else at least one tag
 */
public record EntityTags(boolean any, List<EntityTag> tags) {

  /** One tag; {@code opaque} is the text between the quotes. */
  public record EntityTag(boolean weak, String opaque) {}

  /** An element of a list, possibly empty (section 5.6.1.2), up to its comma or the end. */
  private static final Pattern ELEMENT =
      Pattern.compile("[ \t]*+(?:(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*+)\")?[ \t]*+(,|\\z)");

  public EntityTags {
    tags = List.copyOf(tags);
  }

  /** Parses a field value; empty if it is malformed or has no tag. */
  public static Optional<EntityTags> parse(String field) {
    if (field.strip().equals("*")) {
      return Optional.of(new EntityTags(true, List.of()));
    }
    List<EntityTag> tags = new ArrayList<>();
    Matcher element = ELEMENT.matcher(field);
    int from = 0;
    do {
      if (!element.region(from, field.length()).lookingAt()) {
        return Optional.empty();
      }
      if (element.group(2) != null) {
        tags.add(new EntityTag(element.group(1) != null, element.group(2)));
      }
      from = element.end();
    } while (!element.group(3).isEmpty());
    return tags.isEmpty() ? Optional.empty() : Optional.of(new EntityTags(false, tags));
  }

  /** Whether the tag matches by weak comparison (section 8.8.3.2). */
  public boolean matchWeakly(String opaque) {
    return any || tags.stream().anyMatch(tag -> tag.opaque().equals(opaque));
  }

  /** The tags that can match by strong comparison. */
  public List<String> strong() {
    return tags.stream().filter(tag -> !tag.weak()).map(EntityTag::opaque).toList();
  }

  /**
   * Joins several lines of a header to one list (section 5.3); the framework reads only the first.
   */
  static void join(HttpHeaders headers) {
    for (CharSequence name : List.of(HttpHeaderNames.IF_MATCH, HttpHeaderNames.IF_NONE_MATCH)) {
      List<String> lines = headers.getAll(name);
      if (lines.size() > 1) {
        headers.set(name, String.join(", ", lines));
      }
    }
  }
}
