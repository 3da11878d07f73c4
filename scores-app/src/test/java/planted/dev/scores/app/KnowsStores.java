package planted.dev.scores.app;

import dev.scores.persistence.JdbcScores;

/** Breaks a rule on purpose. */
record KnowsStores(JdbcScores scores) {}
