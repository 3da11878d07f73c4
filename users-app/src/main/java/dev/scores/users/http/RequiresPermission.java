package dev.scores.users.http;

import dev.scores.users.domain.UserAction;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a route under {@code /users} does: {@link UserAccessRule} says who may. Unlike on other
 * protected routes, there may be no token.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresPermission {

  UserAction value();
}
