package dev.scores.domain.testkit;

import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.StringJoiner;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Says of each failure which rule is broken, which calls show it, and what was expected of the last
 * ones.
 */
final class FailureReport implements TestExecutionExceptionHandler {

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (failure instanceof TestAbortedException) {
      throw failure;
    }
    ContractTests test = (ContractTests) context.getRequiredTestInstance();
    String message = message(test, context.getRequiredTestMethod().getName(), failure);
    AssertionFailedError report =
        failure instanceof AssertionFailedError error && error.isExpectedDefined()
            ? new AssertionFailedError(
                message, error.getExpected(), error.getActual(), error.getCause())
            : new AssertionFailedError(message, failure);
    report.setStackTrace(failure.getStackTrace());
    throw report;
  }

  private static String message(ContractTests test, String method, Throwable failure) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add("A rule of " + contractOf(test) + " is broken: " + sentence(method) + ".");
    lines.add(reason(failure));
    if (!test.trace.lines().isEmpty()) {
      lines.add("The calls that show it:");
      test.trace.lines().forEach(lines::add);
    }
    return lines + "\n";
  }

  /** The contract that the test class extends. */
  private static String contractOf(ContractTests test) {
    Class<?> contract = test.getClass();
    String kit = ContractTests.class.getPackageName();
    while (!contract.getPackageName().equals(kit)
        || !Modifier.isAbstract(contract.getModifiers())) {
      contract = contract.getSuperclass();
    }
    return contract.getSimpleName();
  }

  /** The name of the test as words: each states one rule. */
  private static String sentence(String method) {
    return method
        .replaceAll("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  private static String reason(Throwable failure) {
    if (!(failure instanceof AssertionError)) {
      return "A call threw " + failure + ".";
    }
    if (failure instanceof AssertionFailedError error && error.isExpectedDefined()) {
      String message = String.valueOf(error.getMessage());
      int end = message.indexOf(" ==> ");
      return ("Expected " + text(error.getExpected().getEphemeralValue()))
          + (", but got " + text(error.getActual().getEphemeralValue()))
          + (end < 0 ? "." : ": " + message.substring(0, end) + ".");
    }
    return String.valueOf(failure.getMessage());
  }

  private static String text(Object value) {
    return value instanceof Class<?> type ? type.getSimpleName() : Trace.describe(value);
  }
}
