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
 * The rules of the scores service, to be held against whatever answers at an address. They write
 * scores of the caller for exercises beyond a thousand million, delete nothing, and touch nobody
 * else's data.
 */
public final class Conformance {

  private static final String ENGINE = "junit-jupiter";

  /**
   * For a rule: a list of millions takes its time, an answer that stops half-way takes for ever.
   */
  private static final String LONGEST = "10 m";

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

  /** Of the public routes alone. */
  public static Conformance of(URI service) {
    return new Conformance(service, Optional.empty());
  }

  /** Of all routes, by one caller. */
  public static Conformance of(URI service, String token) {
    return new Conformance(service, Optional.of(token));
  }

  /** Judges by all rules; differences are told as they are found. */
  public ConformanceResult judge(PrintWriter out) {
    return judge(RULES, out);
  }

  /**
   * As {@link #judge(PrintWriter)}, and writes a report.
   *
   * @param report where to, in JUnit's XML; a file that is there is replaced
   * @throws UncheckedIOException if it cannot be written
   */
  public ConformanceResult judge(PrintWriter out, Path report) {
    try {
      Path place = requireNonNull(report.toAbsolutePath().getParent());
      Files.createDirectories(place);
      Path directory = Files.createTempDirectory(place, "report");
      ConformanceResult verdict =
          judge(RULES, out, new LegacyXmlReportGeneratingListener(directory, out));
      Files.move(
          directory.resolve("TEST-" + ENGINE + ".xml"),
          report,
          StandardCopyOption.REPLACE_EXISTING);
      Files.delete(directory);
      return verdict;
    } catch (IOException fault) {
      throw new UncheckedIOException("Cannot write " + report, fault);
    }
  }

  /** Judges by the rules of one class, as the report names it, {@code WriteRules} say. */
  public ConformanceResult judge(String rules, PrintWriter out) {
    return judge(RULES.stream().filter(one -> one.getSimpleName().equals(rules)).toList(), out);
  }

  private ConformanceResult judge(
      List<Class<?>> rules, PrintWriter out, TestExecutionListener... listeners) {
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(rules.stream().map(DiscoverySelectors::selectClass).toList())
            .filters(EngineFilter.includeEngines(ENGINE))
            .configurationParameter("junit.jupiter.execution.timeout.default", LONGEST)
            .configurationParameter(ServiceUnderTestResolver.URL, service.toString());
    token.ifPresentOrElse(
        one -> request.configurationParameter(ServiceUnderTestResolver.TOKEN, one),
        () -> request.filters(TagFilter.excludeTags(NeedsToken.TAG)));
    Differences differences = new Differences(out);
    LauncherDiscoveryRequest plan = request.build();
    LauncherFactory.create(
            LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .addTestExecutionListeners(differences)
                .addTestExecutionListeners(listeners)
                .build())
        .execute(plan);
    return differences.verdict();
  }
}
