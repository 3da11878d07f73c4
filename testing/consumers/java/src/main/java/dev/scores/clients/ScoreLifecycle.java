package dev.scores.clients;

import dev.scores.client.ApiClient;
import dev.scores.client.ApiException;
import dev.scores.client.api.AttemptsApi;
import dev.scores.client.api.ChangesApi;
import dev.scores.client.api.ListsApi;
import dev.scores.client.api.ScoresApi;
import dev.scores.client.model.Failure;
import dev.scores.client.model.FailureCode;
import dev.scores.client.model.ScoreDraft;
import dev.scores.users.client.api.AccountsApi;
import dev.scores.users.client.model.Credentials;
import dev.scores.users.client.model.NewAccount;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * The life of a score and each of its errors, by a client of openapi-generator (java, native). Throws when a response is
 * not as expected.
 */
public final class ScoreLifecycle {

  private static final String PASSWORD = "correct horse battery";
  private static final long UNKNOWN_ID = 9_007_199_254_740_991L;

  private ScoreLifecycle() {}

  public static void main(String[] arguments) throws Exception {
    var users = new dev.scores.users.client.ApiClient();
    users.updateBaseUri(System.getenv("USERS_URL"));
    var accounts = new AccountsApi(users);
    var name = "java-" + UUID.randomUUID();
    var user = accounts.register(new NewAccount().username(name).email(name + "@example.com").password(PASSWORD));
    var token = accounts.logIn(new Credentials().username(name).password(PASSWORD)).getAccessToken();

    var url = System.getenv("SCORES_URL");
    var client = clientOf(url, token);
    var scores = new ScoresApi(client);
    var lists = new ListsApi(client);

    var added = scores.upsertScoreWithHttpInfo(draft(1, false));
    check(added.getStatusCode() == 201, added);
    var score = added.getData().getData();
    check(score.getUserId().equals(user.getId()) && !score.getCorrect(), score);
    check(scores.upsertScoreWithHttpInfo(draft(1, false)).getStatusCode() == 200, "not 200");

    var read = scores.getScoreWithHttpInfo(score.getId(), null);
    var tag = read.getHeaders().get("ETag").get(0);
    check(read.getData().getData().getCreatedAt().equals(score.getCreatedAt()), read.getData());

    scores.upsertScore(draft(2, true));
    scores.upsertScore(draft(3, true));
    var first = lists.listOwnScores(2L, null, null, null, null, null).getData();
    var last = lists.listOwnScores(2L, first.getNext(), null, null, null, null).getData();
    check(first.getScores().size() == 2 && last.getScores().size() == 1 && last.getNext() == null, last);

    var updated = scores.updateScore(score.getId(), draft(1, true), tag).getData();
    check(updated.getCorrect() && updated.getAttemptsToSolve() == 3, updated);
    var stale = failureOf(412, () -> scores.updateScore(score.getId(), draft(1, false), tag));
    check(stale.getCode() == FailureCode.SCORE_HAS_CHANGED, stale);

    var unknown = failureOf(404, () -> scores.getScore(UNKNOWN_ID, null));
    check(unknown.getCode() == FailureCode.SCORE_DOES_NOT_EXIST, unknown);

    var stranger = new ListsApi(clientOf(url, "rejected"));
    var rejected = failureOf(401, () -> stranger.listOwnScores(null, null, null, null, null, null));
    check(rejected.getCode() == FailureCode.INVALID_TOKEN, rejected);

    var invalid = failureOf(400, () -> scores.upsertScore(draft(0, true)));
    check(invalid.getCode() == FailureCode.INVALID_PAYLOAD, invalid);
    check(invalid.getErrors().get(0).getPointer().equals("/exercise_id"), invalid);

    var retried = new ScoresApi(clientOf(url + "/unavailable-once/java", token));
    var unavailable = failureOf(503, () -> retried.getScore(score.getId(), null));
    check(unavailable.getCode() == FailureCode.SERVICE_UNAVAILABLE, unavailable);
    check(retried.getScore(score.getId(), null).getData().equals(updated), "another score");

    var attempts = new AttemptsApi(client).listAttempts(score.getId(), null, null).getData().getAttempts();
    check(attempts.size() == 3 && attempts.get(0).getCorrect() && attempts.get(0).getNumber() == 3, attempts);
    var latest = new ChangesApi(client).listScoreChanges("latest", null, null, null, null, null).getData();
    check(latest.getEvents().isEmpty() && !latest.getNext().isEmpty(), latest);

    scores.removeScore(score.getId(), null);
    var removed = failureOf(404, () -> scores.removeScore(score.getId(), null));
    check(removed.getCode() == FailureCode.SCORE_DOES_NOT_EXIST, removed);
    System.out.println("life of score " + score.getId() + "; errors 412, 404, 401, 400, 503");
  }

  private static ApiClient clientOf(String url, String token) {
    var client = new ApiClient();
    client.updateBaseUri(url);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    return client;
  }

  private static ScoreDraft draft(long exercise, boolean correct) {
    return new ScoreDraft().exerciseId(exercise).correct(correct);
  }

  /** Parses the body of the generated exception. Waits as long as {@code Retry-After} says, which a 503 must have. */
  private static Failure failureOf(int status, Callable<?> call) throws Exception {
    try {
      throw new AssertionError("expected " + status + ", was: " + call.call());
    } catch (ApiException e) {
      check(e.getCode() == status, e);
      if (status == 503) {
        Thread.sleep(1000 * e.getResponseHeaders().firstValueAsLong("Retry-After").orElseThrow());
      }
      return ApiClient.createDefaultObjectMapper().readValue(e.getResponseBody(), Failure.class);
    }
  }

  private static void check(boolean holds, Object found) {
    if (!holds) {
      throw new AssertionError(found);
    }
  }
}
