package dev.scores.repository;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One object of Kubernetes, as YAML has it. */
record Manifest(Map<?, ?> content) {

  static final String DIRECTORY = "deploy/kubernetes/";

  /** The objects of a text with several documents. */
  static List<Manifest> parse(String text) {
    return StreamSupport.stream(
            new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text).spliterator(), false)
        .map(document -> new Manifest((Map<?, ?>) document))
        .toList();
  }

  /** The objects in the files that the kustomization of this directory names as resources. */
  static List<Manifest> resources(String directory) {
    return kustomization(directory).list("resources").stream()
        .map(Object::toString)
        .filter(file -> file.endsWith(".yaml"))
        .flatMap(file -> parse(Repository.read(DIRECTORY + directory + "/" + file)).stream())
        .toList();
  }

  static Manifest kustomization(String directory) {
    return parse(Repository.read(DIRECTORY + directory + "/kustomization.yaml")).getFirst();
  }

  String kind() {
    return at("kind").toString();
  }

  String name() {
    return at("metadata", "name").toString();
  }

  /** The value at a path of keys; "none" if there is none. */
  Object at(String... path) {
    Object value = content;
    for (String key : path) {
      value = value instanceof Map<?, ?> map && map.get(key) != null ? map.get(key) : "none";
    }
    return value;
  }

  List<?> list(String... path) {
    return at(path) instanceof List<?> list ? list : List.of();
  }

  /** The part at a path. */
  Manifest part(String... path) {
    return new Manifest(at(path) instanceof Map<?, ?> map ? map : Map.of());
  }

  /** The objects in the list at a path. */
  List<Manifest> parts(String... path) {
    return list(path).stream().map(part -> new Manifest((Map<?, ?>) part)).toList();
  }

  /** Whether it creates pods. */
  boolean hasPods() {
    return List.of("Deployment", "Job").contains(kind());
  }

  Manifest pod() {
    return part("spec", "template", "spec");
  }

  /** The labels of its pods. */
  Map<?, ?> podLabels() {
    return part("spec", "template", "metadata", "labels").content();
  }

  Stream<Manifest> containers() {
    return Stream.of("containers", "initContainers").flatMap(list -> pod().parts(list).stream());
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
