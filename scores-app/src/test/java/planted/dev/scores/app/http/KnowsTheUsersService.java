package planted.dev.scores.app.http;

import io.micronaut.http.client.HttpClient;

/** Breaks a rule on purpose. */
record KnowsTheUsersService(HttpClient users) {}
