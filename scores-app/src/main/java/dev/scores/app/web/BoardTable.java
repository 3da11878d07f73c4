package dev.scores.app.web;

import static dev.scores.web.HtmlTemplate.escaped;

import dev.scores.domain.Board;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Score;
import dev.scores.domain.Solve;
import dev.scores.domain.UserId;
import dev.scores.web.Texts;
import java.text.NumberFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The board as HTML, as {@code grid.js} shows it, for readers without scripts and until they run.
 * Used by one thread.
 */
final class BoardTable {

  private static final int MAX_COLUMNS = 100;

  private final Board board;
  private final ExerciseCatalogue catalogue;
  private final Texts texts;
  private final NumberFormat numbers;
  private final NumberFormat percents;
  private final Map<ExerciseId, Board.Column> columns;
  private final List<ExerciseId> exercises;

  BoardTable(Board board, ExerciseCatalogue catalogue, Texts texts) {
    Locale locale = Locale.forLanguageTag(texts.language());
    this.board = board;
    this.catalogue = catalogue;
    this.texts = texts;
    this.numbers = NumberFormat.getIntegerInstance(locale);
    this.percents = NumberFormat.getPercentInstance(locale);
    this.columns =
        board.columns().stream()
            .collect(Collectors.toMap(Board.Column::exercise, Function.identity()));
    this.exercises =
        Stream.concat(
                catalogue.exercises().stream(),
                board.columns().stream().map(Board.Column::exercise))
            .distinct()
            .limit(MAX_COLUMNS)
            .toList();
  }

  String html() {
    if (board.rows().isEmpty()) {
      return """
          <div class="first-page"><div class="message"><h1>%s</h1><p>%s</p></div></div>"""
          .formatted(text("board.empty_title"), text("board.empty"));
    }
    return """
        <div class="first-page">
        <h1 class="sr">%1$s</h1>
        <div class="board-tools"><span class="quiet found">%2$s</span></div>
        <div class="board-scroll"><table class="board%3$s"><caption class="sr">%1$s</caption>
        <thead><tr><th class="rank" scope="col">%4$s</th><th class="learner" scope="col">%5$s</th>\
        <th class="total" scope="col">%6$s</th>%7$s</tr></thead>
        <tbody>
        %8$s
        </tbody></table></div>
        <div class="board-foot"><p class="quiet">%9$s</p></div>
        </div>"""
        .formatted(
            text("board.caption"),
            escaped(plural("board.found", board.users())),
            catalogue.isEmpty() ? "" : " titled",
            text("board.rank"),
            text("board.learner"),
            text("board.total"),
            exercises.stream().map(this::header).collect(Collectors.joining()),
            board.rows().stream().map(this::row).collect(Collectors.joining("\n")),
            escaped(plural("board.more", board.rows().size())));
  }

  private String header(ExerciseId exercise) {
    String name = escaped(catalogue.name(exercise, texts));
    long correct = Optional.ofNullable(columns.get(exercise)).map(Board.Column::correct).orElse(0L);
    return """
        <th class="exercise" scope="col"><a href="./?exercise=%1$d" title="%2$s" aria-label="%2$s">%3$s</a>\
        <span class="share">%4$s</span></th>"""
        .formatted(
            exercise.value(),
            name,
            catalogue.isEmpty() ? exercise.value() : name,
            escaped(percents.format((double) correct / board.users())));
  }

  private String row(Board.Row row) {
    UserId user = row.standing().user();
    Map<ExerciseId, Score> scores = new HashMap<>();
    row.scores().forEach(score -> scores.put(score.exercise(), score));
    return """
        <tr><td class="rank">%s</td><th class="learner" scope="row"><a href="./?learner=%d">%s</a></th>\
        <td class="total">%s</td>%s</tr>"""
        .formatted(
            numbers.format(row.standing().rank()),
            user.value(),
            escaped(texts.get("learner.unnamed", Map.of("id", user.value()))),
            numbers.format(row.standing().correct()),
            exercises.stream()
                .map(exercise -> cell(Optional.ofNullable(scores.get(exercise))))
                .collect(Collectors.joining()));
  }

  private String cell(Optional<Score> found) {
    if (found.isEmpty()) {
      return cell("", texts.get("cell.not_tried"), "");
    }
    Score score = found.get();
    if (!score.correct()) {
      return cell(
          " tried", plural("cell.tried", score.attempts()), numbers.format(score.attempts()));
    }
    long attempts = score.solve().map(Solve::attempts).orElse(score.attempts());
    String label = attempts == 1 ? texts.get("cell.first_try") : plural("cell.solved", attempts);
    boolean isFirst =
        Optional.ofNullable(columns.get(score.exercise()))
            .flatMap(Board.Column::firstSolver)
            .filter(score.user()::equals)
            .isPresent();
    return cell(
        (attempts == 1 ? " first-try" : " solved") + (isFirst ? " first-solver" : ""),
        isFirst ? texts.get("cell.first", Map.of("cell", label)) : label,
        attempts == 1 ? "✓" : numbers.format(attempts));
  }

  private static String cell(String classes, String label, String content) {
    return """
        <td class="cell%s" aria-label="%s">%s</td>"""
        .formatted(classes, escaped(label), escaped(content));
  }

  private String plural(String key, long number) {
    return texts.plural(key, number, numbers.format(number));
  }

  private String text(String key) {
    return escaped(texts.get(key));
  }
}
