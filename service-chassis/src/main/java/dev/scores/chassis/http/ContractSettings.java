package dev.scores.chassis.http;

import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * Which OpenAPI document the service implements.
 *
 * @param contract its location, such as {@code classpath:openapi/scores.yaml}
 */
@ConfigurationProperties("service")
public record ContractSettings(String contract) {}
