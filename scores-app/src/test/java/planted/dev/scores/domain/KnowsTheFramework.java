package planted.dev.scores.domain;

import io.micronaut.http.HttpStatus;

/** Breaks a rule on purpose. */
record KnowsTheFramework(HttpStatus status) {}
