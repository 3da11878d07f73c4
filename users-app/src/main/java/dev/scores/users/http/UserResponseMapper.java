package dev.scores.users.http;

import com.nimbusds.jose.jwk.ECKey;
import dev.scores.users.api.model.AccessToken;
import dev.scores.users.api.model.AccessTokenTokenType;
import dev.scores.users.api.model.Done;
import dev.scores.users.api.model.Key;
import dev.scores.users.api.model.KeyAlg;
import dev.scores.users.api.model.KeyCrv;
import dev.scores.users.api.model.KeyKty;
import dev.scores.users.api.model.KeyUse;
import dev.scores.users.api.model.Registered;
import dev.scores.users.api.model.Session;
import dev.scores.users.api.model.ShownUser;
import dev.scores.users.api.model.Success;
import dev.scores.users.api.model.TokenGiven;
import dev.scores.users.api.model.UserExport;
import dev.scores.users.api.model.UserExported;
import dev.scores.users.domain.IssuedTokens;
import dev.scores.users.domain.PersonalData;
import dev.scores.users.domain.User;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Maps values of the domain to responses of the contract. */
final class UserResponseMapper {

  private UserResponseMapper() {}

  /** 200 that must not be cached, on a public route. */
  static <T> HttpResponse<T> ok(T body) {
    return uncached(HttpResponse.ok(body));
  }

  /** 201 that must not be cached, on a public route. */
  static <T> HttpResponse<T> created(T body) {
    return uncached(HttpResponse.created(body));
  }

  private static <T> HttpResponse<T> uncached(MutableHttpResponse<T> response) {
    return response.header(HttpHeaders.CACHE_CONTROL, "private, no-store");
  }

  static Done done(String message) {
    return new Done(Success.SUCCESS, message);
  }

  static TokenGiven given(String message, IssuedTokens tokens) {
    TokenGiven given = new TokenGiven(Success.SUCCESS, message, tokens.access().value());
    given.setRefreshToken(tokens.refresh().value());
    return given;
  }

  static AccessToken token(IssuedTokens tokens) {
    AccessToken token =
        new AccessToken(
            tokens.access().value(),
            AccessTokenTokenType.BEARER,
            tokens.access().lifetime().toSeconds());
    token.setRefreshToken(tokens.refresh().value());
    return token;
  }

  /**
   * @param current the session of the request's token
   */
  static List<Session> sessions(
      List<dev.scores.users.domain.Session> sessions, Optional<UUID> current) {
    return sessions.stream()
        .map(
            session ->
                new Session(
                    session.id().toString(),
                    session.createdAt().atOffset(ZoneOffset.UTC),
                    session.lastUsedAt().atOffset(ZoneOffset.UTC),
                    session.expiresAt().atOffset(ZoneOffset.UTC),
                    current.filter(session.id()::equals).isPresent()))
        .toList();
  }

  static Registered registered(User user) {
    return new Registered((long) user.id().value(), user.username().value(), user.email().value());
  }

  static dev.scores.users.api.model.User user(User user) {
    return new dev.scores.users.api.model.User(
        (long) user.id().value(),
        user.username().value(),
        user.email().value(),
        user.active(),
        user.admin(),
        user.createdAt().atOffset(ZoneOffset.UTC));
  }

  /**
   * @param withFlags whether the caller may see if the user is active or an admin
   */
  static ShownUser shown(User user, boolean withFlags) {
    ShownUser shown =
        new ShownUser(
            (long) user.id().value(),
            user.username().value(),
            user.email().value(),
            user.createdAt().atOffset(ZoneOffset.UTC));
    if (withFlags) {
      shown.setActive(user.active());
      shown.setAdmin(user.admin());
    }
    return shown;
  }

  /**
   * @param current the session of the request's token
   */
  static UserExported exported(PersonalData data, Optional<UUID> current) {
    return new UserExported(
        Success.SUCCESS,
        new UserExport(
            user(data.user()),
            data.hasPassword(),
            sessions(data.sessions(), current),
            data.at().atOffset(ZoneOffset.UTC)));
  }

  static Key key(ECKey key) {
    return new Key(
        KeyKty.EC,
        KeyCrv.P_256,
        KeyUse.SIG,
        KeyAlg.ES256,
        key.getKeyID(),
        key.getX().toString(),
        key.getY().toString());
  }
}
