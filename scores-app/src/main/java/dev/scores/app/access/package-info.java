/**
 * Permissions: applies {@link dev.scores.domain.AccessPolicy} to requests.
 *
 * <p>Start with {@link dev.scores.app.access.ScoreAccessRule}. A controller names the action of
 * each route by {@link dev.scores.app.access.RequiresAccess} and, where a response depends on it,
 * asks the rule for the visibility. The table of all permissions is in docs/permissions.md.
 */
@NullMarked
package dev.scores.app.access;

import org.jspecify.annotations.NullMarked;
