package dev.scores.app.live;

import dev.scores.chassis.settings.Setting;
import java.util.List;

/** The settings of live streams. */
public final class LiveSettings {

  public static final List<Setting> ALL =
      List.of(
          Setting.optional(
              "LIVE_STREAMS",
              "a number of streams, 1 to 100000",
              "5000",
              "Maximum number of live streams (`text/event-stream`) that are open at once. A further"
                  + " request is rejected with 503.",
              Setting.number("live.max-streams", 1, 100_000)),
          Setting.optional(
              "LIVE_STREAMS_PER_ADDRESS",
              "a number of streams, 1 to 100000",
              "1000",
              "Maximum number of live streams that are open at once to one client address (IPv6: one"
                  + " /64 network).",
              Setting.number("live.max-streams-per-address", 1, 100_000)));

  private LiveSettings() {}
}
