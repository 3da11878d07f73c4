/**
 * Lists of any size over HTTP, of whatever (design, section 3, "Lists"), and what their parameters
 * share with those of other routes.
 *
 * <p>Start with {@link dev.scores.chassis.lists.ListResponses}, which answers a request for a list
 * that is there page by page. {@link dev.scores.chassis.lists.QueryParameters} reads and judges
 * parameters, {@link dev.scores.chassis.lists.CursorText} makes cursors opaque: routes that are no
 * lists use these two as well. {@link dev.scores.chassis.lists.WrittenPage} is what goes out where
 * there is a limit, {@link dev.scores.chassis.lists.ListStream} where there is none.
 */
@NullMarked
package dev.scores.chassis.lists;

import org.jspecify.annotations.NullMarked;
