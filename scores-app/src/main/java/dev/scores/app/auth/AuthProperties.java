package dev.scores.app.auth;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;

/**
 * The settings of authentication, as bound from {@link AuthSettings} and {@code application.yml}.
 *
 * @param usersServiceUrl the users service, without a path; for log lines
 * @param deadline the longest time to identify a caller, including retries and the wait for a
 *     connection
 * @param cacheTtl how long the owner of a token is cached; zero turns the cache off
 */
@ConfigurationProperties("auth")
public record AuthProperties(String usersServiceUrl, Duration deadline, Duration cacheTtl) {}
