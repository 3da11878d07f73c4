package dev.scores.domain.testkit;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Skips the tests of a class after the first that fails: one failure shows that a fault is found.
 */
final class StopAtFirstFailure implements ExecutionCondition, TestWatcher {

  private volatile boolean failed;

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    failed = true;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return failed
        ? ConditionEvaluationResult.disabled("a test failed")
        : ConditionEvaluationResult.enabled("no test failed");
  }
}
