/** A module that needs the domain and, with it, nothing else. */
module team.foreign {
  requires dev.scores.domain;
}
