package dev.scores.app.webhooks;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.WebhookTargets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The targets in memory. A lease has no end, unless it is released. Thread-safe. */
final class InMemoryWebhookTargets implements WebhookTargets {

  private final Map<String, Progress> progress = new HashMap<>();
  private final Map<String, UUID> owners = new HashMap<>();

  @Override
  public synchronized void add(String target, ChangeCursor start) {
    progress.putIfAbsent(target, new Progress(start, Optional.empty()));
  }

  @Override
  public synchronized Optional<Progress> lease(String target, UUID instance, Duration term) {
    boolean isFree = owners.getOrDefault(target, instance).equals(instance);
    Optional<Progress> found = Optional.ofNullable(progress.get(target)).filter(none -> isFree);
    found.ifPresent(none -> owners.put(target, instance));
    return found;
  }

  @Override
  public synchronized boolean save(String target, UUID instance, Progress reached) {
    boolean isOwner = instance.equals(owners.get(target));
    if (isOwner) {
      progress.put(target, reached);
    }
    return isOwner;
  }

  @Override
  public synchronized void release(String target, UUID instance) {
    owners.remove(target, instance);
  }

  synchronized Progress of(String target) {
    return Optional.ofNullable(progress.get(target)).orElseThrow();
  }

  synchronized boolean isLeased(String target) {
    return owners.containsKey(target);
  }

  /** Gives the lease to another instance, as if it had expired. */
  synchronized void steal(String target) {
    owners.put(target, UUID.randomUUID());
  }
}
