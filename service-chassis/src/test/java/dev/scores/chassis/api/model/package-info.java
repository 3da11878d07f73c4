/** Stands in for models that are generated from a contract. */
@NullMarked
package dev.scores.chassis.api.model;

import org.jspecify.annotations.NullMarked;
