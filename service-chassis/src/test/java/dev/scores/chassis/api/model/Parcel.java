package dev.scores.chassis.api.model;

import io.micronaut.serde.annotation.Serdeable;

/** A payload that the contract has forgotten. */
@Serdeable
public record Parcel(String size) {}
