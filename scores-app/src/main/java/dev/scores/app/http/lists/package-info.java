/**
 * The three lists of scores.
 *
 * <p>Start with {@link dev.scores.app.http.lists.ListsController}. The chassis ({@link
 * dev.scores.chassis.lists}) writes the responses, page by page or as a stream. This package
 * defines the form of a score, its cursors, the filters and the threads of long lists ({@link
 * dev.scores.app.http.lists.ListThreads}).
 */
@NullMarked
package dev.scores.app.http.lists;

import org.jspecify.annotations.NullMarked;
