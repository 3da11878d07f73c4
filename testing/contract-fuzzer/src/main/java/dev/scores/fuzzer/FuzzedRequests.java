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

/** Generates requests for an operation: valid ones and ones that are invalid in one way. */
final class FuzzedRequests {

  private static final Set<RequestKind> BODY_KINDS =
      EnumSet.range(RequestKind.WRONG_TYPE, RequestKind.WRONG_MEDIA_TYPE);

  /** Kinds that are rejected before a password is hashed. */
  private static final Set<RequestKind> REJECTED_EARLY =
      EnumSet.complementOf(
          EnumSet.of(
              RequestKind.VALID,
              RequestKind.EXTRA_MEMBER,
              RequestKind.ODD_TEXT,
              RequestKind.ODD_HEADER,
              RequestKind.MALFORMED_TARGET,
              RequestKind.NO_TOKEN,
              RequestKind.INVALID_TOKEN));

  private FuzzedRequests() {}

  static Arbitrary<FuzzedRequest> of(FuzzedOperation operation) {
    List<Tuple2<Integer, Arbitrary<List<FuzzedRequest>>>> kinds = new ArrayList<>();
    Arbitrary<RequestTemplate> templates = RequestTemplate.of(operation);
    for (RequestKind kind : RequestKind.values()) {
      if (applies(kind, operation)) {
        kinds.add(
            Tuple.of(
                weight(kind, operation),
                templates.flatMap(template -> requestsOf(template, kind))));
      }
    }
    return Arbitraries.frequencyOf(kinds).filter(found -> !found.isEmpty()).map(List::getFirst);
  }

  private static int weight(RequestKind kind, FuzzedOperation operation) {
    boolean expensive = operation.hasPassword() && !REJECTED_EARLY.contains(kind);
    return switch (kind) {
      case VALID -> expensive ? 6 : 24;
      case TOO_LARGE -> 1;
      default -> expensive ? 1 : 8;
    };
  }

  private static boolean applies(RequestKind kind, FuzzedOperation operation) {
    return switch (kind) {
      case ODD_ID, HUGE_ID -> !operation.parameters("path").isEmpty();
      case INVALID_PARAMETER, REPEATED_PARAMETER -> !operation.parameters("query").isEmpty();
      default -> !BODY_KINDS.contains(kind) || operation.body() != null;
    };
  }

  private static Arbitrary<List<FuzzedRequest>> requestsOf(
      RequestTemplate template, RequestKind kind) {
    Schema<?> schema = template.operation().body();
    JsonNode body = template.body();
    if (BODY_KINDS.contains(kind) && schema != null && body != null) {
      return InvalidPayloads.of(template, schema, body, kind);
    }
    Stream<FuzzedRequest> requests =
        switch (kind) {
          case VALID -> Stream.of(template.request(kind));
          case ODD_ID ->
              template.operation().parameters("path").stream()
                  .flatMap(
                      id ->
                          OddInputs.ODD_IDS.stream()
                              .map(odd -> template.withPath(id.getName(), odd)))
                  .map(odd -> odd.request(kind));
          case HUGE_ID ->
              template.operation().parameters("path").stream()
                  .flatMap(
                      id ->
                          OddInputs.HUGE_IDS.stream()
                              .map(huge -> template.withPath(id.getName(), huge)))
                  .map(huge -> huge.request(kind));
          case INVALID_PARAMETER ->
              template.operation().parameters("query").stream()
                  .flatMap(
                      bad ->
                          OddInputs.invalidValues(bad)
                              .map(
                                  value ->
                                      template.withQuery(
                                          bad.getName(), bad.getName() + "=" + value)))
                  .map(bad -> bad.request(kind));
          case REPEATED_PARAMETER ->
              template.operation().parameters("query").stream()
                  .map(
                      twice ->
                          template.withQuery(
                              twice.getName(), twice.getName() + "=1", twice.getName() + "=true"))
                  .map(twice -> twice.request(kind));
          case UNKNOWN_PARAMETER ->
              Stream.of("x=1", "offset=-1", "x", "%D9%A1=%00", "q=" + "x".repeat(2000))
                  .map(unknown -> template.withQuery("-", unknown).request(kind));
          case MALFORMED_TARGET ->
              OddInputs.MALFORMED_QUERIES.stream()
                  .map(broken -> template.withQuery("-", broken).request(kind));
          case ODD_HEADER ->
              OddInputs.ODD_HEADERS.stream().map(line -> template.withHeader(line).request(kind));
          case NO_TOKEN -> Stream.of(template.request(kind).withoutToken());
          case INVALID_TOKEN ->
              OddInputs.INVALID_TOKENS.stream()
                  .map(
                      bad ->
                          template
                              .withHeader("Authorization: " + bad)
                              .request(kind)
                              .withoutToken());
          case ODD_METHOD ->
              OddInputs.ODD_METHODS.stream()
                  .filter(method -> !template.operation().methods().contains(method))
                  .map(method -> template.request(kind).withMethod(method));
          default -> Stream.empty();
        };
    return Arbitraries.of(requests.toList()).map(List::of);
  }
}
