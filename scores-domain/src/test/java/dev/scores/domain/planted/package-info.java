/** Deliberate faults, which prove that the contract tests and the architecture rules find them. */
package dev.scores.domain.planted;
