package planted.dev.scores.chassis.first;

import planted.dev.scores.chassis.second.DependsOnFirst;

/** One half of a package cycle, which the architecture test must find. */
public record DependsOnSecond(DependsOnFirst other) {}
