package dev.scores.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What differs from a contract is seen: each fault is planted in an exchange that has no other. */
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

  private static void assertSeen(String finding, Exchange exchange) {
    List<String> findings = CHECK.findings(exchange);
    assertTrue(
        findings.size() == 1 && findings.getFirst().contains(finding),
        finding + " is not in " + findings);
    assertThrows(AssertionError.class, () -> CHECK.check(exchange));
  }

  private static void assertNothing(Exchange exchange) {
    assertEquals(List.of(), CHECK.findings(exchange));
  }

  @Test
  void whatIsAsTheContractHasItPasses() {
    assertNothing(exchange("GET", "/things/1", "", 200, THING, "Retry-After", "1"));
    assertNothing(exchange("PUT", "/things/1?limit=9&other=x", THING, 200, THING));
    assertNothing(exchange("PUT", "/things/1", "{\"name\":1}", 400, "{\"code\":\"x\"}"));
    assertNothing(exchange("HEAD", "/things/1", "", 200, ""));
  }

  @Test
  void headOfAnOperationWithoutHeadIs405() {
    assertNothing(exchange("HEAD", "/leave", "", 405, ""));
    assertSeen("status 200 of no operation", exchange("HEAD", "/leave", "", 200, ""));
    assertSeen("status 405 is not described", exchange("HEAD", "/things/1", "", 405, ""));
  }

  @Test
  void aMemberThatIsNotDescribedIsSeen() {
    assertSeen(
        "additionalProperties",
        exchange("GET", "/things/1", "", 200, "{\"name\":\"a\",\"age\":1}"));
  }

  @Test
  void aMissingMemberIsSeen() {
    assertSeen("required", exchange("GET", "/things/1", "", 200, "{}"));
  }

  @Test
  void aWrongTypeIsSeen() {
    assertSeen("type", exchange("GET", "/things/1", "", 200, "{\"name\":1}"));
  }

  @Test
  void aValueBeyondItsBoundIsSeen() {
    assertSeen("maxLength", exchange("GET", "/things/1", "", 200, "{\"name\":\"abcdefghijk\"}"));
  }

  @Test
  void aStatusThatIsNotDescribedIsSeen() {
    assertSeen("status", exchange("PUT", "/things/1", THING, 201, THING));
    assertSeen("status", exchange("PUT", "/things/1", THING, 500, "{\"code\":\"x\"}"));
  }

  @Test
  void aStatusThatOnlyADefaultDescribesIsSeen() {
    assertSeen(
        "status 500 is not described",
        exchange("GET", "/things/1", "", 500, "{\"code\":\"x\"}", "X-Request-Id", ""));
  }

  @Test
  void anotherMediaTypeIsSeen() {
    assertSeen(
        "contentType", exchange("GET", "/things/1", "", 200, THING, "Content-Type", "text/html"));
  }

  @Test
  void aMissingBodyIsSeen() {
    assertSeen("body.missing", exchange("GET", "/things/1", "", 200, ""));
  }

  @Test
  void aHeaderThatIsNotDescribedIsSeen() {
    assertSeen(
        "Server is not described", exchange("GET", "/things/1", "", 200, THING, "Server", "x"));
  }

  @Test
  void aMissingHeaderIsSeen() {
    assertSeen(
        "response.header.missing",
        exchange("GET", "/things/1", "", 200, THING, "X-Request-Id", ""));
  }

  @Test
  void aHeaderThatIsNotAsDescribedIsSeen() {
    assertSeen(
        "response.header.schema.pattern",
        exchange("GET", "/things/1", "", 200, THING, "X-Request-Id", "x"));
    assertSeen(
        "response.header.schema.minimum",
        exchange("GET", "/things/1", "", 200, THING, "Retry-After", "0"));
    assertSeen(
        "response.header.schema.type",
        exchange("GET", "/things/1", "", 200, THING, "Retry-After", "y"));
  }

  @Test
  void aSuccessOfARequestThatTheContractForbidsIsSeen() {
    assertSeen("succeeded all the same", exchange("PUT", "/things/1", "{\"name\":1}", 200, THING));
    assertSeen("succeeded all the same", exchange("PUT", "/things/1?limit=10", THING, 200, THING));
    assertSeen("succeeded all the same", exchange("GET", "/things/0", "", 200, THING));
  }

  @Test
  void aRefusalOfParametersThatTheContractAllowsIsSeen() {
    assertSeen(
        "refused, though",
        exchange("PUT", "/things/1?limit=9", THING, 400, "{\"code\":\"invalid_parameter\"}"));
  }

  @Test
  void whatIsOutsideTheContractIsAFailureInItsForm() {
    assertNothing(exchange("GET", "/nothing", "", 404, "{\"code\":\"not_found\"}"));
    assertNothing(exchange("DELETE", "/things/1", "", 405, "{\"code\":\"x\"}", "Allow", "GET"));
    assertSeen("of no operation", exchange("GET", "/nothing", "", 200, "{\"code\":\"x\"}"));
    assertSeen("of no operation", exchange("DELETE", "/things/1", "", 200, "{\"code\":\"x\"}"));
    assertSeen("no failure", exchange("GET", "/nothing", "", 404, "{\"detail\":\"x\"}"));
    assertSeen("no failure", exchange("GET", "/nothing", "", 404, "<html>"));
  }
}
