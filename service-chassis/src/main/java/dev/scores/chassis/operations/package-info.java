/**
 * What those who run a service see of it: health, figures, logs, and how it ends.
 *
 * <p>Orchestrators ask {@code /health} (the framework's endpoint with our indicators), Prometheus
 * asks {@link dev.scores.chassis.operations.MetricsController}; {@link
 * dev.scores.chassis.logging.LogOutput} says where log lines go, and {@link
 * dev.scores.chassis.operations.GracefulStop} lets requests in flight finish.
 */
@NullMarked
package dev.scores.chassis.operations;

import org.jspecify.annotations.NullMarked;
