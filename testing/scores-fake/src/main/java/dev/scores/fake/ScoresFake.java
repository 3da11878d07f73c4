package dev.scores.fake;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts a fake of the scores service before the tests of the class, resets it before each test and
 * stops it after the last. Nested test classes share it. Constructors and methods can have a
 * parameter of type {@link ScoresFakeServer}.
 *
 * <pre>{@code
 * @ScoresFake
 * class ProgressPageTest {
 *
 *   @Test
 *   void pageShowsSolvedExercises(ScoresFakeServer scores) {
 *     var page = new ProgressPage(scores.url(), scores.token(7));
 *     …
 *   }
 * }
 * }</pre>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ScoresFakeExtension.class)
public @interface ScoresFake {

  /** The number of demo users whose scores the fake has at the start and after each reset. */
  int seed() default 0;

  /** Whether the fake runs in a process of its own. It does in any case on Java older than 25. */
  boolean process() default false;
}
