/**
 * Webhooks: each change of a score is sent by HTTP to the targets in {@code WEBHOOKS}.
 *
 * <p>Start with {@link dev.scores.app.webhooks.WebhookDispatcher}, which runs one {@link
 * dev.scores.app.webhooks.TargetDeliveries} for each target. It follows the log of events with a
 * cursor in the store (port {@link dev.scores.domain.WebhookTargets}), so there is no second record
 * of what is to be sent, which could be lost (ADR 40). The cursor moves when events are delivered:
 * at least once, and in order for each user. Of several instances, the one that has the lease of a
 * target delivers to it.
 *
 * <p>{@link dev.scores.app.webhooks.PageDelivery} sends one page of the log, {@link
 * dev.scores.app.webhooks.CloudEvents} makes the body, {@link
 * dev.scores.app.webhooks.WebhookSecret} signs it, {@link dev.scores.app.webhooks.WebhookClient}
 * sends it, and {@link dev.scores.app.webhooks.TargetHealth} decides when an event is given up.
 * docs/webhooks.md describes what a target gets.
 */
@NullMarked
package dev.scores.app.webhooks;

import org.jspecify.annotations.NullMarked;
