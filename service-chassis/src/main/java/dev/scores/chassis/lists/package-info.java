/**
 * Lists of any size over HTTP, and query parameters.
 *
 * <p>Start with {@link dev.scores.chassis.lists.ListResponses}, which responds with a {@link
 * dev.scores.chassis.lists.WrittenPage} if there is a limit and with a {@link
 * dev.scores.chassis.lists.ListStream} otherwise. {@link dev.scores.chassis.lists.QueryParameters}
 * reads and validates parameters, {@link dev.scores.chassis.lists.CursorText} makes cursors opaque;
 * other routes use these two as well.
 */
@NullMarked
package dev.scores.chassis.lists;

import org.jspecify.annotations.NullMarked;
