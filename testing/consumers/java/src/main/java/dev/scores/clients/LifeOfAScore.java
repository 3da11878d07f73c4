package dev.scores.clients;

import dev.scores.client.ApiClient;
import dev.scores.client.ApiException;
import dev.scores.client.api.ListsApi;
import dev.scores.client.api.ScoresApi;
import dev.scores.client.model.Failure;
import dev.scores.client.model.FailureCode;
import dev.scores.client.model.Score;
import dev.scores.client.model.ScoreDraft;
import dev.scores.users.client.api.AccountsApi;
import dev.scores.users.client.model.Credentials;
import dev.scores.users.client.model.NewAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * The whole life of a score through the clients that openapi-generator makes of the contract,
 * against the services at {@code USERS_URL} and {@code SCORES_URL}. Throws at the first surprise.
 */
public final class LifeOfAScore {

  private static final int MANY = 2500;
  private static final int PAGE = 1000;
  private static final int AT_ONCE = 16;
  private static final String PASSWORD = "correct horse battery";

  private final ScoresApi scores;
  private final ListsApi lists;
  private final int user;

  private LifeOfAScore(ApiClient client, int user) {
    this.scores = new ScoresApi(client);
    this.lists = new ListsApi(client);
    this.user = user;
  }

  public static void main(String[] arguments) throws Exception {
    var accounts = accountsAt(System.getenv("USERS_URL"));
    var name = "java-" + UUID.randomUUID();
    var registered =
        accounts.register(
            new NewAccount()
                .username(name)
                .email(name + "@example.com")
                .password(PASSWORD));
    var token = accounts.logIn(new Credentials().username(name).password(PASSWORD));
    say("registered and logged in as user %d".formatted(registered.getId()));

    var client = clientOf(System.getenv("SCORES_URL"), token.getAccessToken());
    var life = new LifeOfAScore(client, registered.getId());
    life.add();
    life.refuseASecond();
    life.update();
    life.upsert();
    life.pageThrough();
    life.readByExercise();
  }

  private static AccountsApi accountsAt(String url) {
    var client = new dev.scores.users.client.ApiClient();
    client.updateBaseUri(url);
    return new AccountsApi(client);
  }

  private static ApiClient clientOf(String url, String token) {
    var client = new ApiClient();
    client.updateBaseUri(url);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    return client;
  }

  private void add() throws ApiException {
    var added = scores.addScoreWithHttpInfo(draft(1, false));
    var score = added.getData().getData();
    check(added.getStatusCode() == 201, "201", added.getStatusCode());
    check(score.getUserId() == user && score.getExerciseId() == 1 && !score.getCorrect(), "mine", score);
    check(score.getUpdatedAt().equals(score.getCreatedAt()), "a new score", score);
    say("added score %d".formatted(score.getId()));
  }

  private void refuseASecond() throws Exception {
    var refusal = refusalOf(() -> scores.addScore(draft(1, true)));
    check(refusal.getCode() == FailureCode.SCORE_ALREADY_EXISTS, "a duplicate", refusal);
    check(refusal.getStatus() == Failure.StatusEnum.FAIL, "the client's fault", refusal);
    say("was refused a second one: FailureCode." + refusal.getCode().name());
  }

  private void update() throws Exception {
    var mine = scores.getOwnExerciseScore(1L, null).getData();
    var updated = scores.updateScore(mine.getId(), draft(1, true), null).getData();
    check(updated.getId().equals(mine.getId()) && updated.getCorrect(), "updated", updated);
    check(!updated.getUpdatedAt().isBefore(mine.getUpdatedAt()), "a later time", updated);
    check(updated.getCreatedAt().equals(mine.getCreatedAt()), "the same birth", updated);
    var refusal = refusalOf(() -> scores.updateScore(mine.getId(), draft(2, true), null));
    check(refusal.getCode() == FailureCode.SCORE_DOES_NOT_EXIST, "another exercise", refusal);
    say("updated score %d".formatted(mine.getId()));
  }

  private void upsert() throws ApiException {
    int first = scores.upsertScoreWithHttpInfo(draft(2, false)).getStatusCode();
    var second = scores.upsertScoreWithHttpInfo(draft(2, true));
    check(first == 201 && second.getStatusCode() == 200, "201, then 200", first);
    check(second.getData().getData().getCorrect(), "the later one", second.getData());
    say("upserted score %d twice".formatted(second.getData().getData().getId()));
  }

  private void pageThrough() throws Exception {
    var drafts = IntStream.rangeClosed(3, MANY).mapToObj(it -> draft(it, it % 2 == 0)).toList();
    inParallel(drafts.stream().<Callable<?>>map(it -> () -> scores.upsertScore(it)).toList());

    var found = new ArrayList<Score>();
    var sizes = new ArrayList<Integer>();
    String next = null;
    do {
      var page = lists.listOwnScores(PAGE, next, null, null, null).getData();
      found.addAll(page.getScores());
      sizes.add(page.getScores().size());
      next = page.getNext();
    } while (next != null);

    check(sizes.equals(List.of(1000, 1000, 500)), "pages of 1000, 1000 and 500", sizes);
    var ids = found.stream().map(Score::getId).toList();
    check(ids.equals(ids.stream().distinct().sorted().toList()), "ascending ids", ids);
    check(found.stream().mapToInt(Score::getExerciseId).distinct().count() == MANY, "all", sizes);
    say("paged through %d scores: %s".formatted(found.size(), sizes));
  }

  private void readByExercise() throws ApiException {
    var ofExercise = lists.listExerciseScores(77L, null, null, user, null, null).getData();
    check(ofExercise.getScores().size() == 1, "one of mine", ofExercise);
    check(!ofExercise.getScores().get(0).getCorrect(), "77 is odd, so not solved", ofExercise);
    var mine = scores.getOwnExerciseScore(77L, null).getData();
    check(mine.equals(ofExercise.getScores().get(0)), "the same score both ways", mine);
    say("read score %d by its exercise".formatted(mine.getId()));
  }

  private static ScoreDraft draft(int exercise, boolean correct) {
    return new ScoreDraft().exerciseId(exercise).correct(correct);
  }

  /** The generated exception knows status and text; the contract's type is one line away. */
  private static Failure refusalOf(Callable<?> call) throws Exception {
    try {
      throw new AssertionError("It was not refused: " + call.call());
    } catch (ApiException e) {
      check(e.getCode() == 400, "400", e);
      return ApiClient.createDefaultObjectMapper().readValue(e.getResponseBody(), Failure.class);
    }
  }

  private static void inParallel(List<Callable<?>> calls) throws Exception {
    var threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (var done : calls.stream().map(threads::submit).toList()) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void check(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new AssertionError("Expected: " + expected + ", found: " + found);
    }
  }

  private static void say(String what) {
    System.out.println("java        " + what);
  }
}
