package dev.scores.conformance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;

/**
 * Checks a service at an address against the rules of the scores service. The rules write scores of
 * the caller for exercises above 1 000 000 000; they delete nothing and change no other scores.
 */
public final class Conformance {

  private static final String ENGINE = "junit-jupiter";

  /** Long enough for a list of millions of scores; ends a rule whose response never ends. */
  private static final String RULE_TIMEOUT = "10 m";

  private static final List<Class<?>> RULES =
      List.of(
          PathRules.class,
          ParameterRules.class,
          AuthenticationRules.class,
          HttpBehaviourRules.class,
          WriteRules.class,
          ConcurrencyRules.class,
          PayloadRules.class,
          MediaTypeRules.class,
          ListRules.class,
          BatchRules.class,
          ConditionRules.class,
          ReportRules.class,
          ChangeRules.class,
          ExportRules.class);

  private final URI service;
  private final Optional<String> token;

  private Conformance(URI service, Optional<String> token) {
    this.service = service;
    this.token = token;
  }

  /** Checks the public routes only. */
  public static Conformance of(URI service) {
    return new Conformance(service, Optional.empty());
  }

  /** Checks all routes with one caller's token. */
  public static Conformance of(URI service, String token) {
    return new Conformance(service, Optional.of(token));
  }

  /** Applies all rules and prints each failure at once, in one line. */
  public ConformanceResult check(PrintWriter out) {
    return check(RULES, out);
  }

  /**
   * As {@link #check(PrintWriter)}, and writes a report.
   *
   * @param report the file of the report in JUnit's XML, which is replaced if it exists
   * @throws UncheckedIOException when the report cannot be written
   */
  public ConformanceResult check(PrintWriter out, Path report) {
    try {
      Path parent = requireNonNull(report.toAbsolutePath().getParent());
      Files.createDirectories(parent);
      Path directory = Files.createTempDirectory(parent, "report");
      ConformanceResult result =
          check(RULES, out, new LegacyXmlReportGeneratingListener(directory, out));
      Files.move(
          directory.resolve("TEST-" + ENGINE + ".xml"),
          report,
          StandardCopyOption.REPLACE_EXISTING);
      Files.delete(directory);
      return result;
    } catch (IOException exception) {
      throw new UncheckedIOException("Cannot write " + report, exception);
    }
  }

  /** Applies the rules of one class, for example {@code WriteRules}. */
  public ConformanceResult check(String rules, PrintWriter out) {
    return check(RULES.stream().filter(one -> one.getSimpleName().equals(rules)).toList(), out);
  }

  private ConformanceResult check(
      List<Class<?>> rules, PrintWriter out, TestExecutionListener... listeners) {
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(rules.stream().map(DiscoverySelectors::selectClass).toList())
            .filters(EngineFilter.includeEngines(ENGINE))
            // The rules share a user and run in turn, whatever the tests of the caller do.
            .enableImplicitConfigurationParameters(false)
            .configurationParameter("junit.jupiter.execution.timeout.default", RULE_TIMEOUT)
            .configurationParameter(ServiceUnderTestResolver.URL, service.toString());
    token.ifPresentOrElse(
        one -> request.configurationParameter(ServiceUnderTestResolver.TOKEN, one),
        () -> request.filters(TagFilter.excludeTags(NeedsToken.TAG)));
    RuleResults results = new RuleResults(out);
    LauncherDiscoveryRequest plan = request.build();
    LauncherFactory.create(
            LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .addTestExecutionListeners(results)
                .addTestExecutionListeners(listeners)
                .build())
        .execute(plan);
    return results.result();
  }
}
