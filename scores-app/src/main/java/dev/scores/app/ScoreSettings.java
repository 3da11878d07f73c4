package dev.scores.app;

import dev.scores.domain.ScorePolicy;
import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * The settings of scores.
 *
 * @param policy how a verdict changes a score
 */
@ConfigurationProperties("scores")
record ScoreSettings(ScorePolicy policy) {}
