/** Faults made on purpose: they prove that the kit and the rules of architecture notice them. */
package dev.scores.domain.planted;
