package dev.scores.users.http;

import dev.scores.users.domain.UserAction;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The action of a route under {@code /users}, checked by {@link UserAccessRule}. Unlike other
 * protected routes, such a route may be called without a token.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresPermission {

  UserAction value();
}
