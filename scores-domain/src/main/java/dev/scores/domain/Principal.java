package dev.scores.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whom a bearer token belongs to, and what it permits. */
public sealed interface Principal {

  /** What the token permits beyond the principal's own scores; unmodifiable. */
  Set<Scope> scopes();

  /** The user whose own scores the principal has; empty if it is a program. */
  Optional<UserId> user();

  /** The name under which the principal writes scores of others. */
  Writer.Grader asGrader();

  /** What the principal is to a score of this user that it writes. */
  default Writer asWriterFor(UserId owner) {
    return user().filter(owner::equals).isPresent() ? new Writer.Owner() : asGrader();
  }

  /** A user. */
  record Person(UserId id, Set<Scope> scopes) implements Principal {

    public Person {
      Objects.requireNonNull(id, "id");
      scopes = Set.copyOf(scopes);
    }

    @Override
    public Optional<UserId> user() {
      return Optional.of(id);
    }

    @Override
    public Writer.Grader asGrader() {
      return new Writer.Grader("user " + id.value());
    }
  }

  /**
   * A program with credentials of its own, which has no scores (RFC 6749, section 4.4).
   *
   * @param clientId 1 to 255 characters
   */
  record Program(String clientId, Set<Scope> scopes) implements Principal {

    /**
     * @throws IllegalArgumentException if the client id is empty or too long
     */
    public Program {
      if (!isClientId(clientId)) {
        throw new IllegalArgumentException(
            "a client id has 1 to 255 characters, not " + clientId.length());
      }
      scopes = Set.copyOf(scopes);
    }

    /** Whether the text can be a client id. */
    public static boolean isClientId(String text) {
      return !text.isEmpty() && text.length() <= 255;
    }

    @Override
    public Optional<UserId> user() {
      return Optional.empty();
    }

    @Override
    public Writer.Grader asGrader() {
      return new Writer.Grader(clientId);
    }
  }

  /** A user without scopes. */
  static Person person(UserId id) {
    return new Person(id, Set.of());
  }
}
