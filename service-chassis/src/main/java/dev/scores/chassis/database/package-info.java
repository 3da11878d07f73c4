/**
 * How a service holds on to its database: {@link dev.scores.chassis.database.Migrations} migrates
 * it, {@link dev.scores.chassis.database.RetryingDataSource} keeps trying to reach it while it is
 * away, and {@link dev.scores.chassis.database.PoolAdmission} refuses what would wait for it too
 * long.
 */
@NullMarked
package dev.scores.chassis.database;

import org.jspecify.annotations.NullMarked;
