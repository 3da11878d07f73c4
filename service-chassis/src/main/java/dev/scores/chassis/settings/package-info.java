/**
 * Settings: the environment variables of a service, and the files with secrets that they name, read
 * and validated before it starts.
 *
 * <p>A service lists its {@link dev.scores.chassis.settings.Setting}s; {@link
 * dev.scores.chassis.settings.Settings} reads them all and reports all errors at once.
 */
@NullMarked
package dev.scores.chassis.settings;

import org.jspecify.annotations.NullMarked;
