package dev.scores.users.http;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FieldError;
import dev.scores.users.api.model.Credentials;
import dev.scores.users.api.model.EmailCredentials;
import dev.scores.users.api.model.NewAccount;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.LoginIdentifier;
import dev.scores.users.domain.LoginIdentifier.ByBoth;
import dev.scores.users.domain.LoginIdentifier.ByEmail;
import dev.scores.users.domain.LoginIdentifier.ByUsername;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.SignUp;
import dev.scores.users.domain.User;
import dev.scores.users.domain.UserDraft;
import dev.scores.users.domain.UserUpdate;
import dev.scores.users.domain.Username;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From the contract's words to the domain's. What no schema can say, the domain judges; all that is
 * wrong with a payload is told at once, as a {@link ApiException}.
 */
final class UserPayloadMapper {

  private static final String NO_NAME =
      "1 to 128 characters without control characters are expected";
  private static final String NO_NEW_NAME =
      "1 to 128 letters, digits and punctuation (RFC 8265) are expected, and no email address";
  private static final String NO_ADDRESS = "an email address of at most 128 characters is expected";
  private static final String NO_PASSWORD =
      "%d to %d bytes are expected".formatted(Password.MIN_BYTES, Password.MAX_BYTES);

  private static final String NO_TEXT = "text without NUL is expected";

  private final List<FieldError> errors = new ArrayList<>();

  private UserPayloadMapper() {}

  /**
   * @throws Refusal 400
   */
  static SignUp signUp(NewAccount payload) {
    UserPayloadMapper reading = new UserPayloadMapper();
    Optional<Username> username =
        reading.read("/username", payload.getUsername(), Username::of, NO_NEW_NAME);
    Optional<EmailAddress> email =
        reading.read("/email", payload.getEmail(), EmailAddress::of, NO_ADDRESS);
    Optional<Password> password =
        reading.readPassword("/password", payload.getPassword(), username, email);
    reading.refuseErrors();
    return new SignUp(username.orElseThrow(), email.orElseThrow(), password.orElseThrow());
  }

  /**
   * @throws Refusal 400
   */
  static UserDraft draft(dev.scores.users.api.model.UserDraft payload) {
    UserPayloadMapper reading = new UserPayloadMapper();
    Optional<Username> username =
        reading.read("/username", payload.getUsername(), Username::of, NO_NEW_NAME);
    Optional<EmailAddress> email =
        reading.read("/email", payload.getEmail(), EmailAddress::of, NO_ADDRESS);
    Optional<Password> password =
        reading.readPassword("/password", payload.getPassword(), username, email);
    reading.refuseErrors();
    return new UserDraft(username.orElseThrow(), email.orElseThrow(), password);
  }

  /**
   * @param current the user who is to be updated, asked for only where it matters
   * @throws Refusal 400
   */
  static UserUpdate update(
      dev.scores.users.api.model.UserUpdate payload, Supplier<Optional<User>> current) {
    UserPayloadMapper reading = new UserPayloadMapper();
    Optional<Username> username =
        reading.read(
            "/username",
            payload.getUsername(),
            text -> Username.of(text).or(() -> kept(text, current)),
            NO_NEW_NAME);
    Optional<EmailAddress> email =
        reading.read("/email", payload.getEmail(), EmailAddress::of, NO_ADDRESS);
    reading.refuseErrors();
    return new UserUpdate(
        username.orElseThrow(),
        email.orElseThrow(),
        Optional.ofNullable(payload.getActive()),
        Optional.ofNullable(payload.getAdmin()));
  }

  /** A name from before the rules for new ones, which its user keeps. */
  private static Optional<Username> kept(String text, Supplier<Optional<User>> current) {
    return Username.claimed(text)
        .filter(name -> current.get().map(User::username).filter(name::equals).isPresent());
  }

  /**
   * A password that somebody logs in with.
   *
   * @throws Refusal 400
   */
  static Password shown(String text) {
    return shown("/password", text);
  }

  /**
   * @throws Refusal 400
   */
  static Password shown(String pointer, String text) {
    UserPayloadMapper reading = new UserPayloadMapper();
    Optional<Password> password =
        reading.read(
            pointer,
            text,
            given -> Optional.of(new Password(given)).filter(Password::isText),
            NO_TEXT);
    reading.refuseErrors();
    return password.orElseThrow();
  }

  /**
   * A password that the user chooses instead of another.
   *
   * @throws Refusal 400
   */
  static Password chosen(String pointer, String text, User user) {
    UserPayloadMapper reading = new UserPayloadMapper();
    Optional<Password> password =
        reading.readPassword(
            pointer, text, Optional.of(user.username()), Optional.of(user.email()));
    reading.refuseErrors();
    return password.orElseThrow();
  }

  /**
   * @throws Refusal 400
   */
  static LoginIdentifier name(EmailCredentials payload) {
    return name(null, payload.getEmail());
  }

  /**
   * @throws Refusal 400
   */
  static LoginIdentifier name(Credentials payload) {
    return name(payload.getUsername(), payload.getEmail());
  }

  private static LoginIdentifier name(@Nullable String givenUsername, @Nullable String givenEmail) {
    UserPayloadMapper reading = new UserPayloadMapper();
    Optional<Username> username =
        reading.read("/username", givenUsername, Username::claimed, NO_NAME);
    Optional<EmailAddress> email =
        reading.read("/email", givenEmail, EmailAddress::claimed, NO_NAME);
    reading.refuseErrors();
    if (username.isPresent() && email.isPresent()) {
      return new ByBoth(username.get(), email.get());
    }
    return username
        .<LoginIdentifier>map(ByUsername::new)
        .orElseGet(() -> new ByEmail(email.orElseThrow()));
  }

  /**
   * @param username none where it is wrong itself
   * @param email none where it is wrong itself
   */
  private Optional<Password> readPassword(
      String pointer,
      @Nullable String text,
      Optional<Username> username,
      Optional<EmailAddress> email) {
    if (text == null) {
      return Optional.empty();
    }
    Password password = new Password(text);
    Optional<Password.Flaw> flaw =
        username.isPresent() && email.isPresent()
            ? password.flaw(username.get(), email.get())
            : password.flaw();
    flaw.ifPresent(is -> errors.add(new FieldError(pointer, expected(is))));
    return flaw.isEmpty() ? Optional.of(password) : Optional.empty();
  }

  private static String expected(Password.Flaw flaw) {
    return switch (flaw) {
      case LENGTH, NO_TEXT -> NO_PASSWORD;
      case BLANK -> "more than spaces is expected";
      case COMMON -> "a password that is not among the most common ones is expected";
      case NAME -> "a password other than the username and the email is expected";
    };
  }

  private <T> Optional<T> read(
      String pointer,
      @Nullable String text,
      Function<String, Optional<T>> reader,
      String expected) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<T> value = reader.apply(text);
    if (value.isEmpty()) {
      errors.add(new FieldError(pointer, expected));
    }
    return value;
  }

  private void refuseErrors() {
    if (!errors.isEmpty()) {
      throw ApiException.invalidPayload(errors);
    }
  }
}
