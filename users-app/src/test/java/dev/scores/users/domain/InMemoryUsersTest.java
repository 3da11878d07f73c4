package dev.scores.users.domain;

class InMemoryUsersTest extends UsersContract {

  private InMemoryUsers store = new InMemoryUsers();

  @Override
  protected Users empty() {
    store = new InMemoryUsers();
    return store;
  }

  @Override
  protected Removals removals() {
    return store;
  }
}
