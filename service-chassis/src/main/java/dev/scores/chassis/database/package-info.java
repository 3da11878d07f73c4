/**
 * Access to the service's database: {@link dev.scores.chassis.database.Migrations} migrates it,
 * {@link dev.scores.chassis.database.RetryingDataSource} reconnects after an outage, and {@link
 * dev.scores.chassis.database.PoolAdmission} rejects callers that would wait too long for a
 * connection.
 */
@NullMarked
package dev.scores.chassis.database;

import org.jspecify.annotations.NullMarked;
