package planted.dev.scores.app.auth;

import dev.scores.api.model.Score;

/** Breaks a rule on purpose. */
record KnowsTheApi(Score score) {}
