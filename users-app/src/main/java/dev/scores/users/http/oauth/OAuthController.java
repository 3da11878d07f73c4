package dev.scores.users.http.oauth;

import dev.scores.chassis.http.ApiException;
import dev.scores.users.api.model.AuthorizationServer;
import dev.scores.users.api.model.OAuthToken;
import dev.scores.users.domain.TokenScope;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint and its metadata. Does not implement the generated interface, which would have
 * a parameter for each of the form's and so lose repeated ones.
 */
@Controller
final class OAuthController {

  private final List<TokenGrant> grants;
  private final PublicUrl publicUrl;

  OAuthController(List<TokenGrant> grants, PublicUrl publicUrl) {
    this.grants = grants;
    this.publicUrl = publicUrl;
  }

  /** {@code issueToken} of the contract. */
  @Post("/oauth/token")
  @Consumes(MediaType.ALL)
  @Secured(SecurityRule.IS_ANONYMOUS)
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<OAuthToken> issueToken(HttpRequest<?> request, @Nullable @Body TokenRequest form) {
    TokenRequest parameters = form == null ? TokenRequest.EMPTY : form;
    String type = parameters.required("grant_type");
    TokenGrant grant =
        grants.stream()
            .filter(one -> one.type().equals(type))
            .findFirst()
            .orElseThrow(OAuthErrors::unsupportedGrantType);
    return HttpResponse.ok(grant.issue(parameters, request));
  }

  /** {@code getAuthorizationServer} of the contract. */
  @Get("/.well-known/oauth-authorization-server")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<AuthorizationServer> getAuthorizationServer(HttpRequest<?> request) {
    return publicUrl
        .of(request)
        .map(url -> HttpResponse.ok(metadata(url)))
        .orElseThrow(() -> ApiException.of(HttpStatus.NOT_FOUND, "not_found", "Not found."));
  }

  private AuthorizationServer metadata(String url) {
    return new AuthorizationServer(
        URI.create(url),
        URI.create(url + "/oauth/token"),
        URI.create(url + "/.well-known/jwks.json"),
        Arrays.stream(TokenScope.values())
            .map(scope -> dev.scores.users.api.model.Scope.fromValue(scope.text()))
            .toList(),
        List.of(),
        grants.stream().map(TokenGrant::type).sorted().toList(),
        List.of("client_secret_basic", "none"));
  }
}
