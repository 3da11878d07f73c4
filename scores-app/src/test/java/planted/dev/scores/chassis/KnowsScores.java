package planted.dev.scores.chassis;

import dev.scores.domain.Score;

/** Breaks a rule on purpose. */
record KnowsScores(Score score) {}
