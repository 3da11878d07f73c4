package dev.scores.app.access;

import dev.scores.domain.ScoreAction;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The action of a route, checked by {@link ScoreAccessRule}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresAccess {

  ScoreAction value();
}
