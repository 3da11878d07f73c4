package dev.scores.faults;

/** A registered user with a token. */
record UserAccount(int id, String email, String token) {

  /** The payload of a login. */
  String credentials() {
    return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, UsersDeployment.PASSWORD);
  }
}
