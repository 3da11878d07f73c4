package dev.scores.fake;

import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Starts fakes in this JVM. The service has a class loader of its own, which sees none of the
 * caller's libraries, so their versions, configuration files and beans do not meet. All fakes share
 * its classes.
 */
final class EmbeddedFake {

  private EmbeddedFake() {}

  private static final class Service {

    static final ClassLoader LOADER = loader();

    private static ClassLoader loader() {
      URL[] classPath =
          ServiceFiles.get().classPath().stream().map(jar -> url(jar.toUri())).toArray(URL[]::new);
      return new URLClassLoader("scores-fake", classPath, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(URI uri) {
      try {
        return uri.toURL();
      } catch (MalformedURLException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  static ScoresFakeServer start(int seed) {
    Thread thread = Thread.currentThread();
    ClassLoader callers = thread.getContextClassLoader();
    thread.setContextClassLoader(Service.LOADER);
    try {
      AutoCloseable fake = launch(seed);
      return new ScoresFakeServer((URI) call(fake, "url"), () -> call(fake, "close"));
    } finally {
      thread.setContextClassLoader(callers);
    }
  }

  private static AutoCloseable launch(int seed) {
    try {
      return (AutoCloseable)
          Service.LOADER
              .loadClass("dev.scores.app.fake.FakeService")
              .getMethod("launch", String.class, int.class, int.class)
              .invoke(null, "127.0.0.1", 0, seed);
    } catch (InvocationTargetException failed) {
      throw new IllegalStateException("The fake cannot start", failed.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("The fake is incomplete", impossible);
    }
  }

  private static Object call(Object fake, String method) {
    try {
      return fake.getClass().getMethod(method).invoke(fake);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("The fake is incomplete", impossible);
    }
  }
}
