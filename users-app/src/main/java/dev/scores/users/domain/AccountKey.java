package dev.scores.users.domain;

import dev.scores.users.domain.LoginIdentifier.ByBoth;
import dev.scores.users.domain.LoginIdentifier.ByEmail;
import dev.scores.users.domain.LoginIdentifier.ByUsername;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Key by which attempts at an account are counted: the user's id, whichever name the client gave, a
 * folded name that no user with a password has, or the text given as a client id.
 */
public record AccountKey(String value) {

  public AccountKey {
    Objects.requireNonNull(value, "value");
  }

  public static AccountKey of(AccountId id) {
    return new AccountKey("id " + id.value());
  }

  static AccountKey ofClient(String id) {
    return new AccountKey("client " + id);
  }

  /** The keys of a login: the account's if there is one, otherwise those of the names. */
  static List<AccountKey> of(LoginIdentifier name, Optional<Account> account) {
    return account.map(found -> List.of(of(found.user().id()))).orElseGet(() -> of(name));
  }

  private static List<AccountKey> of(LoginIdentifier name) {
    return switch (name) {
      case ByUsername by -> List.of(of(by.username()));
      case ByEmail by -> List.of(of(by.email()));
      case ByBoth by -> List.of(of(by.username()), of(by.email()));
    };
  }

  static List<AccountKey> of(SignUp signUp) {
    return List.of(of(signUp.username()), of(signUp.email()));
  }

  /** Key by which requests to reset the password of an email are counted. */
  static AccountKey ofReset(EmailAddress email) {
    return new AccountKey("reset " + email.folded());
  }

  /** Key by which requests to confirm the email of a user are counted. */
  static AccountKey ofConfirmation(AccountId id) {
    return new AccountKey("confirmation " + id.value());
  }

  private static AccountKey of(Username username) {
    return new AccountKey("name " + username.prepared().folded());
  }

  private static AccountKey of(EmailAddress email) {
    return new AccountKey("email " + email.folded());
  }
}
