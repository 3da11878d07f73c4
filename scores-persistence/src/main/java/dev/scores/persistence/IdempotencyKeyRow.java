package dev.scores.persistence;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code idempotency_keys}.
 *
 * @param reply null if this transaction has inserted the row
 */
@MappedEntity("idempotency_keys")
record IdempotencyKeyRow(@Id String key, String fingerprint, @Nullable String reply) {}
