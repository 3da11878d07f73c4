package dev.scores.persistence;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the event log.
 *
 * @param retention how long events are kept at least; null keeps all
 */
@ConfigurationProperties("scores.events")
record EventSettings(@Nullable Duration retention) {}
