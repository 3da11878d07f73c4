package dev.scores.users.http;

import dev.scores.users.domain.ServiceAccount;
import dev.scores.users.domain.TokenScope;
import io.micronaut.security.authentication.Authentication;
import java.util.Map;
import java.util.Set;

/**
 * A service account as the authenticated caller of a request.
 *
 * @param scopes those that apply to the request
 */
record AuthenticatedClient(ServiceAccount account, Set<TokenScope> scopes)
    implements Authentication {

  @Override
  public String getName() {
    return account.id().value();
  }

  @Override
  public Map<String, Object> getAttributes() {
    return Map.of();
  }
}
