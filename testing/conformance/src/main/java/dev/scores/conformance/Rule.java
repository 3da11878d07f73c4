package dev.scores.conformance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A rule: an annotated method of one of the classes {@code *Rules}. */
record Rule(String group, String name, Level level, Clause clause, Needs needs, Method method) {

  /** All rules, in the order in which they run. */
  static final List<Rule> ALL =
      Stream.of(
              PathRules.class,
              ResponseRules.class,
              HttpRules.class,
              ParameterRules.class,
              AuthenticationRules.class,
              WriteRules.class,
              RemovalRules.class,
              ConcurrencyRules.class,
              PayloadRules.class,
              MediaTypeRules.class,
              ListRules.class,
              BatchRules.class,
              ConditionRules.class,
              AttemptRules.class,
              ReportRules.class,
              ChangeRules.class,
              ExportRules.class)
          .flatMap(Rule::of)
          .toList();

  /** The group and the name, for example {@code path.pingReturnsPong}. */
  String id() {
    return group + "." + name;
  }

  /** Whether a name on the command line is this rule or its group. */
  boolean isNamed(String name) {
    return name.equals(group) || name.equals(id());
  }

  /**
   * Checks the rule.
   *
   * @throws RuleStop when the service breaks the rule or the rule cannot be checked
   */
  void check(ServiceUnderTest service) {
    try {
      Object rules =
          method
              .getDeclaringClass()
              .getDeclaredConstructor(ServiceUnderTest.class)
              .newInstance(service);
      method.invoke(rules);
    } catch (InvocationTargetException exception) {
      if (exception.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(exception.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Stream<Rule> of(Class<?> rules) {
    String type = rules.getSimpleName().replaceFirst("Rules$", "");
    String group = type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    // Reflection returns methods in any order.
    return Arrays.stream(rules.getDeclaredMethods())
        .sorted(Comparator.comparing(Method::getName))
        .flatMap(method -> of(group, method));
  }

  private static Stream<Rule> of(String group, Method method) {
    ContractRule contract = method.getAnnotation(ContractRule.class);
    if (contract != null) {
      Clause clause = new Clause(contract.of(), contract.says());
      return Stream.of(
          new Rule(group, method.getName(), Level.CONTRACT, clause, contract.needs(), method));
    }
    HardeningRule hardening = method.getAnnotation(HardeningRule.class);
    if (hardening != null) {
      Clause clause = new Clause("", hardening.because());
      return Stream.of(
          new Rule(group, method.getName(), Level.STRICT, clause, hardening.needs(), method));
    }
    return Stream.empty();
  }
}
