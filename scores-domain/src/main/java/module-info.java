/** The rules of scores, without a dependency at run time. */
module dev.scores.domain {
  requires static org.jspecify;

  exports dev.scores.domain;
}
