package dev.scores.faults;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Clients of live streams and one of the JSON feed, which get every event. */
record Followers(List<StreamFollower> streams, FeedFollower feed) {

  private static final Duration TIME_TO_CATCH_UP = Duration.ofSeconds(30);

  /**
   * @param client of the JSON feed
   */
  static Followers of(URI service, int streams, Client client) {
    List<StreamFollower> followers = new ArrayList<>();
    for (int i = 1; i <= streams; i++) {
      followers.add(new StreamFollower(service, new FollowedEvents("stream " + i)));
    }
    return new Followers(followers, new FeedFollower(client, new FollowedEvents("the feed")));
  }

  List<Load.Step> steps() {
    List<Load.Step> steps = new ArrayList<>(streams);
    steps.add(feed);
    return steps;
  }

  List<FollowedEvents> events() {
    return Stream.concat(streams.stream().map(StreamFollower::events), Stream.of(feed.events()))
        .toList();
  }

  void awaitBegin() throws InterruptedException {
    Await.until(
        "the streams to begin",
        TIME_TO_CATCH_UP,
        () -> streams.stream().allMatch(StreamFollower::hasBegun));
  }

  /** A follower that does not catch up is a finding, later. */
  void awaitEnd(FollowedEvents.Stored stored) throws InterruptedException {
    try {
      Await.until("the followers to catch up", TIME_TO_CATCH_UP, () -> missing(stored) == 0);
    } catch (IllegalStateException late) {
      System.err.println(late.getMessage());
    }
  }

  /** How many events the followers have missed. */
  long missing(FollowedEvents.Stored stored) {
    return events().stream().mapToLong(it -> it.missing(stored)).sum();
  }

  /** How many events or responses they should not have got. */
  long excess(FollowedEvents.Stored stored) {
    return events().stream().mapToLong(it -> it.excess(stored)).sum();
  }

  /** A sentence for each difference of a follower from the database. */
  List<String> findings(FollowedEvents.Stored stored) {
    return events().stream().flatMap(it -> it.findings(stored).stream()).toList();
  }
}
