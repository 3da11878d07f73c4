package planted.dev.scores.api;

import dev.scores.persistence.JdbcScores;

/** Breaks a rule on purpose. */
record KnowsPersistence(JdbcScores scores) {}
