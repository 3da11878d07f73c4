package dev.scores.chassis.api.model;

import io.micronaut.serde.annotation.Serdeable;

/** A payload without a schema in the contract. */
@Serdeable
public record Parcel(String size) {}
