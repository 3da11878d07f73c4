package dev.scores.users.domain.planted;

import io.micronaut.http.HttpStatus;

/** Violates the rule that the domain does not depend on the framework. */
public record DependsOnTheFramework(HttpStatus status) {}
