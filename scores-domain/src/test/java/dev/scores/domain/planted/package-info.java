/** Deliberate faults, which prove that the architecture rules find them. */
package dev.scores.domain.planted;
