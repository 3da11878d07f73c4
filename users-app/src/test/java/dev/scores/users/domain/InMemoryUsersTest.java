package dev.scores.users.domain;

class InMemoryUsersTest extends UsersContract {

  @Override
  protected Users empty() {
    return new InMemoryUsers();
  }
}
