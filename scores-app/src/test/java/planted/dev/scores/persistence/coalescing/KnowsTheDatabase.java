package planted.dev.scores.persistence.coalescing;

import java.sql.SQLException;

/** Breaks a rule on purpose. */
record KnowsTheDatabase(SQLException exception) {}
