package dev.scores.faults.linearizability;

import java.time.Instant;

/**
 * A score as a response shows it.
 *
 * @param version from the entity tag
 */
public record ObservedScore(
    long id, boolean correct, Instant createdAt, Instant updatedAt, int version) {

  @Override
  public String toString() {
    return "%s, version %d, id %d, created %s, updated %s"
        .formatted(correct, version, id, createdAt, updatedAt);
  }
}
