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
 * Sends requests made from a contract and judges the answers: no fault of the server, nothing that
 * the contract does not describe, no broken request accepted, nothing stored by a refused one.
 *
 * <p>A run can be repeated: {@code -Dfuzz.seed}, {@code -Dfuzz.requests}, and {@code -Dfuzz.only},
 * a regular expression of the {@code operationId}s to try. One thread.
 */
public final class Fuzzer {

  private static final int REQUESTS_BETWEEN_RESETS = 200;
  private static final int TRIES_TO_SHRINK = 60;
  private static final int MOST_FAULTS = 30;
  private static final int GENERATOR_SIZE = 1000;

  private final FuzzTarget subject;
  private final List<FuzzedOperation> operations;
  private final ResponseCheck judgement;
  private final Counts counts = new Counts();
  private final Cursors cursors = new Cursors();
  private final Map<String, String> faults = new LinkedHashMap<>();
  private final long seed;
  private final int requests;
  private @Nullable String stored;

  private Fuzzer(FuzzTarget subject, String contract, long seed, int requests) {
    Pattern only = Pattern.compile(System.getProperty("fuzz.only", ".*"));
    this.subject = subject;
    this.operations =
        FuzzedOperation.of(contract).stream()
            .filter(one -> only.matcher(one.id()).matches())
            .toList();
    this.judgement = new ResponseCheck(contract);
    this.seed = seed;
    this.requests = requests;
  }

  /** Sends that many requests, or as the system properties say. The seed is new each time. */
  public static Verdict judge(FuzzTarget subject, String contract, int requests) {
    long seed = Long.getLong("fuzz.seed", new Random().nextLong());
    return judge(subject, contract, Integer.getInteger("fuzz.requests", requests), seed);
  }

  static Verdict judge(FuzzTarget subject, String contract, int requests, long seed) {
    Fuzzer fuzzer = new Fuzzer(subject, contract, seed, requests);
    JqwikSession.run(fuzzer::run);
    return new Verdict(
        seed, requests, fuzzer.counts, fuzzer.operations, List.copyOf(fuzzer.faults.values()));
  }

  private void run() {
    try (RawHttpClient wire = new RawHttpClient(subject.port())) {
      Random random = new Random(seed);
      List<RandomGenerator<Trial>> generators = new ArrayList<>();
      for (FuzzedOperation operation : operations) {
        generators.add(Trials.of(operation).generator(GENERATOR_SIZE));
      }
      for (int i = 0; i < requests && faults.size() < MOST_FAULTS; i++) {
        if (i % REQUESTS_BETWEEN_RESETS == 0) {
          reset();
        }
        Shrinkable<Trial> trial = generators.get(i % generators.size()).next(random);
        Optional<String> fault = send(wire, cursors.good(trial.value()), true);
        if (fault.isPresent()) {
          note(wire, trial, fault.get());
        }
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private void reset() {
    subject.reset();
    stored = null;
  }

  private Optional<String> send(RawHttpClient wire, Trial trial, boolean count) throws IOException {
    String before = stored == null ? subject.stored() : stored;
    RawResponse answer = wire.send(trial, subject.token());
    if (count) {
      counts.add(trial, answer.status());
    }
    cursors.learn(trial, answer);
    stored = answer.status() < 400 ? null : subject.stored();
    if (stored != null && !stored.equals(before)) {
      return Optional.of("stored although refused with " + answer.status());
    }
    if (trial.kind() == Kind.VALID && answer.status() == 401) {
      // The caller has been removed, or has another password by now.
      reset();
    }
    return judgement.fault(trial, answer);
  }

  /** Keeps the simplest request that is wrong in this way. */
  private void note(RawHttpClient wire, Shrinkable<Trial> found, String fault) throws IOException {
    String name = found.value().operation() + " " + found.value().kind() + " " + fault;
    if (faults.containsKey(name)) {
      return;
    }
    Trial simplest = found.value();
    List<Shrinkable<Trial>> candidates = found.shrink().limit(TRIES_TO_SHRINK).toList();
    for (Shrinkable<Trial> candidate : candidates) {
      reset();
      Trial trial = candidate.value();
      boolean simpler =
          trial.kind() == simplest.kind()
              && trial.toString().length() < simplest.toString().length();
      if (simpler && send(wire, trial, false).equals(Optional.of(fault))) {
        simplest = trial;
      }
    }
    reset();
    faults.put(name, fault + "\n    " + simplest);
  }

  /**
   * What came out.
   *
   * @param faults one for each operation, kind of request and way of being wrong
   */
  public record Verdict(
      long seed,
      int requests,
      Counts counts,
      List<FuzzedOperation> operations,
      List<String> faults) {

    public Verdict {
      operations = List.copyOf(operations);
      faults = List.copyOf(faults);
    }

    /** The operations that never succeeded: of these nothing is known. */
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
              faults.isEmpty() ? "No fault." : "FAULTS\n  " + String.join("\n  ", faults));
    }
  }
}
