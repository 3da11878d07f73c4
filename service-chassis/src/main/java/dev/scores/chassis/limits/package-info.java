/**
 * Limits on requests, responses and connections (docs/adr/0020, 0021, 0024).
 *
 * <p>Start with {@link dev.scores.chassis.limits.AdmissionHandler}, which rejects requests that the
 * {@link dev.scores.chassis.limits.AdmissionController} does not admit, by the delays of {@link
 * dev.scores.chassis.limits.DispatchDelay} and of each {@link
 * dev.scores.chassis.limits.RequestQueue} that the request passes. {@link
 * dev.scores.chassis.limits.RequestSequencer} lets one request of a connection proceed at a time,
 * {@link dev.scores.chassis.limits.RequestDeadlineHandler} bounds its time. {@link
 * dev.scores.chassis.limits.OpenStreams} limits list responses, {@link
 * dev.scores.chassis.limits.TransferRateHandler} closes connections of slow readers.
 */
@NullMarked
package dev.scores.chassis.limits;

import org.jspecify.annotations.NullMarked;
