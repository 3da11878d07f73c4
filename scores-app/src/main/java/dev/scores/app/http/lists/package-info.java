/**
 * Lists of any size over HTTP (design, section 3, "Lists").
 *
 * <p>Start with {@link dev.scores.app.http.lists.ListsController}. {@link
 * dev.scores.app.http.lists.ListParameters} reads and judges the parameters, {@link
 * dev.scores.app.http.lists.CursorText} makes cursors opaque, {@link
 * dev.scores.app.http.lists.ScoreListStream} sends what has no limit page by page.
 */
@NullMarked
package dev.scores.app.http.lists;

import org.jspecify.annotations.NullMarked;
