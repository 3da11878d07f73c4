/** Stands for the models that are made from a contract. */
@NullMarked
package dev.scores.chassis.api.model;

import org.jspecify.annotations.NullMarked;
