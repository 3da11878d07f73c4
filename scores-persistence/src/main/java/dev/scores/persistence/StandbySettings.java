package dev.scores.persistence;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The settings of reads from a standby, whose pool is the data source {@value #DATA_SOURCE}.
 *
 * @param maxLag how old a state may be that a read shows
 * @param poolSize how many reads the standby may answer at once
 */
@ConfigurationProperties("standby")
record StandbySettings(
    @Bindable(defaultValue = "2s") Duration maxLag, @Bindable(defaultValue = "8") int poolSize) {

  static final String DATA_SOURCE = "standby";

  /** Present if there is a standby. */
  static final String URL = "datasources.standby.url";

  /** The time between two looks at the primary. */
  Duration interval() {
    return maxLag.dividedBy(8);
  }
}
