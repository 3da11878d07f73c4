package dev.scores.users.http;

import dev.scores.users.api.ServiceAccountsApi;
import dev.scores.users.api.model.Done;
import dev.scores.users.api.model.NewServiceAccountGiven;
import dev.scores.users.api.model.ServiceAccountDraft;
import dev.scores.users.api.model.ServiceAccountList;
import dev.scores.users.api.model.ServiceAccountsFound;
import dev.scores.users.api.model.Success;
import dev.scores.users.domain.ClientId;
import dev.scores.users.domain.IssuedSecret;
import dev.scores.users.domain.ServiceAccountService;
import dev.scores.users.domain.UserAction;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Service accounts, for admins. Runs on virtual threads: the database blocks. */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ServiceAccountsController implements ServiceAccountsApi {

  private final ServiceAccountService accounts;
  private final AccountEvents events;

  ServiceAccountsController(ServiceAccountService accounts, AccountEvents events) {
    this.accounts = accounts;
    this.events = events;
  }

  @Override
  @RequiresPermission(UserAction.MANAGE_CLIENTS)
  public HttpResponse<ServiceAccountsFound> listServiceAccounts() {
    return HttpResponse.ok(
        new ServiceAccountsFound(
            Success.SUCCESS,
            new ServiceAccountList(
                accounts.list().stream().map(UserResponseMapper::serviceAccount).toList())));
  }

  @Override
  @RequiresPermission(UserAction.MANAGE_CLIENTS)
  public HttpResponse<NewServiceAccountGiven> createServiceAccount(ServiceAccountDraft payload) {
    IssuedSecret created =
        accounts.create(UserPayloadMapper.name(payload), UserPayloadMapper.scopes(payload));
    events.serviceAccountCreated(created.account().id());
    return HttpResponse.created(given(created));
  }

  @Override
  @RequiresPermission(UserAction.MANAGE_CLIENTS)
  public HttpResponse<NewServiceAccountGiven> rotateSecret(String clientId) {
    IssuedSecret rotated =
        ClientId.of(clientId)
            .flatMap(accounts::rotate)
            .orElseThrow(UserErrors::noSuchServiceAccount);
    events.secretRotated(rotated.account().id());
    return HttpResponse.ok(given(rotated));
  }

  @Override
  @RequiresPermission(UserAction.MANAGE_CLIENTS)
  public HttpResponse<Done> revokeServiceAccount(String clientId) {
    ClientId id =
        ClientId.of(clientId)
            .filter(accounts::revoke)
            .orElseThrow(UserErrors::noSuchServiceAccount);
    events.serviceAccountRevoked(id);
    return HttpResponse.ok(UserResponseMapper.done(id.value() + " was revoked!"));
  }

  private static NewServiceAccountGiven given(IssuedSecret issued) {
    return new NewServiceAccountGiven(Success.SUCCESS, UserResponseMapper.issued(issued));
  }
}
