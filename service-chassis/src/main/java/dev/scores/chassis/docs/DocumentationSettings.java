package dev.scores.chassis.docs;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What the documentation page needs to know of other services.
 *
 * @param usersPort the port of the users service, which the page proposes for signing in; empty if
 *     it is unknown, and in the users service itself
 */
@ConfigurationProperties("docs")
record DocumentationSettings(@Bindable(defaultValue = "") String usersPort) {}
