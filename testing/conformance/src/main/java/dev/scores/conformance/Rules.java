package dev.scores.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks a class whose tests are rules. Its constructor takes the {@link ServiceUnderTest}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ServiceUnderTestResolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@interface Rules {}
