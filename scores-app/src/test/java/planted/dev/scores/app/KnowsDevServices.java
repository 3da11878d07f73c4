package planted.dev.scores.app;

import dev.scores.devservices.DevPostgres;

/** Breaks a rule on purpose. */
record KnowsDevServices(DevPostgres server) {}
