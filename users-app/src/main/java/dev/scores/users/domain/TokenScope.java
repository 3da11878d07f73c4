package dev.scores.users.domain;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token permits in the services (RFC 6749, section 3.3). */
public enum TokenScope {
  /** Read all scores. */
  SCORES_READ("scores:read"),
  /** Write the scores of all users. */
  SCORES_WRITE("scores:write"),
  /** Read all users. */
  USERS_READ("users:read");

  private final String text;

  TokenScope(String text) {
    this.text = text;
  }

  /** The name in tokens and in the contract. */
  public String text() {
    return text;
  }

  /** The scope with this name. */
  public static Optional<TokenScope> of(String text) {
    return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
  }

  /** Parses names that are separated by single spaces; empty if one of them is unknown. */
  public static Optional<Set<TokenScope>> parse(String text) {
    Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
    for (String name : text.split(" ", -1)) {
      Optional<TokenScope> scope = of(name);
      if (scope.isEmpty()) {
        return Optional.empty();
      }
      scopes.add(scope.get());
    }
    return Optional.of(scopes);
  }

  /** The names, separated by spaces, in the order of this enum. */
  public static String join(Set<TokenScope> scopes) {
    return scopes.stream().sorted().map(TokenScope::text).collect(Collectors.joining(" "));
  }

  /** An immutable copy, in the order of this enum. */
  static Set<TokenScope> copyOf(Collection<TokenScope> scopes) {
    Set<TokenScope> copy = EnumSet.noneOf(TokenScope.class);
    copy.addAll(scopes);
    return Collections.unmodifiableSet(copy);
  }
}
