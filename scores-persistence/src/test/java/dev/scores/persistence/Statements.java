package dev.scores.persistence;

import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import io.micronaut.data.annotation.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Every statement of the service, from the code itself, each with a sample of its parameters. */
final class Statements {

  private static final int USER = 17;
  private static final int EXERCISE = 23;
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  /** What a parameter of a {@link ScoreRows} statement of that name is in the sample. */
  private static final Map<String, Object> SAMPLES =
      Map.of(
          "id",
          4711L,
          "userId",
          USER,
          "exerciseId",
          EXERCISE,
          "correct",
          true,
          "at",
          Instant.parse("2026-11-20T09:15:00Z"),
          "exerciseIds",
          new Integer[] {EXERCISE, EXERCISE + 1},
          "verdicts",
          new Boolean[] {true, false},
          "any",
          false,
          "versions",
          new Integer[] {1, 2});

  private static final Pattern LITERAL =
      Pattern.compile(
          "\\s*(select|insert|update|delete|with|merge)\\s.*\\bscores\\b.*", Pattern.DOTALL);

  /** Where a text is put together: {@code formatted} and the compiler's own mark in a "+". */
  private static final Pattern GAP = Pattern.compile("%(\\d\\$)?[sd]|\u0001");

  private Statements() {}

  static List<Statement> all() {
    return Stream.of(ofRepository(), ofBatches(), ofPages(), ofReports(), ofChanges())
        .flatMap(it -> it)
        .toList();
  }

  /** The texts in the compiled code that are a statement or the begin of one. */
  static List<String> literals() {
    try (var files = Files.walk(classes())) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          // Micronaut's: the statements of the repository once more, in its own spelling.
          .filter(file -> !file.getFileName().toString().startsWith("$"))
          .flatMap(Statements::texts)
          .filter(text -> LITERAL.matcher(text).matches())
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the statement begins as the text says, whatever stands in its gaps. */
  static boolean begins(Statement statement, String literal) {
    var pattern =
        Arrays.stream(GAP.split(literal, -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(statement.sql()).lookingAt();
  }

  private static Stream<Statement> ofRepository() {
    return Arrays.stream(ScoreRows.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Query.class))
        .map(method -> Statement.of(method, SAMPLES))
        .sorted(Comparator.comparing(Statement::name));
  }

  private static Stream<Statement> ofBatches() {
    Long[] ids = {4711L, 4712L};
    Integer[] users = {USER, USER + 1};
    Integer[] exercises = {EXERCISE, EXERCISE};
    Boolean[] verdicts = {true, false};
    Long[] micros = {1_795_338_900_000_000L, 1_795_338_900_000_001L};
    return Stream.of(
        Statement.of("BulkScoreStatements, by id", BulkScoreStatements.SELECT, (Object) ids),
        Statement.of(
            "BulkScoreStatements, of pairs", BulkScoreStatements.SELECT_PAIRS, users, exercises),
        Statement.of(
            "BulkScoreStatements, beginnings",
            BulkScoreStatements.SELECT_BEGINNINGS,
            (Object) users),
        Statement.of(
            "BulkScoreStatements, insert",
            BulkScoreStatements.INSERT,
            users,
            exercises,
            verdicts,
            micros),
        Statement.of(
            "BulkScoreStatements, upsert",
            BulkScoreStatements.UPSERT,
            users,
            exercises,
            verdicts,
            micros),
        Statement.of(
            "BulkScoreStatements, update",
            BulkScoreStatements.UPDATE,
            ids,
            users,
            exercises,
            verdicts,
            micros));
  }

  /** Every shape that the lists can ask for. */
  private static Stream<Statement> ofPages() {
    var selections = new ArrayList<>(List.of(Selection.all()));
    selections.addAll(selections.stream().map(it -> it.ofUser(new UserId(USER))).toList());
    selections.addAll(
        selections.stream().map(it -> it.ofExercise(new ExerciseId(EXERCISE))).toList());
    selections.addAll(selections.stream().map(it -> it.withCorrect(true)).toList());
    selections.addAll(selections.stream().map(it -> it.updatedSince(LONG_AGO)).toList());
    return selections.stream()
        .map(
            selection -> {
              var query = PageQuery.of(selection, Cursor.start(), 1000);
              return Statement.of(
                  "PageQuery, " + filters(selection), query.sql(), query.parameters().toArray());
            });
  }

  private static Stream<Statement> ofReports() {
    return Stream.of(
        Statement.of("JdbcReports, of all", JdbcReports.FIGURES)
            .ofWholeTable("the figures of all scores"),
        Statement.of("JdbcReports, of a user", JdbcReports.OF_USER, USER),
        Statement.of("JdbcReports, of an exercise", JdbcReports.OF_EXERCISE, EXERCISE),
        Statement.of("JdbcReports, leaderboard", JdbcReports.LEADERBOARD, 10)
            .ofWholeTable("every user is counted to find the first"),
        Statement.of("JdbcReports, standing", JdbcReports.STANDING, USER)
            .ofWholeTable("every user is counted to find who is ahead"));
  }

  private static Stream<Statement> ofChanges() {
    return Stream.of(
        Statement.of("JdbcChanges, from the start", JdbcChanges.SINCE, "0", 0L, 1000),
        Statement.of("JdbcChanges, further on", JdbcChanges.SINCE, "3", 90_000L, 1000));
  }

  private static String filters(Selection selection) {
    var filters = new ArrayList<String>();
    selection.user().ifPresent(it -> filters.add("of a user"));
    selection.exercise().ifPresent(it -> filters.add("of an exercise"));
    selection.correct().ifPresent(it -> filters.add("correct"));
    selection.updatedSince().ifPresent(it -> filters.add("updated since"));
    return filters.isEmpty() ? "all" : String.join(", ", filters);
  }

  private static Stream<String> texts(Path file) {
    try {
      return StreamSupport.stream(ClassFile.of().parse(file).constantPool().spliterator(), false)
          .filter(Utf8Entry.class::isInstance)
          .map(entry -> ((Utf8Entry) entry).stringValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path classes() {
    try {
      return Path.of(ScoreRows.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
