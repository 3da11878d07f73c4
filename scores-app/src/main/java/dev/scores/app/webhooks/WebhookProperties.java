package dev.scores.app.webhooks;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;

/**
 * The settings of webhooks.
 *
 * @param targets {@code WEBHOOKS}
 */
@ConfigurationProperties("webhooks")
@Requires(property = WebhookSettings.TARGETS)
record WebhookProperties(Webhooks targets) {}
