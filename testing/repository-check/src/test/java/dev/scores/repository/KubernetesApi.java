package dev.scores.repository;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The Kubernetes API, by the models of its Java client. They are generated from the API's OpenAPI
 * description and reject unknown and missing fields.
 */
final class KubernetesApi {

  private static final Map<String, Class<?>> MODELS =
      Map.of(
          "v1 Namespace", V1Namespace.class,
          "v1 Service", V1Service.class,
          "v1 ServiceAccount", V1ServiceAccount.class,
          "apps/v1 Deployment", V1Deployment.class,
          "batch/v1 Job", V1Job.class,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class,
          "networking.k8s.io/v1 Ingress", V1Ingress.class,
          "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class);

  private KubernetesApi() {}

  /** What is wrong with the object; empty if the API would accept its structure. */
  static Optional<String> error(Manifest manifest) {
    String type = manifest.at("apiVersion") + " " + manifest.kind();
    if (!MODELS.containsKey(type)) {
      return Optional.of("there is no model of " + type);
    }
    JsonElement given = new Gson().toJsonTree(manifest.content());
    try {
      Object model = JSON.getGson().fromJson(given, MODELS.get(type));
      return difference("", given, JSON.getGson().toJsonTree(model));
    } catch (RuntimeException invalid) {
      return Optional.of(String.valueOf(invalid.getMessage()));
    }
  }

  /**
   * The first value that the model has changed, because it has another type. The model may have
   * more, such as empty lists.
   */
  private static Optional<String> difference(String path, JsonElement given, JsonElement model) {
    if (given instanceof JsonObject object && model instanceof JsonObject other) {
      Set<String> names = object.keySet();
      return names.stream()
          .flatMap(
              name -> difference(path + "/" + name, object.get(name), other.get(name)).stream())
          .findFirst();
    }
    if (given instanceof JsonArray array
        && model instanceof JsonArray other
        && array.size() == other.size()) {
      return IntStream.range(0, array.size())
          .boxed()
          .flatMap(i -> difference(path + "/" + i, array.get(i), other.get(i)).stream())
          .findFirst();
    }
    return given.equals(model)
        ? Optional.empty()
        : Optional.of("%s is read as %s: %s".formatted(given, model, path));
  }
}
