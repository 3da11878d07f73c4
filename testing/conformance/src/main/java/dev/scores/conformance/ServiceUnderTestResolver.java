package dev.scores.conformance;

import java.net.URI;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Passes one {@link ServiceUnderTest} to all rules of a run. */
final class ServiceUnderTestResolver implements ParameterResolver {

  static final String URL = "scores.url";
  static final String TOKEN = "scores.token";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext run) {
    return parameter.getParameter().getType().equals(ServiceUnderTest.class);
  }

  @Override
  public ServiceUnderTest resolveParameter(ParameterContext parameter, ExtensionContext run) {
    return run.getRoot()
        .getStore(Namespace.create(ServiceUnderTestResolver.class))
        .getOrComputeIfAbsent(
            ServiceUnderTest.class,
            none ->
                new ServiceUnderTest(
                    URI.create(run.getConfigurationParameter(URL).orElseThrow()),
                    run.getConfigurationParameter(TOKEN).orElse("")),
            ServiceUnderTest.class);
  }
}
