package dev.scores.conformance;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Prints each failed or skipped rule in one line and counts results. */
final class RuleResults implements TestExecutionListener {

  private final PrintWriter out;
  private final List<String> failed = new ArrayList<>();
  private int passed;
  private int skipped;

  RuleResults(PrintWriter out) {
    this.out = out;
  }

  ConformanceResult result() {
    return new ConformanceResult(passed, failed, skipped);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String message = result.getThrowable().map(RuleResults::line).orElse("");
    switch (result.getStatus()) {
      case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
      case ABORTED -> {
        skipped++;
        print("Skipped: " + message, test);
      }
      case FAILED -> {
        failed.add(rule(test));
        print(message, test);
      }
    }
  }

  private void print(String line, TestIdentifier test) {
    out.println(line + "  [" + rule(test) + "]");
    out.flush();
  }

  private static String line(Throwable exception) {
    return Optional.ofNullable(exception.getMessage())
        .map(text -> text.replaceAll("\\R+", " "))
        .filter(text -> exception instanceof AssertionError || !text.isBlank())
        .orElse(exception.toString());
  }

  private static String rule(TestIdentifier test) {
    Optional<TestSource> source = test.getSource();
    if (source.orElse(null) instanceof MethodSource method) {
      return simple(method.getClassName()) + "." + method.getMethodName();
    }
    if (source.orElse(null) instanceof ClassSource type) {
      return simple(type.getClassName());
    }
    return test.getDisplayName();
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
