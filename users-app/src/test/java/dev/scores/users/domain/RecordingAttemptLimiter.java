package dev.scores.users.domain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Permits or rejects all attempts and records them. */
final class RecordingAttemptLimiter implements AttemptLimiter {

  private final List<String> spent = new ArrayList<>();
  private Optional<Duration> wait = Optional.empty();
  private Optional<Duration> clientWait = Optional.empty();
  private Optional<Duration> nameWait = Optional.empty();
  private int namesTaken;

  List<String> spent() {
    return spent;
  }

  int namesTaken() {
    return namesTaken;
  }

  void clear() {
    spent.clear();
  }

  void reject() {
    wait = Optional.of(Duration.ofSeconds(1));
  }

  void rejectClient() {
    clientWait = Optional.of(Duration.ofSeconds(1));
  }

  void rejectNames() {
    nameWait = Optional.of(Duration.ofSeconds(1));
  }

  @Override
  public Optional<Duration> waitForLogin(ClientAddress client) {
    return clientWait;
  }

  @Override
  public Optional<Duration> spend(List<AccountKey> keys, ClientAddress client) {
    keys.stream().map(AccountKey::value).forEach(spent::add);
    return wait;
  }

  @Override
  public void succeeded(AccountKey account, ClientAddress client) {}

  @Override
  public Optional<Duration> waitForNames(ClientAddress client) {
    return nameWait;
  }

  @Override
  public void nameTaken(ClientAddress client) {
    namesTaken++;
  }
}
