package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalTest {

  private static final UserId ANN = new UserId(1);

  @ParameterizedTest
  @EnumSource
  void scopeIsFoundByItsValue(Scope scope) {
    assertEquals(Optional.of(scope), Scope.of(scope.value()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "scores", "SCORES_READ", "Scores:read", "users:read"})
  void otherScopeIsNotFound(String value) {
    assertEquals(Optional.empty(), Scope.of(value));
  }

  @Test
  void personIsAUserAndAGrader() {
    Principal person = new Principal.Person(ANN, Set.of(Scope.SCORES_WRITE));
    assertEquals(Optional.of(ANN), person.user());
    assertEquals(new Writer.Grader("user 1"), person.asGrader());
    assertEquals(Set.of(), Principal.person(ANN).scopes());
  }

  @Test
  void programIsAGraderOnly() {
    Principal program = new Principal.Program("autograder", Set.of(Scope.SCORES_WRITE));
    assertEquals(Optional.empty(), program.user());
    assertEquals(new Writer.Grader("autograder"), program.asGrader());
  }

  @Test
  void scopesAreCopied() {
    Set<Scope> scopes = new HashSet<>();
    Principal person = new Principal.Person(ANN, scopes);
    Principal program = new Principal.Program("autograder", scopes);
    scopes.add(Scope.SCORES_WRITE);
    assertEquals(Set.of(), person.scopes());
    assertEquals(Set.of(), program.scopes());
  }

  @Test
  void clientIdHas1To255Characters() {
    for (int length : new int[] {0, 256}) {
      String id = "c".repeat(length);
      String why =
          assertThrows(IllegalArgumentException.class, () -> new Principal.Program(id, Set.of()))
              .getMessage();
      assertEquals("a client id has 1 to 255 characters, not " + length, why);
    }
    String longest = "c".repeat(255);
    assertEquals(longest, new Principal.Program(longest, Set.of()).clientId());
  }

  @Test
  void graderHasANameOf1To255Characters() {
    for (int length : new int[] {0, 256}) {
      String name = "g".repeat(length);
      String why =
          assertThrows(IllegalArgumentException.class, () -> new Writer.Grader(name)).getMessage();
      assertEquals("the name of a grader has 1 to 255 characters, not " + length, why);
    }
    String longest = "g".repeat(255);
    assertEquals(longest, new Writer.Grader(longest).name());
  }
}
