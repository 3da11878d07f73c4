package dev.scores.app.web;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.UserId;
import dev.scores.web.Texts;
import io.micronaut.http.HttpParameters;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** What the query of the document's address selects, by the rules of {@code app.js}. */
sealed interface PageAddress {

  record BoardPage() implements PageAddress {}

  record OwnPage() implements PageAddress {}

  record ClassPage() implements PageAddress {}

  record ExercisePage(ExerciseId exercise) implements PageAddress {}

  record LearnerPage(UserId learner) implements PageAddress {}

  /** The page; the board if the query selects none, or one that does not exist. */
  static PageAddress of(HttpParameters query) {
    Optional<PageAddress> exercise = id(query, "exercise", ExerciseId::of).map(ExercisePage::new);
    Optional<PageAddress> learner = id(query, "learner", UserId::of).map(LearnerPage::new);
    return exercise
        .or(() -> learner)
        .orElseGet(
            () ->
                switch (query.getFirst("view").orElse("")) {
                  case "me" -> new OwnPage();
                  case "class" -> new ClassPage();
                  default -> new BoardPage();
                });
  }

  private static <T> Optional<T> id(
      HttpParameters query, String name, LongFunction<Optional<T>> parser) {
    return query
        .getFirst(name)
        .filter(digits -> digits.matches("[0-9]{1,18}"))
        .flatMap(digits -> parser.apply(Long.parseLong(digits)));
  }

  /** The name of its view in {@code app.js}. */
  default String name() {
    return switch (this) {
      case BoardPage board -> "board";
      case OwnPage own -> "me";
      case ClassPage all -> "class";
      case ExercisePage page -> "exercise";
      case LearnerPage page -> "learner";
    };
  }

  /** The title of the document. */
  default String title(Texts texts, ExerciseCatalogue catalogue) {
    String shown =
        switch (this) {
          case BoardPage board -> texts.get("nav.board");
          case OwnPage own -> texts.get("nav.me");
          case ClassPage all -> texts.get("nav.class");
          case ExercisePage page -> catalogue.name(page.exercise(), texts);
          case LearnerPage page ->
              texts.get("learner.unnamed", Map.of("id", page.learner().value()));
        };
    return shown + " · " + texts.get("title");
  }
}
