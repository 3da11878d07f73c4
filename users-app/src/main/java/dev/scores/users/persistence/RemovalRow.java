package dev.scores.users.persistence;

import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.RemovedUser;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** A row of the table {@code removals}. */
@MappedEntity("removals")
record RemovalRow(@Id long sequence, int userId, Instant at) {

  RemovedUser removal() {
    return new RemovedUser(sequence, new AccountId(userId), at);
  }
}
