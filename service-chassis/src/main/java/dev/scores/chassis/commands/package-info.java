/**
 * The command line of a service (design, section 6).
 *
 * <p>{@link dev.scores.chassis.commands.Program} is what a service's {@code main} runs; each other
 * class is a command.
 */
@NullMarked
package dev.scores.chassis.commands;

import org.jspecify.annotations.NullMarked;
