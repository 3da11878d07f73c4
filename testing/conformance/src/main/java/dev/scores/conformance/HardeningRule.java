package dev.scores.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a method that checks a rule that the contract does not state. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface HardeningRule {

  /** Why a service should follow the rule. */
  String because();

  Needs needs() default Needs.NOTHING;
}
