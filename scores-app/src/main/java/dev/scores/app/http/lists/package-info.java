/**
 * The three lists of scores.
 *
 * <p>Start with {@link dev.scores.app.http.lists.ListsController}. How a list is answered, page by
 * page or whole, is the chassis' ({@link dev.scores.chassis.http.lists}); here stands what a score
 * looks like, what its cursors are made of, and which filters there are.
 */
@NullMarked
package dev.scores.app.http.lists;

import org.jspecify.annotations.NullMarked;
