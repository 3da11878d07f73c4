/**
 * Request coalescing: requests that arrive together share one SQL statement (ADR 23). At 32
 * connections reads are 1.9, upserts 1.7 times as fast as with a statement for each request.
 *
 * <p>Start with {@link dev.scores.persistence.coalescing.RequestCoalescer}, one for each kind of
 * request. A request that arrives while few batches are running starts its own batch at once. Later
 * requests queue. When a batch ends, the first request in the queue leads the next batch: its
 * thread executes everything that has queued by then. Batches therefore grow with the load; there
 * is no timer and no worker thread. All coalescers share a fixed number of batch slots, handed out
 * by {@link dev.scores.persistence.coalescing.BatchScheduler}. When one request may have caused a
 * batch to fail, the batch is split in halves until that request is found. {@link
 * dev.scores.persistence.coalescing.SoloExecutor} then executes it alone, together with later
 * requests for the same key. The package does not depend on JDBC: the operation that executes a
 * batch classifies its failures ({@link dev.scores.persistence.coalescing.BatchResult}).
 */
@NullMarked
package dev.scores.persistence.coalescing;

import org.jspecify.annotations.NullMarked;
