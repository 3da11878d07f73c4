/**
 * The users service (design, section 4).
 *
 * <p>{@link dev.scores.users.UsersApplication} starts it, {@link dev.scores.users.UsersBeans} puts
 * its parts together. A request is authenticated and answered in {@code http} and ruled on in
 * {@code domain}; users are kept by {@code persistence}, passwords hashed by {@code passwords},
 * tokens made and read by {@code tokens}. Only {@code domain} is known to all of them. The contract
 * is {@code openapi/users.yaml}, from which {@code api} is generated.
 */
@NullMarked
package dev.scores.users;

import org.jspecify.annotations.NullMarked;
