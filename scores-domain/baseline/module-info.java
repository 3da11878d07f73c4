/** Who solved which exercise: the rules, with no dependency at run time. */
module dev.scores.domain {
  requires static org.jspecify;

  exports dev.scores.domain;
}
