package dev.scores.chassis.settings;

import java.util.List;

/** The environment is not what the service needs: one line for each variable that is wrong. */
public final class InvalidSettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  InvalidSettingsException(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  /** For people: each names the variable and says what it should look like. */
  public List<String> lines() {
    return lines;
  }
}
