/**
 * The change feed.
 *
 * <p>{@link dev.scores.app.http.changes.ChangesController} responds in JSON itself, and with {@link
 * dev.scores.app.live live streams} to clients that prefer these.
 */
@NullMarked
package dev.scores.app.http.changes;

import org.jspecify.annotations.NullMarked;
