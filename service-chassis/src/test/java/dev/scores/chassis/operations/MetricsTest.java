package dev.scores.chassis.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private final OperatedService service = new OperatedService();

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void metricsAreInPrometheusFormat() throws Exception {
    String response = service.exchange("GET", "/metrics");
    assertTrue(response.startsWith("HTTP/1.1 200 "), response);
    assertTrue(response.contains(": text/plain; version=0.0.4; charset=utf-8\r\n"), response);
    assertTrue(response.contains("\n# TYPE jvm_memory_used_bytes gauge\n"), response);
  }

  @Test
  void openMetricsFormatIsServedToThoseWhoPreferIt() throws Exception {
    service.exchange("GET", "/baskets/7");
    String response =
        service.exchange(
            "GET",
            "/metrics",
            "Accept: application/openmetrics-text;version=1.0.0;q=0.6,text/plain;q=0.4\r\n");
    assertTrue(
        response.contains(": application/openmetrics-text; version=1.0.0; charset=utf-8\r\n"),
        response);
    assertTrue(response.endsWith("# EOF\n"), response);
    assertEquals(names(service.exchange("GET", "/metrics")), names(response));
  }

  /** The names of all series. */
  private static Set<String> names(String response) {
    return response
        .lines()
        .dropWhile(line -> !line.startsWith("#"))
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("[ {].*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void namesFollowTheConventionsOfPrometheus() throws Exception {
    String metrics = service.exchange("GET", "/metrics");
    assertTrue(metrics.contains("\nsystem_cpus "), metrics);
    assertFalse(metrics.contains("\nsystem_cpu_count "), metrics);
    assertFalse(metrics.contains("\nprocess_cpu_time"), metrics);
  }

  @Test
  void releaseIsShown() throws Exception {
    String metrics = service.exchange("GET", "/metrics");
    assertTrue(
        metrics
            .lines()
            .anyMatch(
                line ->
                    line.matches(
                        "application_build_info\\{java=\"25[^\"]*\",version=\"[^\"]+\"} 1(\\.0)?")),
        metrics);
  }

  @Test
  void bucketsReachFromAMillisecondToFiveSeconds() throws Exception {
    service.exchange("GET", "/baskets/7");
    assertEquals(
        List.of(
            "0.001", "0.002", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5",
            "5.0", "+Inf"),
        service
            .exchange("GET", "/metrics")
            .lines()
            .filter(line -> line.startsWith("http_server_requests_seconds_bucket"))
            .filter(line -> line.contains("route=\"/baskets/{id}\""))
            .map(line -> line.replaceFirst(".*le=\"([^\"]+)\".*", "$1"))
            .toList());
  }

  @Test
  void requestsAreCountedByRouteMethodAndStatus() throws Exception {
    for (String path : List.of("/baskets/7", "/baskets/8", "/no/such/one", "/nor/this")) {
      service.exchange("GET", path);
    }
    service.exchange("HEAD", "/baskets/7");
    service.exchange("DELETE", "/baskets/7");
    assertEquals(
        List.of(
            count("DELETE", "unknown", "405", 1),
            count("GET", "/baskets/{id}", "200", 2),
            count("GET", "unknown", "404", 2),
            count("HEAD", "/baskets/{id}", "200", 1)),
        counts());
  }

  private List<String> counts() throws IOException {
    return service
        .exchange("GET", "/metrics")
        .lines()
        .filter(line -> line.startsWith("http_server_requests_seconds_count"))
        .sorted()
        .toList();
  }

  private static String count(String method, String route, String status, int number) {
    return "http_server_requests_seconds_count{method=\"%s\",route=\"%s\",status=\"%s\"} %d"
        .formatted(method, route, status, number);
  }
}
