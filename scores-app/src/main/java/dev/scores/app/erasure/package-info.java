/**
 * Erasure: the service erases what it keeps about users whom the users service has removed (ADR
 * 46).
 *
 * <p>Start with {@link dev.scores.app.erasure.RemovalFollower}, which polls from the start of the
 * server to its stop. A poll ({@link dev.scores.app.erasure.RemovalPoll}) reads a page of the users
 * service's feed of removals ({@link dev.scores.app.erasure.RemovalFeed}), erases these users (port
 * {@link dev.scores.domain.PersonalData}) and then saves the cursor (port {@link
 * dev.scores.domain.FollowedRemovals}): nothing is lost if the process dies in between, because an
 * erasure can be repeated. {@link dev.scores.app.erasure.EraseUser} is the command for users of
 * another identity provider.
 */
@NullMarked
package dev.scores.app.erasure;

import org.jspecify.annotations.NullMarked;
