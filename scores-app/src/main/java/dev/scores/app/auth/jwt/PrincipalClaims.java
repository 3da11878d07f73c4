package dev.scores.app.auth.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.scores.domain.Principal;
import dev.scores.domain.Principal.Person;
import dev.scores.domain.Principal.Program;
import dev.scores.domain.Scope;
import dev.scores.domain.UserId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads whom a token belongs to from its claims. A token with a user id is that user's. A token
 * without one, or whose subject is its own client, is a program's (RFC 9068, section 2.2).
 */
final class PrincipalClaims {

  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,9}");

  private PrincipalClaims() {}

  /** Empty if the claims name neither a user nor a program. */
  static Optional<Principal> of(JWTClaimsSet claims, JwtProperties properties) {
    Set<Scope> scopes = scopes(claims.getClaim(properties.scopeClaim()));
    @Nullable Object id = claims.getClaim(properties.userClaim());
    Optional<Principal> person = user(id).map(user -> new Person(user, scopes));
    return person.or(
        () ->
            client(claims)
                .filter(client -> id == null || client.equals(id))
                .map(client -> new Program(client, scopes)));
  }

  /** The id as a number, or as its decimal text. */
  private static Optional<UserId> user(@Nullable Object id) {
    if (id instanceof Integer || id instanceof Long) {
      return UserId.of(((Number) id).longValue());
    }
    return id instanceof String text && ID.matcher(text).matches()
        ? UserId.of(Long.parseLong(text))
        : Optional.empty();
  }

  /** The client that the token was issued to; {@code azp} is what providers had before RFC 9068. */
  private static Optional<String> client(JWTClaimsSet claims) {
    return Stream.of("client_id", "azp")
        .map(claims::getClaim)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(Program::isClientId)
        .findFirst();
  }

  /** The scopes for this service, from a text with spaces (RFC 8693, section 4.2) or an array. */
  private static Set<Scope> scopes(@Nullable Object claim) {
    Stream<?> names = Stream.empty();
    if (claim instanceof String text) {
      names = Arrays.stream(text.split(" "));
    } else if (claim instanceof Collection<?> array) {
      names = array.stream();
    }
    return names
        .filter(String.class::isInstance)
        .flatMap(name -> Scope.of((String) name).stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
