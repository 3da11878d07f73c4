package dev.scores.users.http;

import com.nimbusds.jose.jwk.ECKey;
import dev.scores.users.api.model.AccessToken;
import dev.scores.users.api.model.AccessTokenTokenType;
import dev.scores.users.api.model.AuthStatus;
import dev.scores.users.api.model.Done;
import dev.scores.users.api.model.Key;
import dev.scores.users.api.model.KeyAlg;
import dev.scores.users.api.model.KeyCrv;
import dev.scores.users.api.model.KeyKty;
import dev.scores.users.api.model.KeyUse;
import dev.scores.users.api.model.Registered;
import dev.scores.users.api.model.ServiceAccountWithSecret;
import dev.scores.users.api.model.Session;
import dev.scores.users.api.model.ShownUser;
import dev.scores.users.api.model.Success;
import dev.scores.users.api.model.TokenClient;
import dev.scores.users.api.model.TokenGiven;
import dev.scores.users.api.model.UserExport;
import dev.scores.users.api.model.UserExported;
import dev.scores.users.domain.AccountExport;
import dev.scores.users.domain.IssuedSecret;
import dev.scores.users.domain.IssuedTokens;
import dev.scores.users.domain.ServiceAccount;
import dev.scores.users.domain.TokenScope;
import dev.scores.users.domain.User;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    dev.scores.users.api.model.User shown =
        new dev.scores.users.api.model.User(
            (long) user.id().value(),
            user.username().value(),
            user.email().value(),
            user.active(),
            user.admin(),
            user.createdAt().atOffset(ZoneOffset.UTC),
            user.teacher());
    shown.setEmailConfirmed(user.emailConfirmed());
    return shown;
  }

  /**
   * @param withFlags whether the caller may see if the user is active, an admin or a teacher
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
      shown.setTeacher(user.teacher());
      shown.setEmailConfirmed(user.emailConfirmed());
    }
    return shown;
  }

  /**
   * @param current the session of the request's token
   */
  static UserExported exported(AccountExport data, Optional<UUID> current) {
    return new UserExported(
        Success.SUCCESS,
        new UserExport(
            user(data.user()),
            data.hasPassword(),
            sessions(data.sessions(), current),
            data.at().atOffset(ZoneOffset.UTC)));
  }

  static dev.scores.users.api.model.ServiceAccount serviceAccount(ServiceAccount account) {
    dev.scores.users.api.model.ServiceAccount shown =
        new dev.scores.users.api.model.ServiceAccount(
            account.id().value(),
            account.name().value(),
            scopes(account.scopes()),
            account.createdAt().atOffset(ZoneOffset.UTC));
    account.rotatedAt().map(at -> at.atOffset(ZoneOffset.UTC)).ifPresent(shown::setRotatedAt);
    account.lastUsedAt().map(at -> at.atOffset(ZoneOffset.UTC)).ifPresent(shown::setLastUsedAt);
    return shown;
  }

  static ServiceAccountWithSecret issued(IssuedSecret issued) {
    ServiceAccount account = issued.account();
    return new ServiceAccountWithSecret(
        account.id().value(),
        issued.secret().value(),
        account.name().value(),
        scopes(account.scopes()),
        account.createdAt().atOffset(ZoneOffset.UTC));
  }

  static AuthStatus status(User user) {
    AuthStatus status = new AuthStatus(Success.SUCCESS, scopes(user.scopes()));
    status.setData(user(user));
    status.setAdmin(user.admin());
    return status;
  }

  static AuthStatus status(ServiceAccount account, Set<TokenScope> scopes) {
    AuthStatus status = new AuthStatus(Success.SUCCESS, scopes(scopes));
    status.setClient(new TokenClient(account.id().value(), account.name().value()));
    return status;
  }

  private static List<dev.scores.users.api.model.Scope> scopes(Set<TokenScope> scopes) {
    return scopes.stream()
        .sorted()
        .map(scope -> dev.scores.users.api.model.Scope.fromValue(scope.text()))
        .toList();
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
