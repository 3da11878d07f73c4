package dev.scores.users.domain;

class InMemoryMailTokensTest extends MailTokensContract {

  private final InMemoryUsers users = new InMemoryUsers();

  @Override
  protected Users emptyUsers() {
    return users;
  }

  @Override
  protected MailTokens tokens() {
    return new InMemoryMailTokens(users);
  }
}
