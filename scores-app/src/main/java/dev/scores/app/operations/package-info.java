/**
 * What those who run the scores service see beyond the chassis: the users service's health, and the
 * scores of the command {@code seed}.
 */
@NullMarked
package dev.scores.app.operations;

import org.jspecify.annotations.NullMarked;
