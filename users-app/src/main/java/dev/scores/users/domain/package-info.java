/**
 * The rules of accounts: registration, login, tokens and permissions.
 *
 * <p>Start with {@link dev.scores.users.domain.AccountService}, the use cases of account holders,
 * {@link dev.scores.users.domain.SessionService}, those of sessions, {@link
 * dev.scores.users.domain.UserService}, those of user administration, and {@link
 * dev.scores.users.domain.ServiceAccountService}, those of programs; {@link
 * dev.scores.users.domain.UserAccess} has the permissions. The ports are {@link
 * dev.scores.users.domain.Users}, {@link dev.scores.users.domain.Sessions}, {@link
 * dev.scores.users.domain.ServiceAccounts}, {@link dev.scores.users.domain.PasswordHashing}, {@link
 * dev.scores.users.domain.Tokens} and {@link dev.scores.users.domain.AttemptLimiter}. The outcome
 * of a use case is a sealed interface: {@link dev.scores.users.domain.RegistrationOutcome}, {@link
 * dev.scores.users.domain.LoginOutcome}, {@link dev.scores.users.domain.CallerIdentity}, {@link
 * dev.scores.users.domain.AddUserOutcome}, {@link dev.scores.users.domain.UpdateUserOutcome},
 * {@link dev.scores.users.domain.PasswordChange}, {@link
 * dev.scores.users.domain.AppointAdminOutcome}.
 *
 * <p>All types are immutable and independent of frameworks; nothing is ever null.
 */
@NullMarked
package dev.scores.users.domain;

import org.jspecify.annotations.NullMarked;
