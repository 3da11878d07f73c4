package planted.dev.scores.persistence;

import io.micronaut.http.HttpStatus;

/** Breaks a rule on purpose. */
record KnowsHttp(HttpStatus status) {}
