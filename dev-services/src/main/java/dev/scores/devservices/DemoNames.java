package dev.scores.devservices;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** User names made of a first and a last name. */
final class DemoNames {

  private static final List<String> FIRST =
      names(
          """
          aisha akira alice amara anna arjun astrid ben bruno carla chen clara daniel
          diego elena emil fatima felix freya george grace hana hugo ines ivan jonas julia
          kofi lars leila lucas maria mateo maya mehmet nadia noah olga omar priya rosa
          samuel sofia tariq thandi tomas vera wei yara zoe
          """);

  private static final List<String> LAST =
      names(
          """
          abebe alvarez andersen bauer becker bianchi brown costa dubois evans fischer
          garcia gupta haddad hansen ito jansen kaya kim kowalski kumar laurent lee
          lindqvist martin mbeki moreau nguyen novak okafor osei patel petrov rossi sato
          silva smith tanaka walsh zhang
          """);

  private DemoNames() {}

  private static List<String> names(String text) {
    return List.of(text.strip().split("\\s+", -1));
  }

  /** Returns distinct names in random order. */
  static List<String> of(int count, Random random) {
    var all = new ArrayList<String>();
    FIRST.forEach(first -> LAST.forEach(last -> all.add(first + "." + last)));
    Collections.shuffle(all, random);
    return List.copyOf(all.subList(0, count));
  }
}
