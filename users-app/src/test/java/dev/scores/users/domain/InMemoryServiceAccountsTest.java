package dev.scores.users.domain;

class InMemoryServiceAccountsTest extends ServiceAccountsContract {

  @Override
  protected ServiceAccounts empty() {
    return new InMemoryServiceAccounts();
  }
}
