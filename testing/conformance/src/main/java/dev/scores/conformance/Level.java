package dev.scores.conformance;

import java.util.Locale;

/** Where a rule comes from, and how much a run checks. */
enum Level {
  /** Rules that the contract states. */
  CONTRACT,
  /** In addition, rules that go beyond the contract, for services that are exposed. */
  STRICT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
