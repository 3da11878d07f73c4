package dev.scores.conformance;

import java.util.List;
import java.util.Map;

/**
 * A difference between the service and a rule. Has no tokens.
 *
 * @param clause the source of the expectation
 * @param payload the payload, or an empty string for a request without one
 * @param actual the part of the response that differs
 * @param status the status of the response, or 0 without a response
 * @param curl the request as a command line
 * @param before the requests that led to this one, as command lines with their status
 */
record Finding(
    Clause clause,
    String method,
    String path,
    Map<String, String> requestHeaders,
    String payload,
    String expected,
    String actual,
    int status,
    Map<String, String> responseHeaders,
    String body,
    String curl,
    List<String> before) {}
