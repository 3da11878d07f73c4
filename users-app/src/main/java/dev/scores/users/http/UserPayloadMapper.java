package dev.scores.users.http;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FieldError;
import dev.scores.users.api.model.Credentials;
import dev.scores.users.api.model.EmailCredentials;
import dev.scores.users.api.model.EmailOnly;
import dev.scores.users.api.model.NewAccount;
import dev.scores.users.api.model.ServiceAccountDraft;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.LoginIdentifier;
import dev.scores.users.domain.LoginIdentifier.ByBoth;
import dev.scores.users.domain.LoginIdentifier.ByEmail;
import dev.scores.users.domain.LoginIdentifier.ByUsername;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.ServiceAccountName;
import dev.scores.users.domain.SignUp;
import dev.scores.users.domain.TokenScope;
import dev.scores.users.domain.User;
import dev.scores.users.domain.UserDraft;
import dev.scores.users.domain.UserUpdate;
import dev.scores.users.domain.Username;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Maps payloads of the contract to values of the domain and checks the rules that a schema cannot
 * express. One {@link ApiException} lists all errors of a payload.
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
   * @throws ApiException 400
   */
  static SignUp signUp(NewAccount payload) {
    UserPayloadMapper mapper = new UserPayloadMapper();
    Optional<Username> username =
        mapper.read("/username", payload.getUsername(), Username::of, NO_NEW_NAME);
    Optional<EmailAddress> email =
        mapper.read("/email", payload.getEmail(), EmailAddress::of, NO_ADDRESS);
    Optional<Password> password =
        mapper.readPassword("/password", payload.getPassword(), username, email);
    mapper.throwIfInvalid();
    return new SignUp(username.orElseThrow(), email.orElseThrow(), password.orElseThrow());
  }

  /**
   * @throws ApiException 400
   */
  static UserDraft draft(dev.scores.users.api.model.UserDraft payload) {
    UserPayloadMapper mapper = new UserPayloadMapper();
    Optional<Username> username =
        mapper.read("/username", payload.getUsername(), Username::of, NO_NEW_NAME);
    Optional<EmailAddress> email =
        mapper.read("/email", payload.getEmail(), EmailAddress::of, NO_ADDRESS);
    Optional<Password> password =
        mapper.readPassword("/password", payload.getPassword(), username, email);
    mapper.throwIfInvalid();
    return new UserDraft(username.orElseThrow(), email.orElseThrow(), password);
  }

  /**
   * @param current the user to be updated, queried only if needed
   * @throws ApiException 400
   */
  static UserUpdate update(
      dev.scores.users.api.model.UserUpdate payload, Supplier<Optional<User>> current) {
    UserPayloadMapper mapper = new UserPayloadMapper();
    Optional<Username> username =
        mapper.read(
            "/username",
            payload.getUsername(),
            text -> Username.of(text).or(() -> kept(text, current)),
            NO_NEW_NAME);
    Optional<EmailAddress> email =
        mapper.read("/email", payload.getEmail(), EmailAddress::of, NO_ADDRESS);
    mapper.throwIfInvalid();
    return new UserUpdate(
        username.orElseThrow(),
        email.orElseThrow(),
        Optional.ofNullable(payload.getActive()),
        Optional.ofNullable(payload.getAdmin()),
        Optional.ofNullable(payload.getTeacher()));
  }

  /** A name that is older than the rules for new names is allowed if it does not change. */
  private static Optional<Username> kept(String text, Supplier<Optional<User>> current) {
    return Username.claimed(text)
        .filter(name -> current.get().map(User::username).filter(name::equals).isPresent());
  }

  /**
   * @throws ApiException 400
   */
  static ServiceAccountName name(ServiceAccountDraft payload) {
    UserPayloadMapper mapper = new UserPayloadMapper();
    Optional<ServiceAccountName> name =
        mapper.read("/name", payload.getName(), ServiceAccountName::of, NO_NAME);
    mapper.throwIfInvalid();
    return name.orElseThrow();
  }

  /** The schema ensures that the scopes are known. */
  static Set<TokenScope> scopes(ServiceAccountDraft payload) {
    return payload.getScopes().stream()
        .map(scope -> TokenScope.of(scope.getValue()).orElseThrow())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * A password given to log in.
   *
   * @throws ApiException 400
   */
  static Password shown(String text) {
    return shown("/password", text);
  }

  /**
   * @throws ApiException 400
   */
  static Password shown(String pointer, String text) {
    UserPayloadMapper mapper = new UserPayloadMapper();
    Optional<Password> password =
        mapper.read(
            pointer,
            text,
            given -> Optional.of(new Password(given)).filter(Password::isText),
            NO_TEXT);
    mapper.throwIfInvalid();
    return password.orElseThrow();
  }

  /**
   * A new password of an existing user.
   *
   * @throws ApiException 400
   */
  static Password chosen(String pointer, String text, User user) {
    UserPayloadMapper mapper = new UserPayloadMapper();
    Optional<Password> password =
        mapper.readPassword(pointer, text, Optional.of(user.username()), Optional.of(user.email()));
    mapper.throwIfInvalid();
    return password.orElseThrow();
  }

  /**
   * @throws ApiException 400
   */
  static EmailAddress email(EmailOnly payload) {
    UserPayloadMapper mapper = new UserPayloadMapper();
    Optional<EmailAddress> email =
        mapper.read("/email", payload.getEmail(), EmailAddress::claimed, NO_NAME);
    mapper.throwIfInvalid();
    return email.orElseThrow();
  }

  /**
   * @throws ApiException 400
   */
  static LoginIdentifier name(EmailCredentials payload) {
    return name(null, payload.getEmail());
  }

  /**
   * @throws ApiException 400
   */
  static LoginIdentifier name(Credentials payload) {
    if (payload.getUsername() == null && payload.getEmail() == null) {
      throw ApiException.invalidPayload(List.of(missing("username"), missing("email")));
    }
    return name(payload.getUsername(), payload.getEmail());
  }

  /** The same error as that of a member which the schema requires. */
  private static FieldError missing(String member) {
    return new FieldError("/" + member, "required property '%s' not found".formatted(member));
  }

  private static LoginIdentifier name(@Nullable String givenUsername, @Nullable String givenEmail) {
    UserPayloadMapper mapper = new UserPayloadMapper();
    Optional<Username> username =
        mapper.read("/username", givenUsername, Username::claimed, NO_NAME);
    Optional<EmailAddress> email =
        mapper.read("/email", givenEmail, EmailAddress::claimed, NO_NAME);
    mapper.throwIfInvalid();
    if (username.isPresent() && email.isPresent()) {
      return new ByBoth(username.get(), email.get());
    }
    return username
        .<LoginIdentifier>map(ByUsername::new)
        .orElseGet(() -> new ByEmail(email.orElseThrow()));
  }

  /**
   * @param username empty if invalid
   * @param email empty if invalid
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
    flaw.ifPresent(it -> errors.add(new FieldError(pointer, expected(it))));
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

  private void throwIfInvalid() {
    if (!errors.isEmpty()) {
      throw ApiException.invalidPayload(errors);
    }
  }
}
