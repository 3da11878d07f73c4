package dev.scores.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;

/** A client of the change feed in JSON, from its beginning. One step is one page. */
final class FeedFollower implements Load.Step {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BETWEEN_PAGES = Duration.ofMillis(50);

  private final Client client;
  private final FollowedEvents events;
  private String after = "";

  FeedFollower(Client client, FollowedEvents events) {
    this.client = client;
    this.events = events;
  }

  FollowedEvents events() {
    return events;
  }

  @Override
  public void once() throws InterruptedException {
    TimedExchange page = client.get("/scores/changes" + after);
    if (page.isSuccess()) {
      JsonNode data = data(page);
      data.path("events").forEach(events::add);
      after = "?after=" + data.path("next").asText();
    } else if (page.status() >= 400 && page.status() < 500) {
      events.wrong(page.toString());
    }
    Thread.sleep(BETWEEN_PAGES);
  }

  private static JsonNode data(TimedExchange page) {
    try {
      return JSON.readTree(page.body()).path("data");
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("no JSON: " + page.body(), noJson);
    }
  }
}
