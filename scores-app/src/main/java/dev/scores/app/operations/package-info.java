/**
 * Operations beyond those of the chassis: the health of the users service and the command {@code
 * seed}.
 */
@NullMarked
package dev.scores.app.operations;

import org.jspecify.annotations.NullMarked;
