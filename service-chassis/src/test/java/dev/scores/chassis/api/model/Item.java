package dev.scores.chassis.api.model;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/** An item of a {@link Basket}. */
@Serdeable
public record Item(String name, int amount, @Nullable Double weight, @Nullable Boolean gift) {}
