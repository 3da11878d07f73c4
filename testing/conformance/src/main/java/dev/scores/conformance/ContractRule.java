package dev.scores.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a method that checks a rule of the contract, {@code openapi/scores.yaml}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface ContractRule {

  /** The operationId, or a JSON pointer into the contract, that states the rule. */
  String of();

  /** The sentence there, word for word, or empty if the pointer leads to a single value. */
  String says() default "";

  Needs needs() default Needs.NOTHING;
}
