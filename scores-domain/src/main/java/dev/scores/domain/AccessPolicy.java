package dev.scores.domain;

import static dev.scores.domain.AccessDecision.ALLOWED;
import static dev.scores.domain.AccessDecision.NOT_PERMITTED;
import static dev.scores.domain.AccessDecision.NO_OWN_SCORES;
import static dev.scores.domain.AccessDecision.TOKEN_REQUIRED;

import dev.scores.domain.Principal.Person;
import dev.scores.domain.Principal.Program;
import java.util.Objects;
import java.util.Optional;

/**
 * Who may read and write which scores. The whole rule is here, as pure functions.
 *
 * <pre>{@code
 * AccessPolicy policy = new AccessPolicy(ReadAccess.PRIVATE, WriteAccess.LEARNERS);
 * Optional<Principal> ann = Optional.of(Principal.person(new UserId(1)));
 * policy.decide(ScoreAction.READ_ALL, ann);  // NOT_PERMITTED
 * policy.decide(ScoreAction.WRITE_OWN, ann); // ALLOWED
 * }</pre>
 */
public record AccessPolicy(ReadAccess reads, WriteAccess writes) {

  public AccessPolicy {
    Objects.requireNonNull(reads, "reads");
    Objects.requireNonNull(writes, "writes");
  }

  /** Whether only known callers may perform the action. */
  public boolean requiresCaller(ScoreAction action) {
    return switch (action) {
      case READ_ALL, READ_ONE, READ_RANKING -> reads != ReadAccess.PUBLIC;
      case READ_OWN, WRITE_OWN, WRITE_MANY, WRITE_ANY -> true;
    };
  }

  /**
   * Decides whether the caller may perform the action.
   *
   * @param caller empty if the caller is not known
   */
  public AccessDecision decide(ScoreAction action, Optional<Principal> caller) {
    if (!requiresCaller(action)) {
      return ALLOWED;
    }
    return caller.map(known -> decide(action, known)).orElse(TOKEN_REQUIRED);
  }

  private AccessDecision decide(ScoreAction action, Principal caller) {
    return switch (action) {
      case READ_RANKING -> ALLOWED;
      case READ_ALL -> allowedIf(seesEveryone(caller));
      case READ_ONE -> allowedIf(seesEveryone(caller) || caller instanceof Person);
      case READ_OWN -> caller instanceof Person ? ALLOWED : NO_OWN_SCORES;
      case WRITE_OWN -> caller instanceof Person ? allowedIf(writesOwn(caller)) : NO_OWN_SCORES;
      case WRITE_MANY -> allowedIf(writesOwn(caller) || writesAny(caller));
      case WRITE_ANY -> allowedIf(writesAny(caller));
    };
  }

  /**
   * The users whose scores the caller may see.
   *
   * @param caller empty if the caller is not known
   */
  public Visibility visibility(Optional<Principal> caller) {
    if (reads == ReadAccess.PUBLIC) {
      return new Visibility.Everyone();
    }
    return caller.map(this::visibility).orElseGet(Visibility.Nobody::new);
  }

  private Visibility visibility(Principal caller) {
    if (seesEveryone(caller)) {
      return new Visibility.Everyone();
    }
    return switch (caller) {
      case Person person -> new Visibility.Only(person.id());
      case Program program -> new Visibility.Nobody();
    };
  }

  private boolean seesEveryone(Principal caller) {
    return reads != ReadAccess.PRIVATE || caller.scopes().contains(Scope.SCORES_READ);
  }

  private boolean writesOwn(Principal caller) {
    return caller instanceof Person && (writes == WriteAccess.LEARNERS || writesAny(caller));
  }

  private static boolean writesAny(Principal caller) {
    return caller.scopes().contains(Scope.SCORES_WRITE);
  }

  private static AccessDecision allowedIf(boolean permitted) {
    return permitted ? ALLOWED : NOT_PERMITTED;
  }
}
