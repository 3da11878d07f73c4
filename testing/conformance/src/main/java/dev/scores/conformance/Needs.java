package dev.scores.conformance;

/** What a rule needs beside the address of the service. */
enum Needs {
  NOTHING,
  TOKEN,
  OTHER_TOKEN
}
