package dev.scores.persistence;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * A test of what distributed tables do not have: statements that requests share, triggers, which
 * log writes by others, the command {@code after-restore}, and plans, locks and standbys of one
 * server.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@DisabledIfSystemProperty(
    named = CitusCluster.NODES,
    matches = ".+",
    disabledReason = "on distributed tables")
@interface NotOnCitus {}
