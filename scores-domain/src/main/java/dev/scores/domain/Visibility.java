package dev.scores.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The users whose scores a caller may see. */
public sealed interface Visibility {

  /** Whether the caller may see the scores of this user, and that they are this user's. */
  boolean includes(UserId user);

  /**
   * The standings in an order that depends on no id that is not visible: the visible user of a rank
   * comes first.
   *
   * @param standings by rank, then by user id
   */
  default List<Standing> ordered(List<Standing> standings) {
    return standings;
  }

  /** All users. */
  record Everyone() implements Visibility {

    @Override
    public boolean includes(UserId user) {
      return true;
    }
  }

  /** This user only. */
  record Only(UserId user) implements Visibility {

    public Only {
      Objects.requireNonNull(user, "user");
    }

    @Override
    public boolean includes(UserId other) {
      return user.equals(other);
    }

    @Override
    public List<Standing> ordered(List<Standing> standings) {
      List<Standing> ordered = new ArrayList<>(standings);
      ordered.sort(
          Comparator.comparingLong(Standing::rank).thenComparing(one -> !includes(one.user())));
      return List.copyOf(ordered);
    }
  }

  /** No user. */
  record Nobody() implements Visibility {

    @Override
    public boolean includes(UserId user) {
      return false;
    }
  }
}
