package dev.scores.users.domain.planted;

import io.micronaut.http.HttpStatus;

/** What the architecture forbids: a status in the domain. */
public record LeaningOnTheFramework(HttpStatus status) {}
