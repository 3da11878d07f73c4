package dev.scores.chassis.limits;

import dev.scores.chassis.settings.TrustedProxies;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;

/**
 * The limits on requests and responses.
 *
 * @param requestTimeout {@code REQUEST_TIMEOUT}
 * @param admissionWait {@code ADMISSION_MAX_WAIT}; zero turns admission control off
 * @param maxStreams {@code MAX_STREAMS}
 * @param maxStreamsPerAddress {@code MAX_STREAMS_PER_ADDRESS}
 * @param trustedProxies {@code TRUSTED_PROXIES}
 */
@ConfigurationProperties("limits")
record LimitSettings(
    Duration requestTimeout,
    Duration admissionWait,
    int maxStreams,
    int maxStreamsPerAddress,
    TrustedProxies trustedProxies) {}
