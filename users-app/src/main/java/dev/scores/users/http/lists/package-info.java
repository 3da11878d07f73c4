/**
 * The list of users: whole or in pages, newest first.
 *
 * <p>Start with {@link dev.scores.users.http.lists.UserListController}. How a list is answered is
 * the chassis' ({@link dev.scores.chassis.lists}); here stands what a user looks like and what the
 * cursors are made of.
 */
@NullMarked
package dev.scores.users.http.lists;

import org.jspecify.annotations.NullMarked;
