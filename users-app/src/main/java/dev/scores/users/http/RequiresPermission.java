package dev.scores.users.http;

import dev.scores.users.domain.UserAction;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The action of a protected route, checked by {@link UserAccessRule}. A route without it has {@link
 * UserAction#USE_ACCOUNT}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresPermission {

  UserAction value();
}
