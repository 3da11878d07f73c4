package dev.scores.chassis.api.model;

import io.micronaut.serde.annotation.Serdeable;

/** A payload that differs from its schema in the contract, in which {@code size} is a string. */
@Serdeable
public record Crate(int size) {}
