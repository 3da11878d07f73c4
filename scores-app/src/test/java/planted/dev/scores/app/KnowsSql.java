package planted.dev.scores.app;

import java.sql.Connection;

/** Breaks a rule on purpose. */
record KnowsSql(Connection connection) {}
