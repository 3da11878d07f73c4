package dev.scores.chassis.security;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The details of a security event. They contain neither secrets nor text that a client chose.
 *
 * @param account the id of the affected account, if known
 * @param serviceAccount the id of the affected service account, if known
 * @param actor the id of the account that made the change, if it is another one
 * @param reason the reason of a rejection
 */
public record SecurityDetails(
    OptionalInt account,
    Optional<String> serviceAccount,
    OptionalInt actor,
    Optional<SecurityReason> reason) {

  public static final SecurityDetails NONE =
      new SecurityDetails(
          OptionalInt.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());

  public static SecurityDetails of(SecurityReason reason) {
    return new SecurityDetails(
        OptionalInt.empty(), Optional.empty(), OptionalInt.empty(), Optional.of(reason));
  }

  public static SecurityDetails ofAccount(int id) {
    return NONE.withAccount(id);
  }

  public SecurityDetails withAccount(int id) {
    return new SecurityDetails(OptionalInt.of(id), serviceAccount, actor, reason);
  }

  public SecurityDetails withServiceAccount(String clientId) {
    return new SecurityDetails(account, Optional.of(clientId), actor, reason);
  }

  public SecurityDetails withActor(int id) {
    return new SecurityDetails(account, serviceAccount, OptionalInt.of(id), reason);
  }
}
