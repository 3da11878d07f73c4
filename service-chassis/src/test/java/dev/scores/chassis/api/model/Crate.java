package dev.scores.chassis.api.model;

import io.micronaut.serde.annotation.Serdeable;

/** A payload that is another by its contract: there its size is a text. */
@Serdeable
public record Crate(int size) {}
