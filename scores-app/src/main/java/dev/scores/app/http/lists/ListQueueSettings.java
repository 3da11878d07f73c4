package dev.scores.app.http.lists;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The limit of the queue of lists, which is that of the connection pool.
 *
 * @param connectionTimeout the longest wait in milliseconds
 */
@ConfigurationProperties("datasources.default")
record ListQueueSettings(@Bindable(defaultValue = "1000") long connectionTimeout) {}
