package dev.scores.chassis.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds a malformed id in the path as {@link Long#MAX_VALUE}, an unknown id, instead of failing
 * with {@link InvalidIdException}. For operations that validate the payload before the id: the
 * framework binds the path first.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface UnknownIfMalformed {}
