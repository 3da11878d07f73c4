/**
 * Health, metrics and graceful shutdown.
 *
 * <p>Orchestrators call {@code /health} (the framework's endpoint with our indicators), Prometheus
 * scrapes {@link dev.scores.chassis.operations.MetricsController}; {@link
 * dev.scores.chassis.operations.GracefulStop} lets requests in flight finish.
 */
@NullMarked
package dev.scores.chassis.operations;

import org.jspecify.annotations.NullMarked;
