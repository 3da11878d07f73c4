/**
 * Password hashing: the adapter of the port {@link dev.scores.users.domain.PasswordHashing}.
 *
 * <p>Start with {@link dev.scores.users.passwords.Argon2Hashing}.
 */
@NullMarked
package dev.scores.users.passwords;

import org.jspecify.annotations.NullMarked;
