/**
 * The three lists of scores.
 *
 * <p>Start with {@link dev.scores.app.http.lists.ListsController}. How a list is answered, page by
 * page or whole, is the chassis' ({@link dev.scores.chassis.lists}); here stands what a score looks
 * like, what its cursors are made of, which filters there are, and that long lists have threads of
 * their own ({@link dev.scores.app.http.lists.ListThreads}).
 */
@NullMarked
package dev.scores.app.http.lists;

import org.jspecify.annotations.NullMarked;
