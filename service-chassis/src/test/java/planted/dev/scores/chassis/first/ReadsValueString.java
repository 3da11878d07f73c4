package planted.dev.scores.chassis.first;

import io.micronaut.context.annotation.Value;

/** Reads a setting in a way that the architecture test must find. */
public record ReadsValueString(@Value("${limits.max-streams}") int maxStreams) {}
