package dev.scores.chassis.operations;

import dev.scores.chassis.http.AcceptHeader;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.function.Function;

/**
 * The service's metrics, for Prometheus: in its text format, or in the OpenMetrics format, which
 * has exemplars, if {@code Accept} prefers that.
 */
@Controller
final class MetricsController {

  private static final MediaType TEXT = MediaType.of("text/plain; version=0.0.4; charset=utf-8");
  private static final MediaType OPEN_METRICS =
      MediaType.of("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final PrometheusMeterRegistry registry;
  private final DependencyMetrics dependencies;

  MetricsController(PrometheusMeterRegistry registry, DependencyMetrics dependencies) {
    this.registry = registry;
    this.dependencies = dependencies;
  }

  @Get(uri = "/metrics", produces = "text/plain")
  @Secured(SecurityRule.IS_ANONYMOUS)
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<String> metrics(HttpRequest<?> request) {
    dependencies.refresh();
    String format =
        AcceptHeader.best(request, List.of(TEXT, OPEN_METRICS), Function.identity()).toString();
    return HttpResponse.ok(registry.scrape(format)).header(HttpHeaders.CONTENT_TYPE, format);
  }
}
