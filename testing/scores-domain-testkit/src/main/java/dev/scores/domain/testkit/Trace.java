package dev.scores.domain.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a test on the ports under test, for the message of its failure. Only the last calls
 * are kept, and they become text only when it is needed. Thread-safe.
 */
final class Trace {

  private static final int KEPT = 20;
  private static final int LONGEST = 400;
  private static final Pattern COMPONENT_ID =
      Pattern.compile("(\\w+=)(?:User|Exercise|Score)Id\\[value=(\\d+)]");
  private static final Pattern ID = Pattern.compile("(User|Exercise|Score)Id\\[value=(\\d+)]");
  private static final Pattern EMPTY = Pattern.compile("(, )?\\w+=Optional\\.empty");
  private static final Pattern OPTIONAL =
      Pattern.compile("=Optional\\[((?:[^\\[\\]]|\\[[^\\[\\]]*])*)]");

  /**
   * A call and what came of it: {@code returned} and a value, or {@code threw} and an exception.
   */
  private record Call(String name, List<Object> arguments, String verb, @Nullable Object result) {

    @Override
    public String toString() {
      String given = arguments.stream().map(Trace::describe).collect(Collectors.joining(", "));
      return name + "(" + given + ") " + verb + " " + describe(result);
    }
  }

  private final Deque<Call> last = new ArrayDeque<>();
  private int count;

  /** Returns the port with every call recorded here. */
  <T> T recorded(Class<T> port, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> call(target, method, arguments)));
  }

  private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    List<Object> given = arguments == null ? List.of() : List.of(arguments);
    try {
      Object result = method.invoke(target, arguments);
      add(new Call(method.getName(), given, "returned", result));
      return result;
    } catch (InvocationTargetException e) {
      add(new Call(method.getName(), given, "threw", e.getCause()));
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private synchronized void add(Call call) {
    count++;
    last.add(call);
    if (last.size() > KEPT) {
      last.remove();
    }
  }

  /** Forgets all calls. */
  synchronized void clear() {
    last.clear();
    count = 0;
  }

  /** The last calls, numbered, one a line. */
  synchronized List<String> lines() {
    int number = count - last.size();
    List<String> lines = new ArrayList<>();
    for (Call call : last) {
      lines.add("%3d. %s".formatted(++number, call));
    }
    return lines;
  }

  /** The value as text without the wrapping of ids and optionals, cut after 400 characters. */
  static String describe(@Nullable Object value) {
    String text = COMPONENT_ID.matcher(String.valueOf(value)).replaceAll("$1$2");
    text =
        ID.matcher(text).replaceAll(id -> id.group(1).toLowerCase(Locale.ROOT) + " " + id.group(2));
    text = EMPTY.matcher(text).replaceAll("").replace("[, ", "[");
    text = OPTIONAL.matcher(text).replaceAll("=$1");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
