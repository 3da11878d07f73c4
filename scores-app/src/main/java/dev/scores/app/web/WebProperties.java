package dev.scores.app.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the web app.
 *
 * @param usersUrl {@code USERS_PUBLIC_URL} without a slash at its end; empty if it is not set
 * @param usersPort the port of the users service; empty if it is unknown
 * @param catalogue {@code EXERCISE_CATALOGUE}, if that is a file
 * @param catalogueAddress {@code EXERCISE_CATALOGUE}, if that is an address; otherwise empty
 * @param catalogueTimeout how long a response from that address may take
 * @param boardAge how old the board in the document may be
 * @param boardTimeout how long a document waits for the board
 */
@ConfigurationProperties("web")
record WebProperties(
    @Bindable(defaultValue = "") String usersUrl,
    @Bindable(defaultValue = "") String usersPort,
    @Nullable ExerciseCatalogue catalogue,
    @Bindable(defaultValue = "") String catalogueAddress,
    Duration catalogueTimeout,
    Duration boardAge,
    Duration boardTimeout) {

  boolean hasCatalogue() {
    return catalogue != null || !catalogueAddress.isEmpty();
  }
}
