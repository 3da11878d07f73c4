/**
 * The log of security events: {@link dev.scores.chassis.security.SecurityLog} writes a {@link
 * dev.scores.chassis.security.SecurityEvent} with its {@link
 * dev.scores.chassis.security.SecurityDetails}. The table is in docs/operations.md.
 */
@NullMarked
package dev.scores.chassis.security;

import org.jspecify.annotations.NullMarked;
