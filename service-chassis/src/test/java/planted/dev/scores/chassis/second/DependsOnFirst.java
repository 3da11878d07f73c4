package planted.dev.scores.chassis.second;

import planted.dev.scores.chassis.first.DependsOnSecond;

/** The other half. */
public record DependsOnFirst(DependsOnSecond other) {}
