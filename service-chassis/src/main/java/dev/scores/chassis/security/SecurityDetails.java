package dev.scores.chassis.security;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The details of a security event. They contain neither secrets nor text that a client chose.
 *
 * @param account the id of the affected account, if known
 * @param actor the id of the account that made the change, if it is another one
 * @param reason the reason of a rejection
 */
public record SecurityDetails(
    OptionalInt account, OptionalInt actor, Optional<SecurityReason> reason) {

  public static final SecurityDetails NONE =
      new SecurityDetails(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

  public static SecurityDetails of(SecurityReason reason) {
    return new SecurityDetails(OptionalInt.empty(), OptionalInt.empty(), Optional.of(reason));
  }

  public static SecurityDetails ofAccount(int id) {
    return NONE.withAccount(id);
  }

  public SecurityDetails withAccount(int id) {
    return new SecurityDetails(OptionalInt.of(id), actor, reason);
  }

  public SecurityDetails withActor(int id) {
    return new SecurityDetails(account, OptionalInt.of(id), reason);
  }
}
