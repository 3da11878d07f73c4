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

/** Tells each difference in one line as it is found, and counts. */
final class Differences implements TestExecutionListener {

  private final PrintWriter out;
  private final List<String> broken = new ArrayList<>();
  private int held;
  private int notJudged;

  Differences(PrintWriter out) {
    this.out = out;
  }

  ConformanceResult verdict() {
    return new ConformanceResult(held, broken, notJudged);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String said = result.getThrowable().map(Differences::line).orElse("");
    switch (result.getStatus()) {
      case SUCCESSFUL -> held += test.isTest() ? 1 : 0;
      case ABORTED -> {
        notJudged++;
        tell("Not judged: " + said, test);
      }
      case FAILED -> {
        broken.add(rule(test));
        tell(said, test);
      }
    }
  }

  private void tell(String line, TestIdentifier test) {
    out.println(line + "  [" + rule(test) + "]");
    out.flush();
  }

  private static String line(Throwable fault) {
    return Optional.ofNullable(fault.getMessage())
        .map(message -> message.replaceAll("\\R+", " "))
        .filter(message -> fault instanceof AssertionError || !message.isBlank())
        .orElse(fault.toString());
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
