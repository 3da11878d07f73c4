/**
 * The list of users: whole or in pages, newest first.
 *
 * <p>Start with {@link dev.scores.users.http.lists.UserListController}. {@link
 * dev.scores.chassis.lists} of the chassis pages and streams; this package defines the JSON of a
 * user and the cursor format.
 */
@NullMarked
package dev.scores.users.http.lists;

import org.jspecify.annotations.NullMarked;
