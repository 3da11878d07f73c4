package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.Principal.Person;
import dev.scores.domain.Principal.Program;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccessPolicyTest {

  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final Set<Scope> READ = EnumSet.of(Scope.SCORES_READ);
  private static final Set<Scope> WRITE = EnumSet.of(Scope.SCORES_WRITE);

  private static final Map<String, Optional<Principal>> CALLERS =
      Map.of(
          "nobody", Optional.empty(),
          "person", Optional.of(Principal.person(ANN)),
          "teacher", Optional.of(new Person(ANN, READ)),
          "grading person", Optional.of(new Person(ANN, WRITE)),
          "program", Optional.of(new Program("sa_1", Set.of())),
          "reading program", Optional.of(new Program("sa_1", READ)),
          "grader", Optional.of(new Program("sa_1", WRITE)));

  private static Optional<Principal> caller(String name) {
    return CALLERS.getOrDefault(name, Optional.empty());
  }

  private static List<AccessDecision> decisions(ScoreAction action, String caller) {
    return Stream.of(ReadAccess.values())
        .flatMap(
            reads -> Stream.of(WriteAccess.values()).map(writes -> new AccessPolicy(reads, writes)))
        .map(policy -> policy.decide(action, caller(caller)))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "READ_ALL, nobody, ALLOWED, TOKEN_REQUIRED, TOKEN_REQUIRED",
    "READ_ALL, person, ALLOWED, ALLOWED, NOT_PERMITTED",
    "READ_ALL, teacher, ALLOWED, ALLOWED, ALLOWED",
    "READ_ALL, grading person, ALLOWED, ALLOWED, NOT_PERMITTED",
    "READ_ALL, program, ALLOWED, ALLOWED, NOT_PERMITTED",
    "READ_ALL, reading program, ALLOWED, ALLOWED, ALLOWED",
    "READ_ALL, grader, ALLOWED, ALLOWED, NOT_PERMITTED",
    "READ_ONE, nobody, ALLOWED, TOKEN_REQUIRED, TOKEN_REQUIRED",
    "READ_ONE, person, ALLOWED, ALLOWED, ALLOWED",
    "READ_ONE, teacher, ALLOWED, ALLOWED, ALLOWED",
    "READ_ONE, program, ALLOWED, ALLOWED, NOT_PERMITTED",
    "READ_ONE, reading program, ALLOWED, ALLOWED, ALLOWED",
    "READ_ONE, grader, ALLOWED, ALLOWED, NOT_PERMITTED",
    "READ_RANKING, nobody, ALLOWED, TOKEN_REQUIRED, TOKEN_REQUIRED",
    "READ_RANKING, person, ALLOWED, ALLOWED, ALLOWED",
    "READ_RANKING, program, ALLOWED, ALLOWED, ALLOWED",
    "READ_OWN, nobody, TOKEN_REQUIRED, TOKEN_REQUIRED, TOKEN_REQUIRED",
    "READ_OWN, person, ALLOWED, ALLOWED, ALLOWED",
    "READ_OWN, reading program, NO_OWN_SCORES, NO_OWN_SCORES, NO_OWN_SCORES"
  })
  void readsFollowTheReadAccess(
      ScoreAction action,
      String caller,
      AccessDecision whenPublic,
      AccessDecision forMembers,
      AccessDecision whenPrivate) {
    assertEquals(
        List.of(whenPublic, whenPublic, forMembers, forMembers, whenPrivate, whenPrivate),
        decisions(action, caller));
  }

  @ParameterizedTest
  @CsvSource({
    "WRITE_OWN, nobody, TOKEN_REQUIRED, TOKEN_REQUIRED",
    "WRITE_OWN, person, ALLOWED, NOT_PERMITTED",
    "WRITE_OWN, teacher, ALLOWED, NOT_PERMITTED",
    "WRITE_OWN, grading person, ALLOWED, ALLOWED",
    "WRITE_OWN, program, NO_OWN_SCORES, NO_OWN_SCORES",
    "WRITE_OWN, grader, NO_OWN_SCORES, NO_OWN_SCORES",
    "WRITE_MANY, nobody, TOKEN_REQUIRED, TOKEN_REQUIRED",
    "WRITE_MANY, person, ALLOWED, NOT_PERMITTED",
    "WRITE_MANY, grading person, ALLOWED, ALLOWED",
    "WRITE_MANY, reading program, NOT_PERMITTED, NOT_PERMITTED",
    "WRITE_MANY, grader, ALLOWED, ALLOWED",
    "WRITE_ANY, nobody, TOKEN_REQUIRED, TOKEN_REQUIRED",
    "WRITE_ANY, person, NOT_PERMITTED, NOT_PERMITTED",
    "WRITE_ANY, teacher, NOT_PERMITTED, NOT_PERMITTED",
    "WRITE_ANY, grading person, ALLOWED, ALLOWED",
    "WRITE_ANY, program, NOT_PERMITTED, NOT_PERMITTED",
    "WRITE_ANY, grader, ALLOWED, ALLOWED"
  })
  void writesFollowTheWriteAccess(
      ScoreAction action, String caller, AccessDecision forLearners, AccessDecision forGraders) {
    assertEquals(
        List.of(forLearners, forGraders, forLearners, forGraders, forLearners, forGraders),
        decisions(action, caller));
  }

  @ParameterizedTest
  @EnumSource(ScoreAction.class)
  void nobodyIsAllowedWhateverRequiresNoCaller(ScoreAction action) {
    for (ReadAccess reads : ReadAccess.values()) {
      AccessPolicy policy = new AccessPolicy(reads, WriteAccess.GRADERS);
      assertEquals(
          policy.requiresCaller(action),
          policy.decide(action, Optional.empty()) == AccessDecision.TOKEN_REQUIRED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PUBLIC, nobody, true, true",
    "PUBLIC, person, true, true",
    "MEMBERS, nobody, false, false",
    "MEMBERS, person, true, true",
    "MEMBERS, program, true, true",
    "PRIVATE, nobody, false, false",
    "PRIVATE, person, true, false",
    "PRIVATE, grading person, true, false",
    "PRIVATE, teacher, true, true",
    "PRIVATE, program, false, false",
    "PRIVATE, grader, false, false",
    "PRIVATE, reading program, true, true"
  })
  void visibilityFollowsTheReadAccess(
      ReadAccess reads, String caller, boolean seesAnn, boolean seesBob) {
    Visibility visibility =
        new AccessPolicy(reads, WriteAccess.LEARNERS).visibility(caller(caller));
    assertEquals(seesAnn, visibility.includes(ANN));
    assertEquals(seesBob, visibility.includes(BOB));
  }

  @Test
  void ownStandingIsFirstOfItsRank() {
    List<Standing> standings =
        List.of(standing(1, 5), standing(2, 3), standing(2, 4), standing(2, 7), standing(5, 8));
    assertEquals(
        List.of(standing(1, 5), standing(2, 4), standing(2, 3), standing(2, 7), standing(5, 8)),
        new Visibility.Only(new UserId(4)).ordered(standings));
    assertEquals(standings, new Visibility.Only(new UserId(9)).ordered(standings));
    assertEquals(standings, new Visibility.Everyone().ordered(standings));
  }

  private static Standing standing(long rank, int user) {
    return new Standing(rank, new UserId(user), 0, Optional.empty());
  }

  @Test
  void personIsOwnerOfItsOwnScoresOnly() {
    Principal ann = Principal.person(ANN);
    assertEquals(new Writer.Owner(), ann.asWriterFor(ANN));
    assertEquals(new Writer.Grader("user 1"), ann.asWriterFor(BOB));
    assertEquals(new Writer.Grader("sa_1"), new Program("sa_1", WRITE).asWriterFor(ANN));
  }

  /** Otherwise an operation could be allowed and show nothing, or the other way round. */
  @Test
  void readingAllRequiresSeeingEveryone() {
    for (ReadAccess reads : ReadAccess.values()) {
      AccessPolicy policy = new AccessPolicy(reads, WriteAccess.LEARNERS);
      CALLERS
          .values()
          .forEach(
              caller ->
                  assertEquals(
                      policy.decide(ScoreAction.READ_ALL, caller) == AccessDecision.ALLOWED,
                      policy.visibility(caller) instanceof Visibility.Everyone));
    }
  }
}
