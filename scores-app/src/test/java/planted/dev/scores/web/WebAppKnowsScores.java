package planted.dev.scores.web;

import dev.scores.domain.Score;

/** Breaks a rule on purpose. */
record WebAppKnowsScores(Score score) {}
