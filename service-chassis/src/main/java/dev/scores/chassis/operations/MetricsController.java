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

/** The service's figures, for Prometheus (its text format, version 0.0.4). */
@Controller
final class MetricsController {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry figures;

  MetricsController(PrometheusMeterRegistry figures) {
    this.figures = figures;
  }

  @Get(uri = "/metrics", produces = "text/plain")
  @Secured(SecurityRule.IS_ANONYMOUS)
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<String> metrics() {
    return HttpResponse.ok(figures.scrape(TEXT)).header(HttpHeaders.CONTENT_TYPE, TEXT);
  }
}
