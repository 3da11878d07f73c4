package dev.scores.chassis.api.model;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A payload that matches its schema in the contract. */
@Serdeable
public record Basket(List<Item> items, @Nullable String note) {}
