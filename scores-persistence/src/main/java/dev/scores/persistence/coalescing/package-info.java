/**
 * Request coalescing: callers of the same moment share a statement (ADR 23).
 *
 * <p>A {@link dev.scores.persistence.coalescing.RequestCoalescer} has a queue for one kind of
 * request. While few batches are under way a caller executes its own at once. Later callers wait;
 * when a batch ends, the first of them becomes the leader of the next one and executes it for all
 * who have come by then. No thread is kept for it, and nobody waits for company: batches are as
 * large as the load makes them. All coalescers take their batches out of one number of slots, which
 * the {@link dev.scores.persistence.coalescing.BatchScheduler} hands out. A batch that fails by
 * what may be one request's fault is split in halves until that request is found; it is then
 * executed alone, and so are later ones of its key while it takes ({@link
 * dev.scores.persistence.coalescing.SoloExecutor}).
 */
@NullMarked
package dev.scores.persistence.coalescing;

import org.jspecify.annotations.NullMarked;
