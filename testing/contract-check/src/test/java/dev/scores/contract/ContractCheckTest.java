package dev.scores.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each exchange has one planted difference from the contract. */
class ContractCheckTest {

  private static final ContractCheck CHECK = ContractCheck.of("contract-check.yaml");
  private static final String THING = "{\"name\":\"a\"}";

  private static Exchange exchange(
      String method, String target, String payload, int status, String body, String... headers) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Content-Type", List.of("application/json"));
    all.put("X-Request-Id", List.of("1"));
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i + 1].isEmpty()) {
        all.remove(headers[i]);
      } else {
        all.put(headers[i], List.of(headers[i + 1]));
      }
    }
    return new Exchange(
        method,
        URI.create("http://localhost" + target),
        payload.isEmpty() ? Map.of() : Map.of("Content-Type", List.of("application/json")),
        payload,
        status,
        all,
        body);
  }

  private static void assertFinding(String finding, Exchange exchange) {
    List<String> findings = CHECK.findings(exchange);
    assertTrue(
        findings.size() == 1 && findings.getFirst().contains(finding),
        finding + " is not in " + findings);
    assertThrows(AssertionError.class, () -> CHECK.check(exchange));
  }

  private static void assertConforms(Exchange exchange) {
    assertEquals(List.of(), CHECK.findings(exchange));
  }

  @Test
  void conformingExchangePasses() {
    assertConforms(exchange("GET", "/things/1", "", 200, THING, "Retry-After", "1"));
    assertConforms(exchange("PUT", "/things/1?limit=9", THING, 200, THING));
    assertConforms(exchange("PUT", "/things/1", "{\"name\":1}", 400, "{\"code\":\"x\"}"));
    assertConforms(exchange("HEAD", "/things/1", "", 200, ""));
  }

  @Test
  void unsupportedHeadMustReturn405() {
    assertConforms(exchange("HEAD", "/leave", "", 405, ""));
    assertFinding(
        "status 200 for an undocumented request", exchange("HEAD", "/leave", "", 200, ""));
    assertFinding("status 405 is not documented", exchange("HEAD", "/things/1", "", 405, ""));
  }

  @Test
  void undocumentedMemberIsFound() {
    assertFinding(
        "additionalProperties",
        exchange("GET", "/things/1", "", 200, "{\"name\":\"a\",\"age\":1}"));
  }

  @Test
  void missingMemberIsFound() {
    assertFinding("required", exchange("GET", "/things/1", "", 200, "{}"));
  }

  @Test
  void wrongTypeIsFound() {
    assertFinding("type", exchange("GET", "/things/1", "", 200, "{\"name\":1}"));
  }

  @Test
  void valueOutOfBoundsIsFound() {
    assertFinding("maxLength", exchange("GET", "/things/1", "", 200, "{\"name\":\"abcdefghijk\"}"));
  }

  @Test
  void undocumentedStatusIsFound() {
    assertFinding("status", exchange("PUT", "/things/1", THING, 201, THING));
    assertFinding("status", exchange("PUT", "/things/1", THING, 500, "{\"code\":\"x\"}"));
  }

  @Test
  void statusDocumentedOnlyByDefaultIsFound() {
    assertFinding(
        "status 500 is not documented",
        exchange("GET", "/things/1", "", 500, "{\"code\":\"x\"}", "X-Request-Id", ""));
  }

  @Test
  void undocumentedMediaTypeIsFound() {
    assertFinding(
        "contentType", exchange("GET", "/things/1", "", 200, THING, "Content-Type", "text/html"));
  }

  @Test
  void missingBodyIsFound() {
    assertFinding("body.missing", exchange("GET", "/things/1", "", 200, ""));
  }

  @Test
  void undocumentedHeaderIsFound() {
    assertFinding(
        "Server is not documented", exchange("GET", "/things/1", "", 200, THING, "Server", "x"));
  }

  @Test
  void headersStatedOnceApplyToTheirOperations() {
    assertConforms(exchange("PUT", "/things/1", THING, 200, THING, "Cache-Control", "no-store"));
    assertFinding(
        "Cache-Control is not documented",
        exchange("GET", "/things/1", "", 200, THING, "Cache-Control", "no-store"));
    assertConforms(exchange("GET", "/leave", "", 200, THING, "Sunset", "at noon GMT"));
    assertFinding(
        "response.header.schema.pattern",
        exchange("GET", "/leave", "", 200, THING, "Sunset", "at noon"));
    assertFinding(
        "Sunset is not documented",
        exchange("GET", "/things/1", "", 200, THING, "Sunset", "at noon GMT"));
  }

  @Test
  void missingHeaderIsFound() {
    assertFinding(
        "response.header.missing",
        exchange("GET", "/things/1", "", 200, THING, "X-Request-Id", ""));
  }

  @Test
  void invalidHeaderIsFound() {
    assertFinding(
        "response.header.schema.pattern",
        exchange("GET", "/things/1", "", 200, THING, "X-Request-Id", "x"));
    assertFinding(
        "response.header.schema.minimum",
        exchange("GET", "/things/1", "", 200, THING, "Retry-After", "0"));
    assertFinding(
        "response.header.schema.type",
        exchange("GET", "/things/1", "", 200, THING, "Retry-After", "y"));
  }

  @Test
  void successOfAnInvalidRequestIsFound() {
    assertFinding(
        "succeeded although invalid", exchange("PUT", "/things/1", "{\"name\":1}", 200, THING));
    assertFinding(
        "succeeded although invalid", exchange("PUT", "/things/1?limit=10", THING, 200, THING));
    assertFinding(
        "succeeded although invalid", exchange("PUT", "/things/1?other=x", THING, 200, THING));
    assertFinding("succeeded although invalid", exchange("GET", "/things/0", "", 200, THING));
  }

  @Test
  void rejectionOfAnUnknownParameterConforms() {
    assertConforms(
        exchange("PUT", "/things/1?other=x", THING, 400, "{\"code\":\"invalid_parameter\"}"));
  }

  @Test
  void rejectionOfValidParametersIsFound() {
    assertFinding(
        "rejected although",
        exchange("PUT", "/things/1?limit=9", THING, 400, "{\"code\":\"invalid_parameter\"}"));
  }

  @Test
  void undocumentedRequestMustReturnAnError() {
    assertConforms(exchange("GET", "/nothing", "", 404, "{\"code\":\"not_found\"}"));
    assertConforms(exchange("DELETE", "/things/1", "", 405, "{\"code\":\"x\"}", "Allow", "GET"));
    assertFinding(
        "for an undocumented request", exchange("GET", "/nothing", "", 200, "{\"code\":\"x\"}"));
    assertFinding(
        "for an undocumented request",
        exchange("DELETE", "/things/1", "", 200, "{\"code\":\"x\"}"));
    assertFinding("not an error", exchange("GET", "/nothing", "", 404, "{\"detail\":\"x\"}"));
    assertFinding(
        "not an error",
        exchange("GET", "/nothing", "", 404, "{\"code\":\"not_found\",\"detail\":\"x\"}"));
    assertFinding("not an error", exchange("GET", "/nothing", "", 404, "<html>"));
  }
}
