package dev.scores.domain.testkit;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.PersonalData;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Personal data with one fault. */
record FaultyPersonalData(InMemoryScores scores, Fault fault) implements PersonalData {

  enum Fault {
    NONE,
    NOTHING_IS_ERASED,
    ALL_BUT_ONE_SCORE_IS_ERASED,
    ONLY_THE_FIRST_SCORES_ARE_ERASED,
    LOG_IS_KEPT,
    EARLIER_REMOVALS_ARE_KEPT,
    NO_TOMBSTONE_REMAINS,
    TOMBSTONES_HAVE_ANOTHER_TIME,
    EVERY_USER_IS_ERASED,
    EVENTS_IGNORE_THE_USER,
    EVENTS_OMIT_REMOVALS,
    EVENTS_ARE_IN_THE_ORDER_OF_THE_LOG,
    EVENTS_OF_ONE_TIME_ARE_REVERSED,
    PAGE_EXCEEDS_ITS_LIMIT,
    CURSOR_IS_INCLUSIVE,
    CURSOR_SKIPS_ITS_TIME,
    LIMIT_IS_NOT_CHECKED
  }

  @Override
  public void erase(UserId user, Instant at) {
    List<Score> all = scores.page(Selection.all().ofUser(user), Cursor.start(), 9999);
    switch (fault) {
      case NOTHING_IS_ERASED -> {}
      case ALL_BUT_ONE_SCORE_IS_ERASED -> all.stream().skip(1).forEach(score -> remove(score, at));
      case ONLY_THE_FIRST_SCORES_ARE_ERASED -> {
        if (all.size() <= 1000) {
          scores.erase(user, at);
        }
      }
      case LOG_IS_KEPT -> all.forEach(score -> remove(score, at));
      case EARLIER_REMOVALS_ARE_KEPT -> {
        if (!all.isEmpty()) {
          scores.erase(user, at);
        }
      }
      case TOMBSTONES_HAVE_ANOTHER_TIME -> scores.erase(user, at.plusSeconds(1));
      case EVERY_USER_IS_ERASED -> {
        scores.erase(user, at);
        scores.erase(new UserId(user.value() + 1), at);
      }
      default -> scores.erase(user, at);
    }
  }

  private void remove(Score score, Instant at) {
    scores.remove(score.user(), score.id(), new ExpectedVersion.Any(), at);
  }

  @Override
  public List<ScoreEvent> events(UserId user, Optional<ScoreEvent> after, int limit) {
    boolean isInRange = limit >= 1 && limit <= MAX_PAGE;
    if (fault == Fault.LIMIT_IS_NOT_CHECKED && !isInRange) {
      return List.of();
    }
    List<ScoreEvent> right = scores.events(user, after, limit);
    return switch (fault) {
      case NO_TOMBSTONE_REMAINS ->
          right.stream().filter(event -> !event.equals(event.erased())).toList();
      case EVENTS_OMIT_REMOVALS ->
          right.stream().filter(event -> event.type() != ScoreEvent.Type.REMOVED).toList();
      case EVENTS_IGNORE_THE_USER ->
          after.isPresent()
              ? List.of()
              : ((Changed) scores.since(ChangeCursor.start(), 1000)).events();
      case EVENTS_ARE_IN_THE_ORDER_OF_THE_LOG ->
          right.stream().sorted((a, b) -> Long.compare(a.sequence(), b.sequence())).toList();
      case EVENTS_OF_ONE_TIME_ARE_REVERSED -> reversed(right);
      case PAGE_EXCEEDS_ITS_LIMIT -> scores.events(user, after, Math.min(limit + 1, MAX_PAGE));
      case CURSOR_IS_INCLUSIVE -> {
        List<ScoreEvent> page = new ArrayList<>(after.stream().toList());
        page.addAll(right);
        yield page;
      }
      case CURSOR_SKIPS_ITS_TIME ->
          right.stream()
              .filter(event -> after.isEmpty() || event.at().isAfter(after.get().at()))
              .toList();
      default -> right;
    };
  }

  private static List<ScoreEvent> reversed(List<ScoreEvent> events) {
    return events.stream()
        .sorted(
            (a, b) ->
                a.at().equals(b.at())
                    ? Long.compare(b.sequence(), a.sequence())
                    : a.at().compareTo(b.at()))
        .toList();
  }
}
