/**
 * The users service: accounts, tokens and the administration of users.
 *
 * <p>{@link dev.scores.users.UsersApplication} is the main class, {@link
 * dev.scores.users.UsersBeans} wires the domain. {@code http} authenticates and serves requests,
 * {@code domain} holds the rules. The other packages are adapters of the domain's ports: {@code
 * persistence} stores users, {@code passwords} hashes passwords, {@code tokens} issues and verifies
 * tokens, {@code limits} counts attempts. Adapters depend on {@code domain} only. {@code api} is
 * generated from the contract, {@code openapi/users.yaml}.
 */
@NullMarked
package dev.scores.users;

import org.jspecify.annotations.NullMarked;
