package dev.scores.app.webhooks;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The targets of {@code WEBHOOKS}. */
record Webhooks(List<Webhook> targets) {

  Webhooks {
    targets = List.copyOf(targets);
  }

  /**
   * Parses targets that are separated by commas.
   *
   * @throws IllegalArgumentException with the problem and the number of the target, without any
   *     part of the text
   */
  static Webhooks parse(String text) {
    List<Webhook> targets = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String target : text.split(",", -1)) {
      int number = targets.size() + 1;
      try {
        targets.add(Webhook.parse(target.strip()));
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException("target %d: %s".formatted(number, wrong.getMessage()));
      }
      if (!names.add(targets.getLast().name())) {
        throw new IllegalArgumentException(
            "target %d: another target has this name".formatted(number));
      }
    }
    return new Webhooks(targets);
  }

  /** The names and servers, for people. */
  @Override
  public String toString() {
    return targets.stream().map(Webhook::toString).collect(joining(","));
  }
}
