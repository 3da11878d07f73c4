package dev.scores.app.http.lists;

import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * The settings of lists.
 *
 * @param defaultLimit the limit of a request without one; 0 is no limit
 */
@ConfigurationProperties("lists")
record ListSettings(int defaultLimit) {}
