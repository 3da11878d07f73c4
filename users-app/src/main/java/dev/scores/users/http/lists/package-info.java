/**
 * The list of users: whole or in pages, newest first.
 *
 * <p>Start with {@link dev.scores.users.http.lists.UserListController}. {@link
 * dev.scores.users.http.lists.UserListParameters} reads what a request asks for, {@link
 * dev.scores.users.http.lists.UserListJson} writes the answer bit by bit.
 */
@NullMarked
package dev.scores.users.http.lists;

import org.jspecify.annotations.NullMarked;
