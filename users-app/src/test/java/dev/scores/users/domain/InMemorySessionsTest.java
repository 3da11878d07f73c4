package dev.scores.users.domain;

class InMemorySessionsTest extends SessionsContract {

  private final InMemoryUsers users = new InMemoryUsers();
  private final InMemorySessions sessions = new InMemorySessions(users);

  @Override
  protected Users emptyUsers() {
    return users;
  }

  @Override
  protected Sessions sessions() {
    return sessions;
  }
}
