package dev.scores.chassis.operations;

import java.util.Optional;

/** The running release. */
public final class Release {

  private Release() {}

  /** The version in the jar's manifest; "unpackaged" if the classes are not in a jar. */
  public static String version() {
    return Optional.ofNullable(Release.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }
}
