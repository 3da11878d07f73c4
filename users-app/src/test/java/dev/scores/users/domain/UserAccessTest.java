package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAccessTest {

  /** The permissions of an anonymous caller, another user, the user and an admin. */
  @ParameterizedTest
  @CsvSource({
    "OPEN, LIST, yes yes yes yes",
    "OPEN, LIST_EMAILS, yes yes yes yes",
    "OPEN, READ, yes yes yes yes",
    "OPEN, ADD, yes yes yes yes",
    "OPEN, CHANGE, yes yes yes yes",
    "OPEN, CHANGE_FLAGS, no no no yes",
    "OPEN, EXPORT, no no yes yes",
    "OPEN, REMOVE, yes yes yes yes",
    "ADMIN, LIST, yes yes yes yes",
    "ADMIN, LIST_EMAILS, no no no yes",
    "ADMIN, READ, no no yes yes",
    "ADMIN, ADD, no no no yes",
    "ADMIN, CHANGE, no no yes yes",
    "ADMIN, CHANGE_FLAGS, no no no yes",
    "ADMIN, EXPORT, no no yes yes",
    "ADMIN, REMOVE, no no no yes"
  })
  void permissionsFollowTheTable(UserAccess access, UserAction act, String expected) {
    StringBuilder permitted = new StringBuilder();
    for (CallerRelation relation : CallerRelation.values()) {
      permitted.append(access.permits(act, relation) ? "yes " : "no ");
    }
    assertEquals(expected, permitted.toString().strip());
  }
}
