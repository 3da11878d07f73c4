/**
 * Receives the spans that services export, for tests and for looking at a trace without a tracing
 * system. Start reading at {@link dev.scores.traces.TraceReceiver}.
 */
@NullMarked
package dev.scores.traces;

import org.jspecify.annotations.NullMarked;
