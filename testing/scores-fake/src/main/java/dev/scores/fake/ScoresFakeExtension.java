package dev.scores.fake;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Implements {@link ScoresFake}. */
final class ScoresFakeExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ScoresFakeExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    server(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    server(context).reset();
  }

  /** Nested classes have the fake of their outermost class, which is not in their own store. */
  @Override
  public void afterAll(ExtensionContext context) {
    @Nullable ScoresFakeServer own =
        store(context).remove(ScoresFakeServer.class, ScoresFakeServer.class);
    if (own != null) {
      own.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(ScoresFakeServer.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return server(context);
  }

  private static ScoresFakeServer server(ExtensionContext context) {
    return store(context)
        .getOrComputeIfAbsent(
            ScoresFakeServer.class,
            key -> start(annotation(context.getRequiredTestClass())),
            ScoresFakeServer.class);
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }

  private static ScoresFakeServer start(ScoresFake options) {
    return options.process()
        ? ScoresFakeServer.startProcess(options.seed())
        : ScoresFakeServer.start(options.seed());
  }

  private static ScoresFake annotation(Class<?> testClass) {
    return Stream.<Class<?>>iterate(testClass, type -> type != null, Class::getEnclosingClass)
        .flatMap(type -> Stream.ofNullable(type.getAnnotation(ScoresFake.class)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(testClass + " has no @ScoresFake"));
  }
}
