package dev.scores.app.http.export;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The setting that limits what an export can contain.
 *
 * @param retention how long events are kept at least; null if all are kept
 */
@ConfigurationProperties("scores.events")
record ExportSettings(@Nullable Duration retention) {}
