/**
 * Live streams: the change feed as server-sent events, beside the JSON feed and the lists.
 *
 * <p>Start with {@link dev.scores.app.live.LiveStreams}, which answers a request. A stream first
 * catches up by pages of its own, at the rate at which its client reads, and then joins the {@link
 * dev.scores.app.live.LiveFeed}. The feed polls the log once for all streams, only while there are
 * streams, and links what it finds to a chain of {@link dev.scores.app.live.EventBatch}es, encoded
 * once. Each {@link dev.scores.app.live.LiveStream} walks along the chain, so a stream holds a
 * position and no events. A stream that the feed overtakes by more than {@code
 * live.buffered-events} is cut off; its client resumes after the last {@code id} that it got.
 */
@NullMarked
package dev.scores.app.live;

import org.jspecify.annotations.NullMarked;
