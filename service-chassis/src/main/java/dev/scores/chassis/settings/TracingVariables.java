package dev.scores.chassis.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The settings of tracing, with the names and meanings that OpenTelemetry specifies. */
final class TracingVariables {

  private static final Set<String> SAMPLERS =
      Set.of(
          "always_on",
          "always_off",
          "traceidratio",
          "parentbased_always_on",
          "parentbased_always_off",
          "parentbased_traceidratio");

  /** The headers that the JDK's client sets itself. */
  private static final Set<String> RESERVED =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  static final List<Setting> ALL =
      List.of(
          Setting.optional(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              "an address such as http://collector:4318",
              "",
              "The collector that gets traces by OTLP, as Protobuf over HTTP"
                  + " ([operations.md](operations.md#tracing)). If not set, nothing is traced.",
              TracingVariables::endpoint),
          Setting.optional(
                  "OTEL_EXPORTER_OTLP_HEADERS",
                  "name=value with percent-encoded values (a space is %20, a plus sign %2B),"
                      + " several separated by commas",
                  "",
                  "Headers for the collector, such as `Authorization=Bearer%20…`.",
                  TracingVariables::headers)
              .secret(),
          Setting.optional(
              "OTEL_SERVICE_NAME",
              "a name",
              "",
              "The name of the service in traces. If not set, `scores` or `users`.",
              value -> value.isEmpty() ? Map.of() : Map.of("traces.service-name", value)),
          Setting.optional(
              "OTEL_TRACES_SAMPLER",
              "always_on, always_off, traceidratio, or one of them after parentbased_",
              "parentbased_always_on",
              "Which requests are traced. With `parentbased_` the caller decides, if its request"
                  + " has a `traceparent`.",
              TracingVariables::sampler),
          Setting.optional(
              "OTEL_TRACES_SAMPLER_ARG",
              "a number from 0 to 1",
              "1",
              "The share of traced requests, if OTEL_TRACES_SAMPLER ends in `traceidratio`.",
              TracingVariables::ratio));

  private TracingVariables() {}

  private static Map<String, Object> endpoint(String value) {
    if (value.isEmpty()) {
      return Map.of();
    }
    URI url = URI.create(value);
    if (!List.of("http", "https").contains(String.valueOf(url.getScheme()))
        || url.getHost() == null
        || url.getUserInfo() != null) {
      throw new IllegalArgumentException(value);
    }
    return Map.of("micronaut.otel.enabled", true, "traces.endpoint", value);
  }

  private static Map<String, Object> headers(String value) {
    if (value.isEmpty()) {
      return Map.of();
    }
    HttpRequest.Builder request = HttpRequest.newBuilder();
    for (String header : value.split(",", -1)) {
      String[] parts = header.strip().split("=", 2);
      if (parts.length < 2 || !parts[1].matches("[\\x21-\\x7e]+")) {
        throw new IllegalArgumentException("not a header");
      }
      if (RESERVED.contains(parts[0].toLowerCase(Locale.ROOT))) {
        throw new ForbiddenValueException("the header " + parts[0] + " cannot be set");
      }
      // The exporter sends it with this client, which rejects some characters.
      request.header(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return Map.of("traces.headers", value);
  }

  private static Map<String, Object> sampler(String value) {
    if (!SAMPLERS.contains(value)) {
      throw new IllegalArgumentException(value);
    }
    return Map.of("traces.sampler", value);
  }

  private static Map<String, Object> ratio(String value) {
    BigDecimal ratio = new BigDecimal(value);
    if (ratio.signum() < 0 || ratio.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(value);
    }
    return Map.of("traces.sampler-argument", value);
  }
}
