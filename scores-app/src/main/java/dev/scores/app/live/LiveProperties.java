package dev.scores.app.live;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;

/**
 * The settings of live streams, as bound from {@link LiveSettings} and {@code application.yml}.
 *
 * @param pollInterval the time between two polls of the log
 * @param keepAlive the time between two keep-alive comments of a stream
 * @param bufferedEvents how many events the feed keeps for streams whose connections are busy
 * @param authorizedLifetime after which time a stream that required a token ends, so that its
 *     client has to resume with a token that is still valid
 */
@ConfigurationProperties("live")
record LiveProperties(
    int maxStreams,
    int maxStreamsPerAddress,
    Duration pollInterval,
    Duration keepAlive,
    int bufferedEvents,
    Duration authorizedLifetime) {}
