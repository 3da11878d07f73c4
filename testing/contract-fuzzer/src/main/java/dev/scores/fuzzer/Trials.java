package dev.scores.fuzzer;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Requests for an operation: as the contract has them, and broken in one way each. */
final class Trials {

  private static final Set<Kind> OF_BODIES = EnumSet.range(Kind.WRONG_TYPE, Kind.WRONG_MEDIA_TYPE);

  /** Those that are refused before a password would be hashed. */
  private static final Set<Kind> BREAKS_THE_PAYLOAD =
      EnumSet.complementOf(
          EnumSet.of(
              Kind.VALID,
              Kind.EXTRA_MEMBER,
              Kind.ODD_TEXT,
              Kind.ODD_HEADER,
              Kind.UNKNOWN_PARAMETER,
              Kind.BROKEN_TARGET,
              Kind.NO_TOKEN,
              Kind.BAD_TOKEN));

  private Trials() {}

  static Arbitrary<Trial> of(FuzzedOperation operation) {
    List<Tuple2<Integer, Arbitrary<List<Trial>>>> kinds = new ArrayList<>();
    Arbitrary<RequestTemplate> drafts = RequestTemplate.of(operation);
    for (Kind kind : Kind.values()) {
      if (applies(kind, operation)) {
        kinds.add(Tuple.of(weight(kind, operation), drafts.flatMap(draft -> broken(draft, kind))));
      }
    }
    return Arbitraries.frequencyOf(kinds).filter(found -> !found.isEmpty()).map(List::getFirst);
  }

  private static int weight(Kind kind, FuzzedOperation operation) {
    boolean costly = operation.hashes() && !BREAKS_THE_PAYLOAD.contains(kind);
    return switch (kind) {
      case VALID -> costly ? 6 : 24;
      case TOO_LARGE -> 1;
      default -> costly ? 1 : 8;
    };
  }

  private static boolean applies(Kind kind, FuzzedOperation operation) {
    return switch (kind) {
      case ODD_ID, HUGE_ID -> !operation.parameters("path").isEmpty();
      case BAD_PARAMETER, REPEATED_PARAMETER -> !operation.parameters("query").isEmpty();
      default -> !OF_BODIES.contains(kind) || operation.body() != null;
    };
  }

  private static Arbitrary<List<Trial>> broken(RequestTemplate draft, Kind kind) {
    Schema<?> schema = draft.operation().body();
    JsonNode body = draft.body();
    if (OF_BODIES.contains(kind) && schema != null && body != null) {
      return InvalidPayloads.of(draft, schema, body, kind);
    }
    Stream<Trial> trials =
        switch (kind) {
          case VALID -> Stream.of(draft.trial(kind));
          case ODD_ID ->
              draft.operation().parameters("path").stream()
                  .flatMap(
                      id ->
                          OddInputs.ODD_IDS.stream().map(odd -> draft.withPath(id.getName(), odd)))
                  .map(odd -> odd.trial(kind));
          case HUGE_ID ->
              draft.operation().parameters("path").stream()
                  .flatMap(
                      id ->
                          OddInputs.HUGE_IDS.stream()
                              .map(huge -> draft.withPath(id.getName(), huge)))
                  .map(huge -> huge.trial(kind));
          case BAD_PARAMETER ->
              draft.operation().parameters("query").stream()
                  .flatMap(
                      bad ->
                          OddInputs.badValues(bad)
                              .map(
                                  value ->
                                      draft.withQuery(bad.getName(), bad.getName() + "=" + value)))
                  .map(bad -> bad.trial(kind));
          case REPEATED_PARAMETER ->
              draft.operation().parameters("query").stream()
                  .map(
                      twice ->
                          draft.withQuery(
                              twice.getName(), twice.getName() + "=1", twice.getName() + "=true"))
                  .map(twice -> twice.trial(kind));
          case UNKNOWN_PARAMETER ->
              Stream.of("x=1", "offset=-1", "x", "%D9%A1=%00", "q=" + "x".repeat(2000))
                  .map(unknown -> draft.withQuery("-", unknown).trial(kind));
          case BROKEN_TARGET ->
              OddInputs.BROKEN_QUERIES.stream()
                  .map(broken -> draft.withQuery("-", broken).trial(kind));
          case ODD_HEADER ->
              OddInputs.ODD_HEADERS.stream().map(line -> draft.withHeader(line).trial(kind));
          case NO_TOKEN -> Stream.of(draft.trial(kind).withoutToken());
          case BAD_TOKEN ->
              OddInputs.BAD_TOKENS.stream()
                  .map(bad -> draft.withHeader("Authorization: " + bad).trial(kind).withoutToken());
          case ODD_METHOD ->
              OddInputs.ODD_METHODS.stream()
                  .filter(method -> !draft.operation().methods().contains(method))
                  .map(method -> draft.trial(kind).withMethod(method));
          default -> Stream.empty();
        };
    return Arbitraries.of(trials.toList()).map(List::of);
  }
}
