package dev.scores.chassis.operations;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** The service's metrics, for Prometheus (its text format, version 0.0.4). */
@Controller
final class MetricsController {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final DependencyMetrics dependencies;

  MetricsController(PrometheusMeterRegistry registry, DependencyMetrics dependencies) {
    this.registry = registry;
    this.dependencies = dependencies;
  }

  @Get(uri = "/metrics", produces = "text/plain")
  @Secured(SecurityRule.IS_ANONYMOUS)
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<String> metrics() {
    dependencies.refresh();
    return HttpResponse.ok(registry.scrape(TEXT)).header(HttpHeaders.CONTENT_TYPE, TEXT);
  }
}
