package dev.scores.fuzzer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests generated from a contract and checks the responses: no 5xx, no undocumented
 * response, no invalid request accepted, no data changed by a rejected request.
 *
 * <p>To repeat a run, set the system properties {@code fuzz.seed} and {@code fuzz.requests}; {@code
 * fuzz.only} is a regular expression that selects {@code operationId}s. Single-threaded.
 */
public final class Fuzzer {

  private static final int RESET_INTERVAL = 200;
  private static final int MAX_SHRINK_TRIES = 60;
  private static final int MAX_FAULTS = 30;
  private static final int GENERATOR_SIZE = 1000;

  private final FuzzTarget target;
  private final List<FuzzedOperation> operations;
  private final ResponseCheck responseCheck;
  private final Counts counts = new Counts();
  private final Cursors cursors = new Cursors();
  private final Map<String, String> faults = new LinkedHashMap<>();
  private final long seed;
  private final int requests;
  private @Nullable String stored;

  private Fuzzer(FuzzTarget target, String contract, long seed, int requests) {
    Pattern only = Pattern.compile(System.getProperty("fuzz.only", ".*"));
    this.target = target;
    this.operations =
        FuzzedOperation.of(contract).stream()
            .filter(one -> only.matcher(one.id()).matches())
            .toList();
    this.responseCheck = new ResponseCheck(contract);
    this.seed = seed;
    this.requests = requests;
  }

  /**
   * Sends requests with a random seed.
   *
   * @param requests their number, unless {@code fuzz.requests} is set
   */
  public static Report run(FuzzTarget target, String contract, int requests) {
    long seed = Long.getLong("fuzz.seed", new Random().nextLong());
    return run(target, contract, Integer.getInteger("fuzz.requests", requests), seed);
  }

  static Report run(FuzzTarget target, String contract, int requests, long seed) {
    Fuzzer fuzzer = new Fuzzer(target, contract, seed, requests);
    JqwikSession.run(fuzzer::run);
    return new Report(
        seed, requests, fuzzer.counts, fuzzer.operations, List.copyOf(fuzzer.faults.values()));
  }

  private void run() {
    try (RawHttpClient client = new RawHttpClient(target.port())) {
      Random random = new Random(seed);
      List<RandomGenerator<FuzzedRequest>> generators = new ArrayList<>();
      for (FuzzedOperation operation : operations) {
        generators.add(FuzzedRequests.of(operation).generator(GENERATOR_SIZE));
      }
      for (int i = 0; i < requests && faults.size() < MAX_FAULTS; i++) {
        if (i % RESET_INTERVAL == 0) {
          reset();
        }
        sendNext(client, generators.get(i % generators.size()), random);
      }
      // By chance, a short run may contain no request with which an operation succeeds.
      for (int i = 0; i < operations.size(); i++) {
        for (int more = 0; more < requests && !counts.succeeded(operations.get(i)); more++) {
          reset();
          sendNext(client, generators.get(i), random);
        }
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private void sendNext(
      RawHttpClient client, RandomGenerator<FuzzedRequest> generator, Random random)
      throws IOException {
    Shrinkable<FuzzedRequest> request = generator.next(random);
    Optional<String> fault = send(client, cursors.withKnownCursor(request.value()), true);
    if (fault.isPresent()) {
      addFault(client, request, fault.get());
    }
  }

  private void reset() {
    target.reset();
    stored = null;
  }

  private Optional<String> send(RawHttpClient client, FuzzedRequest request, boolean count)
      throws IOException {
    String before = stored == null ? target.stored() : stored;
    RawResponse response = client.send(request, target.token());
    if (count) {
      counts.add(request, response.status());
    }
    cursors.record(request, response);
    stored = response.status() < 400 ? null : target.stored();
    if (stored != null && !stored.equals(before)) {
      return Optional.of("data changed although rejected with " + response.status());
    }
    if (request.kind() == RequestKind.VALID && response.status() == 401) {
      // An earlier request removed the caller or changed its password.
      reset();
    }
    return responseCheck.fault(request, response);
  }

  /** Adds a fault with the shortest request that shows it. */
  private void addFault(RawHttpClient client, Shrinkable<FuzzedRequest> found, String fault)
      throws IOException {
    String name = found.value().operation() + " " + found.value().kind() + " " + fault;
    if (faults.containsKey(name)) {
      return;
    }
    FuzzedRequest simplest = found.value();
    List<Shrinkable<FuzzedRequest>> candidates = found.shrink().limit(MAX_SHRINK_TRIES).toList();
    for (Shrinkable<FuzzedRequest> candidate : candidates) {
      reset();
      FuzzedRequest request = candidate.value();
      boolean simpler =
          request.kind() == simplest.kind()
              && request.toString().length() < simplest.toString().length();
      if (simpler && send(client, request, false).equals(Optional.of(fault))) {
        simplest = request;
      }
    }
    reset();
    faults.put(name, fault + "\n    " + simplest);
  }

  /**
   * The result of a run.
   *
   * @param faults one for each operation, kind of request and problem
   */
  public record Report(
      long seed,
      int requests,
      Counts counts,
      List<FuzzedOperation> operations,
      List<String> faults) {

    public Report {
      operations = List.copyOf(operations);
      faults = List.copyOf(faults);
    }

    /** Operations without a successful response, which were therefore not tested. */
    public List<String> neverSucceeded() {
      return operations.stream()
          .filter(operation -> !counts.succeeded(operation))
          .map(FuzzedOperation::id)
          .toList();
    }

    @Override
    public String toString() {
      return "Contract fuzzer: %d requests, -Dfuzz.seed=%d%n%s%s"
          .formatted(
              requests,
              seed,
              counts,
              faults.isEmpty() ? "No faults." : "FAULTS\n  " + String.join("\n  ", faults));
    }
  }
}
