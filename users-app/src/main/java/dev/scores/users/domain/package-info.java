/**
 * The rules of accounts: who may call, and how they show who they are.
 *
 * <p>Start with {@link dev.scores.users.domain.AccountService}, the use cases of whoever has an
 * account, and {@link dev.scores.users.domain.UserService}, those of whoever looks after users;
 * {@link dev.scores.users.domain.UserAccess} says who may. They keep {@link
 * dev.scores.users.domain.User}s through the port {@link dev.scores.users.domain.Users}, have
 * passwords hashed through {@link dev.scores.users.domain.PasswordHashing} and tokens made and read
 * through {@link dev.scores.users.domain.Tokens}. What a use case came to is a sealed interface:
 * {@link dev.scores.users.domain.RegistrationOutcome}, {@link
 * dev.scores.users.domain.LoginOutcome}, {@link dev.scores.users.domain.CallerIdentity}, {@link
 * dev.scores.users.domain.AddUserOutcome}, {@link dev.scores.users.domain.UpdateUserOutcome},
 * {@link dev.scores.users.domain.PasswordChange}, {@link
 * dev.scores.users.domain.AppointAdminOutcome}.
 *
 * <p>Everything here is immutable, knows no framework, and nothing is ever null.
 */
@NullMarked
package dev.scores.users.domain;

import org.jspecify.annotations.NullMarked;
