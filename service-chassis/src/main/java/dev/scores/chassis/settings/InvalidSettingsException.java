package dev.scores.chassis.settings;

import java.util.List;

/** Environment variables are missing or invalid; one line for each. */
public final class InvalidSettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  public InvalidSettingsException(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  /** Messages for people, each with the variable and its expected format. */
  public List<String> lines() {
    return lines;
  }
}
