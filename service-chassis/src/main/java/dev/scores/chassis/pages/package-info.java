/**
 * What pages of a service have in common: files that are compressed once and cached by browsers,
 * and a policy that allows nothing inline and nothing from other hosts.
 *
 * <p>Start with {@link dev.scores.chassis.pages.StaticResource}.
 */
@NullMarked
package dev.scores.chassis.pages;

import org.jspecify.annotations.NullMarked;
