/**
 * The HTTP server's connections.
 *
 * <p>Start with {@link dev.scores.chassis.server.ServerPipeline}: it lists the handlers that every
 * connection has, in order.
 */
@NullMarked
package dev.scores.chassis.server;

import org.jspecify.annotations.NullMarked;
