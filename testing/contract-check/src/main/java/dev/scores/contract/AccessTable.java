package dev.scores.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Who may do what: a row for each operation of a contract, a column for each kind of caller. Its
 * lines have their fields between bars; the first line names the callers. Immutable.
 */
public final class AccessTable {

  private final Contract contract;
  private final List<String> callers;
  private final Map<String, List<String>> rows = new LinkedHashMap<>();

  private AccessTable(Contract contract, List<List<String>> lines) {
    this.contract = contract;
    this.callers = tail(lines.getFirst());
    lines.stream().skip(1).forEach(line -> rows.put(line.getFirst(), tail(line)));
  }

  /**
   * What a caller is answered: a status, and the word that stands behind it, if one does.
   *
   * @param word as the test that has the table understands it; empty where there is none
   */
  public record Case(Operation operation, String caller, int status, String word) {

    @Override
    public String toString() {
      return (operation + " " + caller + " " + status + " " + word).strip();
    }
  }

  /**
   * @throws IllegalArgumentException where an operation has no row, a row no operation, or a row
   *     not a field for each caller: what is new is not forgotten
   */
  public static AccessTable of(Contract contract, String table) {
    AccessTable read = new AccessTable(contract, table.lines().map(AccessTable::fields).toList());
    Set<String> operations =
        contract.operations().stream()
            .map(Operation::id)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!operations.equals(new TreeSet<>(read.rows.keySet()))) {
      throw new IllegalArgumentException(
          "the contract has " + operations + ", the table " + new TreeSet<>(read.rows.keySet()));
    }
    read.rows.forEach(read::refuseIncomplete);
    return read;
  }

  /** Every operation by every caller, in the order of the contract. */
  public List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      List<String> answers = rows.getOrDefault(operation.id(), List.of());
      IntStream.range(0, callers.size())
          .mapToObj(i -> read(operation, callers.get(i), answers.get(i)))
          .forEach(cases::add);
    }
    return cases;
  }

  private static Case read(Operation operation, String caller, String answer) {
    int space = answer.indexOf(' ');
    return space < 0
        ? new Case(operation, caller, Integer.parseInt(answer), "")
        : new Case(
            operation,
            caller,
            Integer.parseInt(answer.substring(0, space)),
            answer.substring(space + 1));
  }

  private void refuseIncomplete(String operation, List<String> answers) {
    if (answers.size() != callers.size()) {
      throw new IllegalArgumentException(
          operation + " has " + answers + " for the callers " + callers);
    }
  }

  private static List<String> fields(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }

  private static List<String> tail(List<String> fields) {
    return fields.subList(1, fields.size());
  }
}
