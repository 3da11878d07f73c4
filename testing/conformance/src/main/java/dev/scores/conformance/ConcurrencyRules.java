package dev.scores.conformance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 50 concurrent writes of the caller for one new exercise. */
@Rules
@NeedsToken
final class ConcurrencyRules {

  private static final int REQUESTS = 50;

  private final ServiceUnderTest service;

  ConcurrencyRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ParameterizedTest
  @CsvSource({"PATCH,200", "POST,400"})
  void concurrentWritesAddOneRow(String method, int status) {
    int exercise = service.newExercise();
    List<CompletableFuture<CheckedResponse>> responses =
        IntStream.range(0, REQUESTS)
            .mapToObj(
                n -> service.writeAsync(method, "/scores", ServiceUnderTest.draft(exercise, true)))
            .toList();
    var statuses =
        responses.stream()
            .map(ConcurrencyRules::status)
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    String expected = new TreeMap<>(Map.of(201, 1L, status, REQUESTS - 1L)).toString();
    if (!statuses.toString().equals(expected)) {
      Assertions.fail(
          "%d × %s /scores for one exercise: expected %s, was %s"
              .formatted(REQUESTS, method, expected, statuses));
    }
    CheckedResponse rows = service.get("/scores/exercise/" + exercise);
    rows.expect(rows.scores().size() == 1, "one score");
  }

  /** Returns the status, or 0 when there is no response. */
  private static int status(CompletableFuture<CheckedResponse> response) {
    try {
      return response.join().status();
    } catch (CompletionException none) {
      return 0;
    }
  }
}
