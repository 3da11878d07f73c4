/**
 * Who is calling, told by the token itself ({@code AUTH_MODE=jwt}): nobody is asked, so a token is
 * good until it expires, whatever the users service has come to think of it (docs/adr/0019).
 *
 * <p>Start with {@link dev.scores.app.auth.jwt.JwtCallers}, the adapter behind the port {@link
 * dev.scores.domain.Callers}. {@link dev.scores.app.auth.jwt.UsersKeys} has the keys that the users
 * service publishes, {@link dev.scores.app.auth.jwt.TokenVerifier} judges a token by them.
 */
@Configuration
@Requires(property = "auth.mode", value = "jwt")
@NullMarked
package dev.scores.app.auth.jwt;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
