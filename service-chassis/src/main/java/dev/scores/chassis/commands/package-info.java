/**
 * The command line of a service.
 *
 * <p>Start with {@link dev.scores.chassis.commands.Program}, which a service's {@code main} runs.
 */
@NullMarked
package dev.scores.chassis.commands;

import org.jspecify.annotations.NullMarked;
