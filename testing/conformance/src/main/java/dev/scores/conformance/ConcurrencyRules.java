package dev.scores.conformance;

import static dev.scores.conformance.Needs.TOKEN;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** 50 concurrent writes of the caller for one new exercise. */
final class ConcurrencyRules {

  private static final int REQUESTS = 50;

  private final ServiceUnderTest service;

  ConcurrencyRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "upsertScore",
      says = "of simultaneous requests for a new score one returns 201 and the others return 200",
      needs = TOKEN)
  void concurrentUpsertsAddOneScore() {
    write("PATCH", 200);
  }

  @ContractRule(
      of = "addScore",
      says = "Of simultaneous requests for the same exercise exactly one succeeds.",
      needs = TOKEN)
  void concurrentAdditionsAddOneScore() {
    write("POST", 400);
  }

  private void write(String method, int othersStatus) {
    int exercise = service.newExercise();
    List<CompletableFuture<CheckedResponse>> pending =
        IntStream.range(0, REQUESTS)
            .mapToObj(
                n -> service.writeAsync(method, "/scores", ServiceUnderTest.draft(exercise, true)))
            .toList();
    List<CheckedResponse> responses =
        pending.stream().map(CompletableFuture::join).map(service::record).toList();
    Map<Integer, Long> statuses =
        responses.stream()
            .collect(
                Collectors.groupingBy(
                    CheckedResponse::status, TreeMap::new, Collectors.counting()));
    responses
        .getLast()
        .expect(
            statuses.equals(Map.of(201, 1L, othersStatus, REQUESTS - 1L)),
            "of %d simultaneous requests one with 201 and the others with %d"
                .formatted(REQUESTS, othersStatus),
            "the statuses and their numbers " + statuses);
    CheckedResponse rows = service.get("/scores/exercise/" + exercise);
    rows.expect(rows.scores().size() == 1, "one score");
  }
}
