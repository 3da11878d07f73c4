package dev.scores.chassis.operations;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;

/**
 * How the service stops.
 *
 * @param drainDelay {@code DRAIN_DELAY}
 */
@ConfigurationProperties("shutdown")
record ShutdownSettings(Duration drainDelay) {}
