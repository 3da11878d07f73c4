package dev.scores.chassis.operations;

import java.util.Optional;

/** The release that runs. */
public final class Release {

  private Release() {}

  /** The version in the jar's manifest; "unpackaged" where classes do not come from a jar. */
  public static String version() {
    return Optional.ofNullable(Release.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }
}
